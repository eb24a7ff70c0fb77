#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "process/condition.h"
#include "process/map.h"
#include "selling/deal.h"
#include "selling/today.h"

/// Conditions (process-map.md, 1.3) over a deal that runs here: price rules, rules of assignment.
namespace stagecraft::selling {

/// The value of a field as process::find_field names it: the deal's attributes, and `created_on`,
/// `days_open`, `discount_share` (of the newest quote), `origin`, `reason`, `stage`. Nullopt: not
/// stated, or a text that is no value of this kind. Texts are views into the deal.
process::FieldValue deal_field(const Deal& deal, std::string_view name, process::ValueKind kind,
                               const Today& today);

/// Days since 1970, as conditions count dates.
double condition_days(base::Day day);

/// Money in major units, as conditions count it.
double condition_money(const base::Money& money);

/// Whether a condition over the fields of a deal holds; an empty text always does. Throws
/// Error{invalid} when it is no condition, with the character.
bool holds(std::string_view condition, const Deal& deal, const process::Map& map,
           const Today& today);

}  // namespace stagecraft::selling
