#include "store/jobs.h"

#include <fmt/format.h>

#include <array>

#include "store/sql.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;
using base::say;
using selling::PersonId;

constexpr std::string_view job_columns =
    "id, kind, state, input, report, done_count, total_count, by, created_at, started_at, "
    "ended_at, cancelled_at, cancelled_by, failure";

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
          .ended_at = row.get<std::optional<Instant>>(10),
          .cancelled_at = row.get<std::optional<Instant>>(11),
          .cancelled_by = row.get<std::optional<PersonId>>(12),
          .failure = row.get<std::string>(13)};
}

JobLine read_line(const Row& row) {
  return {.number = row.get<std::int64_t>(0),
          .outcome = row.get<std::string>(1),
          .deal = row.get<std::optional<selling::DealId>>(2),
          .source = row.get<std::string>(3),
          .line = row.get<std::optional<std::int64_t>>(4),
          .field = row.get<std::string>(5),
          .value = row.get<std::string>(6),
          .text = row.get<std::string>(7)};
}

std::optional<JobId> find_claimable(Connection& db, const Runner& runner) {
  // A clock that was set back shows runners that were alive in the future: they are dead as well.
  return db.find_value<JobId>(
      "SELECT id FROM jobs WHERE state = 'queued' OR (state = 'running' AND (alive_at IS NULL OR "
      "alive_at < $1 OR alive_at > $2)) ORDER BY id LIMIT 1",
      runner.now - runner.patience, runner.now + runner.patience);
}

}  // namespace

JobId create_job(Transaction& transaction, const Job& job) {
  return transaction.db().get_value<JobId>(
      "INSERT INTO jobs (kind, state, input, total_count, by, created_at) VALUES ($1, 'queued', "
      "$2, $3, $4, $5) RETURNING id",
      job.kind, job.input, job.total_count, job.by, job.created_at);
}

std::optional<Job> find_job(Connection& db, JobId id) {
  static const auto sql = fmt::format("SELECT {} FROM jobs WHERE id = $1", job_columns);
  for (const Row& row : db.query(sql, id)) return read_job(row);
  return std::nullopt;
}

std::vector<Job> list_jobs(Connection& db, const JobQuery& query) {
  Sql sql(fmt::format("SELECT {} FROM jobs WHERE 1 = 1", job_columns));
  if (query.by) sql.add(" AND by = " + sql.parameter(*query.by));
  if (query.before) sql.add(" AND id < " + sql.parameter(query.before));
  sql.add(" ORDER BY id DESC LIMIT " + sql.parameter(query.limit));
  std::vector<Job> jobs;
  for (const Row& row : sql.query(db)) jobs.push_back(read_job(row));
  return jobs;
}

std::vector<Job> unfinished_jobs(Connection& db, std::string_view kind) {
  static const auto sql = fmt::format(
      "SELECT {} FROM jobs WHERE kind = $1 AND state IN ('queued', 'running') ORDER BY id",
      job_columns);
  std::vector<Job> jobs;
  for (const Row& row : db.query(sql, kind)) jobs.push_back(read_job(row));
  return jobs;
}

std::optional<Job> claim_job(Transaction& transaction, const Runner& runner) {
  auto& db = transaction.db();
  const auto id = find_claimable(db, runner);
  if (!id) return std::nullopt;
  db.run(
      "UPDATE jobs SET state = 'running', started_at = COALESCE(started_at, $1), runner = $2, "
      "alive_at = $1 WHERE id = $3",
      runner.now, runner.word, *id);
  return find_job(db, *id);
}

bool has_job_to_claim(Connection& db, const Runner& runner) {
  return find_claimable(db, runner).has_value();
}

bool note_progress(Transaction& transaction, const JobProgress& progress) {
  return transaction.db().run(
             "UPDATE jobs SET done_count = $1, total_count = COALESCE($2, total_count), alive_at = "
             "$3, report = CASE WHEN $4 = '' THEN report ELSE $4 END WHERE id = $5 AND runner = $6 "
             "AND state = 'running'",
             progress.done, progress.total, progress.at, progress.report, progress.job,
             progress.runner) == 1;
}

