#include "selling/duplicates.h"

#include <algorithm>
#include <map>

#include "http/customers.h"
#include "http/resources.h"
#include "http/response.h"
#include "store/customers.h"

namespace stagecraft::http {

struct AskDuplicates {
  double least = selling::worth_a_look;
  int limit = 100;
  static constexpr Note notes[] = {
      {.field = "least",
       .text = "The lowest score",
       .least = 0,
       .most = 1,
       .may_be_left_out = true},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(AskDuplicates, (), (least, limit))

struct NamedRow {
  std::int64_t id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NamedRow, (), (id, name))

struct DuplicatePair {
  NamedRow first, second;
  double score = 0;
  std::vector<std::string> reasons;
};
BOOST_DESCRIBE_STRUCT(DuplicatePair, (), (first, second, score, reasons))

struct DuplicatePairs {
  std::vector<DuplicatePair> pairs;
};
BOOST_DESCRIBE_STRUCT(DuplicatePairs, (), (pairs))

namespace {

using selling::Right;

template <class Card>
DuplicatePairs pairs_of(const std::vector<Card>& cards, const AskDuplicates& asked) {
  std::map<decltype(Card::id), std::string_view> names;
  for (const auto& card : cards) names[card.id] = card.name;
  const auto named = [&](auto id) { return NamedRow{id.value, std::string(names[id])}; };
  DuplicatePairs found;
  for (auto& pair : selling::find_duplicates(std::span<const Card>(cards), asked.least)) {
    if (std::ssize(found.pairs) == asked.limit) break;
    found.pairs.push_back(
        {named(pair.first), named(pair.second), pair.score, std::move(pair.reasons)});
  }
  return found;
}

Response accounts(const Request& request, App& app) {
  const auto asked = request.query<AskDuplicates>();
  const auto cards = look(request, app, [](const Desk& desk) {
    return store::account_cards(desk.db(), desk.viewer());
  });
  return reply(200, pairs_of(cards, asked));
}

Response contacts(const Request& request, App& app) {
  const auto asked = request.query<AskDuplicates>();
  const auto cards = look(request, app, [](const Desk& desk) {
    return store::contact_cards(desk.db(), desk.viewer());
  });
  return reply(200, pairs_of(cards, asked));
}

}  // namespace

void add_duplicates(Routes& routes) {
  routes.add({.path = "/api/duplicates/accounts",
              .access = Access::with(Right::account_read),
              .summary = "Pairs of accounts that are probably one, likeliest first",
              .query = &shape_of<AskDuplicates>(),
              .replies = {{200, "The pairs with score and reasons", &shape_of<DuplicatePairs>()}},
              .handler = accounts});
  routes.add({.path = "/api/duplicates/contacts",
              .access = Access::with(Right::account_read),
              .summary = "Pairs of contacts that are probably one, likeliest first",
              .query = &shape_of<AskDuplicates>(),
              .replies = {{200, "The pairs with score and reasons", &shape_of<DuplicatePairs>()}},
              .handler = contacts});
}

}  // namespace stagecraft::http
