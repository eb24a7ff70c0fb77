import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActPanel, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { stage_title } from "../../deals/stage_title.ts";
import { deal_texts } from "../../deals/texts.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { SelectField, TextArea } from "../../ui/fields.tsx";
import { type DealView, end_move } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

interface Props {
  view: DealView;
  index: MapIndex;
}

/// A closed deal opens again: where it was left, or in another stage, which takes an exception.
export function ReopenPanel({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const { deal, guide } = view;
  const may_except = useMayOn(deal.id, "deal.except");
  const moves = guide.moves.filter((move) => move.move === "reopen" && (may_except || !move.needs_exception));
  const [stage, set_stage] = useState("");
  const [note, set_note] = useState("");
  const [exception, set_exception] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const reopen = $api.useMutation("post", "/api/deals/{deal}/reopenings", {
    onSuccess: () => done(t("said_reopened", { deal: deal.name })),
  });
  const needs = moves.find((move) => move.to === (stage || deal.stage))?.needs_exception ?? false;
  const shows_exception = may_except && (needs || reopen.error !== null);
  const send = () => {
    const body = { stage, note, exception };
    reopen.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActPanel
      about={`reopen ${deal.id}`}
      title={t("reopen_title")}
      act={t("do_reopen")}
      error={reopen.error}
      fields={["/note", "/stage"]}
      is_pending={reopen.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <SelectField
        label={t("in_stage")}
        value={stage}
        onChange={(event) => set_stage(event.target.value)}
        choices={[
          { id: "", name: t("where_left") },
          ...moves
            .filter((move) => move.to !== deal.stage)
            .map((move) => ({ id: move.to, name: stage_title(index, move.to) })),
        ]}
        error={fault_at(reopen.error, "/stage")}
      />
      <TextArea
        label={t("why_reopen")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(reopen.error, "/note")}
      />
      {shows_exception && (
        <TextArea
          label={t("exception_reason")}
          hint={t("exception_hint")}
          value={exception}
          onChange={(event) => set_exception(event.target.value)}
        />
      )}
    </ActPanel>
  );
}

/// The last stage is left, to the end of the process.
export function FinishPanel({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const { t: shared } = useTranslation(deal_texts);
  const doing = useDo();
  const { deal } = view;
  const may_except = useMayOn(deal.id, "deal.except");
  const preview = end_move(view, index);
  const [exception, set_exception] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const finish = $api.useMutation("post", "/api/deals/{deal}/finishes", {
    onSuccess: () => done(t("said_finished", { deal: deal.name })),
  });
  const send = () => {
    const body = { exception };
    finish.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  const open = preview?.criteria.filter((criterion) => criterion.required && !criterion.met) ?? [];
  return (
    <ActPanel
      about={`finish ${deal.id}`}
      title={t("finish_title")}
      act={t("do_finish")}
      error={finish.error}
      is_pending={finish.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <p className="s q">{t("finish_hint")}</p>
      {open.length > 0 && (
        <ul className="faults">
          {open.map((criterion) => (
            <li key={criterion.criterion} className="voice">
              {criterion.text}
            </li>
          ))}
        </ul>
      )}
      {preview?.needs_exception && may_except && (
        <TextArea
          label={t("exception_reason")}
          hint={t("exception_hint")}
          value={exception}
          onChange={(event) => set_exception(event.target.value)}
        />
      )}
      {preview?.needs_exception && !may_except && <p className="hint">{shared("exception_only")}</p>}
    </ActPanel>
  );
}
