import { useMayOn } from "./use_may_on.ts";
import "./panels.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "../api/client.ts";
import { isolate } from "../app/bidi.ts";
import { useFormat } from "../app/format.ts";
import type { MapIndex } from "../app/process.tsx";
import { Button } from "../ui/button.tsx";
import { Mark } from "../ui/marks.tsx";
import { SidePanel } from "../ui/side_panel.tsx";
import { ErrorLine, Failed, Loading } from "../ui/states.tsx";
import { say } from "../ui/toasts.tsx";
import { CriteriaList } from "./criteria.tsx";
import { type Exception, ExceptionPart, no_exception } from "./exception_part.tsx";
import { type Deal, type MovePreview, useMove } from "./moves.ts";
import { stage_title } from "./stage_title.ts";
import { deal_texts } from "./texts.ts";
import { useAccountName, useDeal } from "./use_deal.ts";
import { useEvidence } from "./use_evidence.ts";
import { useRun } from "./use_run.ts";

interface MovePanelProps {
  /// The deal's id; the panel asks for the deal, its map and what the gate says by itself.
  deal: number;
  /// A stage of the deal's map. (Outcomes: `ClosePanel` of close_panel.tsx.)
  to: string;
  /// A move was tried and refused: said above the heading, with a red edge. Else the panel offers the move.
  was_refused?: boolean;
  /// The panel is left and the deal stays where it is. Focus goes back by itself.
  on_close: () => void;
  /// The deal is in `to` now, whether by evidence or by exception; a notice has been given. Close the panel.
  on_moved?: (deal: Deal) => void;
}

function useHeading(preview: MovePreview) {
  const { t } = useTranslation(deal_texts);
  const asked = preview.criteria.filter((view) => view.required);
  const open = asked.filter((view) => !view.met).length;
  if (!preview.is_allowed) return t("no_such_move");
  if (asked.length === 0) return t("not_gated");
  if (open === 0) return t("all_met");
  if (asked.length === 1) return t("one_open");
  return t("criteria_open", { count: open, of: asked.length });
}

/// The customer's promise to bring later what was not there for the move.
async function promise_rest(deal: number, preview: MovePreview, due: string) {
  const open = preview.criteria.filter((view) => view.required && !view.met);
  const text = open.map((view) => view.text).join("; ");
  if (!due || !text) return;
  const body = { side: "customer", text, due };
  await api.POST("/api/deals/{deal}/promises", { params: { path: { deal } }, body });
}

function useMovePanel(
  deal: Deal,
  index: MapIndex,
  preview: MovePreview,
  on_moved: MovePanelProps["on_moved"],
) {
  const { t } = useTranslation(deal_texts);
  const move = useMove();
  const evidence = useEvidence(deal.id, index, preview.criteria);
  const [exception, set_exception] = useState<Exception>(no_exception);
  const { error, is_pending, run } = useRun();
  const here = deal.stage ? stage_title(index, deal.stage) : t("lead");
  const go = (by_exception: boolean) =>
    run(async () => {
      if (!(await evidence.save()).is_all) return;
      const reason = by_exception ? { exception: exception.reason.trim() } : {};
      const is_lead = deal.status === "lead";
      const moved = await move({ deal: deal.id, to: preview.to, is_lead, ...reason });
      if (by_exception) await promise_rest(deal.id, preview, exception.met_by);
      const stage = stage_title(index, preview.to);
      say(t(by_exception ? "moved_except" : "moved", { deal: deal.name, stage }));
      on_moved?.(moved);
    });
  const save = () =>
    run(async () => {
      const { saved } = await evidence.save();
      if (saved > 0) say(t("evidence_saved", { count: saved, stage: here }));
    });
  return { evidence, exception, set_exception, error, is_pending, go, save, here };
}

interface BodyProps extends MovePanelProps {
  view: Deal;
  index: MapIndex;
  preview: MovePreview;
}

