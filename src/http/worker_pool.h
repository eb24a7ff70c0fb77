#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace stagecraft::http {

/// Something to run once; a class, because it may own what cannot be copied.
class Job {
 public:
  virtual ~Job() = default;
  /// Must not throw.
  virtual void run() = 0;
};

/// Threads for handlers, which may block, behind a queue that is bounded, so that a server with too
/// much to do says so instead of growing.
class WorkerPool {
 public:
  WorkerPool(std::size_t threads, std::size_t queue_limit);
  /// Waits for jobs that run; those that wait are dropped.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False, and the job untouched, when the queue is full.
  bool submit(std::unique_ptr<Job>& job);
  /// For work that an answer under way needs: never refused.
  void submit_always(std::unique_ptr<Job> job);

  std::size_t waiting() const;
  std::size_t running() const { return running_.load(std::memory_order_relaxed); }

 private:
  void work();
  /// Whether a worker is to be woken now. One is woken at a time, and wakes the next when it has
  /// taken a job and more are waiting: short jobs that come in a burst are done by few workers, who
  /// need no waking, and one that blocks holds up nobody.
  bool begins_waking();

  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable has_work_;
  std::deque<std::unique_ptr<Job>> queue_;
  std::size_t idle_ = 0;  ///< Workers that wait for a job.
  bool is_waking_ = false;
  std::atomic<std::size_t> running_{0};
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace stagecraft::http
