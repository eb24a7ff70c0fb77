#pragma once

#include "http/job_runner.h"
#include "http/shape.h"
#include "store/imports.h"

namespace stagecraft::http {

inline constexpr std::string_view import_word = "import", import_undo_word = "import_undo";

/// What came of an import (history.md, 4).
struct ImportJobReport {
  bool dry_run = false;
  std::int64_t rows_read = 0, rows_accepted = 0, rows_rejected = 0;
  std::map<std::string, std::int64_t> rejected_by_reason, outside_map, corrections, oddities;
  std::vector<std::string> remarks;
  std::optional<base::Instant> as_of;
  bool as_of_stated = false;
  std::int64_t deals_created = 0, deals_changed = 0, deals_unchanged = 0, deals_refused = 0;
  std::int64_t events_added = 0, events_known = 0, accounts_created = 0, values_left_out = 0;
  std::int64_t moves = 0, moves_with_gaps = 0, unmet_criteria = 0;
  std::map<std::string, std::int64_t> unknown_people, unknown_teams;
  static constexpr Note notes[] = {
      {.field = "as_of", .text = "Whose state the files show"},
      {.field = "as_of_stated", .text = "Else it is the latest event"},
      {.field = "events_known", .text = "That the deals had already"},
      {.field = "moves", .text = "Forward and winning moves among the new events"},
      {.field = "moves_with_gaps", .text = "That the gate would have stopped"},
      {.field = "unknown_people",
       .text = "Names that nobody here goes by, and how often they stand"}};
};
BOOST_DESCRIBE_STRUCT(ImportJobReport, (),
                      (dry_run, rows_read, rows_accepted, rows_rejected, rejected_by_reason,
                       outside_map, corrections, oddities, remarks, as_of, as_of_stated,
                       deals_created, deals_changed, deals_unchanged, deals_refused, events_added,
                       events_known, accounts_created, values_left_out, moves, moves_with_gaps,
                       unmet_criteria, unknown_people, unknown_teams))

struct UndoCommand {
  std::int64_t import_id = 0;
};
BOOST_DESCRIBE_STRUCT(UndoCommand, (), (import_id))

struct UndoReport {
  std::int64_t deals_undone = 0, deals_kept = 0, accounts_removed = 0, contacts_removed = 0;
  std::int64_t last_deal = 0;
};
BOOST_DESCRIBE_STRUCT(UndoReport, (),
                      (deals_undone, deals_kept, accounts_removed, contacts_removed, last_deal))

void run_import(RunningJob& running);
void run_import_undo(RunningJob& running);
/// All of undoing, as part of a job of another kind; its report is an UndoReport. May be run again.
void undo_import(RunningJob& running, store::ImportId import);

}  // namespace stagecraft::http
