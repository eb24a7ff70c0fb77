#include "selling/touchpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "selling/evidence.h"
#include "selling/gaps.h"
#include "selling/gating.h"
#include "selling/promises.h"
#include "selling/texts.h"
#include "selling/verb.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using base::say;

std::vector<ContactId> each_once(const std::vector<ContactId>& contacts) {
  std::vector<ContactId> once;
  for (const auto contact : contacts)
    if (std::ranges::find(once, contact) == once.end()) once.push_back(contact);
  return once;
}

void check_literature(Gaps& gaps, const std::string& at, std::string_view id,
                      const process::Map& map) {
  if (std::ranges::find(map.literature, id, &process::Literature::id) != map.literature.end())
    return;
  std::vector<std::string_view> ids;
  for (const auto& literature : map.literature) ids.push_back(literature.id);
  const auto near = base::nearest(id, ids);
  gaps.add(at, say("the process has no literature '{}'", base::printable(id)),
           base::did_you_mean(near));
}

Event touchpoint_event(const LogTouchpoint& command, base::Instant at, const Setting& setting) {
  auto event = new_event(EventKind::touchpoint, at, setting);
  event.symbol = to_word(command.kind);
  event.note = command.note;
  event.details.contacts = each_once(command.contacts);
  event.details.direction = command.direction;
  event.details.result = command.result;
  event.details.campaign = command.campaign;
  event.details.confirms = command.confirms;
  if (command.person && *command.person != setting.actor) event.details.person = command.person;
  return event;
}

/// Whether the touchpoint alone would show the criterion.
bool would_show(const process::Criterion& criterion, const process::EvidenceSet::Touchpoint& touch,
                const process::Map& map) {
  process::EvidenceSet alone;
  alone.touchpoints = {touch};
  return process::judge(criterion, {}, alone, condition_test(map)).met;
}

void check_confirms(Gaps& gaps, const Deal& deal, const Event& event, const Setting& setting) {
  const auto& map = setting.process.map;
  if (event.details.confirms.empty()) return;
  Deal touched;  // With this touchpoint alone, read as the gate will read it.
  touched.buying_group = deal.buying_group;
  touched.touchpoints.push_back({.kind = *find_touchpoint_kind(event.symbol),
                                 .at = event.at,
                                 .contacts = event.details.contacts,
                                 .confirms = event.details.confirms,
                                 .direction = {},
                                 .result = {},
                                 .campaign = {},
                                 .note = {},
                                 .person = {}});
  const auto touch = evidence_of(touched, setting).touchpoints.front();
  for (std::size_t i = 0; i < event.details.confirms.size(); ++i) {
    const auto at = fmt::format("/confirms/{}", i);
    const auto& id = event.details.confirms[i];
    const auto placed = find_criterion(map, id);
    if (!placed) {
      gaps.add(at, say("the process has no exit criterion '{}'", base::printable(id)));
      continue;
    }
    if (would_show(*placed.criterion, touch, map)) continue;
    process::CriterionState open;
    open.would_do = placed.criterion->evidence;
    gaps.add(at, say("such a touchpoint does not show that '{}'", placed.criterion->text),
             mend_of(open, map, setting.language));
  }
}

Event literature_event(const std::string& literature, const std::vector<ContactId>& contacts,
                       base::Instant at, const Setting& setting) {
  auto event = new_event(EventKind::literature_given, at, setting);
  event.symbol = literature;
  event.details.contacts = each_once(contacts);
  return event;
}

}  // namespace

Change log_touchpoint(const Deal& deal, const LogTouchpoint& command, const Setting& setting) {
  refuse_gone(deal, "touchpoints");
  const auto at = told_at(command.at, setting);
  Change change{touchpoint_event(command, at, setting)};
  Gaps gaps;
  gaps.unless(command.direction.empty() || command.direction == "in" || command.direction == "out",
              "/direction", say("'{}' is no direction", base::printable(command.direction)),
              "Write in or out, or leave it out.");
  check_line(gaps, "/result", command.result);
  check_line(gaps, "/campaign", command.campaign);
  check_text(gaps, "/note", command.note);
  check_confirms(gaps, deal, change.front(), setting);
  for (std::size_t i = 0; i < command.literature.size(); ++i) {
    check_literature(gaps, fmt::format("/literature/{}", i), command.literature[i],
                     setting.process.map);
    change.push_back(literature_event(command.literature[i], command.contacts, at, setting));
  }
  gaps.refuse("The touchpoint cannot be logged");
  if (command.keeps) {
    const auto kept = keep_promise(deal, {.number = *command.keeps, .at = at}, setting);
    change.insert(change.end(), kept.begin(), kept.end());
  }
  return change;
}

Change give_literature(const Deal& deal, const GiveLiterature& command, const Setting& setting) {
  refuse_gone(deal, "literature");
  Gaps gaps;
  check_literature(gaps, "/literature", command.literature, setting.process.map);
  gaps.refuse("The literature cannot be given");
  return {literature_event(command.literature, command.contacts, told_at(command.at, setting),
                           setting)};
}

}  // namespace stagecraft::selling
