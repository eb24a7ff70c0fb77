#pragma once

#include <exception>
#include <thread>
#include <vector>

namespace stagecraft::history {

/// Calls `work(part)` for 0 <= part < parts, each on a thread of its own, and waits. What the first
/// part (by number) throws is thrown here.
template <typename Work>
void in_parallel(unsigned parts, Work&& work) {
  if (parts == 1) return work(0u);
  std::vector<std::exception_ptr> thrown(parts);
  {
    std::vector<std::jthread> threads;
    for (unsigned part = 0; part < parts; ++part) {
      threads.emplace_back([&work, &thrown, part] {
        try {
          work(part);
        } catch (const std::exception&) {
          thrown[part] = std::current_exception();
        }
      });
    }
  }
  for (const auto& exception : thrown)
    if (exception) std::rethrow_exception(exception);
}

/// `wanted`, or as many threads as the machine has when that is 0.
inline unsigned thread_count(unsigned wanted) {
  if (wanted > 0) return wanted;
  const unsigned hardware = std::thread::hardware_concurrency();
  return hardware > 0 ? hardware : 1;
}

}  // namespace stagecraft::history
