#include "base/error.h"
#include "http/job_shapes.h"
#include "http/json_writer.h"
#include "http/resources.h"
#include "http/sample_job.h"
#include "http/write_once.h"
#include "store/sample_people.h"

namespace stagecraft::http {

enum class SampleState { none, being_made, there, being_removed };
BOOST_DESCRIBE_ENUM(SampleState, none, being_made, there, being_removed)

struct SampleData {
  SampleState state = SampleState::none;
  bool is_there = false;  ///< Whole.
  std::optional<store::JobId> job;
  std::optional<store::ImportId> import;
  std::optional<selling::ProcessId> process;
  std::vector<selling::PersonId> people;
  static constexpr Note notes[] = {
      {.field = "is_there", .text = "Neither being made nor being removed"},
      {.field = "job", .text = "That makes or removes it; of what is there, the one that made it"},
      {.field = "process", .text = "On which its deals run"},
      {.field = "people", .text = "Who was invented with it, also after it was removed"}};
};
BOOST_DESCRIBE_STRUCT(SampleData, (), (state, is_there, job, import, process, people))

struct NewSample {
  std::int64_t seed = 7, deals = 2'500;
  static constexpr Note notes[] = {
      {.field = "seed",
       .text = "Another seed is another history",
       .least = 0,
       .most = 1'000'000'000,
       .may_be_left_out = true},
      {.field = "deals", .least = 1, .most = 20'000, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(NewSample, (), (seed, deals))

namespace {

using base::Error;
using base::ErrorKind;
using selling::Right;

SampleData tell(const Desk& desk) {
  SampleData data{.people = store::list_sample_people(desk.db())};
  if (const auto import = find_sample(desk.db())) {
    data.state = SampleState::there;
    data.job = import->job;
    data.import = import->id;
    data.process = import->process;
  }
  const auto look_at = [&](std::string_view kind, SampleState state) {
    const auto jobs = store::unfinished_jobs(desk.db(), kind);
    if (jobs.empty()) return;
    data.state = state;
    data.job = jobs.front().id;
  };
  look_at(sample_word, SampleState::being_made);
  look_at(sample_removal_word, SampleState::being_removed);
  data.is_there = data.state == SampleState::there;
  return data;
}

void refuse_busy(const SampleData& data) {
  if (data.state == SampleState::being_made || data.state == SampleState::being_removed)
    throw Error(ErrorKind::conflict,
                data.state == SampleState::being_made
                    ? base::say("Job {} is making the sample data. Wait for it, or cancel it.",
                                data.job->value)
                    : base::say("Job {} is removing the sample data. Wait for it, or cancel it.",
                                data.job->value));
}

Response show(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) { return reply(200, tell(desk)); });
}

Response make(const Request& request, App& app) {
  const auto wanted = request.query<NewSample>();
  auto response = write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto data = tell(desk);
    refuse_busy(data);
    if (data.state == SampleState::there)
      throw Error(ErrorKind::conflict, "There is sample data already. Remove it first.");
    const SampleCommand command{.seed = wanted.seed, .deals = wanted.deals, .until = desk.now()};
    return reply_queued(desk,
                        queue_job(transaction, request, sample_word, to_json(command), desk.now()));
  });
  if (app.jobs != nullptr) app.jobs->wake();
  return response;
}

Response remove_sample_data(const Request& request, App& app) {
  auto response = write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto data = tell(desk);
    refuse_busy(data);
    if (!data.import) throw Error(ErrorKind::not_found, "There is no sample data.");
    if (store::is_sample_person(desk.db(), desk.actor().person))
      throw Error(ErrorKind::conflict,
                  "You are one of the people of the sample, and would go with it. Add an "
                  "administrator of your own, and remove the sample as them.");
    const SampleRemoval command{data.import->value};
    return reply_queued(
        desk, queue_job(transaction, request, sample_removal_word, to_json(command), desk.now()));
  });
  if (app.jobs != nullptr) app.jobs->wake();
  return response;
}

}  // namespace

void add_sample_data(Routes& routes) {
  routes.add({.path = "/api/sample-data",
              .access = Access::signed_in(),
              .summary = "Whether there is sample data, and who is invented",
              .replies = {{200, "How it stands", &shape_of<SampleData>()}},
              .handler = show});
  routes.add({.method = Method::post,
              .path = "/api/sample-data",
              .access = Access::with(Right::workspace_change),
              .summary = "Make sample data, as a job",
              .text = "An invented company with a year and a half of history up to now: its "
                      "process, unless there is one with its map's id; people who cannot sign in "
                      "until somebody gives them a password; customers; deals. The same seed at "
                      "the same moment gives the same.",
              .query = &shape_of<NewSample>(),
              .replies = {{201, "The job", &shape_of<JobView>()},
                          {409, "There is sample data already, or it is being made or removed"}},
              .handler = make,
              .takes_idempotency_key = true});
  routes.add({.method = Method::delete_,
              .path = "/api/sample-data",
              .access = Access::with(Right::workspace_change),
              .summary = "Remove the sample data, as a job",
              .text = "Its import is undone: deals on which people have worked since are kept, and "
                      "named in the lines of the job, with their customers. Its people may no "
                      "longer sign in; its process is put away when no deal runs on it.",
              .replies = {{201, "The job", &shape_of<JobView>()},
                          {404, "There is no sample data"},
                          {409, "It is being made or removed, or who asks is part of it"}},
              .handler = remove_sample_data});
}

}  // namespace stagecraft::http
