#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <type_traits>
#include <vector>

#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// Group commit: writes that come at the same time share one transaction, and so one wait for the
/// disk. One thread runs all jobs of a workspace, in the order they came.
///
/// - Each job runs in a savepoint: one that throws is taken back alone, and its caller told.
/// - Nobody is told of success before the commit has returned. If the commit fails, all are told.
/// - A job may be run more than once (a deadlock, a server that went away before the commit, a disk
///   that was full for a neighbour), so it loads, decides and saves from the beginning, and what it
///   captures stays as it was.
class Writer {
 public:
  using Job = std::function<void(Transaction&)>;
  /// Null: durable. Called on the writer's thread; must not throw, nor wait.
  using Done = std::function<void(std::exception_ptr)>;
  /// Ids of the events just committed, in order; never empty. Called on the writer's thread after
  /// the commit and before its callers are answered, so what an observer keeps is never older than
  /// what a caller was told. Must not throw, nor wait.
  using Observer = std::function<void(std::span<const EventId>)>;

  /// What was committed together.
  struct Batch {
    std::size_t jobs = 0;       ///< Also those that were refused.
    double commit_seconds = 0;  ///< Of the commit alone: the wait for the disk.
  };
  /// Called on the writer's thread after each commit. Must not throw, nor wait.
  using Meter = std::function<void(const Batch&)>;

  struct Options {
    std::size_t most_waiting = 4096;  ///< More are refused with Error{io}.
    std::size_t most_in_batch = 256;
    int most_attempts = 50;  ///< Of a batch that the engine wants tried again.
    /// Between attempts while the server is away.
    std::chrono::milliseconds pause{100};
  };

  explicit Writer(std::unique_ptr<Connection> db) : Writer(std::move(db), Options{}) {}
  Writer(std::unique_ptr<Connection> db, Options options);
  /// Finishes what is waiting.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Both before the first job.
  void observe(Observer observer) { observers_.push_back(std::move(observer)); }
  void measure(Meter meter) { meter_ = std::move(meter); }

  /// Jobs that nobody has begun yet. Thread-safe.
  std::size_t waiting() const;

  /// Thread-safe. Throws Error{io} when too many are waiting.
  void submit(Job job, Done done);

  /// The same for callers that wait: `auto id = writer.write([&](Transaction& tx) { ... }).get();`
  /// The future throws what the job threw. Not from a job, which would wait for itself.
  template <class F>
  auto write(F job) -> std::future<std::invoke_result_t<F&, Transaction&>>;

 private:
  struct Waiting {
    Job job;
    Done done;
    std::exception_ptr failure;
    bool is_out = false;  ///< It ended a whole transaction, so it is not run again.
  };

  void work();
  std::vector<Waiting> take_batch();
  void run_batch(std::vector<Waiting>& batch);
  bool try_batch(std::vector<Waiting>& batch, std::vector<EventId>& events);
  void commit(Transaction& transaction, std::size_t jobs);
  bool run_job(Transaction& transaction, Waiting& waiting);

  std::unique_ptr<Connection> db_;
  Options options_;
  std::vector<Observer> observers_;
  Meter meter_;
  mutable std::mutex mutex_;
  std::condition_variable has_work_;
  std::deque<Waiting> queue_;
  bool is_ending_ = false;
  std::thread thread_;
};

template <class F>
auto Writer::write(F job) -> std::future<std::invoke_result_t<F&, Transaction&>> {
  using Result = std::invoke_result_t<F&, Transaction&>;
  using Kept = std::conditional_t<std::is_void_v<Result>, bool, std::optional<Result>>;
  struct State {
    F job;
    Kept result{};
    std::promise<Result> promise;
  };
  // Shared: std::function copies its closures, and job and answer need the same state.
  auto state = std::make_shared<State>(State{std::move(job), {}, {}});
  auto future = state->promise.get_future();
  submit(
      [state](Transaction& transaction) {
        if constexpr (std::is_void_v<Result>)
          state->job(transaction);
        else
          state->result = state->job(transaction);
      },
      [state](std::exception_ptr failure) {
        if (failure)
          state->promise.set_exception(std::move(failure));
        else if constexpr (std::is_void_v<Result>)
          state->promise.set_value();
        else
          state->promise.set_value(std::move(*state->result));
      });
  return future;
}

}  // namespace stagecraft::store
