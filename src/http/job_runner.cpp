#include "http/job_runner.h"

#include <algorithm>
#include <chrono>

#include "base/error.h"
#include "http/audit.h"
#include "http/gatekeeper.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/language.h"
#include "http/new_secret.h"
#include "http/phrasebook.h"
#include "http/token_scopes.h"
#include "process/messages.h"
#include "store/people.h"
#include "store/sign_in.h"

namespace stagecraft::http {

/// What is kept of a job: who asked how, and what for.
struct JobInput {
  std::int64_t token = 0;  ///< By which it was asked for; 0: none.
  std::optional<std::string> language;
  RawJson command;
};
BOOST_DESCRIBE_STRUCT(JobInput, (), (token, language, command))

namespace {

using base::Error;
using base::ErrorKind;

/// Between looks for jobs that another server has queued or left.
constexpr std::chrono::seconds look_every{1};

/// Steps that wait for the writer; more of them share a commit, and are lost together.
constexpr std::size_t most_begun = 32;

/// Well within store::Runner::patience.
constexpr std::chrono::seconds heartbeat_every{8};

/// Tells other servers that a job's runner is alive, also while no step comes to its end.
class Heartbeat {
 public:
  explicit Heartbeat(std::function<void()> beat)
      : thread_([this, beat = std::move(beat)] {
          std::unique_lock lock(mutex_);
          while (!end_.wait_for(lock, heartbeat_every, [this] { return has_ended_; })) beat();
        }) {}
  ~Heartbeat() {
    {
      const std::lock_guard lock(mutex_);
      has_ended_ = true;
    }
    end_.notify_one();
    thread_.join();
  }
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable end_;
  bool has_ended_ = false;
  std::thread thread_;
};

void ignore_failed_step(const std::exception_ptr&) {}

[[noreturn]] void refuse_gone_person() {
  throw Error(ErrorKind::forbidden, "Who started this job may no longer sign in.");
}

/// Of who asked; English where another version of this program has queued it.
std::string_view language_of(const store::Job& job) {
  std::string stated;
  try {
    stated = from_json<JobInput>(job.input).language.value_or("");
  } catch (const Error&) {
    // Its first step fails of it.
  }
  const auto& known = process::message_languages;
  const auto found = std::ranges::find(known, stated);
  return found == known.end() ? known.front() : *found;
}

}  // namespace

RunningJob::RunningJob(App& app, store::Job job, selling::Right right, const std::string& runner,
                       const std::atomic<bool>& is_stopping)
    : app_(app),
      job_(std::move(job)),
      right_(right),
      language_(language_of(job_)),
      runner_(runner),
      is_stopping_(is_stopping) {}

std::string RunningJob::told(const base::Sentence& sentence) const {
  return sentence.text(phrasebook(language_));
}

selling::Actor RunningJob::actor_now(store::Connection& db) const {
  const auto person = job_.by ? store::find_person(db, *job_.by) : std::nullopt;
  if (!person || !person->is_active) refuse_gone_person();
  auto actor = to_actor(*person);
  if (const auto token = from_json<JobInput>(job_.input).token; token > 0) {
    const auto stored = store::find_token(db, store::TokenId{token}, app_.now());
    if (!stored)
      throw Error(ErrorKind::forbidden, "The token that started this job is no longer valid.");
    actor.limited_to = rights_of_scopes(stored->scopes);
  }
  selling::require(actor, right_);
  return actor;
}

void RunningJob::refuse_stopped(store::Connection& db) const {
  if (is_stopping_) throw JobStop(JobStop::Why::server_stops);
  const auto job = store::find_job(db, job_.id);
  if (!job || job->state != "running") throw JobStop(JobStop::Why::taken_over);
  if (job->cancelled_at) throw JobStop(JobStop::Why::cancelled);
}

void RunningJob::require_running() const {
  app_.workspace->read([this](store::Connection& db) {
    refuse_stopped(db);
    return 0;
  });
}

void RunningJob::wait_for_steps() const {
  for (const auto& step : begun_) step.wait();
}

void RunningJob::finish_steps() {
  while (!begun_.empty()) {
    auto first = std::move(begun_.front());
    begun_.pop_front();
    first.get();
  }
}

void RunningJob::begin_step(Step step) {
  if (begun_.size() >= most_begun) {
    auto first = std::move(begun_.front());
    begun_.pop_front();
    first.get();
  }
  begun_.push_back(app_.workspace->writer().write(
      [this, step = std::move(step)](store::Transaction& transaction) {
        refuse_stopped(transaction.db());
        const auto actor = actor_now(transaction.db());
        const auto advance = step(Desk(transaction.db(), actor, app_, language_), transaction);
        const bool is_ours = store::note_progress(transaction, {.job = job_.id,
                                                                .runner = runner_,
                                                                .at = app_.now(),
                                                                .done = advance.done,
                                                                .total = advance.total,
                                                                .report = advance.report});
        if (!is_ours) throw JobStop(JobStop::Why::taken_over);
      }));
}

store::JobId queue_job(store::Transaction& transaction, const JobOwner& owner,
                       std::string_view kind, std::string_view command, base::Instant now) {
  const JobInput input{.token = owner.token,
                       .language = std::string(owner.language),
                       .command = {std::string(command)}};
  const auto job = store::create_job(
      transaction,
      {.kind = std::string(kind), .input = to_json(input), .by = owner.by, .created_at = now});
  if (const auto asked = store::find_audit_kind(std::string(kind) + "_asked"))
    store::add_audit(transaction,
                     {.at = now, .by = owner.by, .kind = *asked, .about_id = id_text(job)});
  return job;
}

store::JobId queue_job(store::Transaction& transaction, const Request& request,
                       std::string_view kind, std::string_view command, base::Instant now) {
  const JobOwner owner{.by = request.who().actor.person,
                       .token = request.who().token,
                       .language = asked_language(request)};
  return queue_job(transaction, owner, kind, command, now);
}

std::string command_of(const store::Job& job) {
  return from_json<JobInput>(job.input).command.text;
}

std::optional<selling::Right> right_for_job(std::string_view word) {
  const auto kinds = job_kinds();
  const auto kind = std::ranges::find(kinds, word, &JobKind::word);
  return kind == kinds.end() ? std::nullopt : std::optional(kind->right);
}

std::string report_of(store::Connection& db, const store::Job& job) {
  const auto kinds = job_kinds();
  const auto kind = std::ranges::find(kinds, job.kind, &JobKind::word);
  const bool is_told = kind != kinds.end() && kind->report != nullptr && job.state == "running";
  return is_told ? kind->report(db, job) : job.report;
}

JobRunner::JobRunner(App& app) : app_(app), word_(new_secret()) {}

JobRunner::~JobRunner() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  news_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void JobRunner::start() {
  thread_ = std::thread([this] { work(); });
}

void JobRunner::wake() {
  {
    const std::lock_guard lock(mutex_);
    has_news_ = true;
  }
  news_.notify_one();
}

void JobRunner::work() {
  while (!is_stopping_) {
    try {
      if (run_next()) continue;
    } catch (const std::exception& error) {
      // The database is away, mostly: what runs stays as it is, and is taken up again.
      app_.log.write(LogLevel::error, "job", {{"what", error.what()}});
    }
    std::unique_lock lock(mutex_);
    news_.wait_for(lock, look_every, [this] { return has_news_ || is_stopping_; });
    has_news_ = false;
  }
}

bool JobRunner::run_next() {
  auto job = claim();
  if (!job) return false;
  run(*std::move(job));
  return true;
}

std::optional<store::Job> JobRunner::claim() {
  const store::Runner runner{.word = word_, .now = app_.now()};
  const bool has_any = app_.workspace->read(
      [&](store::Connection& db) { return store::has_job_to_claim(db, runner); });
  if (!has_any) return std::nullopt;
  return app_.workspace->write(
      [&](store::Transaction& transaction) { return store::claim_job(transaction, runner); });
}

void JobRunner::run(store::Job job) {
  const auto kinds = job_kinds();
  const auto kind = std::ranges::find(kinds, job.kind, &JobKind::word);
  if (kind == kinds.end())
    return end(
        job, "failed",
        base::say("This server knows no job '{}'.", job.kind).text(phrasebook(language_of(job))));
  const Heartbeat heartbeat([this, id = job.id] {
    app_.workspace->writer().submit(
        [id, word = word_, now = app_.now()](store::Transaction& transaction) {
          store::keep_job(transaction, id, {.word = word, .now = now});
        },
        ignore_failed_step);
  });
  RunningJob running(app_, job, kind->right, word_, is_stopping_);
  try {
    kind->run(running);
    end(job, "done");
  } catch (const JobStop& stop) {
    if (stop.why() == JobStop::Why::cancelled) end(job, "cancelled");
    if (stop.why() == JobStop::Why::server_stops)
      app_.workspace->write(
          [&](store::Transaction& transaction) { store::release_job(transaction, job.id, word_); });
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    end(job, "failed", running.told(error.sentence()));
  } catch (const std::exception& defect) {
    app_.log.write(LogLevel::error, "defect", {{"job", job.id.value}, {"what", defect.what()}});
    end(job, "failed", running.told("That failed here, and is logged."));
  }
}

void JobRunner::end(const store::Job& job, std::string_view state, std::string_view failure) {
  app_.workspace->write([&](store::Transaction& transaction) {
    const auto now = store::find_job(transaction.db(), job.id);
    const auto report = now ? report_of(transaction.db(), *now) : std::string();
    store::end_job(transaction, {.job = job.id,
                                 .runner = word_,
                                 .state = state,
                                 .report = report,
                                 .failure = failure,
                                 .at = app_.now()});
  });
  app_.log.write(LogLevel::info, "job",
                 {{"job", job.id.value}, {"kind", job.kind}, {"state", state}});
}

}  // namespace stagecraft::http
