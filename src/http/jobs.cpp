#include <fmt/format.h>

#include "history/csv_text.h"
#include "http/job_runner.h"
#include "http/job_shapes.h"
#include "http/resources.h"
#include "http/write_once.h"

namespace stagecraft::http {

struct ListJobs {
  std::optional<store::JobId> before;
  int limit = 50;
  static constexpr Note notes[] = {
      {.field = "before", .text = "Only older ones: the last of the page before"},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListJobs, (), (before, limit))

struct JobList {
  std::vector<JobView> jobs;
};
BOOST_DESCRIBE_STRUCT(JobList, (), (jobs))

struct ListJobLines {
  std::optional<std::string> outcome;
  std::int64_t after = 0;
  int limit = 500;
  static constexpr Note notes[] = {
      {.field = "outcome",
       .text = "Bulk changes: waiting, changed, unchanged, refused; imports: refused, rejected, "
               "left_out; undoing one: kept"},
      {.field = "after",
       .text = "`number` of the last one known",
       .least = 0,
       .may_be_left_out = true},
      {.field = "limit", .least = 1, .most = 1000, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListJobLines, (), (outcome, after, limit))

struct JobLineView {
  std::int64_t number = 0;
  std::string outcome;
  std::optional<selling::DealId> deal;
  std::string source;
  std::optional<std::int64_t> line;
  std::string field, value, text;
  static constexpr Note notes[] = {
      {.field = "source", .text = "Name of the file, or the deal's id there"},
      {.field = "line", .text = "Of the file, from 1"},
      {.field = "text", .text = "Why, in a sentence"}};
};
BOOST_DESCRIBE_STRUCT(JobLineView, (), (number, outcome, deal, source, line, field, value, text))

struct JobLineList {
  std::vector<JobLineView> lines;
  std::optional<std::int64_t> next;
  static constexpr Note notes[] = {
      {.field = "next", .text = "To be sent as `after`; null: these were the last"}};
};
BOOST_DESCRIBE_STRUCT(JobLineList, (), (lines, next))

struct ListLinesAsCsv {
  std::optional<std::string> outcome;
};
BOOST_DESCRIBE_STRUCT(ListLinesAsCsv, (), (outcome))

namespace {

using selling::Right;
using store::JobId;

constexpr int lines_at_a_time = 500;

/// One's own; whoever may read who changed what sees all.
bool sees(const selling::Actor& actor, const store::Job& job) {
  return job.by == actor.person || selling::may(actor, Right::audit_read);
}

store::Job get_job(const Desk& desk, JobId id) {
  auto job = store::find_job(desk.db(), id);
  if (job && sees(desk.actor(), *job)) return *std::move(job);
  throw base::Error(base::ErrorKind::not_found,
                    base::say("There is no job {}, or not for you.", id.value));
}

Response list_jobs(const Request& request, App& app) {
  const auto asked = request.query<ListJobs>();
  return look(request, app, [&](const Desk& desk) {
    store::JobQuery query{.before = asked.before.value_or(JobId{}), .limit = asked.limit};
    if (!selling::may(desk.actor(), Right::audit_read)) query.by = desk.actor().person;
    JobList list;
    for (const auto& job : store::list_jobs(desk.db(), query)) list.jobs.push_back(job_view(job));
    return reply(200, list);
  });
}

Response show_job(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    auto job = get_job(desk, request.id_of<JobId>("job"));
    job.report = report_of(desk.db(), job);
    return reply(200, job_view(job));
  });
}

Response cancel_job(const Request& request, App& app) {
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto job = get_job(desk, request.id_of<JobId>("job"));
    if (const auto right = right_for_job(job.kind)) selling::require(desk.actor(), *right);
    store::cancel_job(transaction, job.id, desk.actor().person, desk.now());
    return reply(201, job_view(get_job(desk, job.id)));
  });
}

JobLineView view_of(store::JobLine line) {
  return {.number = line.number,
          .outcome = std::move(line.outcome),
          .deal = line.deal,
          .source = std::move(line.source),
          .line = line.line,
          .field = std::move(line.field),
          .value = std::move(line.value),
          .text = std::move(line.text)};
}

Response list_lines(const Request& request, App& app) {
  const auto asked = request.query<ListJobLines>();
  return look(request, app, [&](const Desk& desk) {
    JobLineList list;
    for (auto& line :
         store::list_job_lines(desk.db(), {.job = get_job(desk, request.id_of<JobId>("job")).id,
                                          .outcome = asked.outcome.value_or(""),
                                          .after = asked.after,
                                          .limit = asked.limit}))
      list.lines.push_back(view_of(std::move(line)));
    if (std::ssize(list.lines) == asked.limit) list.next = list.lines.back().number;
    return reply(200, list);
  });
}

std::string csv_line(const store::JobLine& line) {
  using history::safe_csv_field;
  return fmt::format("{},{},{},{},{},{},{},{}\n", line.number, safe_csv_field(line.outcome),
                     line.deal ? fmt::to_string(line.deal->value) : "", safe_csv_field(line.source),
                     line.line ? fmt::to_string(*line.line) : "", safe_csv_field(line.field),
                     safe_csv_field(line.value), safe_csv_field(line.text));
}

/// The next lines of a job as CSV, and where they end; empty: there are no more.
std::string csv_after(store::Workspace& workspace, store::JobLineQuery& query) {
  std::string text;
  const auto lines =
      workspace.read([&](store::Connection& db) { return store::list_job_lines(db, query); });
  for (const auto& line : lines) text += csv_line(line);
  if (!lines.empty()) query.after = lines.back().number;
  return text;
}

Response lines_as_csv(const Request& request, App& app) {
  const auto asked = request.query<ListLinesAsCsv>();
  const auto id = look(request, app, [&](const Desk& desk) {
    return get_job(desk, request.id_of<JobId>("job")).id;
  });
  Response response;
  response.type = "text/csv; charset=utf-8";
  response.with("Content-Disposition",
                fmt::format("attachment; filename=\"job-{}.csv\"", id.value));
  response.pieces = [&app, is_first = true,
                     query = store::JobLineQuery{.job = id,
                                                 .outcome = asked.outcome.value_or(""),
                                                 .limit = lines_at_a_time}]() mutable {
    if (!std::exchange(is_first, false)) return csv_after(*app.workspace, query);
    return std::string("number,outcome,deal,source,line,column,value,reason\n");
  };
  return response;
}

constexpr std::string_view sight_text =
    "One's own jobs; with the right `audit.read` those of everybody.";

void add_reading_of_jobs(Routes& routes) {
  routes.add({.path = "/api/jobs",
              .access = Access::signed_in(),
              .summary = "List long work: imports, their undoing, bulk changes",
              .text = sight_text,
              .query = &shape_of<ListJobs>(),
              .replies = {{200, "Newest first", &shape_of<JobList>()}},
              .handler = list_jobs});
  routes.add({.path = "/api/jobs/{job}",
              .access = Access::signed_in(),
              .summary = "A job: its state, progress and report",
              .text = sight_text,
              .replies = {{200, "The job", &shape_of<JobView>()},
                          {404, "There is no such job, or not for you"}},
              .handler = show_job});
  routes.add({.path = "/api/jobs/{job}/lines",
              .access = Access::signed_in(),
              .summary = "What a job says of each deal, or of rows of a file",
              .text = sight_text,
              .query = &shape_of<ListJobLines>(),
              .replies = {{200, "Lines in order", &shape_of<JobLineList>()},
                          {404, "There is no such job, or not for you"}},
              .handler = list_lines});
  routes.add(
      {.path = "/api/jobs/{job}/lines.csv",
       .access = Access::signed_in(),
       .summary = "The same as a table; what a spreadsheet would take for a formula is marked",
       .text = sight_text,
       .query = &shape_of<ListLinesAsCsv>(),
       .replies = {{200, "All lines", nullptr, "text/csv; charset=utf-8"},
                   {404, "There is no such job, or not for you"}},
       .handler = lines_as_csv});
}

}  // namespace

JobView job_view(const store::Job& job) {
  return {.id = job.id,
          .kind = job.kind,
          .state = job.state,
          .by = job.by,
          .created_at = job.created_at,
          .started_at = job.started_at,
          .ended_at = job.ended_at,
          .cancelled_at = job.cancelled_at,
          .done = job.done_count,
          .total = job.total_count,
          .failure = job.failure,
          .command = {command_of(job)},
          .report = {job.report}};
}

Response reply_queued(const Desk& desk, store::JobId id) {
  return created(fmt::format("/api/jobs/{}", id.value), job_view(get_job(desk, id)));
}

void add_jobs(Routes& routes) {
  add_reading_of_jobs(routes);
  routes.add({.method = Method::post,
              .path = "/api/jobs/{job}/cancellations",
              .access = Access::signed_in(),
              .summary = "Stop a job at its next step; what it has done stays",
              .text = "It takes the right of what the job does, as `deal.bulk`.",
              .replies = {{201, "The job", &shape_of<JobView>()},
                          {404, "There is no such job, or not for you"},
                          {409, "It has ended already"}},
              .handler = cancel_job,
              .takes_idempotency_key = true});
}

}  // namespace stagecraft::http
