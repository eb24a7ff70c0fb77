#include "tests/drawing/world.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>

#include "process/reader.h"

namespace stagecraft::drawing::test {
namespace {

std::string folder() { return STAGECRAFT_SOURCE_DIR "/examples/maps/"; }

process::Stage stage_named(const std::string& id, const std::string& name) {
  process::Stage stage{.id = id, .name = name};
  stage.does = {"Shows us what happened to three of their orders"};
  stage.expected_days = 12;
  stage.lead = "rep";
  return stage;
}

void add_outcomes(process::Map& map, const std::string& on_leaving) {
  map.outcomes.push_back({.id = "agreed", .name = "Agreed", .on_leaving = on_leaving});
  map.outcomes.push_back({.id = "gone", .name = "Gone", .kind = process::OutcomeKind::lost});
}

bool crosses(Point a, Point b, const Rect& rect) {
  // Lines of a picture run straight along an axis but for arrows, so sampling at 1 px is exact
  // enough.
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  const Rect inside{rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1};
  for (double at = 0; at <= length; at += 1) {
    const double part = length == 0 ? 0 : at / length;
    if (inside.contains({a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part})) return true;
  }
  return false;
}

bool is_node(const Group& group) {
  return group.kind == GroupKind::card || group.kind == GroupKind::chip ||
         group.kind == GroupKind::band;
}

double width_of(const Words& words) { return text_width(words.text, words.face, words.size); }

double left_of(const Words& words) {
  if (words.anchor == Anchor::start) return words.at.x;
  return words.at.x - width_of(words) / (words.anchor == Anchor::middle ? 2 : 1);
}

}  // namespace

process::Map example(const std::string& name) {
  auto loaded = process::read_map_file(folder() + name);
  if (!loaded.ok()) throw std::runtime_error(process::to_line(loaded.errors.front()));
  return loaded.map;
}

std::vector<std::string> example_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder()))
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

process::Map map_of(const std::vector<int>& stages_a_goal) {
  process::Map map{.id = "made", .name = "A made map", .currency = "EUR"};
  std::string last, before_last;
  for (std::size_t g = 0; g < stages_a_goal.size(); ++g) {
    process::Goal goal{.id = fmt::format("goal_{}", g),
                       .name = fmt::format("Goal number {}", g + 1)};
    goal.value = "The customer knows what it costs them, who is affected and what has to change.";
    goal.measures = {{"conversion", 0.35, {}}};
    for (int s = 0; s < stages_a_goal[g]; ++s)
      goal.stages.push_back(
          stage_named(fmt::format("s_{}_{}", g, s), fmt::format("Stage {} of {}", s + 1, g + 1)));
    before_last = last;
    if (!goal.stages.empty()) last = goal.stages.back().id;
    map.goals.push_back(std::move(goal));
  }
  add_outcomes(map, before_last.empty() ? last : before_last);
  return map;
}

process::Map flat_map(int stages) {
  process::Map map = map_of({stages});
  map.flat = true;
  map.goals.front().id.clear();
  map.goals.front().name.clear();
  return map;
}

process::Map hostile_map() {
  process::Map map = map_of({3, 2, 2});
  map.name = "<script>alert('x')</script> & \"quotes\" ]]>";
  map.goals[0].name = std::string(400, 'W');
  map.goals[0].value =
      "Donaudampfschifffahrtsgesellschaftskapitaenskajuetentuerschluessel/und-weiter,und-weiter";
  map.goals[1].name = "\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD";
  map.goals[1].value =
      "\u0627\u0644\u0639\u0645\u064A\u0644 \u064A\u0639\u0631\u0641 \u0645\u0627 "
      "\u064A\u0631\u064A\u062F";
  map.goals[2].name =
      "\u9867\u5BA2\u304C\u81EA\u5206\u306E\u6CE8\u6587\u3067\u78BA\u8A8D\u3059\u308B";
  map.goals[0].stages[0].name = std::string(2000, 'm');
  map.goals[0].stages[1].name = "a\u202Eb\u0007c <b> &amp; ";
  map.goals[0].stages[1].does = {std::string(1500, 'i') + " end"};
  map.goals[1].stages[0].name =
      "\u05D1\u05D3\u05D9\u05E7\u05D4 \u05E8\u05D0\u05E9\u05D5\u05E0\u05D4";
  map.goals[2].stages[0].does = {
      "\u8A08\u753B\u3068\u5B9F\u7E3E\u3092\u6BD4\u3079\u3066\u3001\u4F55\u304C\u5909\u308F\u3063"
      "\u305F\u304B\u3092\u793A\u3059"};
  return map;
}

measures::Figure share(double value, double low, double high, std::int64_t n) {
  measures::Figure figure{.measure = "conversion", .unit = measures::Unit::share};
  figure.value = value;
  figure.low = low;
  figure.high = high;
  figure.n = n;
  return figure;
}

measures::Figure days(double value) {
  measures::Figure figure{.measure = "time_in_stage", .unit = measures::Unit::days};
  figure.value = value;
  figure.n = 90;
  return figure;
}

