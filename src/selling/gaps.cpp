#include "selling/gaps.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"

namespace stagecraft::selling {

void Gaps::add(std::string at, std::string_view message, std::string mend) {
  faults_.push_back({std::move(at), base::printable(message), std::move(mend)});
}

void Gaps::unless(bool claim, std::string at, std::string_view message, std::string mend) {
  if (!claim) add(std::move(at), message, std::move(mend));
}

std::string Gaps::sentence() const {
  std::string sentence;
  for (const auto& fault : faults_) sentence += (sentence.empty() ? "" : "; ") + fault.message;
  return sentence;
}

void Gaps::refuse(std::string_view what) const {
  if (faults_.empty()) return;
  throw base::Error(base::ErrorKind::invalid, fmt::format("{}: {}.", what, sentence()), faults_);
}

}  // namespace stagecraft::selling
