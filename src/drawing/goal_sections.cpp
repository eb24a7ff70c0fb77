#include "drawing/goal_sections.h"

#include <fmt/format.h>

#include "measures/display.h"

namespace stagecraft::drawing {
namespace {

using measures::stated_text;
using process::Stage;

const Style voice = whole(styles::does);
const Style plain{Face::sans, 13, 17, Token::ink, Token::paper, 0};

struct EvidenceLook {
  Icon icon = Icon::person;
  std::string_view word = "a person confirms it, with a note";
};

EvidenceLook look_of(process::EvidenceKind kind) {
  using process::EvidenceKind;
  switch (kind) {
    case EvidenceKind::touchpoint:
      return {Icon::touchpoint, "a talk or message"};
    case EvidenceKind::document:
      return {Icon::document, "a document"};
    case EvidenceKind::field:
      return {Icon::field, "a field that is filled"};
    case EvidenceKind::record:
      return {Icon::record, "a record"};
    case EvidenceKind::answer:
      return {Icon::answer, "an answer"};
  }
  return {};
}

Entry entry_of(const process::Criterion& criterion) {
  const auto look =
      criterion.evidence.empty() ? EvidenceLook{} : look_of(criterion.evidence.front().kind);
  Entry entry{.text = criterion.text, .icon = look.icon};
  for (const auto& evidence : criterion.evidence)
    entry.note += (entry.note.empty() ? "" : ", or ") + std::string(look_of(evidence.kind).word);
  if (criterion.evidence.empty()) entry.note = look.word;
  if (!criterion.required) entry.note += "; not required";
  if (criterion.fresh) entry.note += "; anew after each return";
  return entry;
}

template <typename Things>
std::string name_in(const Things& catalogue, std::string_view id) {
  for (const auto& thing : catalogue)
    if (thing.id == id) return thing.name;
  return std::string(id);
}

std::vector<Entry> entries_of(const std::vector<std::string>& lines) {
  std::vector<Entry> entries;
  for (const auto& line : lines) entries.push_back({.text = line});
  return entries;
}

std::vector<Entry> figure_entries(const Stage& stage) {
  std::string text;
  if (stage.expected_days) text = stated_text(*stage.expected_days) + " d";
  if (stage.late_after_days)
    text += (text.empty() ? "" : ", ") + std::string("late after ") +
            stated_text(*stage.late_after_days);
  std::vector<Entry> entries;
  if (!text.empty()) entries.push_back({.text = text});
  if (stage.expected_conversion)
    entries.push_back({.text = stated_text(*stage.expected_conversion * 100) + " % go on"});
  if (stage.optional) entries.push_back({.text = "may be skipped"});
  return entries;
}

std::vector<Entry> task_entries(const process::Map& map, const Stage& stage) {
  std::vector<Entry> entries;
  for (const auto& task : stage.tasks) {
    const auto& role = task.role.empty() ? stage.lead : task.role;
    Entry entry{.text = task.name, .note = role.empty() ? "" : role_name(map, role)};
    if (task.internal) entry.note += entry.note.empty() ? "internal" : ", internal";
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<Entry> people_entries(const process::Map& map, const Stage& stage) {
  std::vector<Entry> entries;
  if (!stage.lead.empty()) entries.push_back({.text = role_name(map, stage.lead), .note = "leads"});
  for (const auto& role : stage.with) entries.push_back({.text = role_name(map, role)});
  return entries;
}

std::vector<Entry> material_entries(const process::Map& map, const Stage& stage) {
  std::vector<Entry> entries;
  for (const auto& tool : stage.tools)
    entries.push_back({.text = name_in(map.tools, tool), .note = "tool"});
  for (const auto& id : stage.literature) {
    Entry entry{.text = name_in(map.literature, id), .note = "literature"};
    for (const auto& known : map.literature)
      if (known.id == id && !known.kind.empty()) entry.note = known.kind;
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<Entry> skill_entries(const process::Map& map, const Stage& stage) {
  std::vector<Entry> entries;
  for (const auto& [id, level] : stage.skills)
    entries.push_back(
        {.text = name_in(map.competencies, id), .note = fmt::format("level {}", level)});
  return entries;
}

// Moves that the map states; those allowed by default are not listed.
std::vector<Entry> move_entries(const process::Map& map,
                                const std::optional<std::vector<std::string>>& stated,
                                const char* none) {
  std::vector<Entry> entries;
  if (!stated) return entries;
  for (const auto& id : *stated) {
    const auto* target = process::find_stage(map, id);
    const auto* outcome = process::find_outcome(map, id);
    entries.push_back({.text = target ? target->name : outcome ? outcome->name : id});
  }
  if (entries.empty()) entries.push_back({.text = none});
  return entries;
}

}  // namespace

std::vector<Section> sections_of(const process::Map& map, const Stage& stage) {
  std::vector<Section> sections;
  sections.push_back({"Expected", plain, figure_entries(stage)});
  sections.push_back({"What they gain", voice, {}});
  if (!stage.value.empty()) sections.back().entries.push_back({.text = stage.value});
  sections.push_back({"What they need to learn", voice, entries_of(stage.learns)});
  sections.push_back({"What they do", voice, entries_of(stage.does)});
  std::vector<Entry> exits;
  for (const auto& criterion : stage.exit) exits.push_back(entry_of(criterion));
  sections.push_back({"They move on when", plain, std::move(exits)});
  sections.push_back({"What we do", plain, task_entries(map, stage)});
  sections.push_back({"Who", plain, people_entries(map, stage)});
  sections.push_back({"With what", plain, material_entries(map, stage)});
  sections.push_back({"Skills", plain, skill_entries(map, stage)});
  sections.push_back(
      {"They may go on to", plain, move_entries(map, stage.next, "nowhere from here")});
  sections.push_back(
      {"They may go back to", plain, move_entries(map, stage.back, "never back from here")});
  return sections;
}

}  // namespace stagecraft::drawing
