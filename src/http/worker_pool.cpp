#include "http/worker_pool.h"

namespace stagecraft::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_limit) : queue_limit_(queue_limit) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  has_work_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool WorkerPool::submit(std::unique_ptr<Job>& job) {
  {
    const std::scoped_lock lock(mutex_);
    if (queue_.size() >= queue_limit_) return false;
    queue_.push_back(std::move(job));
    if (!begins_waking()) return true;
  }
  has_work_.notify_one();
  return true;
}

void WorkerPool::submit_always(std::unique_ptr<Job> job) {
  {
    const std::scoped_lock lock(mutex_);
    queue_.push_back(std::move(job));
    if (!begins_waking()) return;
  }
  has_work_.notify_one();
}

bool WorkerPool::begins_waking() {
  if (is_waking_ || idle_ == 0 || queue_.empty()) return false;
  is_waking_ = true;
  return true;
}

std::size_t WorkerPool::waiting() const {
  const std::scoped_lock lock(mutex_);
  return queue_.size();
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    while (!is_stopping_ && queue_.empty()) {
      ++idle_;
      has_work_.wait(lock);
      --idle_;
      is_waking_ = false;
    }
    if (is_stopping_) return;
    auto job = std::move(queue_.front());
    queue_.pop_front();
    const bool wakes_another = begins_waking();
    lock.unlock();
    if (wakes_another) has_work_.notify_one();
    running_.fetch_add(1, std::memory_order_relaxed);
    job->run();
    job.reset();
    running_.fetch_sub(1, std::memory_order_relaxed);
    lock.lock();
  }
}

}  // namespace stagecraft::http
