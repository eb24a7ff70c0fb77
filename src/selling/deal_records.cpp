#include <algorithm>
#include <array>

#include "selling/fold.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

/// The item with this number; null: none.
template <class Item>
Item* find_numbered(std::vector<Item>& items, const std::optional<int>& number) {
  const auto found = std::ranges::find(items, number.value_or(0), &Item::number);
  return found == items.end() ? nullptr : &*found;
}

template <class Item>
int number_or_next(const std::vector<Item>& items, const std::optional<int>& number) {
  return number.value_or(items.empty() ? 1 : items.back().number + 1);
}

template <class Value>
bool holds(const std::vector<Value>& values, const Value& value) {
  return std::ranges::find(values, value) != values.end();
}

void change_attribute(Deal& deal, const Event& event) {
  if (event.symbol == "name") {
    if (!event.note.empty()) deal.name = event.note;
    return;
  }
  if (event.symbol.empty()) return;
  if (event.symbol == "expected_close") {
    const auto from = deal.expected_close();
    deal.attributes["expected_close"] = event.to;
    deal.date_moves.push_back({.from = from,
                               .to = deal.expected_close(),
                               .at = event.at,
                               .person = event.actor,
                               .reason = event.details.reason});
  }
  deal.set_at[event.symbol] = event.at;
  if (event.to.empty())
    deal.attributes.erase(event.symbol);
  else
    deal.attributes[event.symbol] = event.to;
}

// --- touchpoints, literature ---

void add_touchpoint(Deal& deal, const Event& event) {
  const auto kind = find_touchpoint_kind(event.symbol);
  if (!kind) return;
  deal.touchpoints.push_back({.kind = *kind,
                              .at = event.at,
                              .contacts = event.details.contacts,
                              .confirms = event.details.confirms,
                              .direction = event.details.direction,
                              .result = event.details.result,
                              .campaign = event.details.campaign,
                              .note = event.note,
                              .person = event.details.person ? event.details.person : event.actor});
  for (auto& member : deal.buying_group)
    if (!member.reached_at && holds(event.details.contacts, member.contact))
      member.reached_at = event.at;
}

void add_literature(Deal& deal, const Event& event) {
  deal.literature.push_back(
      {.literature = event.symbol, .at = event.at, .contacts = event.details.contacts});
}

// --- criteria ---

/// What a gate saw by itself is kept as it was seen last.
bool is_seen_again(const CriterionEvidence& given, const Event& event) {
  const auto kind = find_evidence_kind(event.details.evidence);
  const bool is_automatic =
      kind == process::EvidenceKind::field || kind == process::EvidenceKind::record;
  return is_automatic && given.criterion == event.symbol &&
         given.evidence == event.details.evidence;
}

void meet(Deal& deal, const Event& event) {
  std::erase_if(deal.evidence,
                [&](const CriterionEvidence& given) { return is_seen_again(given, event); });
  deal.evidence.push_back({.criterion = event.symbol,
                           .evidence = event.details.evidence,
                           .choice = event.details.choice,
                           .output = event.details.output,
                           .note = event.note,
                           .attachment = event.details.attachment,
                           .at = event.at,
                           .person = event.actor});
}

void withdraw_criterion(Deal& deal, const Event& event) {
  std::erase_if(deal.evidence,
                [&](const CriterionEvidence& given) { return given.criterion == event.symbol; });
  for (auto& touchpoint : deal.touchpoints) std::erase(touchpoint.confirms, event.symbol);
}

void add_exception(Deal& deal, const Event& event) {
  deal.exceptions.push_back({.from = event.from,
                             .to = event.to,
                             .reason = event.note,
                             .unmet = event.details.unmet,
                             .not_allowed = event.details.not_allowed,
                             .at = event.at,
                             .person = event.actor});
}

// --- promises ---

void make_promise(Deal& deal, const Event& event) {
  const auto& details = event.details;
  if (!details.due) return;
  deal.promises.push_back({.number = number_or_next(deal.promises, details.promise),
                           .side = details.side,
                           .planned = event.symbol,
                           .text = event.note,
                           .person = details.person,
                           .contacts = details.contacts,
                           .stage = deal.stage,
                           .made_at = event.at,
                           .first_due = *details.due,
                           .due = *details.due,
                           .judged_by = {},
                           .ended_at = {}});
}

