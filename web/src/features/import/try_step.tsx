import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, ApiError } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Empty, ErrorLine } from "../../ui/states.tsx";
import type { Assistant } from "./assistant.ts";
import { ReadSide } from "./read_side.tsx";
import { texts } from "./texts.ts";

/// The fourth step: where the files come from, and a trial that changes nothing.
export function TryStep({ assistant }: { assistant: Assistant }) {
  const { t } = useTranslation(texts);
  const { uploads, process, search, text, first, now, go } = assistant;
  const [typed, set_typed] = useState<string>();
  const start = $api.useMutation("post", "/api/imports");
  const key = useRef(crypto.randomUUID());
  const system = typed ?? first.data?.proposed_system ?? "";
  const is_xes = first.data?.files.some((file) => file.kind === "XES") ?? false;
  if (!process || process.head === 0) return <Empty>{t("map_first")}</Empty>;
  if (!now?.data) return <Empty>{t("columns_first")}</Empty>;
  const body = {
    uploads,
    process: process.id,
    system: system.trim(),
    dry_run: true,
    ...(search.version ? { version: search.version } : {}),
    ...(search.lifecycle ? { lifecycle: search.lifecycle } : {}),
    ...(text ? { mapping: text } : {}),
  };
  const try_it = () =>
    start.mutate(
      { body, params: { header: { "Idempotency-Key": key.current } } },
      {
        onSuccess: (job) => go({ job: job.id }),
        // Refused: what is sent next is another request. What did not reach the server is the same one again.
        onError: (error) => {
          if ((error as unknown) instanceof ApiError) key.current = crypto.randomUUID();
        },
      },
    );
  return (
    <div className="import-two">
      <form
        className="import-step"
        onSubmit={(event) => {
          event.preventDefault();
          try_it();
        }}
      >
        <Section title={t("try_title")}>
          <p className="import-lead">{t("try_lead")}</p>
          <TextField
            label={t("system")}
            hint={t("system_hint")}
            required
            maxLength={100}
            value={system}
            onChange={(event) => {
              set_typed(event.target.value);
              key.current = crypto.randomUUID();
            }}
          />
          {is_xes && (
            <SelectField
              label={t("lifecycle")}
              value={search.lifecycle ?? ""}
              onChange={(event) => go({ lifecycle: event.target.value || undefined }, true)}
              choices={[
                { id: "", name: t("lifecycle_all") },
                ...["start", "complete", "schedule"].map((id) => ({ id, name: id })),
              ]}
            />
          )}
          <ErrorLine error={start.error} />
          <p className="import-next">
            <Button kind="main" type="submit" isPending={start.isPending}>
              {t("try_it")}
            </Button>
          </p>
        </Section>
      </form>
      <ReadSide assistant={assistant} />
    </div>
  );
}
