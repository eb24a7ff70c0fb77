import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { EvidenceForm, way_name } from "../../deals/evidence_form.tsx";
import { empty_draft, evidence_for, find_criterion, touch_for, ways_of } from "../../deals/evidence_model.ts";
import { usePeople } from "../../deals/names.ts";
import { deal_texts } from "../../deals/texts.ts";
import { useEvidence } from "../../deals/use_evidence.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { SelectField, TextArea } from "../../ui/fields.tsx";
import { MarkIcon } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { say } from "../../ui/toasts.tsx";
import type { Deal, DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

type CriterionView = Schemas["CriterionView"];

interface Props {
  view: DealView;
  index: MapIndex;
}

interface RowProps {
  deal: Deal;
  index: MapIndex;
  view: CriterionView;
}

/// What showed a criterion, in one line: who, when, by what.
function Shown({ deal, index, view }: RowProps) {
  const { t } = useTranslation(page_texts);
  const { t: shared } = useTranslation(deal_texts);
  const format = useFormat();
  const people = usePeople();
  const given = evidence_for(deal, view.criterion);
  const touch = touch_for(deal, view.criterion);
  const ways = ways_of(find_criterion(index, view.stage, view.criterion), index);
  const document = ways.find((way) => way.kind === "document" && way.output === given?.output);
  const by =
    given?.evidence === "document" && document?.kind === "document"
      ? document.name
      : given?.evidence === "answer"
        ? given.choice
        : touch && !given
          ? shared(`kind_${touch.kind}`)
          : t(`by_${given?.evidence ?? "person"}`);
  const at = view.met_at ?? given?.at ?? touch?.at;
  const who = people.names.get(given?.person ?? touch?.person ?? 0);
  const words = [by, who, at ? format.day(at) : "", given?.note || touch?.note].filter(Boolean);
  return (
    <p className="s q">
      {words.join(", ")}
      {given?.attachment && (
        <>
          {" "}
          <a href={`/api/deals/${deal.id}/attachments/${given.attachment}/content`}>{t("open_file")}</a>
        </>
      )}
    </p>
  );
}

function AddForm({ deal, index, view }: RowProps) {
  const { t } = useTranslation(page_texts);
  const { t: shared } = useTranslation(deal_texts);
  const doing = useDo();
  const evidence = useEvidence(deal.id, index, [view]);
  const [is_pending, set_pending] = useState(false);
  const ways = ways_of(find_criterion(index, view.stage, view.criterion), index);
  const draft = evidence.drafts[view.criterion] ?? empty_draft;
  const way = ways[draft.way] ?? ways[0];
  const save = async () => {
    set_pending(true);
    const { saved, is_all } = await evidence.save();
    set_pending(false);
    if (!is_all || saved === 0) return;
    say(t("said_evidence", { criterion: view.text }));
    doing.close();
  };
  if (!way) return null;
  return (
    <ActForm
      title={t("evidence_for")}
      act={t("do_evidence")}
      error={evidence.errors[view.criterion]}
      is_pending={is_pending}
      on_send={() => void save()}
      on_close={doing.close}
    >
      {ways.length > 1 && (
        <SelectField
          label={shared("way")}
          value={`${draft.way}`}
          onChange={(event) =>
            evidence.set_drafts({ [view.criterion]: { ...draft, way: Number(event.target.value) } })
          }
          choices={ways.map((one, i) => ({ id: `${i}`, name: way_name(one, shared) }))}
        />
      )}
      <EvidenceForm
        deal={deal.id}
        way={way}
        draft={draft}
        on_change={(next) => evidence.set_drafts({ [view.criterion]: next })}
      />
    </ActForm>
  );
}

function WithdrawForm({ deal, view }: { deal: Deal; view: CriterionView }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const withdraw = $api.useMutation("post", "/api/deals/{deal}/evidence/{criterion}/withdrawals", {
    onSuccess: () => done(t("said_withdrawn", { criterion: view.text })),
  });
  const send = () => {
    const body = { note };
    const path = { deal: deal.id, criterion: view.criterion };
    withdraw.mutate({ params: { path, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("withdraw_title")}
      act={t("do_withdraw_evidence")}
      error={withdraw.error}
      fields={["/note"]}
      is_pending={withdraw.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <TextArea
        label={t("why_no_longer")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(withdraw.error, "/note")}
        autoFocus
      />
    </ActForm>
  );
}

function Row({ deal, index, view }: RowProps) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(deal.id, "deal.change");
  const kind = view.met ? "good" : view.required ? "bad" : "open";
  const is_given = evidence_for(deal, view.criterion) ?? touch_for(deal, view.criterion);
  return (
    <li>
      <MarkIcon kind={kind} label={t(view.met ? "met" : "unmet")} />
      <div>
        <p className="voice">
          {view.text}
          {!view.required && <span className="s q optional"> {t("not_required")}</span>}
        </p>
        {view.met ? <Shown deal={deal} index={index} view={view} /> : <p className="s q">{view.mend}</p>}
      </div>
      {may_change && !view.met && (
        <button
          type="button"
          className="linkbtn s"
          aria-label={t("add_evidence_for", { criterion: view.text })}
          onClick={() => doing.open("evidence", view.criterion)}
        >
          {t("add")}
        </button>
      )}
      {may_change && view.met && is_given && (
        <button
          type="button"
          className="linkbtn s"
          aria-label={t("withdraw_for", { criterion: view.text })}
          onClick={() => doing.open("unevidence", view.criterion)}
        >
          {t("take_back")}
        </button>
      )}
      {doing.is("evidence", view.criterion) && !view.met && (
        <div className="wide">
          <AddForm deal={deal} index={index} view={view} />
        </div>
      )}
      {doing.is("unevidence", view.criterion) && view.met && (
        <div className="wide">
          <WithdrawForm deal={deal} view={view} />
        </div>
      )}
    </li>
  );
}

/// What has to have happened for the deal to leave its stage, what showed it, and what is missing.
export function Criteria({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const { deal, guide } = view;
  const place = index.stage_of(guide.stage);
  if (!place) return null;
  const met = guide.criteria.filter((criterion) => criterion.met).length;
  const stage = place.number || place.stage.name;
  const title =
    guide.criteria.length === 0
      ? t("to_leave", { stage })
      : t("to_leave_met", { stage, met, of: guide.criteria.length });
  return (
    <Section title={title} level={2}>
      {guide.criteria.length === 0 ? (
        <p className="empty q">{t("no_criteria")}</p>
      ) : (
        <ol className="cr">
          {guide.criteria.map((criterion) => (
            <Row key={criterion.criterion} deal={deal} index={index} view={criterion} />
          ))}
        </ol>
      )}
    </Section>
  );
}
