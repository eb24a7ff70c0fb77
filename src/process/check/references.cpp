#include "process/check/references.h"

#include <algorithm>
#include <array>
#include <functional>

#include "process/check/walk.h"
#include "process/fields.h"

namespace stagecraft::process {
namespace {

class Collector {
 public:
  void one(std::string_view kind, const std::string& id, Spot spot) {
    if (!id.empty()) found.push_back({std::move(spot), kind, id});
  }

  void all(std::string_view kind, const std::vector<std::string>& ids, const Spot& list) {
    for (std::size_t i = 0; i < ids.size(); ++i)
      one(kind, ids[i], {list.address, list.key, static_cast<int>(i)});
  }

  void keys(std::string_view kind, const auto& mapping, const Spot& spot) {
    for (const auto& entry : mapping)
      one(kind, entry.first, {spot.address, spot.key + "/" + entry.first});
  }

  void measures(const std::vector<Target>& targets, const std::string& address) {
    for (std::size_t i = 0; i < targets.size(); ++i)
      one("measure", targets[i].measure, {address, path("measures", i, "measure")});
  }

  std::vector<Reference> found;
};

void visit_head(const Map& map, Collector& refs) {
  if (map.serves) {
    refs.all("channel", map.serves->channels, {"map", "serves/channels"});
    refs.all("offering", map.serves->offerings, {"map", "serves/offerings"});
    refs.all("persona", map.serves->personas, {"map", "serves/personas"});
  }
  for (std::size_t i = 0; i < map.contributors.size(); ++i)
    refs.one("role", map.contributors[i].role, {"map", path("contributors", i, "role")});
  for (const auto& persona : map.personas)
    for (const auto& step : persona.journey)
      refs.all("stage", step.served_by, {address_of(persona, step), "served_by"});
}

void visit_price_rules(const Map& map, Collector& refs) {
  for (const auto& rule : map.price_rules) {
    const auto address = "price_rule:" + rule.id;
    for (std::size_t i = 0; i < rule.where.size(); ++i) {
      const std::string_view where = rule.where[i];
      const auto kind = where.substr(0, where.find(':'));
      const bool is_place = kind == "goal" || kind == "stage";
      refs.found.push_back(
          {{address, "where", static_cast<int>(i)},
           is_place && kind.size() < where.size() ? kind : "place",
           is_place && kind.size() < where.size() ? where.substr(kind.size() + 1) : where});
    }
    refs.one("role", rule.approver, {address, "approver"});
  }
}

void visit_stage(const Stage& stage, Collector& refs) {
  const auto address = address_of(stage);
  for (const auto& criterion : stage.exit)
    for (std::size_t i = 0; i < criterion.evidence.size(); ++i) {
      const auto& evidence = criterion.evidence[i];
      const auto exit = address_of(criterion);
      refs.one("output", evidence.output, {exit, path("evidence", i, "output")});
      refs.one("field", evidence.field, {exit, path("evidence", i, "field")});
    }
  for (const auto& task : stage.tasks) {
    refs.one("role", task.role, {address_of(task), "role"});
    refs.measures(task.measures, address_of(task));
  }
  refs.one("role", stage.lead, {address, "lead"});
  refs.all("role", stage.with, {address, "with"});
  refs.all("tool", stage.tools, {address, "tools"});
  refs.all("literature", stage.literature, {address, "literature"});
  refs.keys("competency", stage.skills, {address, "skills"});
  refs.keys("brand", stage.brand, {address, "brand"});
  if (stage.next) refs.all("next_node", *stage.next, {address, "next"});
  if (stage.back) refs.all("stage", *stage.back, {address, "back"});
  refs.measures(stage.measures, address);
}

template <class Items>
void append_ids(std::vector<std::string_view>& ids, const Items& items) {
  for (const auto& item : items) ids.emplace_back(item.id);
}

void append_stages(std::vector<std::string_view>& ids, const Map& map) {
  for (const auto& goal : map.goals) append_ids(ids, goal.stages);
}

}  // namespace

std::vector<Reference> references_of(const Map& map) {
  Collector refs;
  visit_head(map, refs);
  visit_price_rules(map, refs);
  for (const auto& goal : map.goals) {
    refs.measures(goal.measures, address_of(map, goal));
    for (const auto& stage : goal.stages) visit_stage(stage, refs);
  }
  for (const auto& outcome : map.outcomes) {
    refs.one("stage", outcome.on_leaving, {"outcome:" + outcome.id, "on_leaving"});
    if (outcome.from) refs.all("stage", *outcome.from, {"outcome:" + outcome.id, "from"});
  }
  if (map.start) refs.all("stage", *map.start, {"map", "start"});
  return std::move(refs.found);
}

std::vector<std::string_view> ids_of(const Map& map, std::string_view kind) {
  std::vector<std::string_view> ids;
  if (kind == "role") {
    append_ids(ids, map.roles);
    // Without a role of side customer, `customer` is there by itself.
    if (std::ranges::find(map.roles, Side::customer, &Role::side) == map.roles.end())
      ids.emplace_back("customer");
  }
  if (kind == "persona") append_ids(ids, map.personas);
  if (kind == "channel") append_ids(ids, map.channels);
  if (kind == "offering") append_ids(ids, map.offerings);
  if (kind == "competency") append_ids(ids, map.competencies);
  if (kind == "tool") append_ids(ids, map.tools);
  if (kind == "literature") append_ids(ids, map.literature);
  if (kind == "brand") append_ids(ids, map.brand);
  if (kind == "goal") append_ids(ids, map.goals);
  if (kind == "stage" || kind == "next_node") append_stages(ids, map);
  if (kind == "next_node") append_ids(ids, map.outcomes);
  if (kind == "measure") {
    ids = built_in_measure_names();
    append_ids(ids, map.measures);
  }
  if (kind == "field") {
    for (const auto& field : built_in_fields(Subject::deal)) ids.emplace_back(field.name);
    append_ids(ids, map.fields);
  }
  if (kind == "output")
    for_each_stage(map, [&](const Stage& stage) { append_ids(ids, stage.outputs); });
  return ids;
}

}  // namespace stagecraft::process