function Body({ view: deal, index, preview, was_refused = false, on_close, on_moved }: BodyProps) {
  const { t } = useTranslation(deal_texts);
  const format = useFormat();
  const panel = useMovePanel(deal, index, preview, on_moved);
  const may_except = useMayOn(deal.id, "deal.except");
  const may_move = useMayOn(deal.id, "deal.move");
  const { evidence, exception, is_pending } = panel;
  const target = stage_title(index, preview.to);
  const short = index.stage_of(deal.stage)?.number || panel.here;
  const is_refused = preview.needs_exception;
  const by_exception = is_refused && exception.is_on && may_except;
  const may_go =
    !is_refused || by_exception ? !by_exception || exception.reason.trim() !== "" : evidence.filled > 0;
  const heading = useHeading(preview);
  const account = useAccountName(deal);
  return (
    <SidePanel
      about={`${deal.id} ${preview.to}`}
      kind={was_refused && is_refused ? "refused" : "plain"}
      class_name="move-panel"
      title={heading}
      above={
        was_refused && is_refused ? (
          <Mark kind="bad">{t("not_moved", { stage: target })}</Mark>
        ) : (
          <p className="s q">{t("move_to", { stage: target })}</p>
        )
      }
      below={
        <p className="q s" style={{ marginTop: 3 }}>
          {account && account !== deal.name
            ? `${isolate(deal.name)}, ${isolate(account)}`
            : isolate(deal.name)}
          . {deal.stage ? t("stays", { stage: panel.here }) : t("stays_lead")}
        </p>
      }
      on_close={on_close}
      footer={
        <>
          <Button
            kind="main"
            isDisabled={!may_go || !may_move}
            isPending={is_pending}
            onPress={() => void panel.go(by_exception)}
          >
            {by_exception
              ? t("move_except")
              : is_refused
                ? t("save_move")
                : t("move_now", { stage: index.stage_of(preview.to)?.number || target })}
          </Button>
          <Button isDisabled={evidence.filled === 0} isPending={is_pending} onPress={() => void panel.save()}>
            {deal.stage ? t("save_stay", { stage: short }) : t("save")}
          </Button>
        </>
      }
    >
      {!preview.is_allowed && (
        <NoMove deal={deal} index={index} to={preview.to} names={format.list.bind(format)} />
      )}
      {!may_move && <p className="note limit">{t("may_not_move")}</p>}
      {preview.criteria.length > 0 && (
        <CriteriaList
          deal={deal}
          index={index}
          criteria={preview.criteria}
          drafts={evidence.drafts}
          on_drafts={evidence.set_drafts}
          errors={evidence.errors}
        />
      )}
      {is_refused && may_except && <ExceptionPart value={exception} on_change={panel.set_exception} />}
      {is_refused && !may_except && <p className="hint">{t("exception_only")}</p>}
      <ErrorLine error={panel.error} />
    </SidePanel>
  );
}

/// Where the process leads from here, when not to `to`.
function NoMove({
  deal,
  index,
  to,
  names,
}: {
  deal: Deal;
  index: MapIndex;
  to: string;
  names: (list: string[]) => string;
}) {
  const { t } = useTranslation(deal_texts);
  const { view } = useDeal(deal.id);
  const from = deal.stage ? index.name_of(deal.stage) : t("lead");
  const list = (view?.guide.moves ?? [])
    .filter((move) => move.is_allowed && (index.stage_of(move.to) || index.outcome_of(move.to)))
    .map((move) => t("quoted", { name: move.name }));
  if (deal.status === "lost" || deal.status === "no_decision")
    return (
      <p className="note limit">{t("is_gone", { outcome: index.name_of(deal.closing?.outcome ?? "") })}</p>
    );
  return (
    <p className="note limit" style={{ marginTop: 8 }}>
      {t("from_leads", { from, to: index.name_of(to), list: names(list) })}
    </p>
  );
}

/// Beside the board or the deal: what a move asks for, with fields for the evidence that is missing or for a reasoned
/// exception, so that a refused move can be mended where it was refused.
export function MovePanel(props: MovePanelProps) {
  const { t } = useTranslation(deal_texts);
  const { deal, to, on_close } = props;
  const { view, index, error } = useDeal(deal);
  const params = { path: { deal, to } };
  const preview = $api.useQuery("get", "/api/deals/{deal}/move-previews/{to}", { params });
  if (view && index && preview.data)
    return <Body key={`${deal} ${to}`} {...props} view={view.deal} index={index} preview={preview.data} />;
  const failed = error ?? preview.error;
  return (
    <SidePanel
      about={`${deal} ${to}`}
      title={t("move_to", { stage: to })}
      class_name="move-panel"
      on_close={on_close}
    >
      {failed ? <Failed error={failed} /> : <Loading what={t("the_gate")} />}
    </SidePanel>
  );
}
