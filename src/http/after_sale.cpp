#include "selling/after_sale.h"

#include <fmt/format.h>

#include "http/deal_acts.h"
#include "http/deal_shapes.h"
#include "http/references.h"
#include "http/resources.h"
#include "http/selling_settings.h"
#include "http/write_once.h"
#include "store/deals.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(HandOver, (), (to, note, at))
BOOST_DESCRIBE_STRUCT(Onboarding, (), (confirmed_by, note, at))
BOOST_DESCRIBE_STRUCT(FollowUp, (), (last, due, overdue_days, gap_days))
BOOST_DESCRIBE_STRUCT(Learned, (),
                      (buying_group, motivations, pain_points, objections, open_promises,
                       literature, quotes, exceptions, touchpoints, days_to_win))

constexpr std::array<std::string_view, 1> required_of(const HandOver*) { return {"to"}; }
constexpr std::array<std::string_view, 1> required_of(const Onboarding*) {
  return {"confirmed_by"};
}

}  // namespace stagecraft::selling

namespace stagecraft::http {

enum class FollowOnOrigin { upsell, cross_sell, referral };
BOOST_DESCRIBE_ENUM(FollowOnOrigin, upsell, cross_sell, referral)

struct FollowOnDeal {
  FollowOnOrigin origin = FollowOnOrigin::upsell;
  std::string name;
  std::map<std::string, std::string> values;
  std::optional<base::Instant> at;
  std::optional<selling::ProcessId> process;
  static constexpr Note notes[] = {
      {.field = "values", .text = "Of the new deal, before those that are carried over"},
      {.field = "process", .text = "Left out: that of the deal it comes from"}};
};
BOOST_DESCRIBE_STRUCT(FollowOnDeal, (), (origin, name, values, at, process))

struct AfterSaleView {
  selling::Learned learned;
  std::optional<selling::FollowUp> follow_up;
};
BOOST_DESCRIBE_STRUCT(AfterSaleView, (), (learned, follow_up))

namespace {

using selling::Right;

Response get_after_sale(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    const auto deal = desk.deal();
    AfterSaleView view{.learned = selling::learned_of(deal), .follow_up = {}};
    if (const auto days = desk.habits().follow_up_days)
      view.follow_up =
          selling::follow_up_of(deal, *days, {.day = desk.today(), .zone = desk.zone()});
    return reply(200, view);
  });
}

std::string origin_word(FollowOnOrigin origin) {
  switch (origin) {
    case FollowOnOrigin::upsell:
      return "upsell";
    case FollowOnOrigin::cross_sell:
      return "cross_sell";
    case FollowOnOrigin::referral:
      return "referral";
  }
  return {};
}

Response begin(const Request& request, App& app) {
  const auto wanted = request.read<FollowOnDeal>();
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto source = desk.deal_for(Right::deal_create);
    const auto& version = desk.newest_version(wanted.process.value_or(source.map.process));
    const auto change =
        selling::begin_follow_on(source,
                                 {.origin = origin_word(wanted.origin),
                                  .name = wanted.name,
                                  .attributes = {wanted.values.begin(), wanted.values.end()},
                                  .at = wanted.at},
                                 desk.setting(version));
    check_follow_on(desk, source, change);
    const auto deal = store::create_deal(transaction, change, desk.maps());
    auto response = reply_with(201, deal);
    response.with("Location", fmt::format("/api/deals/{}", deal.id.value));
    return response;
  });
}

}  // namespace

void add_after_sale(Routes& routes) {
  routes.add({.path = "/api/deals/{deal}/after-sale",
              .access = Access::with(Right::deal_read),
              .summary = "What whoever takes over has to know, and when to follow up",
              .replies = {{200, "What was learned", &shape_of<AfterSaleView>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = get_after_sale});
  add_act(routes,
          {.path = "/api/deals/{deal}/hand-overs", .summary = "Hand a won deal over to somebody"},
          selling::hand_over);
  add_act(routes,
          {.path = "/api/deals/{deal}/onboardings",
           .summary = "The customer confirmed that onboarding is done"},
          selling::confirm_onboarding);
  routes.add({.method = Method::post,
              .path = "/api/deals/{deal}/follow-on-deals",
              .access = Access::with(Right::deal_create),
              .summary = "Begin an upsell, a cross-sell, or a deal that was referred",
              .body = &shape_of<FollowOnDeal>(),
              .replies = {{201, "The new deal", &shape_of<selling::Deal>()},
                          {404, "There is no such deal, or not for you"},
                          {409, "The deal it comes from does not allow it"}},
              .handler = begin,
              .takes_idempotency_key = true});
}

}  // namespace stagecraft::http
