#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "selling/deal.h"
#include "selling/setting.h"

/// What is stated of a deal (D1): name, owner, team, account, channel, offering, campaign, persona,
/// amount, currency, expected close, and the map's own fields.
namespace stagecraft::selling {

struct AttributeValue {
  std::string name;
  /// As people or programs write it: an id of owner, team and account as a number, money and
  /// numbers as `1234.5`, a day as `2026-01-31`, a flag as `true` or `false`. Empty: no longer
  /// stated.
  std::string value;
};

struct ChangeAttributes {
  std::vector<AttributeValue> values;  ///< Each attribute once.
  std::string reason = {};  ///< A word (`budget_frozen`), of moving the expected close later.
  std::string note = {};
  std::optional<base::Instant> at = {};  ///< Nullopt: now.
};

/// An event for each value that differs from what stands, in the order given; none for the rest.
/// Values are stored in canonical text. Channel, offering, campaign and persona may be any line,
/// because a catalogue is the workspace's and not the map's alone. An amount needs a currency: that
/// of the map is taken when none is stated. An expected close that moves later needs a reason or a
/// note. Throws Error{invalid} with all that is wrong; `conflict` on a deal that is gone.
Change change_attributes(const Deal& deal, const ChangeAttributes& command, const Setting& setting);

/// Gives an attribute back the value that it had before `event`, an attribute_changed of this deal.
/// Of `name`, which events hold as erasable text alone, the name that `event` gave. Throws
/// Error{invalid} for another event, and as change_attributes.
Change restore_attribute(const Deal& deal, const Event& event, const Setting& setting);

}  // namespace stagecraft::selling
