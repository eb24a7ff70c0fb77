#include "selling/commission_list.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "http/audit.h"
#include "http/desk.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/selling_settings.h"
#include "selling/gaps.h"
#include "store/events.h"
#include "store/lookups.h"
#include "store/services.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(CommissionTier, (), (above, rate))
BOOST_DESCRIBE_STRUCT(CommissionRule, (), (role, offering, tiers))
BOOST_DESCRIBE_STRUCT(CommissionLine, (), (deal, person, role, at, booked, commission))
BOOST_DESCRIBE_STRUCT(CommissionTotal, (), (person, role, booked, commission))
BOOST_DESCRIBE_STRUCT(CommissionList, (), (totals, lines, in_other_currencies))

constexpr std::array<std::string_view, 2> required_of(const CommissionTier*) {
  return {"above", "rate"};
}
constexpr std::array<std::string_view, 2> required_of(const CommissionRule*) {
  return {"role", "tiers"};
}

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct PlanOfCommission {
  std::string currency;
  std::vector<selling::CommissionRule> rules;
  static constexpr Note notes[] = {
      {.field = "currency", .text = "ISO 4217; empty while there is no plan"},
      {.field = "rules",
       .text = "A role of the maps, an offering (empty: any other) and tiers: above so many minor "
               "units the rate, in millionths",
       .most = 200}};
};
BOOST_DESCRIBE_STRUCT(PlanOfCommission, (), (currency, rules))

struct AskCommissions {
  base::Day from{}, to{};
  std::optional<selling::PersonId> person;
  static constexpr Note notes[] = {
      {.field = "from", .text = "First day of the period; tiers begin anew with it"},
      {.field = "to", .text = "First day after it"},
      {.field = "person", .text = "Left out: yourself, or everybody with `commission.read_all`"}};
};
BOOST_DESCRIBE_STRUCT(AskCommissions, (), (from, to, person))

namespace {

using selling::PersonId;
using selling::Right;

constexpr std::string_view commission_setting = "commission";

PlanOfCommission stated_plan(store::Connection& db) {
  const auto text = store::find_setting(db, commission_setting);
  return text ? from_json<PlanOfCommission>(*text) : PlanOfCommission{};
}

selling::CommissionPlan to_plan(const PlanOfCommission& stated) {
  const auto currency = base::Currency::find(stated.currency);
  selling::Gaps gaps;
  gaps.unless(currency.has_value(), "/currency", "no such currency is known", "Write it as EUR.");
  gaps.refuse("There is no plan of commission to reckon by");
  return {.currency = *currency, .rules = stated.rules};
}

Response get_commission_plan(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto plan = stated_plan(desk.db());
    return with_etag(reply(200, plan), etag_of(plan), request);
  });
}

Response put_plan(const Request& request, App& app) {
  const auto wanted = request.read<PlanOfCommission>();
  const auto plan = to_plan(wanted);
  // Throws with every gap of the plan.
  selling::commission_of(plan, {.amount = {0, plan.currency}}, {});
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto before = stated_plan(desk.db());
    respect_match(request, etag_of(before));
    const auto text = to_json(wanted);
    note_change(desk, transaction, {store::AuditKind::commission_changed}, to_json(before), text);
    store::set_setting(
        transaction,
        {.name = commission_setting, .value = text, .at = desk.now(), .by = desk.actor().person});
    return reply_with_tag(200, wanted);
  });
}

/// Of the period, by time, then deal.
std::vector<selling::DealBooking> bookings_in(const Desk& desk, const AskCommissions& asked) {
  const auto from = desk.zone().start_of(asked.from), to = desk.zone().start_of(asked.to);
  std::vector<selling::DealBooking> bookings;
  for (const auto deal : store::deals_that_booked(desk.db(), from, to))
    for (auto& booked : selling::bookings_of(store::events_of(desk.db(), deal), desk.maps()))
      if (booked.at >= from && booked.at < to) bookings.push_back({deal, std::move(booked)});
  std::ranges::stable_sort(bookings, {}, [](const selling::DealBooking& booking) {
    return std::tuple(booking.booked.at, booking.deal);
  });
  return bookings;
}

/// Whose commission is told; nullopt: everybody's.
std::optional<PersonId> asked_person(const Desk& desk, const AskCommissions& asked) {
  const auto own = desk.actor().person;
  if (asked.person == own) return own;
  if (selling::may(desk.actor(), Right::commission_read_all)) return asked.person;
  if (asked.person) selling::require(desk.actor(), Right::commission_read_all);
  return own;
}

Response list_commissions(const Request& request, App& app) {
  const auto asked = request.query<AskCommissions>();
  selling::Gaps gaps;
  gaps.unless(asked.from < asked.to, "?to", "the period ends before it begins");
  gaps.refuse("There is no such period");
  return look(request, app, [&](const Desk& desk) {
    const auto person = asked_person(desk, asked);
    const auto stated = stated_plan(desk.db());
    if (stated.currency.empty()) return reply(200, selling::CommissionList{});
    auto bookings = bookings_in(desk, asked);
    if (person)
      std::erase_if(bookings, [&](const auto& one) { return one.booked.owner != person; });
    return reply(200, selling::reckon_commission(to_plan(stated), selling_settings(desk.db()).roles,
                                                 bookings));
  });
}

}  // namespace

void add_commissions(Routes& routes) {
  routes.add({.path = "/api/commission-plan",
              .access = Access::with(Right::commission_read_own),
              .summary = "The rates of commission",
              .replies = {{200, "The plan", &shape_of<PlanOfCommission>()},
                          {304, "It is what the client has"}},
              .handler = get_commission_plan});
  routes.add({.method = Method::put,
              .path = "/api/commission-plan",
              .access = Access::with(Right::rules_change),
              .summary = "Settle the rates of commission",
              .body = &shape_of<PlanOfCommission>(),
              .replies = {{200, "The plan", &shape_of<PlanOfCommission>()},
                          {412, "It is no longer as If-Match says"}},
              .handler = put_plan});
  routes.add({.path = "/api/commissions",
              .access = Access::with(Right::commission_read_own),
              .summary = "Commission on what was booked in a period, line by line",
              .text = "Who owns a deal when it books money earns in each role of the plan that "
                      "the workspace gives them (`/api/workspace/selling`). Corrections after "
                      "winning, and deals opened again, take back.",
              .query = &shape_of<AskCommissions>(),
              .replies = {{200, "Totals a person and role, and their lines",
                           &shape_of<selling::CommissionList>()}},
              .handler = list_commissions});
}

}  // namespace stagecraft::http
