#include <cstddef>
#include <vector>

#include "base/error.h"
#include "http/deal_guide.h"
#include "http/desk.h"
#include "http/language.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/shape.h"
#include "selling/card.h"
#include "store/deals.h"
#include "store/lookups.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(CardPromise, (), (number, side, planned, text, due, keeping))
BOOST_DESCRIBE_STRUCT(OpenCriterion, (), (criterion, text))
BOOST_DESCRIBE_STRUCT(Card, (),
                      (deal, next_step, promise, to, to_name, is_ready, missing, expected_days,
                       late_after_days, is_late))

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct AskCards {
  std::vector<selling::DealId> deals;
  static constexpr Note notes[] = {{.field = "deals", .text = "1 to 100 of them"}};
};
BOOST_DESCRIBE_STRUCT(AskCards, (), (deals))

struct CardList {
  std::vector<selling::Card> cards;
};
BOOST_DESCRIBE_STRUCT(CardList, (), (cards))

namespace {

constexpr std::size_t most_cards = 100;

void refuse_bad_count(const AskCards& asked) {
  if (!asked.deals.empty() && asked.deals.size() <= most_cards) return;
  throw base::Error(base::ErrorKind::invalid, "Cards of 1 to 100 deals are told at a time.",
                    {{.at = "?deals",
                      .message = base::say("{} deals are named", asked.deals.size()),
                      .mend = "Ask for 1 to 100."}});
}

/// Deals that are not there, or not to be seen, are left out: a board may be a moment behind.
Response get_card(const Request& request, App& app) {
  const auto asked = request.query<AskCards>();
  refuse_bad_count(asked);
  return look(request, app, [&](const Desk& desk) {
    const auto habits = desk.habits();
    CardList list;
    for (const auto id : asked.deals) {
      const auto found = store::find_deal(desk.db(), desk.viewer(), id, desk.maps());
      if (!found) continue;
      const auto deal = store::read_through(desk.db(), *found, desk.maps());
      list.cards.push_back(selling::card_of(deal, habits, desk.setting(deal)));
    }
    return in_language(reply(200, list), desk.language());
  });
}

}  // namespace

void add_deal_cards(Routes& routes) {
  routes.add({.path = "/api/deal-cards",
              .access = Access::with(selling::Right::deal_read),
              .summary = "What deals tell at a glance: next step, what is missing, whether late",
              .text = "For the cards of a board, beside the rows of `/api/deals`. Deals that are "
                      "not there, or not for you, are left out.",
              .query = &shape_of<AskCards>(),
              .replies = {{200, "A card a deal, in the order asked", &shape_of<CardList>()}},
              .handler = get_card});
}

}  // namespace stagecraft::http
