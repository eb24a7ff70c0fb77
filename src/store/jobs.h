#pragma once

#include <map>
#include <optional>
#include <span>
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
  std::string kind;  ///< `import`, `bulk_change` ...
  /// `queued`, `running`, `done`, `failed`, `cancelled`; `undone`: done, and taken back since.
  std::string state = "queued";
  std::string input, report = "{}";  ///< JSON objects.
  std::int64_t done_count = 0;
  std::optional<std::int64_t> total_count;
  std::optional<selling::PersonId> by;
  base::Instant created_at{};
  std::optional<base::Instant> started_at, ended_at;
  std::optional<base::Instant> cancelled_at;  ///< When somebody asked for its end.
  std::optional<selling::PersonId> cancelled_by;
  std::string failure;  ///< Why it failed, as a sentence.
};

JobId create_job(Transaction& transaction, const Job& job);
std::optional<Job> find_job(Connection& db, JobId id);

struct JobQuery {
  std::optional<selling::PersonId> by = {};  ///< None: of all.
  JobId before = {};                         ///< 0: from the newest.
  int limit = 50;
};
/// Newest first.
std::vector<Job> list_jobs(Connection& db, const JobQuery& query);

/// Of that kind, queued or running; oldest first.
std::vector<Job> unfinished_jobs(Connection& db, std::string_view kind);

/// One server among those that share a workspace.
struct Runner {
  std::string_view word;  ///< Its own, made anew at each start.
  base::Instant now{};
  /// A runner that was silent for so long is taken for dead.
  base::Milliseconds patience = std::chrono::seconds(30);
};
/// The oldest job that waits, or whose runner is dead, now this runner's; nullopt: there is none.
std::optional<Job> claim_job(Transaction& transaction, const Runner& runner);

/// Whether claim_job would give one: a look, without a turn as writer.
bool has_job_to_claim(Connection& db, const Runner& runner);

/// Where a job stands; to be written in the transaction of the work itself, so that after a crash
/// both are there or neither.
struct JobProgress {
  JobId job;
  std::string_view runner;
  base::Instant at{};
  std::int64_t done = 0;
  std::optional<std::int64_t> total = {};  ///< None: as it is.
  std::string_view report = {};            ///< Empty: as it is.
};
/// Also says that the runner is alive. False: the job is no longer this runner's.
[[nodiscard]] bool note_progress(Transaction& transaction, const JobProgress& progress);

/// Says that the runner is alive.
void keep_job(Transaction& transaction, JobId job, const Runner& runner);

struct JobEnd {
  JobId job;
  std::string_view runner;
  std::string_view state;
  std::string_view report = {};  ///< Empty: as it is.
  std::string_view failure = {};
  base::Instant at{};
};
/// Nothing where the job is no longer this runner's.
void end_job(Transaction& transaction, const JobEnd& end);
/// A server that stops gives back what it runs: another one, or the next start, goes on with it.
void release_job(Transaction& transaction, JobId job, std::string_view runner);
/// Asks for a job's end: one that waits is cancelled at once, one that runs at its next step.
/// Throws Error{conflict} when it has ended, {not_found} when there is none.
void cancel_job(Transaction& transaction, JobId job, selling::PersonId by, base::Instant at);
/// What a job did was taken back by another.
void note_undone(Transaction& transaction, JobId job);

/// Before it is claimed.
void set_job_total(Transaction& transaction, JobId job, std::int64_t total);

/// Something that a job has to say about one deal, or one row of a file.
struct JobLine {
  std::int64_t number = 0;  ///< Within the job, from 1; given by who writes it.
  std::string outcome;      ///< `waiting`, `done`, `unchanged`, `refused`, `rejected`, `kept` ...
  std::optional<selling::DealId> deal = {};
  std::string source = {};  ///< File, or key of the deal there.
  std::optional<std::int64_t> line = {};
  std::string field = {}, value = {};
  std::string text = {};  ///< Why.
};
void add_job_lines(Transaction& transaction, JobId job, std::span<const JobLine> lines);
/// What became of one that waited.
void set_job_line(Transaction& transaction, JobId job, const JobLine& line);
/// The highest number; 0: none.
std::int64_t last_job_line(Connection& db, JobId job);
/// How many lines there are of each outcome.
std::map<std::string, std::int64_t> count_job_lines(Connection& db, JobId job);

struct JobLineQuery {
  JobId job;
  std::string outcome = {};  ///< Empty: all.
  std::int64_t after = 0;
  int limit = 500;
};
std::vector<JobLine> list_job_lines(Connection& db, const JobLineQuery& query);

}  // namespace stagecraft::store
