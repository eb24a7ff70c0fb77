#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

using JobId = base::Id<struct JobTag>;

/// Long work that somebody asked for: an import, a bulk change. Waits, runs, ends; its progress and
/// report can be read meanwhile.
struct Job {
  JobId id;
  std::string kind;                  ///< `import`, `bulk_change` ...
  std::string state = "waiting";     ///< `waiting`, `running`, `done`, `failed`.
  std::string input, report = "{}";  ///< JSON objects.
  std::int64_t done_count = 0;
  std::optional<std::int64_t> total_count;
  std::optional<selling::PersonId> by;
  base::Instant created_at{};
  std::optional<base::Instant> started_at, ended_at;
};

JobId create_job(Transaction& transaction, const Job& job);
std::optional<Job> find_job(Connection& db, JobId id);
/// Newest first.
std::vector<Job> list_jobs(Connection& db, selling::PersonId by, int limit);
/// The oldest that waits, now running; nullopt: none does.
std::optional<Job> start_next_job(Transaction& transaction, base::Instant at);
void note_progress(Transaction& transaction, JobId id, std::int64_t done,
                   std::optional<std::int64_t> total);
struct JobEnd {
  JobId id;
  bool has_failed = false;
  std::string report;
  base::Instant at{};
};
void end_job(Transaction& transaction, const JobEnd& end);
/// At the start of a server: what a server that was killed left running waits again. A job is made
/// so that running it again does nothing twice.
int resume_jobs(Transaction& transaction);

}  // namespace stagecraft::store
