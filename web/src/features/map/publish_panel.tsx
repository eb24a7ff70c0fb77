import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/fields.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { FindingRow } from "./check_panel.tsx";
import { useEditor } from "./editor.tsx";
import { useMapSearch } from "./search.ts";
import { texts } from "./texts.ts";

/// Makes the draft a version, with a note of what is new; what the check forbids stands in the way.
export function PublishPanel({
  check,
  versions,
  is_saving,
  seq,
}: {
  check: Schemas["MapCheck"];
  versions: readonly Schemas["VersionRow"][];
  is_saving: boolean;
  /// Of the draft.
  seq: number;
}) {
  const { t } = useTranslation(texts);
  const { process, numbered } = useEditor();
  const { set } = useMapSearch();
  const client = useQueryClient();
  const [note, set_note] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const publish = $api.useMutation("post", "/api/processes/{process}/versions");
  const errors = numbered.filter((one) => one.severity === "error");
  const number = (versions.at(-1)?.id.number ?? 0) + 1;
  const go = () =>
    publish.mutate(
      {
        params: { path: { process }, header: { "Idempotency-Key": key } },
        body: { note: note.trim() },
      },
      {
        onSuccess: (made) => {
          say(t("said_published", { number: made.number }));
          void client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/processes").queryKey });
          void client.invalidateQueries({ queryKey: ["get", "/api/processes/{process}"] });
          set({ side: undefined, compare: undefined });
        },
      },
    );
  return (
    <section className="map-publish">
      <h2>{t("publish_as", { number })}</h2>
      {check.may_be_published ? (
        <>
          <p className="q">{t(number === 1 ? "publish_first" : "publish_text")}</p>
          <TextArea
            label={t("publish_note")}
            hint={t("publish_note_hint")}
            value={note}
            rows={3}
            maxLength={2000}
            onChange={(event) => set_note(event.target.value)}
          />
        </>
      ) : (
        <>
          <p className="note bad">{t("publish_forbidden", { count: errors.length })}</p>
          <ol className="map-findings">
            {errors.map((row) => (
              <FindingRow key={`${row.finding.rule}${row.finding.address}`} row={row} />
            ))}
          </ol>
        </>
      )}
      <ErrorLine error={publish.error} />
      <div className="row map-acts">
        {check.may_be_published && (
          <Button kind="main" onPress={go} isPending={publish.isPending} isDisabled={is_saving}>
            {t("publish")}
          </Button>
        )}
        <Button kind="text" onPress={() => set({ side: undefined })}>
          {t("not_yet")}
        </Button>
      </div>
      {versions.length > 0 && <ThrowAway process={process} seq={seq} />}
    </section>
  );
}

/// Takes the draft away; the newest version is shown again.
function ThrowAway({ process, seq }: { process: number; seq: number }) {
  const { t } = useTranslation(texts);
  const { set } = useMapSearch();
  const client = useQueryClient();
  const [is_asking, set_asking] = useState(false);
  const remove = $api.useMutation("delete", "/api/processes/{process}/draft");
  const go = () =>
    remove.mutate(
      { params: { path: { process } }, headers: { "If-Match": `"${seq}"` } },
      {
        onSuccess: () => {
          say(t("said_thrown_away"));
          void client.invalidateQueries({ queryKey: ["get", "/api/processes/{process}"] });
          set({ side: undefined, compare: undefined, at: undefined });
        },
      },
    );
  return (
    <div className="map-throw">
      {is_asking ? (
        <div className="note limit">
          <p>{t("throw_away_asked")}</p>
          <div className="row map-acts">
            <Button small kind="danger" onPress={go} isPending={remove.isPending}>
              {t("throw_away")}
            </Button>
            <Button small kind="text" onPress={() => set_asking(false)}>
              {t("keep")}
            </Button>
          </div>
        </div>
      ) : (
        <Button small kind="text" onPress={() => set_asking(true)}>
          {t("throw_away")} …
        </Button>
      )}
      <ErrorLine error={remove.error} />
    </div>
  );
}
