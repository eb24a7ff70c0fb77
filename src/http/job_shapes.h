#pragma once

#include <optional>
#include <string>

#include "http/desk.h"
#include "http/response.h"
#include "http/shape.h"
#include "store/jobs.h"

namespace stagecraft::http {

/// A job as the API shows it.
struct JobView {
  store::JobId id;
  std::string kind;
  std::string state;
  std::optional<selling::PersonId> by;
  base::Instant created_at{};
  std::optional<base::Instant> started_at, ended_at, cancelled_at;
  std::int64_t done = 0;
  std::optional<std::int64_t> total;
  std::string failure;
  RawJson command, report;
  static constexpr Note notes[] = {
      {.field = "kind",
       .text = "import, import_undo, bulk_change, sample_data or sample_data_removal"},
      {.field = "state",
       .text = "queued, running, done, failed, cancelled; undone: done, and taken back since"},
      {.field = "cancelled_at", .text = "When somebody asked for its end"},
      {.field = "done", .text = "Of `total`; null while the total is not known yet"},
      {.field = "failure", .text = "Why it failed, as a sentence"},
      {.field = "command", .text = "What was asked for"},
      {.field = "report", .text = "What came of it, also while it runs"}};
};
BOOST_DESCRIBE_STRUCT(JobView, (),
                      (id, kind, state, by, created_at, started_at, ended_at, cancelled_at, done,
                       total, failure, command, report))

JobView job_view(const store::Job& job);

/// 201 with a job that was just queued. The runner is to be woken once it is written.
Response reply_queued(const Desk& desk, store::JobId id);

}  // namespace stagecraft::http
