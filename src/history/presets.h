#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "history/mapping.h"

/// Mappings that come with the program, for the exports of well-known systems.
namespace stagecraft::history {

/// All presets, the more special ones first. Read once; valid until the program ends.
const std::vector<Mapping>& presets();

/// The first preset whose columns a file with this header has, or null.
const Mapping* find_preset(const std::vector<std::string>& header);

/// The mapping file of a preset. REQUIRES the name of a preset.
std::string preset_text(std::string_view name);

/// A preset with some of its keys replaced. REQUIRES the name of a preset. Throws as read_mapping.
Mapping preset_with(std::string_view name, const std::vector<MappingFlag>& flags);

}  // namespace stagecraft::history
