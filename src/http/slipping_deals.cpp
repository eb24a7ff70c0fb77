#include <algorithm>

#include "http/deal_shapes.h"
#include "http/desk.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/shape.h"
#include "http/slip_shapes.h"
#include "store/lookups.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(Usual, (), (median, p90))
BOOST_DESCRIBE_STRUCT(UsualSlips, (), (deals, pushes, days_pushed, net_days))

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct SlippingRow {
  selling::DealId deal;
  std::string name;
  std::optional<selling::PersonId> owner;
  selling::Slip slip;
  int distance_days = 0;
  std::vector<selling::DateMove> dates;
  std::vector<std::string> beyond;
  static constexpr Note notes[] = {
      {.field = "dates", .text = "Every day that was stated, and when"},
      {.field = "beyond", .text = "Where it goes beyond what is usual"}};
};
BOOST_DESCRIBE_STRUCT(SlippingRow, (), (deal, name, owner, slip, distance_days, dates, beyond))

struct SlippingList {
  selling::UsualSlips usual;
  int total = 0;
  std::vector<SlippingRow> deals;
  static constexpr Note notes[] = {
      {.field = "usual", .text = "Of all deals that one sees, whatever was asked for"},
      {.field = "total", .text = "How many there are, those beyond the limit too"}};
};
BOOST_DESCRIBE_STRUCT(SlippingList, (), (usual, total, deals))

struct ListSlipping {
  std::optional<selling::PersonId> owner;
  std::optional<selling::TeamId> team;
  int limit = 100;
  static constexpr Note notes[] = {
      {.field = "limit", .least = 1, .most = 1000, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListSlipping, (), (owner, team, limit))

namespace {

const selling::Deal& get(const std::vector<selling::Deal>& deals, selling::DealId id) {
  return *std::ranges::lower_bound(deals, id, {}, &selling::Deal::id);
}

bool is_asked_for(const selling::Deal& deal, const ListSlipping& asked) {
  return (!asked.owner || deal.owner() == asked.owner) &&
         (!asked.team || deal.team() == asked.team);
}

Response list_slipping_deals(const Request& request, App& app) {
  const auto asked = request.query<ListSlipping>();
  return look(request, app, [&](const Desk& desk) {
    const auto deals = store::deals_with_dates(desk.db(), desk.viewer(), desk.maps());
    const selling::Today today{.day = desk.today(), .zone = desk.zone()};
    SlippingList list{.usual = selling::usual_slips(deals, today), .deals = {}};
    for (const auto& slipping : selling::find_slipping(deals, list.usual, today)) {
      const auto& deal = get(deals, slipping.deal);
      if (!is_asked_for(deal, asked)) continue;
      ++list.total;
      if (static_cast<int>(list.deals.size()) == asked.limit) continue;
      std::vector<std::string> beyond;
      for (const auto& sentence : slipping.beyond) beyond.push_back(desk.told(sentence));
      list.deals.push_back({.deal = deal.id,
                            .name = deal.name,
                            .owner = deal.owner(),
                            .slip = slipping.slip,
                            .distance_days = slipping.slip.distance(),
                            .dates = deal.date_moves,
                            .beyond = std::move(beyond)});
    }
    return reply(200, list);
  });
}

}  // namespace

void add_slipping_deals(Routes& routes) {
  routes.add(
      {.path = "/api/slipping-deals",
       .access = Access::with(selling::Right::deal_read),
       .summary = "Open deals whose expected close keeps moving, those beyond the usual first",
       .query = &shape_of<ListSlipping>(),
       .replies = {{200, "The deals, and what is usual", &shape_of<SlippingList>()}},
       .handler = list_slipping_deals});
}

}  // namespace stagecraft::http
