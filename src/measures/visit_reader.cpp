#include "measures/visit_reader.h"

#include <cstdint>

namespace stagecraft::measures {

namespace {

using history::Visit;

bool continues(const Visit& last, PlaceIndex goal) {
  return last.stage == goal && goal != no_place && last.exit == history::Exit::moved &&
         !last.has(Visit::revoked);
}

}  // namespace

std::span<const Visit> VisitReader::joined(std::span<const Visit> visits) {
  if (joined_.size() < visits.size()) joined_.resize(visits.size());
  Visit* const begin = joined_.data();
  Visit* out = begin;
  std::uint64_t seen = 0;  // Goals that the deal has been in; a map has at most 50.
  for (const Visit& visit : visits) {
    if (visit.has(Visit::background)) continue;
    const PlaceIndex goal = goal_of(visit.stage);
    if (out != begin && continues(out[-1], goal)) {
      Visit& last = out[-1];
      last.left = visit.left;
      last.exit = visit.exit;
      last.flags = static_cast<std::uint8_t>(last.flags | visit.flags);
      last.next = goal_of(visit.next);
      continue;
    }
    *out = visit;
    out->stage = goal;
    out->next = goal_of(visit.next);
    const std::uint64_t bit = goal < 64 ? std::uint64_t{1} << goal : 0;
    out->first = (seen & bit) == 0;
    seen |= bit;
    ++out;
  }
  return {begin, out};
}

}  // namespace stagecraft::measures
