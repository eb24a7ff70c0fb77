#include "selling/gaps.h"

#include <utility>

namespace stagecraft::selling {

using base::say;
using base::Sentence;

void Gaps::add(std::string at, const Sentence& message, Sentence mend) {
  faults_.push_back({std::move(at), message.printable(), std::move(mend)});
}

void Gaps::unless(bool claim, std::string at, const Sentence& message, Sentence mend) {
  if (!claim) add(std::move(at), message, std::move(mend));
}

Sentence Gaps::sentence() const {
  std::vector<Sentence> messages;
  for (const auto& fault : faults_) messages.push_back(fault.message);
  return Sentence::joined(std::move(messages), "; ");
}

void Gaps::refuse(Sentence what) const {
  if (faults_.empty()) return;
  throw base::Error(base::ErrorKind::invalid, say("{}: {}.", std::move(what), sentence()), faults_);
}

}  // namespace stagecraft::selling
