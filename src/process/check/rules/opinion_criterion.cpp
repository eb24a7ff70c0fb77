#include <algorithm>
#include <set>

#include "process/check/rules.h"
#include "process/check/text_rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {
namespace {

using Ids = std::set<std::string, std::less<>>;

Ids outputs_by_customer(const Map& map) {
  Ids ids;
  for_each_stage(map, [&](const Stage& stage) {
    for (const auto& output : stage.outputs)
      if (output.by == Party::customer) ids.insert(output.id);
  });
  return ids;
}

bool comes_from_customer(const Evidence& evidence, const Ids& by_customer) {
  switch (evidence.kind) {
    case EvidenceKind::touchpoint:
      return !evidence.from.empty();
    case EvidenceKind::document:
      return by_customer.contains(evidence.output);
    case EvidenceKind::record:
      return evidence.record == RecordKind::payment || evidence.record == RecordKind::referral;
    case EvidenceKind::field:
    case EvidenceKind::answer:
      return false;
  }
  return false;
}

}  // namespace

void opinion_criterion(const CheckInput& input, Findings& findings) {
  if (!input.words) return;
  const auto by_customer = outputs_by_customer(input.map);
  const auto judge = [&](const Criterion& criterion) {
    const auto [verdict, word] = judge_criterion(criterion.text, *input.words);
    const Spot spot{address_of(criterion), "text"};
    if (verdict == Verdict::opinion)
      findings.add("opinion", spot, {{"text", criterion.text}, {"word", word}});
    if (verdict == Verdict::seller_act)
      findings.add("seller-act", spot, {{"text", criterion.text}, {"word", word}});
    if (verdict == Verdict::unclear &&
        std::ranges::none_of(criterion.evidence, [&](const Evidence& evidence) {
          return comes_from_customer(evidence, by_customer);
        }))
      findings.add("unclear", spot, {{"text", criterion.text}});
  };
  for_each_stage(input.map, [&](const Stage& stage) { std::ranges::for_each(stage.exit, judge); });
}

}  // namespace stagecraft::process::rules
