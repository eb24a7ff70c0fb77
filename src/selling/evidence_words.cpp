#include "selling/evidence_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "process/fields.h"
#include "process/grammar.h"
#include "selling/buying_group.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using process::Evidence;
using process::EvidenceKind;
using process::Map;

std::string role_in_words(const std::string& id, const Map& map, const GuideWords& words) {
  const auto own = std::ranges::find(map.roles, id, &process::Role::id);
  if (own != map.roles.end()) return own->name;
  const bool is_known = id == "customer" || is_buying_role(id, map);
  return is_known ? words.phrase(fmt::format("role_{}", id)) : id;
}

std::string touchpoint_words(const Evidence& evidence, const Map& map, const GuideWords& words) {
  std::vector<std::string> kinds;
  for (const auto kind : evidence.of)
    kinds.push_back(words.phrase(fmt::format("a_{}", to_word(kind))));
  const auto some = kinds.empty() ? words.phrase("any_touchpoint") : words.either(kinds);
  if (evidence.from.empty()) return words.phrase("touchpoint", {{"kinds", some}});
  return words.phrase("touchpoint_with",
                      {{"kinds", some}, {"role", role_in_words(evidence.from, map, words)}});
}

std::string output_name(const std::string& id, const Map& map) {
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      for (const auto& output : stage.outputs)
        if (output.id == id) return output.name;
  return id;
}

std::string field_words(const Evidence& evidence, const Map& map, const GuideWords& words) {
  if (!evidence.require.empty())
    return words.phrase("deal_with", {{"condition", evidence.require}});
  const auto own = std::ranges::find(map.fields, evidence.field, &process::Field::id);
  return words.phrase("field", {{"name", own == map.fields.end() ? evidence.field : own->name}});
}

std::string record_words(const Evidence& evidence, const GuideWords& words) {
  auto text = words.phrase(fmt::format("record_{}", process::to_word(*evidence.record)));
  if (evidence.at_least > 1)
    text = words.phrase(
        "times", {{"count", fmt::format("{}", evidence.at_least)}, {"record", std::move(text)}});
  if (evidence.where.empty()) return text;
  return words.phrase("where", {{"record", text}, {"condition", evidence.where}});
}

std::string answer_words(const Evidence& evidence, const GuideWords& words) {
  if (evidence.accept.empty()) return words.phrase("answer", {{"question", evidence.question}});
  return words.phrase(
      "answer_of", {{"answers", words.either(evidence.accept)}, {"question", evidence.question}});
}

}  // namespace

std::string words_for(const Evidence& evidence, const Map& map, const GuideWords& words) {
  switch (evidence.kind) {
    case EvidenceKind::touchpoint:
      return touchpoint_words(evidence, map, words);
    case EvidenceKind::document:
      return words.phrase("document", {{"name", output_name(evidence.output, map)}});
    case EvidenceKind::field:
      return field_words(evidence, map, words);
    case EvidenceKind::record:
      return record_words(evidence, words);
    case EvidenceKind::answer:
      break;
  }
  return answer_words(evidence, words);
}

}  // namespace stagecraft::selling
