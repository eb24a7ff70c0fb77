#pragma once

#include <algorithm>
#include <vector>

#include "base/sentence.h"
#include "selling/deal.h"
#include "selling/event.h"
#include "selling/setting.h"

/// What verbs share.
namespace stagecraft::selling {

/// An event of the setting's actor, recorded now.
Event new_event(EventKind kind, base::Instant at, const Setting& setting);

/// Throws Error{conflict} when the deal is merged or deleted; `what` names what it takes no more:
/// "promises".
void refuse_gone(const Deal& deal, base::Sentence what);

/// The same for a deal that is not open.
void refuse_closed(const Deal& deal, base::Sentence what);

/// The number that the next item of a deal gets: one more than the highest.
template <class Item>
int next_number(const std::vector<Item>& items) {
  int highest = 0;
  for (const auto& item : items) highest = std::max(highest, item.number);
  return highest + 1;
}

}  // namespace stagecraft::selling
