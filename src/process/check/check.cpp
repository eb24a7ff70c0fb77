#include "process/check/check.h"

#include <algorithm>
#include <tuple>

#include "process/check/rules.h"
#include "process/check/waivers.h"
#include "process/embedded_data.h"

namespace stagecraft::process {
namespace {

auto reading_order(const Finding& finding) {
  return std::tie(finding.place, finding.rule, finding.case_, finding.address, finding.message);
}

void sort(std::vector<Finding>& findings) {
  std::ranges::sort(findings, {}, [](const Finding& finding) { return reading_order(finding); });
}

/// The built-in template that a map was made from: `seven_steps@1` names
/// templates/seven_steps.yaml.
std::optional<LoadedMap> template_of(const Map& map) {
  if (!map.origin || map.origin->kind != OriginKind::template_) return std::nullopt;
  const auto name = map.origin->source.substr(0, map.origin->source.find('@'));
  const auto text = embedded_data("templates/" + name + ".yaml");
  return text.empty() ? std::nullopt : std::optional(read_map(text, name));
}

}  // namespace

const Messages& check_messages(std::string_view language) {
  static const Translations files("check-rules", embedded_data);
  return files.in(language);
}

CheckReport check_map(const LoadedMap& loaded, base::Day today, const Messages& messages,
                      std::vector<Finding> selection) {
  const Automaton automaton(loaded.map);
  const auto words = words_for(loaded.map);
  const auto original = template_of(loaded.map);
  const CheckInput input{.loaded = loaded,
                         .map = loaded.map,
                         .automaton = automaton,
                         .words = words ? &*words : nullptr,
                         .template_ = original ? &original->map : nullptr,
                         .today = today};
  Findings findings(messages, loaded.places);
  for (const auto& rule : all_rules()) {
    if (!rule.look) continue;
    findings.begin(rule);
    rule.look(input, findings);
  }
  auto found = findings.take();
  std::ranges::move(selection, std::back_inserter(found));
  const auto covered = apply_waivers(loaded.map, today, found);
  report_stale(loaded.map, today, covered, findings);
  std::ranges::move(findings.take(), std::back_inserter(found));
  const auto card = score(loaded.map, found);
  sort(found);
  return {std::move(found), card};
}

bool needs_mending(std::span<const Finding> findings) {
  return std::ranges::any_of(findings, [](const Finding& finding) {
    return finding.severity != Severity::note && !finding.waived;
  });
}

std::vector<Finding> to_show(std::vector<Finding> findings) {
  if (findings.size() <= most_findings_shown) return findings;
  const auto gravity = [](const Finding& finding) {
    return std::pair(finding.waived, finding.severity);
  };
  std::ranges::stable_sort(findings, {}, gravity);
  findings.resize(most_findings_shown);
  sort(findings);
  return findings;
}

}  // namespace stagecraft::process
