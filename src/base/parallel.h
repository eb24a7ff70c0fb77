#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

/// Work on several threads. The result never depends on how many there are: parts are merged in
/// order.
namespace stagecraft::base {

/// `asked`, or as many as the machine has for 0.
inline unsigned thread_count(unsigned asked) {
  return asked != 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

/// Calls `work(i)` for i in [0, threads), each on a thread of its own (0 on the caller's), and
/// waits. The first exception, by i, is thrown on. Does nothing for 0.
template <typename Work>
void on_threads(unsigned threads, Work work) {
  if (threads == 0) return;
  std::vector<std::exception_ptr> failed(threads);
  const auto guarded = [&](unsigned i) {
    try {
      work(i);
    } catch (...) {  // Carried over to the caller's thread, below.
      failed[i] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> running;
    for (unsigned i = 1; i < threads; ++i) running.emplace_back(guarded, i);
    guarded(0);
  }
  for (const std::exception_ptr& failure : failed)
    if (failure) std::rethrow_exception(failure);
}

/// Cuts [0, count) into one part a thread and calls `work(part, begin, end)`.
template <typename Work>
void in_parts(unsigned threads, std::size_t count, Work work) {
  on_threads(threads, [&](unsigned i) { work(i, count * i / threads, count * (i + 1) / threads); });
}

/// Calls `add(sum, i)` for every i in [0, count), in one part a thread, each with a sum of its own
/// that begins as `none`; then joins the sums by `+=`, in order.
template <typename Sum, typename Add>
Sum sum_over(unsigned threads, std::size_t count, const Sum& none, Add add) {
  std::vector<Sum> sums(threads, none);
  in_parts(threads, count, [&](unsigned part, std::size_t begin, std::size_t end) {
    Sum sum = none;  // Not in `sums` at once: threads would write to the same lines of the cache.
    for (std::size_t i = begin; i < end; ++i) add(sum, i);
    sums[part] = std::move(sum);
  });
  for (unsigned part = 1; part < threads; ++part) sums[0] += sums[part];
  return std::move(sums[0]);
}

/// Calls `work(i)` for every i in [0, count), the next free thread taking the next i.
template <typename Work>
void for_each_index(unsigned threads, std::size_t count, Work work) {
  std::atomic<std::size_t> next{0};
  on_threads(static_cast<unsigned>(std::min<std::size_t>(threads, std::max<std::size_t>(count, 1))),
             [&](unsigned) {
               for (std::size_t i = next++; i < count; i = next++) work(i);
             });
}

}  // namespace stagecraft::base
