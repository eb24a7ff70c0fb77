#include "selling/assignment.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/error.h"
#include "selling/deal_condition.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

using base::say;

void refuse_bad(const AssignmentRule& rule, std::size_t index) {
  const bool names_one = rule.person.has_value() != !rule.turns.empty();
  const bool names_team_alone = rule.team && !rule.person && rule.turns.empty();
  if (names_one || names_team_alone) return;
  throw base::Error(
      base::ErrorKind::invalid, say("The rule '{}' does not say who gets the lead.", rule.name),
      {{fmt::format("/rules/{}", index), "It names nobody, or both a person and turns.",
        "Name a person, a team, or people who take turns."}});
}

const Worker* find_worker(std::span<const Worker> workers, PersonId person) {
  const auto found = std::ranges::find(workers, person, &Worker::person);
  return found == workers.end() || !found->is_active ? nullptr : &*found;
}

/// Whose turn it is; null: nobody of them is active.
const Worker* next_in_turn(std::span<const PersonId> turns, std::span<const Worker> workers) {
  const auto rank = [](const Worker& worker) {
    return std::tuple(worker.load, worker.last_assigned_at, worker.person);
  };
  const Worker* next = nullptr;
  for (const auto person : turns) {
    const auto* worker = find_worker(workers, person);
    if (worker != nullptr && (next == nullptr || rank(*worker) < rank(*next))) next = worker;
  }
  return next;
}

/// What a rule that fits does with the lead.
bool apply_rule(Assignment& assignment, const AssignmentRule& rule,
                std::span<const Worker> workers) {
  const bool names_people = rule.person || !rule.turns.empty();
  if (!names_people) {
    assignment.team = rule.team;
    assignment.because.push_back(say("'{}' fits and names a team.", rule.name));
    return true;
  }
  const auto* worker =
      rule.person ? find_worker(workers, *rule.person) : next_in_turn(rule.turns, workers);
  if (worker == nullptr) {
    assignment.because.push_back(say("'{}' fits, but nobody it names is active.", rule.name));
    return false;
  }
  assignment.owner = worker->person;
  assignment.team = rule.team ? rule.team : worker->team;
  assignment.because.push_back(rule.person
                                   ? say("'{}' fits and names {}.", rule.name, worker->name)
                                   : say("'{}' fits, and it is the turn of {}, who has {} open.",
                                         rule.name, worker->name, worker->load));
  return true;
}

void set_attribute(Change& change, const Deal& deal, std::pair<std::string_view, std::string> value,
                   const Setting& setting) {
  const auto name = value.first;
  if (deal.attribute(name) == value.second) return;
  auto event = new_event(EventKind::attribute_changed, setting.now, setting);
  event.symbol = name;
  event.from = deal.attribute(name);
  event.to = std::move(value.second);
  change.push_back(std::move(event));
}

}  // namespace

Assignment choose_owner(const Deal& lead, std::span<const AssignmentRule> rules,
                        std::span<const Worker> workers, const Setting& setting) {
  for (std::size_t i = 0; i < rules.size(); ++i) refuse_bad(rules[i], i);
  const Today today{setting.today(), setting.zone};
  Assignment assignment;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!holds(rules[i].when, lead, setting.process.map, today)) {
      assignment.because.push_back(say("'{}' does not fit: {}.", rules[i].name, rules[i].when));
      continue;
    }
    if (!apply_rule(assignment, rules[i], workers)) continue;
    assignment.rule = static_cast<int>(i);
    return assignment;
  }
  assignment.because.push_back("No rule chose anybody, so the lead stays as it is.");
  return assignment;
}

Change assign(const Deal& deal, const Assignment& assignment, const Setting& setting,
              const base::Phrasebook& book) {
  refuse_gone(deal, "owner");
  Change change;
  if (assignment.owner)
    set_attribute(change, deal, {"owner", fmt::format("{}", assignment.owner->value)}, setting);
  if (assignment.team)
    set_attribute(change, deal, {"team", fmt::format("{}", assignment.team->value)}, setting);
  if (!change.empty() && !assignment.because.empty())
    change.front().note = assignment.because.back().text(book);
  return change;
}

}  // namespace stagecraft::selling
