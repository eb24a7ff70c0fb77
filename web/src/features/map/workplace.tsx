import { ArrowLeft } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Changes } from "./changes.tsx";
import { CheckPanel } from "./check_panel.tsx";
import type { Draft, DraftDoc } from "./draft_doc.ts";
import { useEditor, useMaybeEditor } from "./editor.tsx";
import { ElementPanel } from "./element_panel.tsx";
import { GoalsView } from "./goals_view.tsx";
import { JourneyView } from "./journey_view.tsx";
import { LanesView } from "./lanes_view.tsx";
import { ListsView } from "./lists_view.tsx";
import { Outline } from "./outline.tsx";
import { PublishPanel } from "./publish_panel.tsx";
import { useMapSearch } from "./search.ts";
import { SkillsSection } from "./skills_section.tsx";
import { TextView } from "./text_view.tsx";
import { texts } from "./texts.ts";

interface Props {
  doc: DraftDoc | undefined;
  draft: Draft | undefined;
  check: Schemas["MapCheck"] | undefined;
  is_checking: boolean;
  versions: readonly Schemas["VersionRow"][];
  version: number | undefined;
  is_saving: boolean;
}

/// Outline, canvas, and beside it what the check says or the fields of what is selected.
export function Workplace(props: Props) {
  const { doc, draft, version, versions } = props;
  const editor = useMaybeEditor();
  const { search } = useMapSearch();
  // A text that cannot be read has no canvas.
  const view = editor ? (search.view ?? "goals") : "text";
  const shown_version = version ?? (draft ? undefined : versions.at(-1)?.id.number);
  const is_wide = view === "text";
  const opened = editor && !is_wide && (editor.selected || search.side);
  return (
    <div className={`map-ed${is_wide ? " is-text" : ""}${opened ? " has-opened" : ""}`}>
      {editor && !is_wide && <Outline />}
      <div className="map-canvas">
        {view === "goals" && <GoalsView />}
        {view === "lanes" && <LanesView />}
        {view === "journey" && <JourneyView />}
        {view === "lists" && <ListsView />}
        {view === "lists" && <SkillsSection />}
        {view === "text" && <TextView doc={doc} draft={draft} version={shown_version} />}
        {editor?.comparison && !is_wide && <Changes to={shown_version} seq={draft?.seq} />}
      </div>
      {editor && !is_wide && <Side {...props} />}
    </div>
  );
}

function Side({ doc, draft, check, is_checking, versions, is_saving }: Props) {
  const { t } = useTranslation(texts);
  const { selected, numbered } = useEditor();
  const { search, set } = useMapSearch();
  const side = search.side ?? (selected ? "fields" : "check");
  if (side === "publish" && doc && check)
    return (
      <section className="map-side" aria-label={t("publish")}>
        <PublishPanel check={check} versions={versions} is_saving={is_saving} seq={draft?.seq ?? 0} />
      </section>
    );
  // Escape in a field takes back what was typed; elsewhere it closes, and focus goes back to the canvas.
  const close_by_key = (event: KeyboardEvent<HTMLElement>) => {
    const is_typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key !== "Escape" || event.defaultPrevented || is_typing || !selected) return;
    event.preventDefault();
    document.querySelector<HTMLElement>(`button[data-at="${CSS.escape(selected)}"]`)?.focus();
    set({ at: undefined, field: undefined, side: undefined });
  };
  const shown = side === "fields" && selected ? "fields" : "check";
  return (
    <section
      className="map-side"
      onKeyDown={close_by_key}
      aria-label={t(shown === "fields" ? "fields" : "beside")}
    >
      <div className="map-side-head">
        <span className="map-back">
          <Button small kind="text" onPress={() => set({ at: undefined, field: undefined, side: undefined })}>
            <ArrowLeft className="i" aria-hidden /> {t("back_to_map")}
          </Button>
        </span>
        {selected && (
          <Segments
            label={t("beside")}
            chosen={shown}
            choices={[
              { id: "fields", name: t("fields") },
              {
                id: "check",
                name: (
                  <>
                    {t("check")} <span className="q">{numbered.length}</span>
                  </>
                ),
              },
            ]}
            on_choose={(id) => set({ side: id })}
          />
        )}
      </div>
      {shown === "fields" && selected ? (
        <ElementPanel key={selected} at={selected} />
      ) : (
        <CheckPanel mistakes={check?.mistakes ?? []} is_checking={is_checking} />
      )}
    </section>
  );
}
