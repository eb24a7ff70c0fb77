#include "http/deal_cards.h"

#include <cstddef>
#include <vector>

#include "base/error.h"
#include "http/language.h"
#include "http/resources.h"
#include "http/response.h"
#include "store/deals.h"
#include "store/lookups.h"

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
    return in_language(reply(200, CardList{cards_of(desk, asked.deals)}), desk.language());
  });
}

}  // namespace

std::vector<selling::Card> cards_of(const Desk& desk, std::span<const selling::DealId> deals) {
  auto& db = desk.db();
  const auto found = store::read_through(
      db, store::find_deals(db, desk.viewer(), deals, desk.maps()), desk.maps());
  const auto referrals = store::referrals_of(db, deals);
  const auto habits = desk.habits();
  std::vector<selling::Card> cards;
  cards.reserve(found.size());
  for (const auto& deal : found) {
    const auto of_deal = referrals.find(deal.id);
    const auto setting = desk.setting(
        deal, of_deal == referrals.end() ? std::vector<selling::Referral>() : of_deal->second);
    cards.push_back(selling::card_of(deal, habits, setting));
  }
  return cards;
}

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
