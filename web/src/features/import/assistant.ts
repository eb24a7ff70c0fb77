import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Schemas } from "../../api/client.ts";
import { type MapIndex, useMap, useProcess } from "../../app/process.tsx";
import {
  empty_mapping,
  type Mapping,
  missing_columns,
  type Preview,
  to_mapping,
  write_mapping,
} from "./mapping.ts";

export const steps = ["files", "columns", "stages", "try"] as const;
export type Step = (typeof steps)[number];

/// What the address says: all that the assistant knows but the mapping, which may be long.
interface Search {
  /// Ids with a dash between them.
  uploads?: string | number;
  process?: number;
  version?: number;
  step?: Step;
  job?: number;
  lifecycle?: string;
}

function read_uploads(search: Search): number[] {
  return `${search.uploads ?? ""}`.split("-").map(Number).filter(Boolean);
}

export function write_uploads(ids: readonly number[]) {
  return ids.length > 1 ? ids.join("-") : ids[0];
}

export function useImportSearch() {
  const search = useRouterState({ select: (state) => state.location.search as Search });
  const navigate = useNavigate();
  /// Changes of the address; undefined takes a word out. Going to another step is a place to go back to.
  const go = (changes: { [K in keyof Search]?: Search[K] | undefined }, replace = false) =>
    void navigate({ to: "/import", search: { ...search, ...changes } as never, replace });
  return { search, go };
}

const key_of = (uploads: readonly number[]) => `import-mapping ${uploads.join("-")}`;

/// What was stated of how files are read: a text, or what the form holds and the text of that.
interface Stated {
  text: string;
  form?: Mapping;
}

export function keep_stated(uploads: readonly number[], stated: Stated | null) {
  if (stated === null) sessionStorage.removeItem(key_of(uploads));
  else sessionStorage.setItem(key_of(uploads), JSON.stringify(stated));
}

function read_stated(key: string): Stated | null {
  const kept = sessionStorage.getItem(key);
  return kept === null ? null : (JSON.parse(kept) as Stated);
}

/// Kept for as long as the window lives; null: nothing was stated.
function useStated(uploads: readonly number[]) {
  const key = key_of(uploads);
  const [kept, set_kept] = useState(() => ({ key, stated: read_stated(key) }));
  const stated = kept.key === key ? kept.stated : read_stated(key);
  const set = (next: Stated | null) => {
    keep_stated(uploads, next);
    set_kept({ key, stated: next });
  };
  return [stated, set] as const;
}

function usePreview(body: Schemas["AskImportPreviewInput"], enabled: boolean) {
  return $api.useQuery(
    "post",
    "/api/import-previews",
    { body },
    { enabled, staleTime: Number.POSITIVE_INFINITY, retry: false, placeholderData: keepPreviousData },
  );
}

/// The text that is sent: the stated one; else the proposal, where the files need one and it lacks nothing.
export function text_to_send(stated: Stated | null, first: Preview | undefined): string | null {
  if (stated !== null) return stated.text;
  if (!first?.proposal || !first.not_imported) return null;
  const proposed = to_mapping(first.mapping);
  return proposed && missing_columns(proposed).length === 0 ? first.proposal : null;
}

/// The files of the address, what they say, and how they are to be read.
export function useAssistant() {
  const { search, go } = useImportSearch();
  const uploads = read_uploads(search);
  const { process, processes } = useProcess(search.process);
  const version = search.version ?? (process && process.head > 0 ? process.head : undefined);
  const { index } = useMap(process?.id, version);
  const [stated, set_stated] = useStated(uploads);
  const asked = {
    uploads,
    ...(process && process.head > 0 ? { process: process.id } : {}),
    ...(search.version ? { version: search.version } : {}),
    ...(search.lifecycle ? { lifecycle: search.lifecycle } : {}),
  };
  const first = usePreview(asked, uploads.length > 0);
  const text = text_to_send(stated, first.data);
  // What somebody wrote is for the server to judge; what the form holds is sent once it lacks nothing.
  const needs_columns = first.data?.files.some((file) => file.kind !== "XES") ?? false;
  const lacks = (mapping: Mapping | null) => (mapping && needs_columns ? missing_columns(mapping) : []);
  const is_readable = text !== null && lacks(stated?.form ?? null).length === 0;
  const read = usePreview({ ...asked, mapping: text }, uploads.length > 0 && is_readable);
  const of_server = to_mapping(text === null ? first.data?.mapping : read.data?.mapping);
  const form = stated?.form ?? of_server ?? (stated ? null : empty_mapping());
  const missing = lacks(form);
  const waits_for_columns = missing.length > 0 && Boolean(first.data?.not_imported && first.data.proposal);
  return {
    search,
    go,
    uploads,
    process,
    processes,
    version,
    index,
    /// As the files are without a mapping.
    first,
    /// As they are read now; undefined where columns are missing.
    now: text !== null ? (is_readable ? read : undefined) : waits_for_columns ? undefined : first,
    stated,
    text,
    form,
    missing,
    set_text: (next: string | null) => set_stated(next === null ? null : { text: next }),
    set_form: (form: Mapping) => set_stated({ text: write_mapping(form), form }),
  };
}

export type Assistant = ReturnType<typeof useAssistant>;

/// Stages and outcomes of the map, to choose from.
export function places_of(index: MapIndex | undefined) {
  if (!index) return [];
  const stages = index.goals.flatMap((goal) => goal.stages);
  return [
    ...stages.map((one) => ({ id: one.id, name: `${one.number} ${one.stage.name}`.trim() })),
    ...(index.map.outcomes ?? []).map((one) => ({ id: one.id ?? "", name: one.name })),
  ];
}
