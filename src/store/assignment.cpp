#include "store/assignment.h"

#include <boost/json.hpp>
#include <map>

#include "base/json_text.h"
#include "store/people.h"

namespace stagecraft::store {
namespace {

namespace json = boost::json;
using selling::AssignmentRule;
using selling::PersonId;
using selling::TeamId;

/// `{"person": 5}`, `{"team": 2, "turns": [5, 7]}`.
std::string assignees_text(const AssignmentRule& rule) {
  json::object object;
  if (rule.person) object["person"] = rule.person->value;
  if (rule.team) object["team"] = rule.team->value;
  json::array turns;
  for (const auto person : rule.turns) turns.push_back(person.value);
  if (!turns.empty()) object["turns"] = turns;
  return base::to_json_line(object);
}

AssignmentRule read_rule(const Row& row) {
  AssignmentRule rule{.name = row.get<std::string>(0), .when = row.get<std::string>(1)};
  const auto assignees = json::parse(row.get<std::string_view>(2)).as_object();
  if (const auto* person = assignees.if_contains("person")) rule.person = {person->as_int64()};
  if (const auto* team = assignees.if_contains("team")) rule.team = {team->as_int64()};
  if (const auto* turns = assignees.if_contains("turns"))
    for (const auto& person : turns->as_array()) rule.turns.push_back({person.as_int64()});
  return rule;
}

std::map<PersonId, int> open_deals_by_owner(Connection& db) {
  std::map<PersonId, int> loads;
  for (const Row& row : db.query("SELECT owner_id, count(*) FROM deals WHERE owner_id IS NOT NULL "
                                 "AND status IN ('lead', 'open') GROUP BY owner_id"))
    loads[row.get<PersonId>(0)] = row.get<int>(1);
  return loads;
}

std::optional<base::Instant> last_assigned(Connection& db, PersonId person) {
  return db
      .find_value<std::optional<base::Instant>>(
          "SELECT max(at) FROM events WHERE kind = 'attribute_changed' AND symbol = 'owner' AND "
          "import_id IS NULL AND \"to\" = $1",
          std::to_string(person.value))
      .value_or(std::nullopt);
}

}  // namespace

std::vector<AssignmentRule> list_assignment_rules(Connection& db) {
  std::vector<AssignmentRule> rules;
  for (const Row& row :
       db.query("SELECT name, condition, assignees FROM assignment_rules ORDER BY position"))
    rules.push_back(read_rule(row));
  return rules;
}

void replace_assignment_rules(Transaction& transaction, std::span<const AssignmentRule> rules) {
  auto& db = transaction.db();
  db.run("DELETE FROM assignment_rules");
  for (std::size_t i = 0; i < rules.size(); ++i)
    db.run(
        "INSERT INTO assignment_rules (position, name, condition, assignees) VALUES ($1, $2, $3, "
        "$4)",
        i + 1, rules[i].name, rules[i].when, assignees_text(rules[i]));
}

std::vector<selling::Worker> list_workers(Connection& db) {
  const auto loads = open_deals_by_owner(db);
  std::vector<selling::Worker> workers;
  for (const auto& person : list_people(db)) {
    const auto load = loads.find(person.id);
    workers.push_back({.person = person.id,
                       .name = person.name,
                       .is_active = person.is_active,
                       .team = person.team,
                       .load = load == loads.end() ? 0 : load->second,
                       .last_assigned_at = last_assigned(db, person.id)});
  }
  return workers;
}

}  // namespace stagecraft::store
