#include "selling/versions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "process/lineage.h"
#include "selling/evidence.h"
#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

using base::say;
using process::CriterionState;

/// Whether a deal stands among the stages after winning.
bool is_after_sale(const Deal& deal) {
  return deal.status == DealStatus::won && deal.current_visit() != nullptr;
}

/// Customer stages on the deal's side of winning.
std::vector<std::string> possible_stages(const Deal& deal, const process::Automaton& automaton) {
  std::vector<std::string> ids;
  for (const auto& node : automaton.nodes())
    if (node.kind == process::NodeKind::stage && node.after_won == is_after_sale(deal))
      ids.push_back(node.id);
  return ids;
}

bool holds(const std::vector<std::string>& ids, const std::string& id) {
  return std::ranges::find(ids, id) != ids.end();
}

/// Where the deal can stand in the new version: one stage, or the choices.
std::vector<std::string> targets_of(const Deal& deal, const Migration& migration) {
  const auto possible = possible_stages(deal, migration.to.automaton);
  auto found = process::successors(deal.stage, migration.to.map, migration.between);
  std::erase_if(found, [&](const std::string& id) { return !holds(possible, id); });
  return found.empty() ? possible : found;
}

std::vector<CriterionState> criteria_of(const Deal& deal, const std::string& stage,
                                        const Setting& setting) {
  const auto& map = setting.process.map;
  std::vector<CriterionState> states;
  const auto* found = process::find_stage(map, stage);
  if (found == nullptr) return states;
  const auto evidence = evidence_of(deal, setting);
  const auto test = condition_test(map);
  for (const auto& criterion : found->exit)
    states.push_back(process::judge(criterion, stage, evidence, test));
  return states;
}

std::vector<std::string> unmet_of(const std::vector<CriterionState>& states) {
  std::vector<std::string> ids;
  for (const auto& state : states)
    if (state.required && !state.met) ids.push_back(state.criterion);
  return ids;
}

Setting on_version(const ProcessVersion& version, const Setting& setting) {
  return {.process = version,
          .now = setting.now,
          .zone = setting.zone,
          .actor = setting.actor,
          .may_except = setting.may_except,
          .referrals = setting.referrals};
}

Event migrated_event(const Deal& deal, const Migration& migration, const Setting& setting) {
  auto event = new_event(EventKind::migrated, setting.now, setting);
  event.from = to_text(deal.map);
  event.to = to_text(migration.to.id);
  event.note = migration.note;
  return event;
}

void compare_criteria(MigrationPreview& preview, const Deal& deal, const Migration& migration,
                      const Setting& setting) {
  const auto before = unmet_of(criteria_of(deal, preview.from, setting));
  auto moved = deal;
  // The stay goes on under the new id, so that what is fresh stays fresh.
  for (auto& visit : moved.visits)
    if (visit.stage == preview.from) visit.stage = preview.to;
  moved.stage = preview.to;
  const auto states = criteria_of(moved, preview.to, on_version(migration.to, setting));
  const auto now = unmet_of(states);
  for (const auto& state : states)
    if (state.met) preview.met.push_back(state.criterion);
  for (const auto& id : now)
    if (!holds(before, id)) preview.newly_unmet.push_back(id);
  for (const auto& id : before)
    if (!holds(now, id)) preview.unmet_no_more.push_back(id);
}

void refuse_unclear(const MigrationPreview& preview, const Migration& migration) {
  if (!preview.needs_choice()) return;
  throw base::Error(
      base::ErrorKind::invalid,
      say("Version {} has no one stage for '{}'. Choose where the deal shall stand: {}.",
          migration.to.id.number, preview.from, fmt::join(preview.choices, ", ")),
      {{"/stage", "the stage has to be chosen",
        say("Take one of {}.", fmt::join(preview.choices, ", "))}});
}

}  // namespace

MigrationPreview preview_migration(const Deal& deal, const Migration& migration,
                                   const Setting& setting) {
  MigrationPreview preview;
  preview.from = deal.stage;
  if (deal.stage.empty()) return preview;
  auto targets = targets_of(deal, migration);
  if (holds(targets, migration.stage)) targets = {migration.stage};
  if (targets.size() != 1) {
    preview.choices = std::move(targets);
    return preview;
  }
  preview.to = targets.front();
  compare_criteria(preview, deal, migration, setting);
  return preview;
}

Change migrate(const Deal& deal, const Migration& migration, const Setting& setting) {
  refuse_gone(deal, "versions");
  if (deal.map == migration.to.id)
    throw base::Error(base::ErrorKind::conflict, "The deal runs on this version already.");
  Gaps gaps;
  check_text(gaps, "/note", migration.note);
  gaps.refuse("The deal cannot be moved to this version");
  const auto preview = preview_migration(deal, migration, setting);
  refuse_unclear(preview, migration);
  auto event = migrated_event(deal, migration, setting);
  event.details.stage = preview.to;
  return {event};
}

std::vector<MigrationRow> count_migrations(std::span<const MigrationPreview> previews) {
  std::map<std::pair<std::string, std::string>, MigrationRow> rows;
  for (const auto& preview : previews) {
    auto& row = rows[{preview.from, preview.to}];
    row.from = preview.from;
    row.to = preview.to;
    row.choices = preview.choices;
    ++row.deals;
    row.gaining += !preview.newly_unmet.empty();
    row.losing += !preview.unmet_no_more.empty();
  }
  std::vector<MigrationRow> list;
  for (auto& [stages, row] : rows) list.push_back(std::move(row));
  return list;
}

}  // namespace stagecraft::selling
