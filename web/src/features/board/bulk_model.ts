import type { Schemas } from "../../api/client.ts";

type Input = Schemas["BulkChangeInput"];

/// What can be done to many deals at once.
export const acts = ["owner", "team", "campaign", "close_day", "move", "close", "promise", "delete"] as const;
export type Act = (typeof acts)[number];

export interface Wanted {
  act: Act;
  owner: string;
  team: string;
  campaign: string;
  day: string;
  reason: string;
  stage: string;
  outcome: string;
  side: string;
  text: string;
}

export const first_wanted: Wanted = {
  act: "owner",
  owner: "",
  team: "",
  campaign: "",
  day: "",
  reason: "",
  stage: "",
  outcome: "",
  side: "us",
  text: "",
};

function attribute(name: string, value: string, reason = "") {
  return { attributes: { values: [{ name, value }], ...(reason ? { reason } : {}) } };
}

/// The act as the body asks for it; undefined while something of it is missing.
export function act_of(wanted: Wanted): Partial<Input> | undefined {
  const { act, owner, team, campaign, day, stage, outcome, side } = wanted;
  const reason = wanted.reason.trim();
  const text = wanted.text.trim();
  switch (act) {
    case "owner":
      return owner ? attribute("owner", owner) : undefined;
    case "team":
      return team ? attribute("team", team) : undefined;
    case "campaign":
      return campaign.trim() ? attribute("campaign", campaign.trim()) : undefined;
    case "close_day":
      return day ? attribute("expected_close", day, reason) : undefined;
    case "move":
      return stage ? { stage_entry: { stage, ...(text ? { note: text } : {}) } } : undefined;
    case "close":
      return outcome
        ? { closing: { outcome, ...(reason ? { reason } : {}), ...(text ? { note: text } : {}) } }
        : undefined;
    case "promise":
      return day && text ? { promise: { side, text, due: day } } : undefined;
    case "delete":
      return text ? { deletion: { note: text } } : undefined;
  }
}

/// Which deals: those that were selected, or all that a filter finds.
export function bulk_of(wanted: Wanted, deals: number[] | undefined, filter: string): Input | undefined {
  const act = act_of(wanted);
  return act && { ...(deals ? { deals } : { filter }), ...act };
}

export interface Report {
  dry_run: boolean;
  deals: number;
  changed: number;
  unchanged: number;
  refused: number;
}

/// The report of a job, as far as it has one.
export function report_of(job: Schemas["JobView"]): Report | undefined {
  const report = job.report as Partial<Report> | null | undefined;
  if (!report || typeof report.deals !== "number") return undefined;
  return {
    dry_run: report.dry_run ?? false,
    deals: report.deals,
    changed: report.changed ?? 0,
    unchanged: report.unchanged ?? 0,
    refused: report.refused ?? 0,
  };
}

export function has_ended(job: Schemas["JobView"] | undefined) {
  return job !== undefined && job.ended_at !== null;
}
