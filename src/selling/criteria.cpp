#include "selling/criteria.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "selling/evidence.h"
#include "selling/gaps.h"
#include "selling/gating.h"
#include "selling/texts.h"
#include "selling/verb.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using base::say;
using base::Sentence;
using process::Criterion;
using process::Evidence;
using process::EvidenceKind;

const Criterion& get_criterion(const process::Map& map, std::string_view id) {
  if (const auto placed = find_criterion(map, id)) return *placed.criterion;
  throw base::Error(base::ErrorKind::not_found,
                    say("The process has no exit criterion '{}'.", base::printable(id)));
}

void refuse_lost(const Deal& deal) {
  refuse_gone(deal, "evidence");
  if (deal.status == DealStatus::lost || deal.status == DealStatus::no_decision)
    throw base::Error(base::ErrorKind::conflict,
                      "The deal is closed and takes no evidence. Re-open it first.");
}

/// What else would show the criterion, as the mend of a refusal.
std::string ways(const Criterion& criterion, const Setting& setting) {
  process::CriterionState open;
  open.would_do = criterion.evidence;
  return mend_of(open, setting.process.map, setting.language);
}

/// The evidence of a kind that the criterion asks for; of a document, with that output if one is
/// named. Null: none.
const Evidence* find_evidence(const Criterion& criterion, EvidenceKind kind,
                              std::string_view output = {}) {
  const auto found = std::ranges::find_if(criterion.evidence, [&](const Evidence& evidence) {
    return evidence.kind == kind && (output.empty() || evidence.output == output);
  });
  return found == criterion.evidence.end() ? nullptr : &*found;
}

/// Which kind of evidence a command means.
std::string kind_of(const MeetCriterion& command, const Criterion& criterion) {
  if (!command.evidence.empty()) return command.evidence;
  for (const auto kind : {EvidenceKind::document, EvidenceKind::answer})
    if (find_evidence(criterion, kind) != nullptr) return std::string(to_word(kind));
  return std::string(person_word);
}

void fill_document(Details& details, const Criterion& criterion, const MeetCriterion& command,
                   Gaps& gaps) {
  const auto* asked = find_evidence(criterion, EvidenceKind::document, command.output);
  if (asked == nullptr)
    return gaps.add(
        "/output", say("the criterion asks for no document '{}'", base::printable(command.output)));
  gaps.unless(command.attachment.has_value(), "/attachment", "the document is missing",
              "Attach it.");
  details.output = asked->output;
  details.attachment = command.attachment;
}

bool accepts(const Evidence& asked, const std::string& choice) {
  const auto& accepted = asked.accept.empty() ? asked.choices : asked.accept;
  return accepted.empty() || std::ranges::find(accepted, choice) != accepted.end();
}

void fill_answer(Details& details, const Criterion& criterion, const MeetCriterion& command,
                 Gaps& gaps) {
  check_line(gaps, "/choice", command.choice);
  details.choice = command.choice;
  std::vector<Sentence> accepted;
  for (const auto& asked : criterion.evidence) {
    if (asked.kind != EvidenceKind::answer) continue;
    if (!command.choice.empty() && accepts(asked, command.choice)) return;
    const auto& list = asked.accept.empty() ? asked.choices : asked.accept;
    accepted.insert(accepted.end(), list.begin(), list.end());
  }
  gaps.add("/choice",
           command.choice.empty()
               ? "the answer is missing"
               : say("the answer '{}' does not meet it", base::printable(command.choice)),
           accepted.empty() ? Sentence()
                            : say("It takes {}.", Sentence::joined(std::move(accepted), " or ")));
}

bool is_asked_for(std::string_view kind, const Criterion& criterion) {
  if (kind == person_word) return criterion.evidence.empty();
  const auto evidence = find_evidence_kind(kind);
  const bool can_be_given = evidence == EvidenceKind::document || evidence == EvidenceKind::answer;
  return can_be_given && find_evidence(criterion, *evidence) != nullptr;
}

void fill(Details& details, const Criterion& criterion, const MeetCriterion& command,
          const Setting& setting) {
  Gaps gaps;
  details.evidence = kind_of(command, criterion);
  check_text(gaps, "/note", command.note);
  if (!is_asked_for(details.evidence, criterion))
    gaps.add("/evidence",
             say("'{}' is not met by '{}'", criterion.text, base::printable(details.evidence)),
             ways(criterion, setting));
  else if (details.evidence == to_word(EvidenceKind::document))
    fill_document(details, criterion, command, gaps);
  else if (details.evidence == to_word(EvidenceKind::answer))
    fill_answer(details, criterion, command, gaps);
  else
    gaps.unless(!base::trim(command.note).empty(), "/note", "a confirmation needs a note",
                "Write what it is known from.");
  gaps.refuse("The criterion is not met by this");
}

bool stands(const Deal& deal, std::string_view criterion) {
  const auto confirms = [&](const Touchpoint& touchpoint) {
    return std::ranges::find(touchpoint.confirms, criterion) != touchpoint.confirms.end();
  };
  return std::ranges::find(deal.evidence, criterion, &CriterionEvidence::criterion) !=
             deal.evidence.end() ||
         std::ranges::any_of(deal.touchpoints, confirms);
}

}  // namespace

Change meet_criterion(const Deal& deal, const MeetCriterion& command, const Setting& setting) {
  refuse_lost(deal);
  const auto& criterion = get_criterion(setting.process.map, command.criterion);
  auto event =
      new_event(EventKind::criterion_met, told_at(command.at, setting, deal.created_at), setting);
  event.symbol = criterion.id;
  event.note = command.note;
  fill(event.details, criterion, command, setting);
  return {event};
}

Change withdraw_criterion(const Deal& deal, const WithdrawCriterion& command,
                          const Setting& setting) {
  refuse_lost(deal);
  if (!stands(deal, command.criterion))
    throw base::Error(base::ErrorKind::conflict,
                      say("Nobody gave evidence for '{}' that could be taken back. What fields and "
                          "records show changes with them.",
                          base::printable(command.criterion)));
  Gaps gaps;
  gaps.unless(!base::trim(command.note).empty(), "/note", "the reason is missing",
              "Write why it no longer holds.");
  check_text(gaps, "/note", command.note);
  gaps.refuse("The evidence cannot be taken back");
  auto event = new_event(EventKind::criterion_withdrawn,
                         told_at(command.at, setting, deal.created_at), setting);
  event.symbol = command.criterion;
  event.note = command.note;
  return {event};
}

}  // namespace stagecraft::selling
