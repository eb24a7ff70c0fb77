#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "process/gate.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// How a deal ends, and why (D12); and how it opens again.
namespace stagecraft::selling {

struct CloseDeal {
  std::string outcome;  ///< Of the map: won, lost or without decision is what the map says of it.
  /// One of the outcome's reasons, where it states some, and then it must be given; else a word of
  /// one's own, or empty.
  std::string reason = {};
  std::string note = {};
  std::vector<std::string> motivations = {}, pain_points = {};  ///< Of the customer, a line each.
  std::optional<base::Instant> at = {};                         ///< Nullopt: now.
  std::string exception = {};  ///< Why, when the gate says no; empty: none asked for.
};

/// Winning is gated like leaving the stage that it follows; losing is not. Throws Error:
/// `not_found` for an outcome that the map does not know, `invalid` with every gap of the command,
/// `conflict` for a deal that is closed, or that the gate stops; `forbidden` for an exception
/// without right.
Change close_deal(const Deal& deal, const CloseDeal& command, const Setting& setting);

struct ReopenDeal {
  std::string stage = {};  ///< Empty: the stage that was left. A lead that was lost has none.
  std::string note = {};
  std::optional<base::Instant> at = {};
  std::string exception = {};  ///< For another stage, and for a deal that was won.
};

/// What the gate says to re-opening in a stage; empty: as the lead that it was when it was lost. Of
/// a deal that is closed. One that was won opens only by exception.
process::GateAnswer preview_reopen(const Deal& deal, std::string_view stage,
                                   const Setting& setting);

/// Revokes the closing. Throws Error{conflict} for a deal that is not closed, and as enter_stage.
Change reopen_deal(const Deal& deal, const ReopenDeal& command, const Setting& setting);

}  // namespace stagecraft::selling
