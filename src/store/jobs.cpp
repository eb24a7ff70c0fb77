#include "store/jobs.h"

namespace stagecraft::store {
namespace {

using base::Instant;
using selling::PersonId;

constexpr std::string_view columns =
    "id, kind, state, input, report, done_count, total_count, by, created_at, started_at, ended_at";

Job read_job(const Row& row) {
  return {.id = row.get<JobId>(0),
          .kind = row.get<std::string>(1),
          .state = row.get<std::string>(2),
          .input = row.get<std::string>(3),
          .report = row.get<std::string>(4),
          .done_count = row.get<std::int64_t>(5),
          .total_count = row.get<std::optional<std::int64_t>>(6),
          .by = row.get<std::optional<PersonId>>(7),
          .created_at = row.get<Instant>(8),
          .started_at = row.get<std::optional<Instant>>(9),
          .ended_at = row.get<std::optional<Instant>>(10)};
}

}  // namespace

JobId create_job(Transaction& transaction, const Job& job) {
  return transaction.db().get_value<JobId>(
      "INSERT INTO jobs (kind, state, input, total_count, by, created_at) VALUES ($1, 'waiting', "
      "$2, $3, $4, $5) "
      "RETURNING id",
      job.kind, job.input, job.total_count, job.by, job.created_at);
}

std::optional<Job> find_job(Connection& db, JobId id) {
  static const auto sql = "SELECT " + std::string(columns) + " FROM jobs WHERE id = $1";
  for (const Row& row : db.query(sql, id)) return read_job(row);
  return std::nullopt;
}

std::vector<Job> list_jobs(Connection& db, PersonId by, int limit) {
  static const auto sql =
      "SELECT " + std::string(columns) + " FROM jobs WHERE by = $1 ORDER BY id DESC LIMIT $2";
  std::vector<Job> jobs;
  for (const Row& row : db.query(sql, by, limit)) jobs.push_back(read_job(row));
  return jobs;
}

std::optional<Job> start_next_job(Transaction& transaction, Instant at) {
  static const auto sql =
      "UPDATE jobs SET state = 'running', started_at = $1 WHERE id = (SELECT min(id) FROM jobs "
      "WHERE state = 'waiting') RETURNING " +
      std::string(columns);
  for (const Row& row : transaction.db().query(sql, at)) return read_job(row);
  return std::nullopt;
}

void note_progress(Transaction& transaction, JobId id, std::int64_t done,
                   std::optional<std::int64_t> total) {
  transaction.db().run(
      "UPDATE jobs SET done_count = $1, total_count = COALESCE($2, total_count) WHERE id = $3",
      done, total, id);
}

void end_job(Transaction& transaction, const JobEnd& end) {
  transaction.db().run("UPDATE jobs SET state = $1, report = $2, ended_at = $3 WHERE id = $4",
                       end.has_failed ? "failed" : "done", end.report, end.at, end.id);
}

int resume_jobs(Transaction& transaction) {
  return static_cast<int>(
      transaction.db().run("UPDATE jobs SET state = 'waiting' WHERE state = 'running'"));
}

}  // namespace stagecraft::store
