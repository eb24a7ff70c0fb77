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

void Gaps::refuse(std::string_view what) const {
  if (faults_.empty()) return;
  auto sentence = fmt::format("{}:", what);
  for (std::size_t i = 0; i < faults_.size(); ++i)
    sentence += fmt::format("{} {}", i == 0 ? "" : ";", faults_[i].message);
  throw base::Error(base::ErrorKind::invalid, sentence + ".", faults_);
}

}  // namespace stagecraft::selling
