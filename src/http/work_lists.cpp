#include "http/deal_shapes.h"
#include "http/desk.h"
#include "http/resources.h"
#include "http/response.h"
#include "selling/promises.h"
#include "selling/rights_on.h"
#include "store/deal_list.h"
#include "store/lookups.h"
#include "store/search.h"

namespace stagecraft::store {

BOOST_DESCRIBE_ENUM(SearchKind, deal, account, contact, note)
BOOST_DESCRIBE_STRUCT(PromiseRow, (),
                      (deal, deal_name, account_name, deal_status, number, side, planned, text,
                       stage, person, made_at, first_due, due, moves, judged_by, state, ended_at))

}  // namespace stagecraft::store

namespace stagecraft::http {

struct ListPromises {
  std::optional<selling::PersonId> person;
  std::optional<selling::TeamId> team;
  std::optional<base::Day> due_from, due_before;
  bool open = true;
  bool deal_open = false;
  int limit = 500;
  static constexpr Note notes[] = {
      {.field = "person", .text = "Whose they are to keep or to follow up"},
      {.field = "team", .text = "Of deals of this team"},
      {.field = "open", .text = "Neither kept nor withdrawn", .may_be_left_out = true},
      {.field = "deal_open", .text = "Of leads and open deals alone", .may_be_left_out = true},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListPromises, (),
                      (person, team, due_from, due_before, open, deal_open, limit))

struct ListedPromise : store::PromiseRow {
  selling::Keeping keeping = selling::Keeping::open;
  int days_late = 0;
  bool may_change = false;
  static constexpr Note notes[] = {
      {.field = "days_late", .text = days_late_text},
      {.field = "may_change", .text = "Who asks has the right `deal.change` on its deal"}};
};
BOOST_DESCRIBE_STRUCT(ListedPromise, (store::PromiseRow), (keeping, days_late, may_change))

struct PromiseList {
  std::vector<ListedPromise> promises;
};
BOOST_DESCRIBE_STRUCT(PromiseList, (), (promises))

struct SearchQuery {
  std::string q;
  int limit = 20;
  static constexpr Note notes[] = {
      {.field = "q", .text = "Words, or how they begin", .most = 200},
      {.field = "limit", .text = "Of each kind", .least = 1, .most = 100, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (q, limit))

struct SearchHit {
  store::SearchKind kind = store::SearchKind::deal;
  std::int64_t id = 0;
  std::string name;
  std::optional<selling::DealId> deal;  ///< Of a note: what it is about.
};
BOOST_DESCRIBE_STRUCT(SearchHit, (), (kind, id, name, deal))

struct SearchHits {
  std::vector<SearchHit> found;
};
BOOST_DESCRIBE_STRUCT(SearchHits, (), (found))

namespace {

using selling::Right;

/// With how it stands today, which the list does not store, and what who asks may do.
ListedPromise listed(store::PromiseRow row, const selling::Today& today,
                     const selling::Actor& actor) {
  selling::Deal deal;
  deal.status = selling::find_deal_status(row.deal_status).value_or(selling::DealStatus::open);
  if (row.deal_closed_at) deal.closing = selling::Closing{.outcome = {}, .at = *row.deal_closed_at};
  selling::Promise promise{.number = row.number, .side = row.side};
  promise.made_at = row.made_at;
  promise.first_due = row.first_due;
  promise.due = row.due;
  promise.judged_by = row.judged_by;
  promise.state = store::read_promise_state(row.state);
  promise.ended_at = row.ended_at;
  const auto keeping = selling::keeping_of(promise, deal, today);
  const int days_late = selling::days_late(promise, deal, today);
  const bool may_change = selling::may_on(actor, Right::deal_change, row.holder, deal.status);
  return {std::move(row), keeping, days_late, may_change};
}

Response list_promises(const Request& request, App& app) {
  const auto asked = request.query<ListPromises>();
  return look(request, app, [&](const Desk& desk) {
    PromiseList list;
    const selling::Today today{.day = desk.today(), .zone = desk.zone()};
    for (auto& row : store::list_promises(desk.db(), desk.viewer(),
                                          {.person = asked.person,
                                          .team = asked.team,
                                          .is_deal_open = asked.deal_open,
                                          .due_from = asked.due_from,
                                          .due_before = asked.due_before,
                                          .is_open = asked.open,
                                          .limit = asked.limit}))
      list.promises.push_back(listed(std::move(row), today, desk.actor()));
    return reply(200, list);
  });
}

Response search(const Request& request, App& app) {
  const auto asked = request.query<SearchQuery>();
  return look(request, app, [&](const Desk& desk) {
    SearchHits hits;
    for (auto& found : store::search(desk.db(), desk.viewer(), asked.q, asked.limit)) {
      SearchHit hit{.kind = found.kind, .id = found.id, .name = std::move(found.name), .deal = {}};
      if (found.deal) hit.deal = found.deal;
      hits.found.push_back(std::move(hit));
    }
    return reply(200, hits);
  });
}

}  // namespace

void add_work_lists(Routes& routes) {
  routes.add({.path = "/api/promises",
              .access = Access::with(Right::deal_read),
              .summary = "Promises of all deals by due day",
              .query = &shape_of<ListPromises>(),
              .replies = {{200, "The promises", &shape_of<PromiseList>()}},
              .handler = list_promises});
  routes.add({.path = "/api/search",
              .access = Access::with(Right::deal_read),
              .summary = "Search deals, accounts, contacts and notes",
              .query = &shape_of<SearchQuery>(),
              .replies = {{200, "What was found, newest first", &shape_of<SearchHits>()}},
              .handler = search});
}

}  // namespace stagecraft::http