base::Day day_of(const Event& event, const base::Zone& zone) {
  return event.precision == Precision::date ? std::chrono::floor<std::chrono::days>(event.at)
                                            : zone.day_of(event.at);
}

void move_promise(Deal& deal, const Event& event, const base::Zone& zone) {
  auto* promise = find_numbered(deal.promises, event.details.promise);
  if (promise == nullptr || promise->state != PromiseState::open || !event.details.due) return;
  const bool is_late = day_of(event, zone) >= promise->due;
  if (is_late && !promise->judged_by) promise->judged_by = promise->due;
  promise->due = *event.details.due;
  ++promise->moves;
}

/// What the customer said through a link to the plan.
StepConfirmation confirmation(const Event& event, base::Day due) {
  const auto& details = event.details;
  return {.due = details.due.value_or(due),
          .at = event.at,
          .link = details.link.value_or(0),
          .contact = details.contacts.empty() ? std::nullopt : std::optional(details.contacts[0]),
          .name = event.note,
          .is_done = event.kind == EventKind::promise_kept};
}

void end_promise(Deal& deal, const Event& event, PromiseState state) {
  auto* promise = find_numbered(deal.promises, event.details.promise);
  if (promise == nullptr || promise->state != PromiseState::open) return;
  promise->state = state;
  promise->ended_at = event.at;
  if (event.details.link) promise->confirmed = confirmation(event, promise->due);
}

// --- the plan with the customer ---

void confirm_step(Deal& deal, const Event& event) {
  auto* promise = find_numbered(deal.promises, event.details.promise);
  if (promise != nullptr && promise->state == PromiseState::open)
    promise->confirmed = confirmation(event, promise->due);
}

void share_plan(Deal& deal, const Event& event) {
  const auto& details = event.details;
  if (!details.due) return;
  const bool confirms = event.to == to_word(PlanMode::confirm);
  deal.plan_links.push_back(
      {.number = number_or_next(deal.plan_links, details.link),
       .mode = confirms ? PlanMode::confirm : PlanMode::read_only,
       .title = event.note,
       .contact = details.contacts.empty() ? std::nullopt : std::optional(details.contacts[0]),
       .good_until = *details.due,
       .shows = details.shows,
       .made_at = event.at,
       .made_by = event.actor,
       .revoked_at = {}});
}

void change_plan(Deal& deal, const Event& event) {
  auto* promise = find_numbered(deal.promises, event.details.promise);
  auto* link = find_numbered(deal.plan_links, event.details.link);
  if (event.symbol == step_added_word && promise != nullptr) promise->in_plan = true;
  if (event.symbol == step_removed_word && promise != nullptr) promise->in_plan = false;
  if (event.symbol == shared_word && link == nullptr) share_plan(deal, event);
  if (event.symbol == unshared_word && link != nullptr && !link->revoked_at)
    link->revoked_at = event.at;
}

// --- the buying group ---

std::optional<base::Instant> find_first_touch(const Deal& deal, ContactId contact) {
  std::optional<base::Instant> first;
  for (const auto& touchpoint : deal.touchpoints)
    if (holds(touchpoint.contacts, contact) && (!first || touchpoint.at < *first))
      first = touchpoint.at;
  return first;
}

BuyingRole& member_of(Deal& deal, ContactId contact, base::Instant since) {
  const auto found = std::ranges::find(deal.buying_group, contact, &BuyingRole::contact);
  if (found != deal.buying_group.end()) return *found;
  deal.buying_group.push_back({.contact = contact,
                               .roles = {},
                               .since = since,
                               .reached_at = find_first_touch(deal, contact),
                               .view = {},
                               .need = {}});
  return deal.buying_group.back();
}

void set_role(Deal& deal, const Event& event) {
  for (const auto contact : event.details.contacts) {
    if (event.symbol == left_word) {
      std::erase_if(deal.buying_group,
                    [&](const BuyingRole& member) { return member.contact == contact; });
      continue;
    }
    auto& member = member_of(deal, contact, event.at);
    std::erase(member.roles, event.from);
    const auto& role = event.details.role;
    if (!role.empty() && !holds(member.roles, role)) member.roles.push_back(role);
    if (!event.note.empty()) member.need = event.note;
  }
}

void set_view(Deal& deal, const Event& event) {
  for (const auto contact : event.details.contacts)
    member_of(deal, contact, event.at).view = event.details.view;
}

// --- objections, quotes ---

