import { Check, ChevronDown, CircleDashed, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/fields.tsx";
import { set_ops } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { find_spot, is_object, type JsonObject, title_of, way_to } from "./elements.ts";
import { counts, type Finding, mending_place, type Numbered, waived, waiver_of, waives } from "./findings.ts";
import { texts } from "./texts.ts";

const grades = {
  present: { Icon: X, kind: "bad" },
  weak: { Icon: CircleDashed, kind: "limit" },
  fine: { Icon: Check, kind: "good" },
} as const;

/// The four classic mistakes, and how the map does with each.
function ScoreCard({ mistakes }: { mistakes: readonly string[] }) {
  const { t } = useTranslation(texts);
  if (mistakes.length === 0) return null;
  return (
    <section className="map-score" aria-label={t("mistakes")}>
      <h3>{t("mistakes")}</h3>
      <ol>
        {mistakes.map((grade, i) => {
          const known = grades[grade as keyof typeof grades] ?? grades.weak;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the number is which mistake it is.
            <li key={i}>
              <span>{t(`mistake_${i + 1}`)}</span>
              <span className={`mk ${known.kind}`}>
                <known.Icon className="i" aria-hidden />
                {t(`grade_${grade}`)}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/// Where a finding is: '3.3 Sends security answers', and of which stage a task or criterion is.
function Place({ finding }: { finding: Finding }) {
  const { t } = useTranslation(texts);
  const { map, index } = useEditor();
  const spot = find_spot(map, finding.address);
  if (!spot || finding.address === "map") return <>{t("whole_map")}</>;
  const stage_at = way_to(map, finding.address).find((at) => at.startsWith("stage:"));
  const stage = stage_at ? index.stage_of(stage_at.slice("stage:".length)) : undefined;
  const goal = index.goals.find((one) => `goal:${one.id}` === finding.address);
  if (stage && spot.kind !== "stage")
    return (
      <>
        {stage.number} {stage.stage.name} · {t(`kind_of_${spot.kind}`)}
      </>
    );
  return (
    <>
      {stage?.number ?? goal?.number ?? t(`kind_of_${spot.kind}`)} {title_of(spot)}
    </>
  );
}

function WaiveForm({ finding, on_done }: { finding: Finding; on_done: () => void }) {
  const { t } = useTranslation(texts);
  const { map, edit } = useEditor();
  const { name } = useSession();
  const [reason, set_reason] = useState("");
  const waive = () => {
    const before = find_spot(map, "map")?.item.check;
    const list = is_object(before) && Array.isArray(before.waived) ? before.waived : [];
    const next = [...list, waiver_of(finding, reason.trim(), name)];
    if (reason.trim() && edit(set_ops(map, "map", "check.waived", next), t("said_waived"))) on_done();
  };
  return (
    <form
      className="map-waive"
      onSubmit={(event) => {
        event.preventDefault();
        waive();
      }}
    >
      <TextField
        label={t("waive_reason")}
        value={reason}
        maxLength={400}
        required
        autoFocus
        onChange={(event) => set_reason(event.target.value)}
      />
      <div className="row">
        <Button small type="submit" isDisabled={!reason.trim()}>
          {t("waive")}
        </Button>
        <Button small kind="text" onPress={on_done}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}

export function FindingRow({ row, is_here = false }: { row: Numbered; is_here?: boolean }) {
  const { t } = useTranslation(texts);
  const { map, select, may_edit } = useEditor();
  const [is_waiving, set_waiving] = useState(false);
  const { finding, severity, number } = row;
  const { at, field } = mending_place(map, finding);
  const rule = finding.rule.split("/")[0] ?? "";
  return (
    <li>
      <b className={`map-badge s-${severity}`} title={t(`severity_${severity}`)}>
        {number}
        <span className="only-heard"> {t(`severity_${severity}`)}</span>
      </b>
      <div>
        <p className="b">{t([`rule_${rule}`, "rule_other"])}</p>
        {!is_here && (
          <p className="s q">
            <Place finding={finding} />
          </p>
        )}
        <p className="map-message">{finding.message}</p>
        {finding.mend && (
          <p className="s">
            <span className="q">{t("mend")}</span> {finding.mend}
          </p>
        )}
        {may_edit && !is_waiving && (
          <div className="row map-acts">
            <Button small onPress={() => select(at, field)} aria-label={t("mend_it_of", { number })}>
              {t("mend_it")}
            </Button>
            {severity !== "error" && (
              <Button
                small
                kind="text"
                onPress={() => set_waiving(true)}
                aria-label={t("not_here_of", { number })}
              >
                {t("not_here")}
              </Button>
            )}
          </div>
        )}
        {!may_edit && !is_here && (
          <Button small kind="text" onPress={() => select(at)} aria-label={t("show_of", { number })}>
            {t("show")}
          </Button>
        )}
        {is_waiving && <WaiveForm finding={finding} on_done={() => set_waiving(false)} />}
      </div>
    </li>
  );
}

function Waived({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation(texts);
  const { map, may_edit, edit } = useEditor();
  const check = find_spot(map, "map")?.item.check;
  const list = (is_object(check) && Array.isArray(check.waived) ? check.waived : []).filter(is_object);
  if (list.length === 0) return null;
  const take_back = (waiver: JsonObject) =>
    edit(
      set_ops(
        map,
        "map",
        "check.waived",
        list.filter((one) => one !== waiver),
      ),
      t("said_taken_back"),
    );
  return (
    <details className="map-fold">
      <summary>
        <ChevronDown className="i" aria-hidden /> {t("waived", { count: list.length })}
      </summary>
      <ul className="map-waived">
        {list.map((waiver) => {
          const finding = findings.find((one) => waives(waiver, one));
          return (
            <li key={`${waiver.rule}${waiver.case}${waiver.at}${waiver.reason}`}>
              <p>{finding?.message ?? t([`rule_${waiver.rule}`, "rule_other"])}</p>
              <p className="s q">
                {t("because", { reason: String(waiver.reason) })}
                {waiver.by ? ` · ${waiver.by}` : ""}
              </p>
              {may_edit && (
                <Button small kind="text" onPress={() => take_back(waiver)}>
                  {t("take_back")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/// What the check says of the map, the gravest first, each with how to mend it.
export function CheckPanel({ mistakes, is_checking }: { mistakes: readonly string[]; is_checking: boolean }) {
  const { t } = useTranslation(texts);
  const { numbered, findings } = useEditor();
  const id = useId();
  const { errors, warnings, notes } = counts(numbered);
  const said = [
    errors ? t("errors", { count: errors }) : "",
    warnings ? t("warnings", { count: warnings }) : "",
    notes ? t("notes", { count: notes }) : "",
  ].filter(Boolean);
  const grave = numbered.filter((one) => one.severity !== "note");
  const light = numbered.filter((one) => one.severity === "note");
  return (
    <section className="map-check" aria-labelledby={id}>
      <div className="row base wrap">
        <h2 id={id}>{t("check")}</h2>
        <span className="q s" aria-live="polite">
          {is_checking ? t("checking") : said.join(", ") || t("nothing_found")}
        </span>
      </div>
      <ScoreCard mistakes={mistakes} />
      <ol className="map-findings">
        {grave.map((row) => (
          <FindingRow key={`${row.finding.rule}${row.finding.address}${row.finding.message}`} row={row} />
        ))}
      </ol>
      {light.length > 0 && (
        <details className="map-fold" open={grave.length === 0}>
          <summary>
            <ChevronDown className="i" aria-hidden /> {t("notes_fold", { count: light.length })}
          </summary>
          <ol className="map-findings">
            {light.map((row) => (
              <FindingRow key={`${row.finding.rule}${row.finding.address}${row.finding.message}`} row={row} />
            ))}
          </ol>
        </details>
      )}
      <Waived findings={waived(findings)} />
    </section>
  );
}
