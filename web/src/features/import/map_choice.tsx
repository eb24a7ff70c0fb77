import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { keep_process } from "../../app/process.tsx";
import { useMay } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import type { Assistant } from "./assistant.ts";
import { map_of_steps } from "./mapping.ts";
import { texts } from "./texts.ts";

/// The map by which the files are read, and on which their new deals run.
export function MapChoice({ assistant }: { assistant: Assistant }) {
  const { t } = useTranslation(texts);
  const { process, processes, version, go } = assistant;
  const may_edit = useMay("map.edit");
  const may_publish = useMay("map.publish");
  const [is_making, set_making] = useState(false);
  const published = processes.filter((row) => row.head > 0);
  const has_map = published.length > 0;
  const versions = Array.from({ length: process?.head ?? 0 }, (_, i) => (process?.head ?? 0) - i);
  const may_make = may_edit && may_publish;
  return (
    <Section
      title={t("by_which_map")}
      more={
        has_map && may_make && !is_making ? (
          <Button small kind="text" onPress={() => set_making(true)}>
            {t("new_map")}
          </Button>
        ) : undefined
      }
    >
      {!has_map && <p className="note limit">{t(may_make ? "no_map_yet" : "no_map_nor_right")}</p>}
      {has_map && (
        <div className="import-formats">
          <SelectField
            label={t("map")}
            value={`${process?.id ?? ""}`}
            onChange={(event) => go({ process: Number(event.target.value), version: undefined }, true)}
            choices={published.map((row) => ({ id: `${row.id}`, name: row.name }))}
          />
          <SelectField
            label={t("version")}
            value={`${version ?? ""}`}
            onChange={(event) => {
              const number = Number(event.target.value);
              go({ version: number === process?.head ? undefined : number }, true);
            }}
            choices={versions.map((number) => ({
              id: `${number}`,
              name: t(number === process?.head ? "version_newest" : "version_number", { number }),
            }))}
          />
        </div>
      )}
      {may_make && (is_making || !has_map) && (
        <NewMap
          assistant={assistant}
          on_done={() => set_making(false)}
          on_stop={has_map ? () => set_making(false) : undefined}
        />
      )}
    </Section>
  );
}

interface NewMapProps {
  assistant: Assistant;
  on_done: () => void;
  on_stop: (() => void) | undefined;
}

/// A map whose stages are the steps of the files; it can be drawn further afterwards.
function NewMap({ assistant, on_done, on_stop }: NewMapProps) {
  const { t } = useTranslation(texts);
  const client = useQueryClient();
  const { uploads, text, go } = assistant;
  const workspace = $api.useQuery("get", "/api/workspace", {}, { staleTime: 300_000 });
  const [name, set_name] = useState("");
  // Without a map, steps go by their own names.
  const steps = $api.useQuery(
    "post",
    "/api/import-previews",
    { body: { uploads, ...(text ? { mapping: text } : {}) } },
    { staleTime: Number.POSITIVE_INFINITY, retry: false },
  );
  const create = $api.useMutation("post", "/api/processes");
  const publish = $api.useMutation("post", "/api/processes/{process}/versions");
  const found = steps.data?.activities.filter((one) => one.kind === "stage_entered") ?? [];
  const make = async () => {
    if (!steps.data) return;
    const map = map_of_steps(name, workspace.data?.currency ?? "", steps.data);
    const { process } = await create.mutateAsync({ body: { text: map } });
    await publish.mutateAsync({ params: { path: { process } }, body: { note: t("map_note") } });
    await client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/processes", {}).queryKey });
    keep_process(process);
    say(t("map_made", { name }));
    go({ process, version: undefined }, true);
    on_done();
  };
  if (steps.data && found.length === 0) return <p className="q">{t("no_steps_yet")}</p>;
  return (
    <form
      className="import-newmap"
      onSubmit={(event) => {
        event.preventDefault();
        // What failed is shown below by the mutation itself.
        void make().catch(() => undefined);
      }}
    >
      <p className="q s">
        {t("map_of_steps", { count: found.length, steps: found.map((one) => one.name).join(", ") })}
      </p>
      <div className="row wrap">
        <TextField
          label={t("map_name")}
          required
          value={name}
          onChange={(event) => set_name(event.target.value)}
        />
        <Button type="submit" isPending={create.isPending || publish.isPending}>
          {t("make_map")}
        </Button>
        {on_stop && (
          <Button kind="text" onPress={on_stop}>
            {t("no_map")}
          </Button>
        )}
      </div>
      <ErrorLine error={create.error ?? publish.error ?? steps.error} />
    </form>
  );
}