measures::Figure deals(double count) {
  measures::Figure figure{.measure = "in_stage", .unit = measures::Unit::deals};
  figure.value = count;
  return figure;
}

measures::Figure euros(double amount) {
  measures::Figure figure{.measure = "pipeline", .unit = measures::Unit::money, .currency = "EUR"};
  figure.value = amount;
  return figure;
}

MapFigures figures_for(const process::Map& map) {
  MapFigures figures;
  double lowest = 2;
  int number = 0;
  for (const auto& goal : map.goals) {
    double reached = 1284.0 / (1 + number);
    auto& total = figures.goals[goal.id];
    total.entered = deals(std::floor(reached));
    total.median_days = days(71);
    total.money = euros(4'810'000);
    double goes_on = 1;
    for (const auto& stage : goal.stages) {
      if (stage.internal) continue;
      const double part = 0.58 + 0.07 * (++number * 3 % 6);
      auto& here = figures.stages[stage.id];
      here.reached = deals(std::floor(reached));
      here.now = deals(9 + number);
      here.conversion = share(part, part - 0.09, std::min(1.0, part + 0.08), 108);
      here.median_days = days(5 + number * 2.5);
      here.money = euros(610'000 + 87'000 * number);
      if (part < lowest) lowest = part, figures.limit.stage = stage.id;
      reached *= part;
      goes_on *= part;
    }
    total.conversion = share(goes_on, goes_on * 0.8, std::min(1.0, goes_on * 1.2), 132);
  }
  if (const auto* stage = process::find_stage(map, figures.limit.stage))
    figures.limit.sentence = stage->name + " is the limit: a tenth fewer losses there bring most.";
  figures.caption =
      "Invented figures. Entered 1 Jul to 30 Sep 2026, followed to 12 Nov 2026; 1,284 deals.";
  return figures;
}

std::vector<std::string> unreadable_words(const Scene& scene, Theme theme) {
  std::vector<std::string> found;
  for (const auto& [group, words] : items_of<Words>(scene)) {
    const double width = width_of(words);
    const double left = left_of(words);
    if (words.room > 0 && width > words.room + 0.01)
      found.push_back(fmt::format("'{}' takes {:.1f} of {:.1f} px", words.text, width, words.room));
    if (left < -0.01 || left + width > scene.width + 0.01)
      found.push_back(fmt::format("'{}' leaves the picture", words.text));
    if (words.size < smallest_type) found.push_back(fmt::format("'{}' is too small", words.text));
    if (contrast(colour(words.colour, theme), colour(words.on, theme)) < 4.5)
      found.push_back(fmt::format("'{}' is too pale", words.text));
  }
  return found;
}

std::vector<std::string> words_on_words(const Scene& scene) {
  struct Placed {
    std::string text;
    Rect rect;
  };
  std::vector<Placed> all;
  for (const auto& [group, words] : items_of<Words>(scene)) {
    // Small letters: what hangs below or stands above may touch.
    const double height = words.size * 0.55;
    all.push_back({words.text, {left_of(words), words.at.y - height, width_of(words), height}});
  }
  std::ranges::sort(all, {}, [](const Placed& placed) { return placed.rect.y; });
  std::vector<std::string> found;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size() && all[j].rect.y < all[i].rect.bottom(); ++j)
      if (all[i].rect.overlaps(all[j].rect))
        found.push_back(fmt::format("'{}' lies on '{}'", all[i].text, all[j].text));
  return found;
}

std::vector<std::string> collisions(const Scene& scene) {
  std::vector<std::string> found;
  const Rect page{0, 0, scene.width, scene.height};
  std::vector<const Group*> nodes;
  for (const auto& group : scene.groups)
    if (is_node(group)) nodes.push_back(&group);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Rect& rect = nodes[i]->rect;
    if (rect.x < 0 || rect.y < 0 || rect.right() > page.right() || rect.bottom() > page.bottom())
      found.push_back(nodes[i]->id + " leaves the picture");
    for (std::size_t j = i + 1; j < nodes.size(); ++j)
      if (rect.overlaps(nodes[j]->rect))
        found.push_back(nodes[i]->id + " overlaps " + nodes[j]->id);
  }
  for (const auto& group : scene.groups) {
    if (group.kind != GroupKind::edge) continue;
    for (const auto& item : group.items)
      if (const auto* line = std::get_if<Line>(&item))
        for (std::size_t p = 1; p < line->points.size(); ++p)
          for (const auto* node : nodes)
            if (crosses(line->points[p - 1], line->points[p], node->rect))
              found.push_back("a line crosses " + node->id);
  }
  return found;
}

std::string xml_error(const std::string& xml) {
  XML_Parser parser = XML_ParserCreate(nullptr);
  const bool is_fine =
      XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
  const std::string error = is_fine ? ""
                                    : fmt::format("line {}: {}", XML_GetCurrentLineNumber(parser),
                                                  XML_ErrorString(XML_GetErrorCode(parser)));
  XML_ParserFree(parser);
  return error;
}

}  // namespace stagecraft::drawing::test
