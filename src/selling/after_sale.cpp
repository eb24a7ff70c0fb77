#include "selling/after_sale.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

using base::say;
using base::Sentence;

constexpr std::array<std::string_view, 6> carried_to_same_customer{
    "account", "owner", "team", "channel", "persona", "currency"};
constexpr std::array<std::string_view, 3> carried_by_referral{"owner", "team", "currency"};
constexpr std::array<std::string_view, 3> origins{"upsell", "cross_sell", "referral"};

void refuse_unless_won(const Deal& deal, Sentence what) {
  if (deal.status == DealStatus::won) return;
  throw base::Error(base::ErrorKind::conflict,
                    say("The deal is not won, so there is no {} yet.", std::move(what)));
}

base::Instant won_at(const Deal& deal) { return deal.closing ? deal.closing->at : deal.created_at; }

/// Days of touchpoints since the win, in order.
std::vector<base::Day> days_of_touch(const Deal& deal, const base::Zone& zone) {
  std::vector<base::Day> days;
  for (const auto& touchpoint : deal.touchpoints)
    if (touchpoint.at >= won_at(deal)) days.push_back(zone.day_of(touchpoint.at));
  std::ranges::sort(days);
  return days;
}

void refuse_bad(const Deal& source, const NewFollowOn& follow_on) {
  const bool is_known = std::ranges::find(origins, follow_on.origin) != origins.end();
  Gaps gaps;
  gaps.unless(is_known, "/origin", say("'{}' is no origin", follow_on.origin),
              "Write upsell, cross_sell or referral.");
  gaps.unless(!follow_on.name.empty(), "/name", "the name is missing");
  check_line(gaps, "/name", follow_on.name);
  gaps.refuse("The deal cannot begin");
  refuse_gone(source, "deals that come from it");
  if (follow_on.origin != "referral") refuse_unless_won(source, follow_on.origin);
}

Event attribute_event(std::string_view name, std::string_view value, base::Instant at,
                      const Setting& setting) {
  auto event = new_event(EventKind::attribute_changed, at, setting);
  event.symbol = name;
  event.to = value;
  return event;
}

}  // namespace

Learned learned_of(const Deal& deal) {
  Learned learned{.buying_group = deal.buying_group,
                  .objections = deal.objections,
                  .exceptions = deal.exceptions,
                  .touchpoints = static_cast<int>(deal.touchpoints.size())};
  if (deal.closing) {
    learned.motivations = deal.closing->motivations;
    learned.pain_points = deal.closing->pain_points;
    learned.days_to_win = base::to_days(deal.closing->at - deal.created_at);
  }
  std::ranges::copy_if(deal.promises, std::back_inserter(learned.open_promises),
                       [](const Promise& promise) { return promise.state == PromiseState::open; });
  std::ranges::stable_sort(learned.open_promises, {}, &Promise::due);
  for (const auto& given : deal.literature)
    if (std::ranges::find(learned.literature, given.literature) == learned.literature.end())
      learned.literature.push_back(given.literature);
  std::ranges::copy_if(deal.quotes, std::back_inserter(learned.quotes),
                       [](const Quote& quote) { return quote.state != QuoteState::refused; });
  return learned;
}

Change hand_over(const Deal& deal, const HandOver& hand_over, const Setting& setting) {
  refuse_unless_won(deal, "hand-over");
  Gaps gaps;
  gaps.unless(static_cast<bool>(hand_over.to), "/to", "who takes over is missing");
  gaps.unless(!hand_over.to || deal.handed_over_to != hand_over.to, "/to",
              "the deal is handed over to this person already");
  check_text(gaps, "/note", hand_over.note);
  gaps.refuse("The deal cannot be handed over");
  auto event =
      new_event(EventKind::handed_over, told_at(hand_over.at, setting, won_at(deal)), setting);
  event.details.person = hand_over.to;
  event.note = hand_over.note;
  return {event};
}

Change confirm_onboarding(const Deal& deal, const Onboarding& onboarding, const Setting& setting) {
  refuse_unless_won(deal, "onboarding");
  if (deal.onboarding_confirmed_at)
    throw base::Error(base::ErrorKind::conflict, "The onboarding is confirmed already.");
  Gaps gaps;
  gaps.unless(!onboarding.confirmed_by.empty(), "/confirmed_by",
              "who of the customer confirmed it is missing");
  check_text(gaps, "/note", onboarding.note);
  gaps.refuse("The onboarding cannot be confirmed");
  auto event = new_event(EventKind::onboarding_confirmed,
                         told_at(onboarding.at, setting, won_at(deal)), setting);
  event.details.contacts = onboarding.confirmed_by;
  event.note = onboarding.note;
  return {event};
}

std::optional<FollowUp> follow_up_of(const Deal& deal, int every_days, const Today& today) {
  if (deal.status != DealStatus::won) return std::nullopt;
  FollowUp follow_up;
  auto before = today.zone.day_of(won_at(deal));
  follow_up.last = deal.handed_over_at ? today.zone.day_of(*deal.handed_over_at) : before;
  for (const auto day : days_of_touch(deal, today.zone)) {
    follow_up.gap_days.push_back(base::days_between(before, day));
    before = day;
  }
  if (!follow_up.gap_days.empty()) follow_up.last = before;
  follow_up.due = follow_up.last + std::chrono::days(every_days);
  follow_up.overdue_days = std::max(0, base::days_between(follow_up.due, today.day));
  return follow_up;
}

Change begin_follow_on(const Deal& source, const NewFollowOn& follow_on, const Setting& setting) {
  refuse_bad(source, follow_on);
  const auto at = told_at(follow_on.at, setting, source.created_at);
  auto created = new_event(EventKind::created, at, setting);
  created.to = to_text(setting.process.id);
  created.note = follow_on.name;
  Change change{created};
  const std::span<const std::string_view> carried =
      follow_on.origin == "referral" ? std::span<const std::string_view>(carried_by_referral)
                                     : carried_to_same_customer;
  for (const auto& [name, value] : follow_on.attributes)
    if (!value.empty()) change.push_back(attribute_event(name, value, at, setting));
  for (const auto name : carried) {
    const auto value = source.attribute(name);
    if (!value.empty() && !follow_on.attributes.contains(name))
      change.push_back(attribute_event(name, value, at, setting));
  }
  change.push_back(new_event(EventKind::origin_set, at, setting));
  change.back().symbol = follow_on.origin;
  change.back().details.deal = source.id;
  return change;
}

}  // namespace stagecraft::selling
