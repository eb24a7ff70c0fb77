import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, ApiError } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { keep_stated, useImportSearch, write_uploads } from "./assistant.ts";
import type { Command, Job, Report } from "./job.ts";
import { type Chosen, Names } from "./names.tsx";
import { texts } from "./texts.ts";

/// After a trial: who is meant by names nobody here goes by, then the import itself, or back to the columns.
export function DryRunActs({ job, command, report }: { job: Job; command: Command; report: Report | null }) {
  const { t } = useTranslation(texts);
  const { go } = useImportSearch();
  const [people, set_people] = useState<Chosen>(command.people ?? {});
  const [teams, set_teams] = useState<Chosen>(command.teams ?? {});
  const start = $api.useMutation("post", "/api/imports");
  const keys = useRef({ words: "", key: "" });
  const is_done = job.state === "done";
  const has_names = JSON.stringify({ people, teams }) !== names_of(command);
  const send = (dry_run: boolean) => {
    const body = { ...without_nulls(command), people, teams, dry_run };
    // The same request again, as after a break of the line, has the same key.
    const words = JSON.stringify(body);
    if (keys.current.words !== words) keys.current = { words, key: crypto.randomUUID() };
    start.mutate(
      { body, params: { header: { "Idempotency-Key": keys.current.key } } },
      {
        onSuccess: (made) => go({ job: made.id }),
        onError: (error) => {
          if ((error as unknown) instanceof ApiError) keys.current = { words: "", key: "" };
        },
      },
    );
  };
  const back = () => {
    if (typeof command.mapping === "string") keep_stated(command.uploads, { text: command.mapping });
    const uploads = write_uploads(command.uploads);
    go({
      job: undefined,
      step: "columns",
      uploads,
      process: command.process,
      version: command.version ?? undefined,
    });
  };
  return (
    <>
      {report && is_done && (
        <Names report={report} people={people} teams={teams} on_people={set_people} on_teams={set_teams} />
      )}
      <ErrorLine error={start.error} />
      <div className="row wrap import-next">
        {is_done && (
          <Button kind="main" isPending={start.isPending} onPress={() => send(false)}>
            {t("import_now")}
          </Button>
        )}
        {is_done && has_names && (
          <Button isPending={start.isPending} onPress={() => send(true)}>
            {t("try_names")}
          </Button>
        )}
        <Button onPress={back}>{t("change_columns")}</Button>
      </div>
    </>
  );
}

function names_of({ people = {}, teams = {} }: Command) {
  return JSON.stringify({ people, teams });
}

/// What the job shows as null was left out.
function without_nulls(command: Command): Command {
  const stated = Object.entries(command).filter(([, value]) => value !== null);
  return Object.fromEntries(stated) as unknown as Command;
}