void raise_objection(Deal& deal, const Event& event) {
  deal.objections.push_back({.number = number_or_next(deal.objections, event.details.objection),
                             .topic = event.details.topic,
                             .text = event.note,
                             .answer = {},
                             .stage = deal.stage,
                             .contacts = event.details.contacts,
                             .result = {},
                             .raised_at = event.at,
                             .answered_at = {},
                             .closed_at = {}});
}

void answer_objection(Deal& deal, const Event& event) {
  auto* objection = find_numbered(deal.objections, event.details.objection);
  if (objection == nullptr || objection->state == ObjectionState::closed) return;
  objection->state = ObjectionState::answered;
  objection->answer = event.note;
  objection->answered_at = event.at;
}

void close_objection(Deal& deal, const Event& event) {
  auto* objection = find_numbered(deal.objections, event.details.objection);
  if (objection == nullptr || objection->state == ObjectionState::closed) return;
  objection->state = ObjectionState::closed;
  objection->result = event.details.result;
  objection->closed_at = event.at;
}

void make_quote(Deal& deal, const Event& event) {
  const auto& details = event.details;
  const bool waits = event.to == to_word(QuoteState::waits_for_approval);
  deal.quotes.push_back({.number = number_or_next(deal.quotes, details.quote),
                         .amount = details.amount.value_or(base::Money()),
                         .discount_share = details.discount_share.value_or(0),
                         .broken_rules = details.broken_rules,
                         .state = waits ? QuoteState::waits_for_approval : QuoteState::made,
                         .attachment = details.attachment,
                         .made_at = event.at,
                         .decided_at = {},
                         .decided_by = {}});
}

void decide_quote(Deal& deal, const Event& event, QuoteState state) {
  auto* quote = find_numbered(deal.quotes, event.details.quote);
  if (quote == nullptr) return;
  quote->state = state;
  quote->decided_at = event.at;
  quote->decided_by = event.actor;
}

// --- after the sale ---

void add_payment(Deal& deal, const Event& event) {
  deal.payments.push_back({event.details.amount.value_or(base::Money()), event.at});
}

void hand_over(Deal& deal, const Event& event) {
  deal.handed_over_to = event.details.person;
  deal.handed_over_at = event.at;
}

void set_origin(Deal& deal, const Event& event) {
  deal.origin = event.symbol;
  deal.origin_deal = event.details.deal;
}

}  // namespace

void apply_record(Deal& deal, const Event& event, const MapVersions& maps) {
  switch (event.kind) {
    case EventKind::attribute_changed:
      return change_attribute(deal, event);
    case EventKind::touchpoint:
      return add_touchpoint(deal, event);
    case EventKind::literature_given:
      return add_literature(deal, event);
    case EventKind::criterion_met:
      return meet(deal, event);
    case EventKind::criterion_withdrawn:
      return withdraw_criterion(deal, event);
    case EventKind::exception_made:
      return add_exception(deal, event);
    case EventKind::promise_made:
      return make_promise(deal, event);
    case EventKind::promise_moved:
      return move_promise(deal, event, maps.zone());
    case EventKind::promise_kept:
      return end_promise(deal, event, PromiseState::kept);
    case EventKind::promise_withdrawn:
      return end_promise(deal, event, PromiseState::withdrawn);
    case EventKind::plan_changed:
      return change_plan(deal, event);
    case EventKind::step_confirmed:
      return confirm_step(deal, event);
    case EventKind::contact_role_set:
      return set_role(deal, event);
    case EventKind::agreement_set:
      return set_view(deal, event);
    case EventKind::objection_raised:
      return raise_objection(deal, event);
    case EventKind::objection_answered:
      return answer_objection(deal, event);
    case EventKind::objection_closed:
      return close_objection(deal, event);
    case EventKind::quote_made:
      return make_quote(deal, event);
    case EventKind::quote_approved:
      return decide_quote(deal, event, QuoteState::approved);
    case EventKind::quote_refused:
      return decide_quote(deal, event, QuoteState::refused);
    case EventKind::payment:
      return add_payment(deal, event);
    case EventKind::handed_over:
      return hand_over(deal, event);
    case EventKind::onboarding_confirmed:
      deal.onboarding_confirmed_at = event.at;
      return;
    case EventKind::origin_set:
      return set_origin(deal, event);
    default:
      return;  // Moves are elsewhere; what was told in a look-back changes nothing.
  }
}

}  // namespace stagecraft::selling
