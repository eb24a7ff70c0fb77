#include "selling/merging.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "selling/buying_group.h"
#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

Event role_event(const BuyingRole& member, const std::string& role, const Setting& setting) {
  auto event = new_event(EventKind::contact_role_set, setting.now, setting);
  event.details.contacts = {member.contact};
  event.details.role = role;
  return event;
}

/// Roles that a member of the one deal has and the other deal does not know.
void take_member(Change& change, const BuyingRole& member, const Deal& into,
                 const Setting& setting) {
  const auto* known = find_member(into, member.contact);
  const auto first = change.size();
  for (const auto& role : member.roles)
    if (known == nullptr || std::ranges::find(known->roles, role) == known->roles.end())
      change.push_back(role_event(member, role, setting));
  if (known == nullptr && change.size() == first) change.push_back(role_event(member, {}, setting));
  if (known == nullptr) change[first].note = member.need;
  if (member.view.empty() || (known != nullptr && !known->view.empty())) return;
  auto view = new_event(EventKind::agreement_set, setting.now, setting);
  view.details.contacts = {member.contact};
  view.details.view = member.view;
  change.push_back(std::move(view));
}

Event promise_event(const Promise& promise, int number, const Setting& setting) {
  auto event = new_event(EventKind::promise_made, promise.made_at, setting);
  event.symbol = promise.planned;
  event.note = promise.text;
  event.details.promise = number;
  event.details.side = promise.side;
  event.details.due = promise.judged_by.value_or(promise.due);
  event.details.contacts = promise.contacts;
  event.details.person = promise.person;
  return event;
}

template <class Item>
void add_by_time(std::vector<Item>& into, const std::vector<Item>& items) {
  into.insert(into.end(), items.begin(), items.end());
  std::ranges::stable_sort(into, {}, &Item::at);
}

}  // namespace

Merger merge_deals(const Deal& gone, const Deal& into, const std::string& note,
                   const Setting& setting) {
  refuse_gone(gone, "merging");
  refuse_gone(into, "merging");
  if (gone.id == into.id)
    throw base::Error(base::ErrorKind::conflict, "A deal cannot be merged into itself.");
  Gaps gaps;
  check_text(gaps, "/note", note);
  gaps.refuse("The deals cannot be merged");
  Merger merger;
  auto event = new_event(EventKind::merged_into, setting.now, setting);
  event.to = fmt::format("{}", into.id.value);
  event.details.deal = into.id;
  event.note = note;
  merger.gone.push_back(std::move(event));
  for (const auto& member : gone.buying_group) take_member(merger.into, member, into, setting);
  auto number = next_number(into.promises);
  for (const auto& promise : gone.promises)
    if (promise.state == PromiseState::open)
      merger.into.push_back(promise_event(promise, number++, setting));
  return merger;
}

void absorb(Deal& into, const Deal& gone) {
  if (gone.merged_into != into.id) return;
  into.created_at = std::min(into.created_at, gone.created_at);
  add_by_time(into.touchpoints, gone.touchpoints);
  add_by_time(into.literature, gone.literature);
  auto number = next_number(into.promises);
  for (const auto& promise : gone.promises) {
    if (promise.state == PromiseState::open) continue;  // Made anew when they were merged.
    into.promises.push_back(promise);
    into.promises.back().number = number++;
  }
  for (auto& member : into.buying_group)
    for (const auto& touchpoint : gone.touchpoints) {
      const auto& met = touchpoint.contacts;
      if (std::ranges::find(met, member.contact) == met.end()) continue;
      member.reached_at = std::min(member.reached_at.value_or(touchpoint.at), touchpoint.at);
    }
}

Change delete_deal(const Deal& deal, const std::string& note, const Setting& setting) {
  refuse_gone(deal, "deletion");
  Gaps gaps;
  gaps.unless(!base::trim(note).empty(), "/note", "the reason is missing",
              "Write why it should not be there.");
  check_text(gaps, "/note", note);
  gaps.refuse("The deal cannot be deleted");
  auto event = new_event(EventKind::deleted, setting.now, setting);
  event.note = note;
  return {event};
}

}  // namespace stagecraft::selling
