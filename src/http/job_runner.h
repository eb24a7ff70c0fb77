#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>

#include "http/app.h"
#include "http/desk.h"
#include "store/jobs.h"
#include "store/workspace.h"

namespace stagecraft::http {

/// Why a job does not go on, though nothing is wrong with it.
class JobStop : public std::exception {
 public:
  enum class Why : std::uint8_t {
    cancelled,     ///< Somebody asked for it.
    server_stops,  ///< It goes on at the next start.
    taken_over     ///< Another server has it.
  };
  explicit JobStop(Why why) : why_(why) {}
  Why why() const { return why_; }
  const char* what() const noexcept override { return "the job was stopped"; }

 private:
  Why why_;
};

/// How far a step has brought a job.
struct Advance {
  std::int64_t done = 0;
  std::optional<std::int64_t> total = {};  ///< None: as it is.
  std::string report = {};                 ///< JSON object; empty: as it is.
};

/// A job at work: what its kind has in hand. Work goes in steps, each a small write among those of
/// everybody else, with the rights that who started it has at that moment. A job that was
/// interrupted is run again from its beginning, and sees by what is there how far it came; where it
/// begins no step before the one before has ended, also by `job().done_count`.
class RunningJob {
 public:
  /// May run more than once, on the writer's thread; the progress is kept with what it writes.
  using Step = std::function<Advance(const Desk&, store::Transaction&)>;

  RunningJob(App& app, store::Job job, selling::Right right, const std::string& runner,
             const std::atomic<bool>& is_stopping);

  ~RunningJob() { wait_for_steps(); }
  RunningJob(const RunningJob&) = delete;
  RunningJob& operator=(const RunningJob&) = delete;

  const store::Job& job() const { return job_; }
  App& app() const { return app_; }
  /// In the language of who asked for the job.
  std::string told(const base::Sentence& sentence) const;

  /// Does a job's work, `Run(running).run()`. Its steps may refer to the Run: it goes when the last
  /// that was begun has ended, whatever else was thrown.
  template <class Run>
  void carry_out() {
    Run run(*this);
    const Waiting waiting{*this};
    run.run();
  }

  /// Begins a step and does not wait for it; steps are run in the order begun. Throws what an
  /// earlier one threw: JobStop; Error{forbidden} when who started the job may not do this any
  /// more; what the step itself throws. What the step refers to has to be there until it has ended,
  /// as the Run of carry_out is.
  void begin_step(Step step);
  /// Waits for all that were begun; throws as begin_step.
  void finish_steps();
  void step(Step step) {
    begin_step(std::move(step));
    finish_steps();
  }

  /// Throws JobStop when the job is not to go on; for work that takes long without a step.
  void require_running() const;

  /// What `look(desk)` gives, within one read; throws as a step.
  template <class F>
  auto look(F look) {
    return app_.workspace->read([&](store::Connection& db) {
      const auto actor = actor_now(db);
      return look(Desk(db, actor, app_, language_));
    });
  }

 private:
  struct Waiting {
    RunningJob& job;
    ~Waiting() { job.wait_for_steps(); }
  };

  void wait_for_steps() const;
  selling::Actor actor_now(store::Connection& db) const;
  void refuse_stopped(store::Connection& db) const;

  App& app_;
  store::Job job_;
  selling::Right right_;
  std::string_view language_;
  const std::string& runner_;
  const std::atomic<bool>& is_stopping_;
  std::deque<std::future<void>> begun_;
};

/// Something that jobs do.
struct JobKind {
  std::string_view word;
  selling::Right right;  ///< Asked for at every step.
  void (*run)(RunningJob&);
  /// As it is at a moment, told from what was done; null: the steps tell it.
  std::string (*report)(store::Connection&, const store::Job&) = nullptr;
};
std::span<const JobKind> job_kinds();
/// What asking for a job of that kind, and stopping it, takes; nullopt: this server knows none.
std::optional<selling::Right> right_for_job(std::string_view kind);

/// With whose rights a job runs.
struct JobOwner {
  selling::PersonId by;
  std::int64_t token = 0;  ///< By which it was asked for; 0: none.
  /// In which the job tells what it has to say: one of process::message_languages.
  std::string_view language = "en";
};
/// Queues a job; `command` is a JSON object for its kind.
store::JobId queue_job(store::Transaction& transaction, const JobOwner& owner,
                       std::string_view kind, std::string_view command, base::Instant now);
/// The same of who asks.
store::JobId queue_job(store::Transaction& transaction, const Request& request,
                       std::string_view kind, std::string_view command, base::Instant now);
/// What queue_job was given.
std::string command_of(const store::Job& job);
/// What came of a job so far: a JSON object.
std::string report_of(store::Connection& db, const store::Job& job);

/// Runs the jobs of a workspace, one at a time, on a thread of its own. Several servers of one
/// workspace share its queue; the jobs of one that was killed are taken over after half a minute.
class JobRunner {
 public:
  explicit JobRunner(App& app);
  /// Gives back what it runs.
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  void start();
  /// There is a new job. Thread-safe.
  void wake();
  /// Takes a job and runs it on the calling thread; false: none waits.
  bool run_next();

 private:
  void work();
  std::optional<store::Job> claim();
  void run(store::Job job);
  void end(const store::Job& job, std::string_view state, std::string_view failure = {});

  App& app_;
  std::string word_;
  std::atomic<bool> is_stopping_{false};
  bool has_news_ = false;
  std::mutex mutex_;
  std::condition_variable news_;
  std::thread thread_;
};

}  // namespace stagecraft::http
