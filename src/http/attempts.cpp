#include "http/attempts.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/problem.h"

namespace stagecraft::http {

void Attempts::drop_old(std::vector<base::Instant>& failures, base::Instant now) const {
  std::erase_if(failures, [&](base::Instant at) { return at + limits_.span <= now; });
}

void Attempts::require_free(const std::string& name, base::Instant now) {
  const std::scoped_lock lock(mutex_);
  const auto found = failures_.find(name);
  if (found == failures_.end()) return;
  drop_old(found->second, now);
  if (found->second.size() < limits_.most) return;
  const auto wait =
      std::chrono::ceil<std::chrono::seconds>(found->second.front() + limits_.span - now);
  throw Refusal({.status = 429,
                 .detail = base::Sentence::of(limits_.refusal, {fmt::to_string(wait.count())}),
                 .headers = {{"Retry-After", fmt::to_string(wait.count())}}});
}

void Attempts::note_failure(const std::string& name, base::Instant now) {
  const std::scoped_lock lock(mutex_);
  if (failures_.size() >= names_limit) {
    for (auto entry = failures_.begin(); entry != failures_.end();) {
      drop_old(entry->second, now);
      entry = entry->second.empty() ? failures_.erase(entry) : std::next(entry);
    }
    if (failures_.size() >= names_limit)
      failures_.erase(std::ranges::min_element(
          failures_, {}, [](const auto& entry) { return entry.second.back(); }));
  }
  auto& failures = failures_[name];
  drop_old(failures, now);
  failures.push_back(now);
}

void Attempts::forget(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  failures_.erase(name);
}

}  // namespace stagecraft::http
