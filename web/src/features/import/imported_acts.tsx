import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useImportSearch } from "./assistant.ts";
import type { Job } from "./job.ts";
import { texts } from "./texts.ts";

/// Takes a whole import back, after a second press; the page goes to the job that does it.
export function UndoImport({ id, name }: { id: number; name: string }) {
  const { t } = useTranslation(texts);
  const client = useQueryClient();
  const { go } = useImportSearch();
  const [is_asked, set_asked] = useState(false);
  const undo = $api.useMutation("post", "/api/imports/{import}/undoings");
  const begin = () =>
    undo.mutate(
      { params: { path: { import: id } } },
      {
        onSuccess: (job) => {
          void client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/imports", {}).queryKey });
          go({ job: job.id, uploads: undefined, step: undefined });
        },
      },
    );
  if (!is_asked)
    return (
      <Button small kind="danger" onPress={() => set_asked(true)} aria-label={t("undo_named", { name })}>
        {t("undo")}
      </Button>
    );
  return (
    <div className="note limit import-ask" role="group" aria-label={t("undo_named", { name })}>
      <p>{t("undo_asked", { name })}</p>
      <div className="row wrap">
        <Button small kind="danger" autoFocus isPending={undo.isPending} onPress={begin}>
          {t("undo_now")}
        </Button>
        <Button small kind="text" onPress={() => set_asked(false)}>
          {t("keep_it")}
        </Button>
      </div>
      <ErrorLine error={undo.error} />
    </div>
  );
}

/// After an import: to its deals, or all of it taken back.
export function ImportedActs({ job, is_done }: { job: Job; is_done: boolean }) {
  const { t } = useTranslation(texts);
  const imports = $api.useQuery("get", "/api/imports", {});
  const made = imports.data?.imports.find((one) => one.job === job.id);
  return (
    <div className="import-next">
      {is_done && made?.process && job.state !== "undone" && (
        <p>
          <Link className="btn main" to="/run" search={{ process: made.process }}>
            {t("to_board")}
          </Link>
        </p>
      )}
      {made && !made.undone_at && (
        <div className="import-undo">
          <UndoImport id={made.id} name={made.source} />
        </div>
      )}
    </div>
  );
}
