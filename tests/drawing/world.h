#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drawing/draw_map.h"
#include "process/map.h"

/// Maps and figures for the tests of drawing. All figures are invented.
namespace stagecraft::drawing::test {

/// A map of examples/maps by the name of its file.
process::Map example(const std::string& name);
std::vector<std::string> example_names();

/// Goals with so many stages each; won after the last stage of the last goal but one.
process::Map map_of(const std::vector<int>& stages_a_goal);
process::Map flat_map(int stages);

/// Long names without spaces, right-to-left names, ideographs, and text that tries to be markup.
process::Map hostile_map();

measures::Figure share(double value, double low, double high, std::int64_t n);
measures::Figure days(double value);
measures::Figure deals(double count);
measures::Figure euros(double amount);

/// Figures for every stage and goal; the bottleneck is the stage with the lowest share going on.
MapFigures figures_for(const process::Map& map);

/// Where text is wider than its room, or too small or too pale to be read; empty: nowhere.
std::vector<std::string> unreadable_words(const Scene& scene, Theme theme);
/// Texts that lie on one another; empty: none.
std::vector<std::string> words_on_words(const Scene& scene);
/// Cards, chips and bands that overlap, lie outside, or are crossed by a line; empty: none.
std::vector<std::string> collisions(const Scene& scene);
/// Empty if `xml` is well-formed, else why not.
std::string xml_error(const std::string& xml);

}  // namespace stagecraft::drawing::test
