#include <algorithm>
#include <array>
#include <map>

#include "process/decode.h"
#include "process/elements.h"
#include "process/fields.h"
#include "process/limits.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

using base::say;

constexpr std::array<std::string_view, 3> flow_measures{"entered", "left", "booked_amount"};

Mark mark_of(const Node& tree, std::string_view key) {
  const Entry* entry = tree.find_entry(key);
  return entry ? entry->mark : tree.mark;
}

void check_goals(const Node& tree, Reading& reading) {
  const bool has_goals = tree.states("goals"), has_stages = tree.states("stages");
  if (has_goals && has_stages)
    reading.report("bad-place", mark_of(tree, "stages"),
                   "'stages' stands beside 'goals'; a map has one of the two at its top");
  if (!has_goals && !has_stages && !tree.cut)
    reading.report("missing-key", tree.mark, "a map needs 'goals', or 'stages' if it is flat");
}

void check_stage_count(const Map& map, const Node& tree, Reading& reading) {
  std::size_t count = 0;
  for (const Goal& goal : map.goals) count += goal.stages.size();
  if (count <= limits::stages) return;
  const Mark at = mark_of(tree, map.flat ? "stages" : "goals");
  reading.report("too-large", at,
                 say("this map has {} stages; at most {} are allowed", count, limits::stages));
}

std::string last_customer_stage(const Map& map) {
  std::string last;
  for (const Goal& goal : map.goals)
    for (const Stage& stage : goal.stages)
      if (!stage.internal) last = stage.id;
  return last;
}

/// Won outcomes are one place of the map: all are reached by leaving the same stage.
void check_won(const Map& map, const Node& tree, Reading& reading) {
  const Node* outcomes = tree.find("outcomes");
  if (!outcomes) return;
  const std::string fallback = last_customer_stage(map);
  const Outcome* first = nullptr;
  for (const Outcome& outcome : map.outcomes) {
    if (outcome.kind != OutcomeKind::won) continue;
    const auto leaves = [&](const Outcome& won) {
      return won.on_leaving.empty() ? fallback : won.on_leaving;
    };
    if (!first) first = &outcome;
    if (leaves(*first) == leaves(outcome)) continue;
    const auto item = std::ranges::find_if(
        outcomes->items, [&](const Node& node) { return id_of(node) == outcome.id; });
    reading.report("bad-place", item == outcomes->items.end() ? outcomes->mark : item->mark,
                   say("won outcomes leave the same stage; '{}' leaves '{}' and '{}' "
                       "leaves '{}'",
                       first->id, leaves(*first), outcome.id, leaves(outcome)));
  }
}

/// Calls visit(target, node) for each item of every `measures` list of goals, stages and tasks.
template <class Visit>
void visit_targets(const Node& tree, const Visit& visit) {
  visit_elements(tree, [&](const Shape& shape, const Node& item, const std::string&) {
    if (shape.kind != "goal" && shape.kind != "stage" && shape.kind != "task") return;
    if (const Node* targets = item.find("measures"))
      for (const Node& target : targets->items) visit(target);
  });
}

std::string_view view_under(const Node& mapping, std::string_view key) {
  const Node* value = mapping.find(key);
  return value && value->is_scalar() ? std::string_view(value->text) : std::string_view();
}

void check_periods(const Node& tree, Reading& reading) {
  visit_targets(tree, [&](const Node& target) {
    const auto measure = view_under(target, "measure");
    if (std::ranges::count(flow_measures, measure) == 0 || !target.find("target")) return;
    const Node* per = target.find("per");
    if (!per || per->is_null())
      reading.report("missing-key", target.mark,
                     say("a target for '{}' needs 'per': week, month, quarter or year", measure));
  });
}

/// Where money occurs first; line 0: nowhere.
Mark first_money(const Map& map, const Node& tree) {
  Mark found;
  visit_targets(tree, [&](const Node& target) {
    const auto measure = view_under(target, "measure");
    const auto own = std::ranges::find(map.measures, measure, &Measure::id);
    const bool is_money = own != map.measures.end()
                              ? own->kind == MeasureKind::money
                              : find_built_in_measure(measure) == ValueKind::money;
    if (found.line == 0 && is_money && target.find("target")) found = target.mark;
  });
  for (const std::string_view key : {"fields", "measures"})
    if (const Node* list = tree.find(key); list && found.line == 0)
      for (const Node& item : list->items)
        if (found.line == 0 && view_under(item, "kind") == "money") found = item.mark;
  return found;
}

void check_currency(const Map& map, const Node& tree, Reading& reading) {
  if (!map.currency.empty() || tree.find("currency") || tree.cut) return;
  const Mark money = first_money(map, tree);
  if (money.line > 0)
    reading.report("missing-key", money,
                   "money occurs here, so the map needs 'currency' at its top");
}

void check_levels(const Map& map, const Node& tree, Reading& reading) {
  visit_elements(tree, [&](const Shape& shape, const Node& item, const std::string&) {
    const Node* skills = shape.kind == "stage" ? item.find("skills") : nullptr;
    if (!skills) return;
    for (const Entry& skill : skills->entries) {
      const auto competency = std::ranges::find(map.competencies, skill.key, &Competency::id);
      if (competency == map.competencies.end() || !skill.value.is_scalar()) continue;
      const std::size_t levels = competency->levels.empty() ? 4 : competency->levels.size();
      const auto level = view_under(*skills, skill.key);
      const auto number = parse_number(level);
      if (number && *number > static_cast<double>(levels))
        reading.report("out-of-range", skill.value.mark,
                       say("'{}' has levels 1 to {}, not {}", skill.key, levels, level));
    }
  });
}

}  // namespace

void check_unique_ids(const Node& tree, Reading& reading) {
  std::map<std::pair<std::string, std::string>, Mark> first;
  visit_elements(tree, [&](const Shape& shape, const Node& item, const std::string& parent) {
    const Node* id = item.find("id");
    if (!id || !id->is_scalar() || !is_id(id->text) || item.find("remove")) return;
    const auto [twin, is_new] = first.try_emplace({id_space(shape, parent), id->text}, id->mark);
    if (is_new) return;
    const base::Place before = reading.place(twin->second);
    reading.report("duplicate-id", id->mark,
                   say("the id '{}' is given a second time; the first is at {}:{}:{}", id->text,
                       shown_file(before.file), before.line, before.column));
  });
}

void check_invariants(const Map& map, const Node& tree, Reading& reading) {
  check_unique_ids(tree, reading);
  check_goals(tree, reading);
  check_stage_count(map, tree, reading);
  check_won(map, tree, reading);
  check_periods(tree, reading);
  check_currency(map, tree, reading);
  check_levels(map, tree, reading);
  check_formulas(map, tree, reading);
}

}  // namespace stagecraft::process
