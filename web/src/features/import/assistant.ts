import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { $api, type Schemas } from "../../api/client.ts";
import { type MapIndex, useMap, useProcess } from "../../app/process.tsx";
import {
  empty_mapping,
  layouts,
  type Mapping,
  missing_columns,
  type Preview,
  parse_mapping,
  write_mapping,
} from "./mapping.ts";

export const steps = ["files", "columns", "stages", "try"] as const;
export type Step = (typeof steps)[number];

/// What the address says: all that the assistant knows but the mapping, which may be long.
export interface Search {
  /// Ids with a dash between them.
  uploads?: string | number;
  process?: number;
  version?: number;
  step?: Step;
  job?: number;
  lifecycle?: string;
}

export function read_uploads(search: Search): number[] {
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

export function keep_mapping(uploads: readonly number[], text: string | null) {
  if (text === null) sessionStorage.removeItem(key_of(uploads));
  else sessionStorage.setItem(key_of(uploads), text);
}

/// The mapping that was stated for these files, kept for as long as the window lives; null: none.
function useStated(uploads: readonly number[]) {
  const key = key_of(uploads);
  const [kept, set_kept] = useState({ key, text: sessionStorage.getItem(key) });
  const text = kept.key === key ? kept.text : sessionStorage.getItem(key);
  const set = (next: string | null) => {
    keep_mapping(uploads, next);
    set_kept({ key, text: next });
  };
  return [text, set] as const;
}

function usePreview(body: Schemas["AskImportPreviewInput"], enabled: boolean) {
  return $api.useQuery(
    "post",
    "/api/import-previews",
    { body },
    { enabled, staleTime: Number.POSITIVE_INFINITY, retry: false, placeholderData: keepPreviousData },
  );
}

/// The mapping that is sent: the stated one; else the proposal, where the files need one and it lacks nothing.
export function mapping_to_send(stated: string | null, first: Preview | undefined): string | null {
  if (stated !== null) return stated;
  if (!first?.proposal || !first.not_imported) return null;
  const proposed = parse_mapping(first.proposal);
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
  const text = mapping_to_send(stated, first.data);
  const form = parse_mapping(text ?? (first.data?.proposal || write_mapping(empty_mapping())));
  const missing = form ? missing_columns(form) : [];
  const needs_columns = first.data?.files.some((file) => file.kind !== "XES") ?? false;
  // What the form cannot show is for the server to judge.
  const is_of_form = form !== null && layouts.some((layout) => layout === form.layout);
  const is_readable = text !== null && (missing.length === 0 || !needs_columns || !is_of_form);
  const waits_for_columns = missing.length > 0 && Boolean(first.data?.not_imported && first.data.proposal);
  const read = usePreview({ ...asked, mapping: text }, uploads.length > 0 && is_readable);
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
    set_text: set_stated,
    set_form: (mapping: Mapping) => set_stated(write_mapping(mapping)),
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
