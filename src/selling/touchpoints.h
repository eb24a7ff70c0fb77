#pragma once

#include <optional>
#include <string>
#include <vector>

#include "process/map.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// Touchpoints (D5): who was spoken with, when, what came of it, what it confirmed, what was given.
namespace stagecraft::selling {

struct LogTouchpoint {
  process::TouchpointKind kind = process::TouchpointKind::call;
  std::vector<ContactId> contacts = {};
  std::optional<base::Instant> at = {};  ///< When it took place; nullopt: now.
  std::string direction = {};            ///< `in`, `out`; empty: not stated.
  std::string result = {}, campaign = {};
  std::vector<std::string> confirms = {};    ///< Criteria that it confirmed.
  std::vector<std::string> literature = {};  ///< What was given, ids of the map.
  std::string note = {};
  std::optional<PersonId> person = {};  ///< Who of us held it; nullopt: the actor.
  std::optional<int> keeps = {};        ///< The promise that is kept by it.
};

/// The touchpoint, an event for each piece of literature, and the promise that it keeps. Also on
/// closed deals. What it is said to confirm must be a criterion that such a touchpoint, with these
/// contacts, can show, so that nobody is misled. Throws Error{invalid} with every gap, `conflict`
/// on a deal that is gone, and as keep_promise.
Change log_touchpoint(const Deal& deal, const LogTouchpoint& command, const Setting& setting);

struct GiveLiterature {
  std::string literature;
  std::vector<ContactId> contacts = {};
  std::optional<base::Instant> at = {};
};

/// Literature that was given without a touchpoint. Throws as log_touchpoint.
Change give_literature(const Deal& deal, const GiveLiterature& command, const Setting& setting);

}  // namespace stagecraft::selling
