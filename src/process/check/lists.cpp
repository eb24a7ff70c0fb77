#include "process/check/lists.h"

#include "process/check/walk.h"

namespace stagecraft::process {
namespace {

using Use = std::function<void(const Spot&, const std::vector<std::string>&)>;

void visit_stage(const Stage& stage, const Use& use) {
  const auto address = address_of(stage);
  use({address, "aliases"}, stage.aliases);
  use({address, "replaces"}, stage.replaces);
  use({address, "learns"}, stage.learns);
  use({address, "does"}, stage.does);
  use({address, "with"}, stage.with);
  use({address, "tools"}, stage.tools);
  use({address, "literature"}, stage.literature);
  if (stage.next) use({address, "next"}, *stage.next);
  if (stage.back) use({address, "back"}, *stage.back);
  for (const auto& criterion : stage.exit)
    for (std::size_t i = 0; i < criterion.evidence.size(); ++i) {
      use({address_of(criterion), path("evidence", i, "choices")}, criterion.evidence[i].choices);
      use({address_of(criterion), path("evidence", i, "accept")}, criterion.evidence[i].accept);
    }
}

void visit_catalogues(const Map& map, const Use& use) {
  for (const auto& persona : map.personas)
    for (const auto& step : persona.journey)
      use({address_of(persona, step), "served_by"}, step.served_by);
  for (const auto& competency : map.competencies)
    use({"competency:" + competency.id, "levels"}, competency.levels);
  for (const auto& rule : map.price_rules) use({"price_rule:" + rule.id, "where"}, rule.where);
  for (const auto& field : map.fields) use({"field:" + field.id, "choices"}, field.choices);
}

}  // namespace

void for_each_list(const Map& map, const Use& use) {
  if (map.serves) {
    use({"map", "serves/channels"}, map.serves->channels);
    use({"map", "serves/offerings"}, map.serves->offerings);
    use({"map", "serves/personas"}, map.serves->personas);
  }
  visit_catalogues(map, use);
  for (const auto& goal : map.goals) {
    use({address_of(map, goal), "aliases"}, goal.aliases);
    use({address_of(map, goal), "replaces"}, goal.replaces);
    for (const auto& stage : goal.stages) visit_stage(stage, use);
  }
  for (const auto& outcome : map.outcomes) {
    use({"outcome:" + outcome.id, "aliases"}, outcome.aliases);
    use({"outcome:" + outcome.id, "reasons"}, outcome.reasons);
    if (outcome.from) use({"outcome:" + outcome.id, "from"}, *outcome.from);
  }
  if (map.start) use({"map", "start"}, *map.start);
  for (const auto& [list, entries] : map.check.words) use({"map", "check/words/" + list}, entries);
}

}  // namespace stagecraft::process
