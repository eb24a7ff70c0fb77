import { useMayOn } from "./use_may_on.ts";
import "./panels.css";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";
import { isolate } from "../app/bidi.ts";
import type { MapIndex } from "../app/process.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField, TextArea, TextField } from "../ui/fields.tsx";
import { SidePanel } from "../ui/side_panel.tsx";
import { Failed, Loading } from "../ui/states.tsx";
import { say } from "../ui/toasts.tsx";
import { fault_at } from "./acts.ts";
import { CriteriaList } from "./criteria.tsx";
import { lines_of } from "./evidence_model.ts";
import { type Exception, ExceptionPart, no_exception } from "./exception_part.tsx";
import { FormError } from "./form_error.tsx";
import { type Deal, type MovePreview, useClose } from "./moves.ts";
import { stage_title } from "./stage_title.ts";
import { deal_texts } from "./texts.ts";
import { useAccountName, useDeal } from "./use_deal.ts";
import { useEvidence } from "./use_evidence.ts";
import { useFaultFocus } from "./use_fault_focus.ts";
import { useRun } from "./use_run.ts";

interface ClosePanelProps {
  deal: number;
  /// An outcome of the deal's map; left out: one chooses in the panel.
  outcome?: string;
  /// Another outcome was chosen in the panel: keep it in the address.
  on_outcome?: (outcome: string) => void;
  on_close: () => void;
  /// The deal is closed now, and a notice has been given. Leave the panel.
  on_closed?: (deal: Deal) => void;
}

interface Why {
  reason: string;
  note: string;
  motivations: string;
  pain_points: string;
}

const why_fields = ["/reason", "/note", "/motivations", "/pain_points"];

interface WhyProps {
  reasons: string[];
  why: Why;
  on_change: (why: Why) => void;
  error: unknown;
}

function WhyFields({ reasons, why, on_change, error }: WhyProps) {
  const { t } = useTranslation(deal_texts);
  const set = (change: Partial<Why>) => on_change({ ...why, ...change });
  const choices = reasons.map((reason) => ({ id: reason, name: reason.replaceAll("_", " ") }));
  return (
    <>
      {reasons.length > 0 ? (
        <SelectField
          label={t("why")}
          value={why.reason}
          error={fault_at(error, "/reason")}
          onChange={(event) => set({ reason: event.target.value })}
          choices={[{ id: "", name: t("pick_reason") }, ...choices]}
        />
      ) : (
        <TextField
          label={t("why")}
          value={why.reason}
          error={fault_at(error, "/reason")}
          onChange={(event) => set({ reason: event.target.value })}
        />
      )}
      <TextArea
        label={t("motivations")}
        hint={t("motivations_hint")}
        rows={2}
        value={why.motivations}
        error={fault_at(error, "/motivations")}
        onChange={(event) => set({ motivations: event.target.value })}
      />
      <TextArea
        label={t("pain_points")}
        hint={t("motivations_hint")}
        rows={2}
        value={why.pain_points}
        error={fault_at(error, "/pain_points")}
        onChange={(event) => set({ pain_points: event.target.value })}
      />
      <TextArea
        label={t("more")}
        rows={2}
        value={why.note}
        error={fault_at(error, "/note")}
        onChange={(event) => set({ note: event.target.value })}
      />
    </>
  );
}

function useClosing(
  deal: Deal,
  index: MapIndex,
  preview: MovePreview,
  on_closed: ClosePanelProps["on_closed"],
) {
  const { t } = useTranslation(deal_texts);
  const close = useClose();
  const evidence = useEvidence(deal.id, index, preview.criteria);
  const [why, set_why] = useState<Why>({ reason: "", note: "", motivations: "", pain_points: "" });
  const [exception, set_exception] = useState<Exception>(no_exception);
  const { error, is_pending, run } = useRun();
  const go = (by_exception: boolean) =>
    run(async () => {
      if (!(await evidence.save()).is_all) return;
      const closed = await close(deal.id, {
        outcome: preview.to,
        ...(why.reason ? { reason: why.reason } : {}),
        ...(why.note.trim() ? { note: why.note.trim() } : {}),
        motivations: lines_of(why.motivations),
        pain_points: lines_of(why.pain_points),
        ...(by_exception ? { exception: exception.reason.trim() } : {}),
      });
      say(t("closed", { deal: deal.name, outcome: preview.name }));
      on_closed?.(closed);
    });
  return { evidence, why, set_why, exception, set_exception, error, is_pending, go };
}

