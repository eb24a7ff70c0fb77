#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drawing/sheet.h"
#include "process/map.h"

/// What an opened stage says, in sections, before anybody asks where.
namespace stagecraft::drawing {

struct Entry {
  std::string text, note;  // The note follows in a paler ink on its own lines.
  std::optional<Icon> icon;
};

struct Section {
  std::string_view heading;
  Style style = styles::detail;
  std::vector<Entry> entries;
};

/// Every stage has the same sections in the same order, so that they can be set side by side. Their
/// texts are shown whole: a stage is opened to be read.
std::vector<Section> sections_of(const process::Map& map, const process::Stage& stage);

}  // namespace stagecraft::drawing
