import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { ActPanel, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { useNeeded } from "../../deals/needed.ts";
import { type Picked, Picker } from "../../deals/picker.tsx";
import { TextField } from "../../ui/fields.tsx";
import type { DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

/// This deal goes into another one; what happened to both is then told there.
export default function MergePanel({ view }: { view: DealView }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const navigate = useNavigate();
  const { deal } = view;
  const [into, set_into] = useState<Picked>();
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal.id, () => {});
  const merge = $api.useMutation("post", "/api/deals/{deal}/mergers", {
    onSuccess: () => {
      done(t("said_merged", { deal: deal.name, into: into?.name ?? "" }));
      void navigate({ to: "/deals/$deal", params: { deal: `${into?.id}` } });
    },
  });
  const { error, is_told } = useNeeded(merge.error);
  const send = () => {
    if (!is_told({ "/into": into ? "" : t("need_deal") }) || !into) return;
    const body = { into: into.id, note };
    merge.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActPanel
      about={`merge ${deal.id}`}
      title={t("merge_title")}
      act={t("do_merge")}
      error={error}
      fields={["/into", "/note"]}
      is_pending={merge.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <p className="s q" style={{ marginTop: 8 }}>
        {t("merge_hint")}
      </p>
      <Picker
        label={t("merge_into")}
        kind="deal"
        chosen={into}
        on_choose={set_into}
        without={deal.id}
        error={fault_at(error, "/into")}
      />
      <TextField
        label={t("note")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(error, "/note")}
      />
    </ActPanel>
  );
}
