#include "history/stage_matcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace stagecraft::history {
namespace {

using base::say;
using base::Sentence;

EventKind kind_of(process::OutcomeKind kind) {
  switch (kind) {
    case process::OutcomeKind::won:
      return EventKind::won;
    case process::OutcomeKind::lost:
      return EventKind::lost;
    case process::OutcomeKind::no_decision:
      return EventKind::no_decision;
  }
  return EventKind::won;
}

}  // namespace

StageMatcher::StageMatcher(const process::Map* map, const Mapping& mapping)
    : map_(map), mapping_(mapping) {
  for (const auto& [value, id] : mapping.stage_values) stage_values_[base::fold(value)] = id;
  for (const auto& [activity, kind] : mapping.touchpoints)
    touchpoints_[base::fold(activity)] = kind;
  if (mapping.outcome) {
    const auto add = [&](const std::vector<std::string>& values, EventKind kind) {
      for (const auto& value : values) outcome_values_[base::fold(value)] = kind;
    };
    add(mapping.outcome->won, EventKind::won);
    add(mapping.outcome->lost, EventKind::lost);
    add(mapping.outcome->no_decision, EventKind::no_decision);
    for (const auto& value : mapping.outcome->open) open_values_[base::fold(value)] = 1;
  }
  if (map_ == nullptr) return;
  const auto add_all = [&](const auto& element, EventKind kind) {
    const Named named{element.id, kind};
    ids_[element.id] = kind;
    add_name(element.id, named);
    add_name(element.name, named);
    for (const auto& alias : element.aliases) add_name(alias, named);
  };
  for (const auto& goal : map_->goals)
    for (const auto& stage : goal.stages) {
      add_all(stage, EventKind::stage_entered);
      for (const auto& id : stage.replaces) replaced_.emplace(base::fold(id), id);
    }
  for (const auto& outcome : map_->outcomes) add_all(outcome, kind_of(outcome.kind));
  check_stage_values();
}

void StageMatcher::add_name(std::string_view name, const Named& named) {
  auto& all = names_[base::fold(name)];
  if (std::ranges::find(all, named.id, &Named::id) == all.end()) all.push_back(named);
}

void StageMatcher::check_stage_values() const {
  std::vector<std::string_view> ids;
  for (const auto& [id, kind] : ids_) ids.push_back(id);
  std::ranges::sort(ids);
  std::vector<Sentence> problems;
  for (const auto& [value, id] : mapping_.stage_values) {
    if (ids_.contains(id)) continue;
    const auto near = base::nearest(id, ids);
    problems.push_back(say("stage_values: '{}' is no stage or outcome of the map '{}'{}",
                           base::printable(id), map_->id,
                           near.empty() ? Sentence() : say("; did you mean '{}'?", near)));
  }
  if (!problems.empty())
    throw base::Error(base::ErrorKind::invalid, Sentence::joined(std::move(problems), "\n"));
}

const Match& StageMatcher::match(std::string_view activity) {
  const auto known = known_.find(activity);
  if (known != known_.end()) return known->second;
  return known_.emplace(std::string(activity), find(activity)).first->second;
}

const Match& StageMatcher::match_outcome(EventKind kind, std::string_view word) {
  const auto key = fmt::format("{}\n{}", to_word(kind), word);
  const auto known = known_outcomes_.find(key);
  if (known != known_outcomes_.end()) return known->second;
  return known_outcomes_.emplace(key, outcome_of(kind, word)).first->second;
}

std::vector<StageMatcher::Named> StageMatcher::candidates(std::string_view name) const {
  if (const auto exact = ids_.find(name); exact != ids_.end())
    return {{std::string(name), exact->second}};
  const auto hits = names_.find(base::fold(name));
  return hits == names_.end() ? std::vector<Named>() : hits->second;
}

void StageMatcher::fail_twice(std::string_view name, const std::vector<Named>& hits) const {
  throw base::Error(base::ErrorKind::invalid,
                    say("'{}' fits both '{}' and '{}' of the map '{}'. Say which in the mapping: "
                        "stage_values: {{'{}': {}}}",
                        base::printable(name), hits[0].id, hits[1].id, map_->id,
                        base::printable(name), hits[0].id));
}

Match StageMatcher::find(std::string_view activity) const {
  const auto folded = base::fold(activity);
  if (const auto kind = touchpoints_.find(folded); kind != touchpoints_.end())
    return {.kind = EventKind::touchpoint, .symbol = kind->second};
  if (open_values_.contains(folded))
    return {.kind = EventKind::reopened, .symbol = {}, .is_inside = true, .is_reopening = true};
  if (const auto kind = outcome_values_.find(folded); kind != outcome_values_.end())
    return outcome_of(kind->second, activity);
  const auto stated = stage_values_.find(folded);
  if (map_ == nullptr)
    return {.kind = EventKind::stage_entered,
            .symbol = stated == stage_values_.end() ? std::string(activity) : stated->second};
  const auto hits = candidates(stated == stage_values_.end() ? activity : stated->second);
  if (hits.size() > 1) fail_twice(activity, hits);
  if (hits.empty()) {
    if (const auto old = replaced_.find(folded); old != replaced_.end())
      return {.kind = EventKind::stage_entered, .symbol = old->second};
    return {.kind = EventKind::stage_entered, .symbol = std::string(activity), .is_inside = false};
  }
  return {.kind = hits[0].kind, .symbol = hits[0].id};
}

Match StageMatcher::outcome_of(EventKind kind, std::string_view word) const {
  const std::string kind_word(to_word(kind));
  if (map_ == nullptr) return {.kind = kind, .symbol = kind_word};
  const auto of_kind = [&](std::string_view name) {
    const auto stated = stage_values_.find(base::fold(name));
    auto hits = candidates(stated == stage_values_.end() ? name : stated->second);
    std::erase_if(hits, [&](const Named& hit) { return hit.kind != kind; });
    return hits;
  };
  auto hits = of_kind(word);
  if (hits.size() > 1) fail_twice(word, hits);
  if (hits.empty()) hits = of_kind(kind_word);
  if (hits.size() == 1) return {.kind = kind, .symbol = hits[0].id};
  hits.clear();
  for (const auto& outcome : map_->outcomes)
    if (kind_of(outcome.kind) == kind) hits.push_back({outcome.id, kind});
  if (hits.size() > 1) fail_twice(word.empty() ? kind_word : word, hits);
  if (hits.empty()) return {.kind = kind, .symbol = kind_word, .is_inside = false};
  return {.kind = kind, .symbol = hits[0].id};
}

}  // namespace stagecraft::history
