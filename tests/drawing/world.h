#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drawing/draw_map.h"
#include "process/map.h"

/// Maps and figures for the tests of drawing. All figures are invented.
namespace stagecraft::drawing::test {

/// The items of one kind in a picture, with the groups that they belong to.
template <typename Kind>
struct Found {
  const Group& group;
  const Kind& item;
};
template <typename Kind>
std::vector<Found<Kind>> items_of(const Scene& scene) {
  std::vector<Found<Kind>> found;
  for (const auto& group : scene.groups)
    for (const auto& item : group.items)
      if (const auto* kind = std::get_if<Kind>(&item)) found.push_back({group, *kind});
  return found;
}

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
