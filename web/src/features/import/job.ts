import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { $api, type Schemas } from "../../api/client.ts";

export type Job = Schemas["JobView"];
export type Command = Schemas["ImportCommandInput"];

type Counts = Record<string, number>;

/// What came of an import. The document of the API leaves reports open, for each kind of job has its own.
export interface Report {
  dry_run: boolean;
  rows_read: number;
  rows_accepted: number;
  rows_rejected: number;
  rejected_by_reason: Counts;
  outside_map: Counts;
  corrections: Counts;
  oddities: Counts;
  remarks: string[];
  as_of: string | null;
  as_of_stated: boolean;
  deals_created: number;
  deals_changed: number;
  deals_unchanged: number;
  deals_refused: number;
  events_added: number;
  events_known: number;
  accounts_created: number;
  values_left_out: number;
  moves: number;
  moves_with_gaps: number;
  unmet_criteria: number;
  unknown_people: Counts;
  unknown_teams: Counts;
}

export interface UndoReport {
  deals_undone: number;
  deals_kept: number;
  accounts_removed: number;
}

const is_object = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/// Null while nothing has come of it yet.
export function report_of(job: Job): Report | null {
  if (job.kind !== "import" || !is_object(job.report) || !("rows_read" in job.report)) return null;
  return job.report as unknown as Report;
}

export function undo_report_of(job: Job): UndoReport | null {
  if (job.kind !== "import_undo" || !is_object(job.report) || !("deals_undone" in job.report)) return null;
  return job.report as unknown as UndoReport;
}

export function command_of(job: Job): Command | null {
  if (job.kind !== "import" || !is_object(job.command)) return null;
  return job.command as unknown as Command;
}

export function has_ended(job: Job) {
  return job.ended_at !== null;
}

/// Counts by their number, the greatest first.
export function sorted_counts(counts: Counts): [string, number][] {
  return Object.entries(counts).sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

const asked_again_ms = 700;

/// A job, asked for again until it has ended. Lists and counts are refreshed then.
export function useJob(job: number) {
  const client = useQueryClient();
  const query = $api.useQuery(
    "get",
    "/api/jobs/{job}",
    { params: { path: { job } } },
    { refetchInterval: ({ state }) => (state.data && !has_ended(state.data) ? asked_again_ms : false) },
  );
  const was_under_way = useRef(false);
  const is_under_way = query.data ? !has_ended(query.data) : false;
  useEffect(() => {
    if (was_under_way.current && !is_under_way) {
      const is_of_job = (key: readonly unknown[]) => `${key[1]}`.startsWith("/api/jobs/");
      void client.invalidateQueries({ predicate: ({ queryKey }) => !is_of_job(queryKey) });
    }
    was_under_way.current = is_under_way;
  }, [client, is_under_way]);
  return query;
}
