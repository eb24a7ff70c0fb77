#include <algorithm>
#include <map>
#include <set>

#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {
namespace {

/// A text with the key that it stands under: it is the same text wherever it was moved to.
using Texts = std::multiset<std::pair<std::string_view, std::string_view>>;

void add_texts(Texts& texts, const Stage& stage) {
  texts.emplace("stage", stage.name);
  texts.emplace("text", stage.text);
  texts.emplace("value", stage.value);
  for (const auto& line : stage.learns) texts.emplace("learns", line);
  for (const auto& line : stage.does) texts.emplace("does", line);
  for (const auto& criterion : stage.exit) texts.emplace("exit", criterion.text);
  for (const auto& output : stage.outputs) texts.emplace("output", output.name);
  for (const auto& task : stage.tasks) {
    texts.emplace("task", task.name);
    texts.emplace("text", task.text);
  }
}

Texts texts_of(const Map& map) {
  Texts texts;
  for (const auto& goal : map.goals) {
    texts.emplace("goal", goal.name);
    texts.emplace("value", goal.value);
    texts.emplace("text", goal.text);
  }
  for_each_stage(map, [&](const Stage& stage) { add_texts(texts, stage); });
  for (const auto& persona : map.personas)
    for (const auto& step : persona.journey) texts.emplace("step", step.name);
  std::erase_if(texts, [](const auto& text) { return text.second.empty(); });
  return texts;
}

/// Whether at least a quarter of the template's texts is not in the map any more.
bool is_changed(const Map& map, const Map& template_) {
  const auto before = texts_of(template_), now = texts_of(map);
  Texts kept;
  std::ranges::set_intersection(before, now, std::inserter(kept, kept.end()));
  return (before.size() - kept.size()) * 4 >= before.size();
}

void judge_origin(const CheckInput& input, Findings& findings) {
  const auto& origin = input.map.origin;
  if (!origin || origin->kind != OriginKind::template_) return;
  const bool is_own =
      !origin->adapted.empty() && (!input.template_ || is_changed(input.map, *input.template_));
  if (is_own) return;
  const auto source =
      origin->source.empty() ? findings.messages().phrase("a_template") : origin->source;
  findings.add("not-adapted", {"map", "origin"}, {{"source", source}});
}

/// Names of the customer stages where a role leads, takes part or has a task, by role id.
std::map<std::string, std::vector<std::string>, std::less<>> stages_by_role(const Map& map) {
  std::map<std::string, std::vector<std::string>, std::less<>> stages;
  for_each_customer_stage(map, [&](const Stage& stage) {
    std::set<std::string_view> roles{stage.lead};
    roles.insert(stage.with.begin(), stage.with.end());
    for (const auto& task : stage.tasks) roles.insert(task.role);
    for (const auto role : roles) stages[std::string(role)].push_back("'" + stage.name + "'");
  });
  return stages;
}

void judge_roles(const Map& map, Findings& findings) {
  std::set<std::string_view> heard;
  for (const auto& contributor : map.contributors) heard.insert(contributor.role);
  const auto stages = stages_by_role(map);
  for (const auto& role : map.roles) {
    const auto at = stages.find(role.id);
    if (role.side == Side::customer || at == stages.end() || heard.contains(role.id)) continue;
    findings.add("unheard-role", {address_of(role)},
                 {{"role", role.name}, {"stages", findings.messages().list(at->second)}});
  }
}

}  // namespace

void borrowed(const CheckInput& input, Findings& findings) {
  const auto& map = input.map;
  if (is_catalogue(map)) return;
  judge_origin(input, findings);
  if (map.contributors.empty()) {
    findings.add("no-contributors", {"map", "contributors"}, {});
    return;
  }
  judge_roles(map, findings);
  const auto all = map.contributors.size();
  const auto agreed = static_cast<std::size_t>(std::ranges::count_if(
      map.contributors, [](const Contributor& someone) { return someone.agreed_on.has_value(); }));
  if (agreed * 2 < all)
    findings.add("no-consensus", {"map", "contributors"},
                 {{"count", std::to_string(agreed)}, {"all", std::to_string(all)}});
}

}  // namespace stagecraft::process::rules
