import { Download, GitCompareArrows, Plus, Redo2, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { keep_process, useProcess } from "../../app/process.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Initials } from "../../ui/marks.tsx";
import { Actions, Pick } from "../../ui/menu.tsx";
import { Segments } from "../../ui/segments.tsx";
import type { DocState, DraftDoc } from "./draft_doc.ts";
import { type Export, exports_of, useExport } from "./export.ts";
import { useMapSearch, type View, views } from "./search.ts";
import { texts } from "./texts.ts";

interface Props {
  process: Schemas["ProcessRow"];
  versions: readonly Schemas["VersionRow"][];
  /// What is shown: a version, or the draft when undefined.
  version: number | undefined;
  doc: DraftDoc | undefined;
  state: DocState | undefined;
  may_edit: boolean;
  may_publish: boolean;
  on_undo: () => void;
  on_redo: () => void;
  /// Who I am.
  me: number;
  name_of_person: (id: number | null) => string;
  map_id: string;
  text: string | undefined;
}

function Saved({ state, name_of_person }: Pick_<Props, "state" | "name_of_person">) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  if (!state?.draft) return null;
  const { changed_at, changed_by, based_on } = state.draft;
  const from = based_on > 0 ? `${t("from_version", { number: based_on })} · ` : "";
  const saved = state.is_saving
    ? t("saving")
    : t("saved_by", { at: format.day_and_time(changed_at), who: name_of_person(changed_by) });
  return (
    <span className="map-saved" aria-live="polite">
      {from}
      {saved}
    </span>
  );
}
/// Who else has the draft open; one's own windows are no company.
function Here({ state, me, name_of_person }: Pick_<Props, "state" | "me" | "name_of_person">) {
  const { t } = useTranslation(texts);
  const others = (state?.here ?? [])
    .filter((id) => id !== me)
    .map((id) => ({ id, name: name_of_person(id) }));
  return (
    <span className="map-here" role="status">
      {others.slice(0, most_shown).map(({ id, name }) => (
        <Initials key={id} name={name} small />
      ))}
      {others.length > most_shown && (
        <span title={names_of(others.slice(most_shown))}>
          <span aria-hidden>+{others.length - most_shown}</span>
          <span className="only-heard">{names_of(others.slice(most_shown))}</span>
        </span>
      )}
      {others.length > 0 && ` ${t("here_now")}`}
    </span>
  );
}
const most_shown = 5;
const names_of = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(", ");

type Pick_<T, K extends keyof T> = { [P in K]: T[P] };

/// Above the canvas: what is shown, in which form, compared with what; undo, picture, publish.
export function MapBar(props: Props) {
  const { t } = useTranslation(texts);
  const { process, versions, version, doc, state, may_edit, may_publish } = props;
  const { search, set } = useMapSearch();
  const newest = versions.at(-1)?.id.number ?? 0;
  const has_draft = Boolean(state?.draft);
  const run_export = useExport(
    process.id,
    props.map_id,
    version ?? (has_draft ? undefined : newest),
    props.text,
  );
  const shown =
    version !== undefined ? t("version_shown", { number: version }) : t("draft_of", { number: newest + 1 });
  const compared = versions.map((row) => row.id.number).filter((number) => number !== version);
  return (
    <div className="slice map-bar">
      <NarrowPick process={process} />
      <Versions
        {...props}
        shown={
          version === undefined && !has_draft && newest > 0 ? t("version_shown", { number: newest }) : shown
        }
        newest={newest}
      />
      <Saved state={version === undefined ? state : undefined} name_of_person={props.name_of_person} />
      {version === undefined && may_edit && (
        <Here state={state} me={props.me} name_of_person={props.name_of_person} />
      )}
      {version === undefined && may_edit && !has_draft && newest > 0 && (
        <span className="q">{t("begins_draft", { number: newest + 1 })}</span>
      )}
      <span className="sp" />
      <Segments<View>
        label={t("form")}
        choices={views.map((id) => ({ id, name: t(`view_${id}`) }))}
        chosen={search.view ?? "goals"}
        on_choose={(view) => set({ view }, true)}
      />
      {compared.length > 0 && (version !== undefined || has_draft) && (
        <Pick
          label={t("compare_with")}
          is_set={search.compare !== undefined}
          shown={
            <>
              <GitCompareArrows className="i" aria-hidden />{" "}
              {search.compare ? t("v", { number: search.compare }) : t("compare_none")}
            </>
          }
          chosen={`${search.compare ?? 0}`}
          choices={[
            { id: "0", name: t("compare_none") },
            ...compared.toReversed().map((number) => ({
              id: `${number}`,
              name: t("v", { number }),
              hint: number === newest ? t("in_use") : undefined,
            })),
          ]}
          on_choose={(id) => set({ compare: Number(id) || undefined })}
        />
      )}
      {may_edit && (
        <>
          <IconButton label={t("undo")} isDisabled={!doc || !state?.can_undo} onPress={props.on_undo}>
            <Undo2 className="i" />
          </IconButton>
          <IconButton label={t("redo")} isDisabled={!doc || !state?.can_redo} onPress={props.on_redo}>
            <Redo2 className="i" />
          </IconButton>
        </>
      )}
      <Actions<Export>
        label={t("export")}
        button={
          <>
            <Download className="i" aria-hidden /> {t("export")}
          </>
        }
        actions={exports_of(state?.draft?.map !== null || version !== undefined).map((id) => ({
          id,
          name: t(`export_${id}`),
        }))}
        on_act={run_export}
      />
      {may_edit && (
        <Button small onPress={() => set({ new: true }, true)}>
          <Plus className="i" aria-hidden /> {t("new_map")}
        </Button>
      )}
      {may_publish && state?.draft?.map != null && version === undefined && (
        <Button
          small
          kind="main"
          onPress={() => set({ side: "publish", ...(search.view === "text" ? { view: "goals" } : {}) })}
        >
          {t("publish")}
        </Button>
      )}
    </div>
  );
}

function Versions({
  versions,
  version,
  state,
  may_edit,
  shown,
  newest,
}: Props & { shown: string; newest: number }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const { set } = useMapSearch();
  const rows = versions.toReversed().map((row) => ({
    id: `${row.id.number}`,
    name: `${t("v", { number: row.id.number })}${row.note ? ` · ${row.note}` : ""}`,
    hint: `${row.id.number === newest ? `${t("in_use")} · ` : ""}${format.full_day(row.published_at)}`,
  }));
  const draft = may_edit
    ? [{ id: "draft", name: t(state?.draft ? "draft_of" : "draft_next", { number: newest + 1 }) }]
    : [];
  return (
    <Pick
      label={t("shown")}
      shown={<b>{shown}</b>}
      chosen={version === undefined && may_edit ? "draft" : `${version ?? newest}`}
      choices={[...draft, ...rows]}
      on_choose={(id) => set({ version: id === "draft" ? undefined : Number(id), compare: undefined }, true)}
    />
  );
}

/// On narrow pages the top bar has no room for the maps; they are chosen here.
function NarrowPick({ process }: { process: Schemas["ProcessRow"] }) {
  const { t } = useTranslation(texts);
  const { set } = useMapSearch();
  const { processes } = useProcess(process.id);
  if (processes.length < 2) return null;
  return (
    <span className="map-narrow">
      <Pick
        label={t("title")}
        chosen={`${process.id}`}
        choices={processes.map((row) => ({ id: `${row.id}`, name: row.name }))}
        on_choose={(id) => {
          keep_process(Number(id));
          set(
            { process: Number(id), at: undefined, goal: undefined, version: undefined, compare: undefined },
            true,
          );
        }}
      />
    </span>
  );
}
