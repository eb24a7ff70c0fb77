#pragma once

#include <compare>
#include <string>

namespace stagecraft::base {

/// Where something is written. Line and column count from 1, the column in code points; 0 means
/// that no line or column is known.
struct Place {
  std::string file;  ///< As the user named it; "-" is standard input.
  int line = 0;
  int column = 0;

  auto operator<=>(const Place&) const = default;
};

}  // namespace stagecraft::base
