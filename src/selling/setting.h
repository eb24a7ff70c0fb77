#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "process/automaton.h"
#include "process/map.h"
#include "selling/deal.h"
#include "selling/event.h"
#include "selling/ids.h"

/// What a verb needs to know beside the deal. No clock, no store: the entry gives it all.
namespace stagecraft::selling {

/// A published version of a process, made ready.
struct ProcessVersion {
  MapVersion id;
  process::Map map;
  process::Automaton automaton;
};

/// A deal that names the one at hand as where it was referred from.
struct Referral {
  DealId deal;
  base::Instant at;
};

struct Setting {
  const ProcessVersion& process;  ///< The version that the deal runs on.
  base::Instant now;
  base::Zone zone;  ///< Of the workspace: which day it is.
  PersonId actor;
  bool may_except = false;  ///< Right `deal.except`.
  /// Of the deal at hand: they can be evidence for it, and only the store can find them.
  std::vector<Referral> referrals = {};
  /// In which the guide speaks: one of process::message_languages.
  std::string_view language = "en";

  base::Day today() const { return zone.day_of(now); }
};

/// What a verb answers: the events to add to the deal's history, in order. Nothing is stored. Verbs
/// throw Error: `conflict` where the deal's state does not allow it, `invalid` where the command is
/// wrong, with every gap as a Fault.
using Change = std::vector<Event>;

/// When something happened that is told now: not in the future, not before the deal began (or
/// before `not_before`). Nullopt is now. Throws Error{invalid} otherwise.
base::Instant told_at(const std::optional<base::Instant>& at, const Setting& setting,
                      const std::optional<base::Instant>& not_before = {});

/// A deal after a change. REQUIRES that nothing of it happened before `deal.last_event_at`, as what
/// is told late does: the order of time counts, so then all events have to be folded anew.
Deal after(Deal deal, const Change& change, const MapVersions& maps);

}  // namespace stagecraft::selling
