#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "process/map.h"
#include "selling/gaps.h"

/// The values that attributes can have, by kind.
namespace stagecraft::selling {

enum class AttributeKind : std::uint8_t {
  name,
  id,
  line,
  text,
  amount,
  money,
  currency,
  date,
  number,
  days,
  flag,
  choice
};

struct AttributeRule {
  AttributeKind kind = AttributeKind::line;
  std::vector<std::string> choices = {};  ///< choice
};

/// How values of an attribute are written; nullopt: people cannot state it.
std::optional<AttributeRule> find_attribute_rule(const process::Map& map, std::string_view name);
/// All that find_attribute_rule finds.
std::vector<std::string> attribute_names(const process::Map& map);

/// What a value is checked against.
struct ValuePlace {
  std::string at;           ///< JSON pointer.
  base::Currency currency;  ///< Of the deal's money; its decimals are the most that money may have.
};

/// The canonical text of a value that is not empty; adds a gap, and gives the value back as it is,
/// when it is none.
std::string canonical_value(const AttributeRule& rule, std::string_view value,
                            const ValuePlace& place, Gaps& gaps);

}  // namespace stagecraft::selling
