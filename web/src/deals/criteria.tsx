import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { useFormat } from "../app/format.ts";
import type { MapIndex } from "../app/process.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/fields.tsx";
import { MarkIcon } from "../ui/marks.tsx";
import { ErrorLine } from "../ui/states.tsx";
import { EvidenceForm, way_name } from "./evidence_form.tsx";
import {
  type Draft,
  empty_draft,
  evidence_for,
  find_criterion,
  touch_for,
  ways_of,
} from "./evidence_model.ts";
import type { Deal } from "./moves.ts";
import { usePeople } from "./names.ts";
import { deal_texts } from "./texts.ts";
import { useMayOn } from "./use_may_on.ts";

type CriterionView = Schemas["CriterionView"];

/// By what a met criterion was shown, when, and who noted it.
function Shown({ deal, view, index }: { deal: Deal; view: CriterionView; index: MapIndex }) {
  const { t } = useTranslation(deal_texts);
  const format = useFormat();
  const { names } = usePeople();
  const given = evidence_for(deal, view.criterion);
  const touch = touch_for(deal, view.criterion);
  const ways = ways_of(find_criterion(index, view.stage, view.criterion), index);
  const document = ways.find((way) => way.kind === "document" && way.output === given?.output);
  const at = view.met_at ?? given?.at;
  const person = names.get(given?.person ?? touch?.person ?? 0);
  const how =
    given?.evidence === "document" && document?.kind === "document"
      ? t("shown_by_document", { name: document.name })
      : given?.evidence === "answer"
        ? t("shown_by_answer", { choice: given.choice })
        : touch
          ? t("shown_by_touch", { kind: t(`kind_${touch.kind}`) })
          : given
            ? t("shown_by_person")
            : t("shown");
  const note = given?.note || touch?.note;
  return (
    <p className="s q ev">
      {how}
      {at && `, ${person ? t("on_by", { day: format.day(at), person }) : t("on", { day: format.day(at) })}`}.
      {note && ` ${note}`}
      {given?.attachment && (
        <>
          {" "}
          <a href={`/api/deals/${deal.id}/attachments/${given.attachment}/content`}>{t("open_file")}</a>
        </>
      )}
    </p>
  );
}

interface OpenProps {
  deal: Deal;
  view: CriterionView;
  index: MapIndex;
  draft: Draft | undefined;
  on_draft: (draft: Draft | undefined) => void;
  error: unknown;
}

function Open({ deal, view, index, draft, on_draft, error }: OpenProps) {
  const { t } = useTranslation(deal_texts);
  const may_change = useMayOn(deal.id, "deal.change");
  const ways = ways_of(find_criterion(index, view.stage, view.criterion), index);
  const way = ways[draft?.way ?? 0] ?? ways[0];
  return (
    <>
      <p className="s ev q">{view.mend}</p>
      {may_change && !draft && (
        <div className="ev">
          <Button small onPress={() => on_draft(empty_draft)}>
            <Plus className="i" aria-hidden />
            {t("give_evidence")}
          </Button>
        </div>
      )}
      {draft && way && (
        <fieldset className="ev">
          <legend className="only-heard">
            {t("evidence")}: {view.text}
          </legend>
          {ways.length > 1 && (
            <SelectField
              label={t("way")}
              value={`${draft.way}`}
              onChange={(event) => on_draft({ ...draft, way: Number(event.target.value) })}
              choices={ways.map((one, i) => ({ id: `${i}`, name: way_name(one, t) }))}
            />
          )}
          <EvidenceForm deal={deal.id} way={way} draft={draft} on_change={on_draft} />
          <ErrorLine error={error} />
          <div className="row" style={{ marginTop: 6 }}>
            <Button small kind="text" onPress={() => on_draft(undefined)}>
              {t("leave_evidence")}
            </Button>
          </div>
        </fieldset>
      )}
    </>
  );
}

export type Drafts = Record<string, Draft>;

interface ListProps {
  deal: Deal;
  index: MapIndex;
  criteria: CriterionView[];
  drafts: Drafts;
  on_drafts: (drafts: Drafts) => void;
  /// By criterion: why the evidence was not taken.
  errors: Record<string, unknown>;
}

/// Exit criteria, what showed those that are met, and fields for evidence of those that are open.
export function CriteriaList({ deal, index, criteria, drafts, on_drafts, errors }: ListProps) {
  const { t } = useTranslation(deal_texts);
  const set = (id: string, draft: Draft | undefined) => {
    const { [id]: _, ...others } = drafts;
    on_drafts(draft ? { ...others, [id]: draft } : others);
  };
  return (
    <ol className="crit">
      {criteria.map((view) => (
        <li key={`${view.stage} ${view.criterion}`}>
          <div className="row top">
            <MarkIcon
              kind={view.met ? "good" : view.required ? "bad" : "open"}
              label={t(view.met ? "met" : "unmet")}
            />
            <p className="voice">
              {view.text}
              {!view.required && <span className="q s"> {t("not_required")}</span>}
            </p>
          </div>
          {view.met ? (
            <Shown deal={deal} view={view} index={index} />
          ) : (
            <Open
              deal={deal}
              view={view}
              index={index}
              draft={drafts[view.criterion]}
              on_draft={(draft) => set(view.criterion, draft)}
              error={errors[view.criterion]}
            />
          )}
        </li>
      ))}
    </ol>
  );
}
