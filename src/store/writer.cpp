#include "store/writer.h"

#include <algorithm>
#include <utility>

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;

}  // namespace

Writer::Writer(std::unique_ptr<Connection> db, Options options)
    : db_(std::move(db)), options_(options), thread_([this] { work(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  has_work_.notify_one();
  thread_.join();
}

void Writer::submit(Job job, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= options_.most_waiting)
      throw Error(ErrorKind::io,
                  "Too many changes are waiting to be written. Try again in a moment.");
    queue_.push_back({std::move(job), std::move(done), nullptr});
  }
  has_work_.notify_one();
}

std::size_t Writer::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Writer::work() {
  for (auto batch = take_batch(); !batch.empty(); batch = take_batch()) run_batch(batch);
}

/// Waits; empty only at the end.
std::vector<Writer::Waiting> Writer::take_batch() {
  std::unique_lock lock(mutex_);
  has_work_.wait(lock, [this] { return is_ending_ || !queue_.empty(); });
  const auto count = std::min(queue_.size(), options_.most_in_batch);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<Waiting> batch(std::move_iterator(queue_.begin()), std::move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return batch;
}

void Writer::run_batch(std::vector<Waiting>& batch) {
  std::vector<EventId> events;
  // The commit failed, or the transaction could not begin: nothing of the batch was kept.
  const auto fail_all = [&] {
    for (auto& waiting : batch)
      if (!waiting.failure) waiting.failure = std::current_exception();
    events.clear();
  };
  for (int attempt = 1;; ++attempt) {
    try {
      if (try_batch(batch, events)) break;
    } catch (const TryAgain& again) {
      if (attempt >= options_.most_attempts) {
        fail_all();
        break;
      }
      if (again.kind() == ErrorKind::io) std::this_thread::sleep_for(options_.pause);
    } catch (...) {
      fail_all();
      break;
    }
  }
  if (!events.empty())
    for (const auto& observer : observers_) observer(events);
  for (auto& waiting : batch) waiting.done(waiting.failure);
}

/// False: a job took the whole transaction down with it (a full disk); it knows its failure, and
/// the others have to run again without it.
bool Writer::try_batch(std::vector<Waiting>& batch, std::vector<EventId>& events) {
  events.clear();
  Transaction transaction(*db_);
  bool has_any = false;
  for (auto& waiting : batch) {
    if (waiting.is_out) continue;
    waiting.failure = nullptr;
    if (run_job(transaction, waiting)) has_any = true;
    if (!db_->is_in_transaction()) {
      waiting.is_out = true;
      return false;
    }
  }
  if (has_any) commit(transaction, batch.size());
  events.assign(transaction.events().begin(), transaction.events().end());
  return true;
}

void Writer::commit(Transaction& transaction, std::size_t jobs) {
  const auto begin = std::chrono::steady_clock::now();
  transaction.commit();
  if (!meter_) return;
  const std::chrono::duration<double> span = std::chrono::steady_clock::now() - begin;
  meter_({.jobs = jobs, .commit_seconds = span.count()});
}

bool Writer::run_job(Transaction& transaction, Waiting& waiting) {
  try {
    Savepoint savepoint(transaction);
    waiting.job(transaction);
    savepoint.keep();
    return true;
  } catch (const TryAgain&) {
    throw;
  } catch (...) {
    waiting.failure = std::current_exception();
    return false;
  }
}

}  // namespace stagecraft::store