interface BodyProps extends ClosePanelProps {
  view: Deal;
  index: MapIndex;
  preview: MovePreview;
  choice: ReactNode;
}

function Body({ view: deal, index, preview, choice, on_close, on_closed }: BodyProps) {
  const { t } = useTranslation(deal_texts);
  const panel = useClosing(deal, index, preview, on_closed);
  const fields = useRef<HTMLDivElement>(null);
  useFaultFocus(fields, panel.error);
  const may_except = useMayOn(deal.id, "deal.except");
  const may_move = useMayOn(deal.id, "deal.move");
  const { evidence, exception } = panel;
  const account = useAccountName(deal);
  const is_refused = preview.needs_exception;
  const by_exception = is_refused && may_except && exception.is_on;
  const may_go = by_exception ? exception.reason.trim() !== "" : !is_refused || evidence.filled > 0;
  return (
    <SidePanel
      about={`close ${deal.id}`}
      class_name="move-panel"
      title={t("close_as", { outcome: preview.name })}
      below={
        <p className="q s" style={{ marginTop: 3 }}>
          {t("close_before", {
            deal: account && account !== deal.name ? `${isolate(deal.name)}, ${isolate(account)}` : deal.name,
            stage: deal.stage ? stage_title(index, deal.stage) : t("lead"),
          })}
        </p>
      }
      on_close={on_close}
      footer={
        <Button
          kind="main"
          isDisabled={!may_go || !may_move}
          isPending={panel.is_pending}
          onPress={() => void panel.go(by_exception)}
        >
          {by_exception
            ? t("close_except")
            : is_refused
              ? t("save_close")
              : t("close_as", { outcome: preview.name })}
        </Button>
      }
    >
      {choice}
      {!may_move && <p className="note limit">{t("may_not_move")}</p>}
      {preview.criteria.length > 0 && (
        <>
          <h3 style={{ marginTop: 14 }}>{t("asked")}</h3>
          <CriteriaList
            deal={deal}
            index={index}
            criteria={preview.criteria}
            drafts={evidence.drafts}
            on_drafts={evidence.set_drafts}
            errors={evidence.errors}
          />
        </>
      )}
      {is_refused && may_except && <ExceptionPart value={exception} on_change={panel.set_exception} />}
      {is_refused && !may_except && <p className="hint">{t("exception_only")}</p>}
      <div ref={fields}>
        <WhyFields reasons={preview.reasons} why={panel.why} on_change={panel.set_why} error={panel.error} />
      </div>
      <FormError error={panel.error} fields={why_fields} />
    </SidePanel>
  );
}

/// Beside the board or the deal: won, lost or no decision, with the reason, what moved the customer and what hurt (D12).
/// What the map asks for before is shown with fields for its evidence, as in `MovePanel`.
export function ClosePanel(props: ClosePanelProps) {
  const { t } = useTranslation(deal_texts);
  const { deal, on_close } = props;
  const [chosen, set_chosen] = useState("");
  const { view, index, error } = useDeal(deal);
  const moves = view?.guide.moves.filter((move) => index?.outcome_of(move.to)) ?? [];
  const to = chosen || props.outcome || moves[0]?.to || "";
  const params = { path: { deal, to } };
  const preview = $api.useQuery(
    "get",
    "/api/deals/{deal}/move-previews/{to}",
    { params },
    { enabled: to !== "" },
  );
  const choose = (outcome: string) => {
    set_chosen(outcome);
    props.on_outcome?.(outcome);
  };
  if (view && index && preview.data) {
    const known = moves.some((move) => move.to === to) ? moves : [preview.data, ...moves];
    const choices = known.map((move) => ({
      id: move.to,
      name: `${move.name} (${t(`kind_${index.outcome_of(move.to)?.kind ?? "lost"}`)})`,
    }));
    const choice = (
      <SelectField
        label={t("outcome")}
        value={to}
        onChange={(event) => choose(event.target.value)}
        choices={choices}
      />
    );
    return <Body {...props} view={view.deal} index={index} preview={preview.data} choice={choice} />;
  }
  const failed = error ?? preview.error;
  return (
    <SidePanel about={`close ${deal}`} title={t("close_deal")} class_name="move-panel" on_close={on_close}>
      {failed ? <Failed error={failed} /> : <Loading what={t("the_deal")} />}
    </SidePanel>
  );
}
