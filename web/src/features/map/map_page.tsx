import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useShortcuts } from "../../app/keys.ts";
import { index_map, type ProcessMap, useMap, useProcess } from "../../app/process.tsx";
import { useMay, useSession } from "../../app/session.tsx";
import { Answer, Empty, Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { MapBar } from "./bar.tsx";
import { compare_maps } from "./compare.ts";
import { ConflictNote } from "./conflict_note.tsx";
import { type Editor, EditorProvider } from "./editor.tsx";
import { find_spot, type JsonObject, spots_of, way_to } from "./elements.ts";
import { number_findings } from "./findings.ts";
import { NewProcess } from "./new_process.tsx";
import type { Operation } from "./operations.ts";
import { type MapSearch, useMapSearch } from "./search.ts";
import { texts } from "./texts.ts";
import { useDraftDoc } from "./use_draft.ts";
import { usePeopleNames, usePublishedCheck } from "./use_published.ts";
import { Workplace } from "./workplace.tsx";
import "./map.css";

/// The map: its goals and stages, its lanes, what the check says of it, how it changed; for editors, to change it.
export function MapPage() {
  const { t } = useTranslation(texts);
  const { search } = useMapSearch();
  const { process, processes, is_pending, error } = useProcess(search.process);
  const may_edit = useMay("map.edit");
  useEffect(() => {
    document.title = `${process?.name ?? t("title")} · Stagecraft`;
  }, [process?.name, t]);
  if (search.new && may_edit) return <NewProcess has_others={processes.length > 0} />;
  if (is_pending || error)
    return (
      <main id="main" className="pg">
        <h1 className="only-heard">{t("title")}</h1>
        {error ? <Failed error={error} /> : <Loading what={t("title")} lines={8} />}
      </main>
    );
  if (!process)
    return may_edit ? (
      <NewProcess has_others={false} />
    ) : (
      <main id="main" className="pg">
        <h1>{t("title")}</h1>
        <Empty>{t("no_maps")}</Empty>
      </main>
    );
  return <OneProcess key={process.id} process={process.id} may_edit={may_edit} />;
}

function OneProcess({ process, may_edit }: { process: number; may_edit: boolean }) {
  const { t } = useTranslation(texts);
  const query = $api.useQuery("get", "/api/processes/{process}", { params: { path: { process } } });
  if (query.data) return <Opened view={query.data} may_edit={may_edit} />;
  return (
    <main id="main" className="map-loading">
      <h1 className="only-heard">{t("title")}</h1>
      <Answer query={query} what={t("title")} lines={8}>
        {() => null}
      </Answer>
    </main>
  );
}

type ProcessView = {
  process: Parameters<typeof MapBar>[0]["process"];
  versions: Parameters<typeof MapBar>[0]["versions"];
};

function Opened({ view, may_edit }: { view: ProcessView; may_edit: boolean }) {
  const { t } = useTranslation(texts);
  const { search, set } = useMapSearch();
  const { process, versions } = view;
  const newest = versions.at(-1)?.id.number ?? 0;
  const version = search.version ?? (may_edit ? undefined : newest);
  const { doc, state } = useDraftDoc(may_edit ? process.id : undefined, newest);
  const published = useMap(process.id, version ?? newest);
  const newest_map = useMap(process.id, newest);
  const old = useMap(process.id, search.compare);
  const me = useSession();
  const name_of_person = usePeopleNames();
  const is_draft = version === undefined;
  const draft = is_draft ? state?.draft : undefined;
  const of_version = usePublishedCheck(process.id, draft ? undefined : (version ?? newest));
  useGone(state?.is_gone ?? false);

  const map = is_draft ? state?.map : (published.data as JsonObject | undefined);
  const check = draft ? draft.check : of_version.check;
  const may_publish = useMay("map.publish");
  // A variant says only what differs from its base: that is its text.
  const is_variant = draft ? /^extends:/m.test(draft.text) : versions.at(-1)?.base != null;
  const may_change = may_edit && is_draft && !is_variant;

  const edit = useCallback(
    (ops: Operation[], said?: string) => {
      if (!doc || ops.length === 0) return false;
      try {
        doc.edit(ops);
      } catch {
        say(t("said_moved_on"));
        return false;
      }
      if (said) say(said, () => doc.undo());
      return true;
    },
    [doc, t],
  );
  const undo = () => doc && (doc.undo() || say(t("said_no_undo")));
  const redo = () => doc && (doc.redo() || say(t("said_no_undo")));
  useShortcuts(
    may_change
      ? { "mod+z": () => is_free_to_undo() && undo(), "mod+y": () => redo(), "mod+shift+z": () => redo() }
      : {},
  );

  const select = useCallback(
    (at: string | undefined, field?: string) =>
      set({ at, field, side: at ? "fields" : undefined, ...goal_of(map ?? undefined, at) }),
    [set, map],
  );
  useStageKeys(map ?? undefined, search.at, select);
  const comparison = useMemo(
    () => (map && search.compare && old.data ? compare_maps(old.data as JsonObject, map) : undefined),
    [map, search.compare, old.data],
  );
  const editor = useMemo((): Editor | undefined => {
    if (!map) return undefined;
    const findings = check?.findings ?? [];
    const is_there = search.at !== undefined && find_spot(map, search.at) !== undefined;
    return {
      process: process.id,
      map,
      index: index_map(map as unknown as ProcessMap),
      published: newest > 0 ? (newest_map.data as JsonObject | undefined) : undefined,
      findings,
      numbered: number_findings(findings),
      may_edit: may_change,
      edit,
      selected: is_there ? search.at : undefined,
      select,
      comparison,
      touched: state?.touched ?? new Map(),
      name_of_person,
    };
  }, [
    map,
    check,
    search.at,
    process.id,
    newest,
    newest_map.data,
    may_change,
    edit,
    select,
    comparison,
    state?.touched,
    name_of_person,
  ]);

  const is_opened = editor?.selected !== undefined || search.side !== undefined;
  return (
    <main id="main" className={is_opened ? "map-page has-opened" : "map-page"}>
      <h1 className="only-heard">{process.name}</h1>
      <MapBar
        process={process}
        versions={versions}
        version={version}
        doc={doc}
        state={state}
        may_edit={may_edit}
        may_publish={may_publish}
        on_undo={undo}
        on_redo={redo}
        me={me.person}
        name_of_person={name_of_person}
        map_id={process.map_id}
        text={draft?.text}
      />
      {is_variant && may_edit && is_draft && <p className="note map-note">{t("is_variant")}</p>}
      {doc && state?.conflict && (
        <ConflictNote conflict={state.conflict} doc={doc} map={state.map} name_of_person={name_of_person} />
      )}
      {doc && is_draft && state?.error != null && state.phase === "ready" && (
        <div className="map-note">
          <Failed error={state.error} on_again={() => void doc.read()} />
        </div>
      )}
      {editor ? (
        <EditorProvider value={editor}>
          <Workplace
            doc={doc}
            draft={draft ?? undefined}
            check={check}
            is_checking={of_version.is_pending}
            versions={versions}
            version={version}
            is_saving={state?.is_saving ?? false}
          />
        </EditorProvider>
      ) : (
        <Unreadable
          state_error={is_draft ? state?.error : published.error}
          doc={doc}
          draft={draft ?? undefined}
        />
      )}
    </main>
  );
}

function Unreadable({
  state_error,
  doc,
  draft,
}: {
  state_error: unknown;
  doc: Parameters<typeof Workplace>[0]["doc"];
  draft: Parameters<typeof Workplace>[0]["draft"];
}) {
  const { t } = useTranslation(texts);
  if (doc && draft && draft.map === null)
    return (
      <EditorProvider value={undefined}>
        <Workplace
          doc={doc}
          draft={draft}
          check={draft.check}
          is_checking={false}
          versions={[]}
          version={undefined}
          is_saving={false}
        />
      </EditorProvider>
    );
  return (
    <div className="pg map-canvas">
      {state_error ? (
        <Failed error={state_error} on_again={doc && (() => void doc.read())} />
      ) : (
        <Loading what={t("title")} lines={8} />
      )}
    </div>
  );
}

/// Somebody published the draft: versions are asked for anew.
function useGone(is_gone: boolean) {
  const client = useQueryClient();
  useEffect(() => {
    if (!is_gone) return;
    void client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/processes").queryKey });
    void client.invalidateQueries({ queryKey: ["get", "/api/processes/{process}"] });
  }, [is_gone, client]);
}

/// While one types, Ctrl Z takes back letters.
function is_free_to_undo() {
  const here = document.activeElement;
  const is_text =
    here instanceof HTMLTextAreaElement || (here instanceof HTMLInputElement && here.type !== "checkbox");
  return !is_text || here.value === "";
}

/// The lanes and the journey show the goal of what is selected.
function goal_of(map: JsonObject | undefined, at: string | undefined): Pick<MapSearch, "goal"> {
  if (!map || !at) return {};
  for (let spot = find_spot(map, at); spot; spot = find_spot(map, spot.parent))
    if (spot.kind === "goal") return { goal: spot.id };
  return {};
}

/// `[` and `]` go to the stage before and after the selected one.
function useStageKeys(
  map: JsonObject | undefined,
  at: string | undefined,
  select: (at: string | undefined) => void,
) {
  const go = (by: -1 | 1) => {
    if (!map) return;
    const stages = [...spots_of(map).values()].filter((spot) => spot.kind === "stage");
    const here = stages.findIndex((spot) => at !== undefined && way_to(map, at).includes(spot.address));
    const next = stages[here < 0 ? (by > 0 ? 0 : stages.length - 1) : here + by];
    if (next) select(next.address);
  };
  useShortcuts({ "[": () => go(-1), "]": () => go(1) });
}
