import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import type { Assistant } from "./assistant.ts";
import { ColumnsForm } from "./columns_form.tsx";
import { MapChoice } from "./map_choice.tsx";
import { type Preview, write_mapping } from "./mapping.ts";
import { ReadSide } from "./read_side.tsx";
import { useKindName } from "./recognised.tsx";
import { texts } from "./texts.ts";

/// The mapping as text, for who knows it: the form cannot say all that it can.
function TextForm({ assistant, proposal }: { assistant: Assistant; proposal: string }) {
  const { t } = useTranslation(texts);
  const { text, form, set_text, now } = assistant;
  const shown = text ?? (proposal || (form ? write_mapping(form) : ""));
  const [typed, set_typed] = useState(shown);
  const error = now?.error instanceof ApiError ? now.error.message : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        set_text(typed);
      }}
    >
      <TextArea
        label={t("mapping_text")}
        hint={t("mapping_hint")}
        error={typed === text ? error : undefined}
        rows={18}
        spellCheck={false}
        value={typed}
        onChange={(event) => set_typed(event.target.value)}
      />
      <div className="row wrap import-next">
        <Button kind="main" type="submit" isDisabled={typed === text}>
          {t("read_so")}
        </Button>
        {typed !== shown && (
          <Button kind="text" onPress={() => set_typed(shown)}>
            {t("put_back")}
          </Button>
        )}
      </div>
    </form>
  );
}

/// Which file the mapping is about: the one that was proposed for, else the first with columns.
function main_file(preview: Preview) {
  const named = preview.files.find((file) => file.name === preview.proposal_file);
  return named ?? preview.files.find((file) => file.columns.length > 0);
}

function KnownNote({ assistant, preview }: { assistant: Assistant; preview: Preview }) {
  const { t } = useTranslation(texts);
  const kind_name = useKindName();
  if (assistant.stated !== null)
    return (
      <p className="row wrap">
        <span className="q">{t("read_by_yours")}</span>
        <Button small kind="text" onPress={() => assistant.set_text(null)}>
          {t("as_proposed")}
        </Button>
      </p>
    );
  if (preview.not_imported) return <p className="q">{t("not_known")}</p>;
  const kinds = preview.files.map((file) => kind_name(file.kind));
  return <p className="q">{t("known", { kinds: [...new Set(kinds)].join(", ") })}</p>;
}

/// The second step: by which map, and what the columns mean. Beside it stands what is read so.
export function ColumnsStep({ assistant, first }: { assistant: Assistant; first: Preview }) {
  const { t } = useTranslation(texts);
  const { form, now, missing, go, set_form } = assistant;
  const [view, set_view] = useState<"form" | "text">("form");
  const file = main_file(first);
  const is_ready = Boolean(now?.data && !now.data.not_imported && !now.error);
  const has_columns = file !== undefined;
  return (
    <div className="import-two">
      <div className="import-step">
        <MapChoice assistant={assistant} />
        <Section
          title={t("columns_mean")}
          more={
            has_columns && (
              <Segments
                label={t("written_as")}
                chosen={view}
                on_choose={set_view}
                choices={[
                  { id: "form", name: t("as_form") },
                  { id: "text", name: t("as_text") },
                ]}
              />
            )
          }
        >
          <KnownNote assistant={assistant} preview={first} />
          {view === "text" && (
            <TextForm key={assistant.text} assistant={assistant} proposal={first.proposal} />
          )}
          {view === "form" && !form && <p className="note">{t("not_readable")}</p>}
          {view === "form" && form && file && needs_form(first, assistant) && (
            <ColumnsForm
              mapping={form}
              file={file}
              missing={missing}
              on_change={set_form}
              index={assistant.index}
            />
          )}
          {view === "form" && now?.error ? <ErrorLine error={now.error} /> : null}
        </Section>
        <p className="import-next">
          <Button kind="main" isDisabled={!is_ready} onPress={() => go({ step: "stages" })}>
            {t("to_stages")}
          </Button>
        </p>
      </div>
      <ReadSide assistant={assistant} />
    </div>
  );
}

/// Stagecraft's own files say themselves what they mean.
function needs_form(preview: Preview, assistant: Assistant) {
  return assistant.stated !== null || preview.proposal !== "";
}
