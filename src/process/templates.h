#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"

namespace stagecraft::process {

/// Names of the maps that come with the program: four_goals, seven_steps, first_map.
std::span<const std::string_view> template_names();

/// What a new map takes over from a template, and what is its own.
struct NewMap {
  std::string template_name =
      "first_map";       ///< One of template_names(); `-` stands for `_` as well.
  std::string id, name;  ///< Empty: those of the template.
  base::Day since;       ///< The day on which it was taken over.
};

/// The file of a new map, formatted, with the template as its origin; nullopt: there is no such
/// template.
std::optional<std::string> new_map(const NewMap& wanted);

}  // namespace stagecraft::process