void keep_job(Transaction& transaction, JobId job, const Runner& runner) {
  transaction.db().run(
      "UPDATE jobs SET alive_at = $1 WHERE id = $2 AND runner = $3 AND state = 'running'",
      runner.now, job, runner.word);
}

void end_job(Transaction& transaction, const JobEnd& end) {
  transaction.db().run(
      "UPDATE jobs SET state = $1, failure = $2, ended_at = $3, report = CASE WHEN $4 = '' THEN "
      "report ELSE $4 END WHERE id = $5 AND runner = $6 AND state = 'running'",
      end.state, end.failure, end.at, end.report, end.job, end.runner);
}

void release_job(Transaction& transaction, JobId job, std::string_view runner) {
  transaction.db().run(
      "UPDATE jobs SET state = 'queued', runner = '' WHERE id = $1 AND runner = $2 AND state = "
      "'running'",
      job, runner);
}

void cancel_job(Transaction& transaction, JobId id, PersonId by, Instant at) {
  auto& db = transaction.db();
  const auto job = find_job(db, id);
  if (!job) throw Error(ErrorKind::not_found, say("There is no job {}.", id.value));
  if (job->state == "queued")
    db.run(
        "UPDATE jobs SET state = 'cancelled', cancelled_at = $1, cancelled_by = $2, ended_at = $1 "
        "WHERE id = $3",
        at, by, id);
  else if (job->state == "running")
    db.run("UPDATE jobs SET cancelled_at = $1, cancelled_by = $2 WHERE id = $3", at, by, id);
  else
    throw Error(ErrorKind::conflict, say("Job {} has ended already ({}).", id.value, job->state));
}

void note_undone(Transaction& transaction, JobId job) {
  transaction.db().run("UPDATE jobs SET state = 'undone' WHERE id = $1", job);
}

void set_job_total(Transaction& transaction, JobId job, std::int64_t total) {
  transaction.db().run("UPDATE jobs SET total_count = $1 WHERE id = $2", total, job);
}

void add_job_lines(Transaction& transaction, JobId job, std::span<const JobLine> lines) {
  static const std::vector<std::string> names{"job_id", "number", "outcome", "deal_id", "source",
                                              "line",   "field",  "value",   "text"};
  if (lines.empty()) return;
  const auto rows = transaction.db().bulk_insert("job_lines", names);
  for (const auto& line : lines)
    rows->add(std::array<Parameter, 9>{job, line.number, line.outcome, line.deal, line.source,
                                       line.line, line.field, line.value, line.text});
  rows->finish();
}

void set_job_line(Transaction& transaction, JobId job, const JobLine& line) {
  transaction.db().run(
      "UPDATE job_lines SET outcome = $1, deal_id = $2, text = $3 WHERE job_id = $4 AND number = "
      "$5",
      line.outcome, line.deal, line.text, job, line.number);
}

std::map<std::string, std::int64_t> count_job_lines(Connection& db, JobId job) {
  std::map<std::string, std::int64_t> counts;
  for (const Row& row :
       db.query("SELECT outcome, count(*) FROM job_lines WHERE job_id = $1 GROUP BY outcome", job))
    counts[row.get<std::string>(0)] = row.get<std::int64_t>(1);
  return counts;
}

std::int64_t last_job_line(Connection& db, JobId job) {
  return db.get_value<std::int64_t>(
      "SELECT COALESCE(max(number), 0) FROM job_lines WHERE job_id = $1", job);
}

std::vector<JobLine> list_job_lines(Connection& db, const JobLineQuery& query) {
  Sql sql(
      "SELECT number, outcome, deal_id, source, line, field, value, text FROM job_lines WHERE "
      "job_id = ");
  sql.add(sql.parameter(query.job)).add(" AND number > " + sql.parameter(query.after));
  if (!query.outcome.empty()) sql.add(" AND outcome = " + sql.parameter(query.outcome));
  sql.add(" ORDER BY number LIMIT " + sql.parameter(query.limit));
  std::vector<JobLine> lines;
  for (const Row& row : sql.query(db)) lines.push_back(read_line(row));
  return lines;
}

}  // namespace stagecraft::store
