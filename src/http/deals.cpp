#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "http/deal_acts.h"
#include "http/deal_commands.h"
#include "http/deal_query.h"
#include "http/deal_view.h"
#include "http/kept_answers.h"
#include "http/language.h"
#include "http/listed_deal.h"
#include "http/lists.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "selling/merging.h"
#include "selling/rights_on.h"
#include "store/customers.h"
#include "store/deal_list.h"
#include "store/deals.h"
#include "store/events.h"
#include "store/lookups.h"

namespace stagecraft::http {

struct DealPage {
  std::vector<ListedDeal> deals;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(DealPage, (), (deals, next))

struct Restoration {
  store::EventId event;
};
BOOST_DESCRIBE_STRUCT(Restoration, (), (event))

namespace {

using selling::Right;

Response list_deals(const Request& request, App& app) {
  const auto asked = request.query<ListDeals>();
  const auto query = to_query(asked);
  return look(request, app, [&](const Desk& desk) {
    auto page = store::list_deals(desk.db(), desk.viewer(), query,
                                  {.today = desk.today(), .now = desk.now()});
    DealPage told{.deals = {}, .next = std::move(page.next)};
    told.deals.reserve(page.rows.size());
    for (auto& row : page.rows) told.deals.push_back(listed(std::move(row), desk.actor()));
    return reply(200, told);
  });
}

/// Whoever sees a deal sees what its account is called, as in lists.
std::string account_name(const Desk& desk, const selling::Deal& deal) {
  const auto id = deal.account();
  if (!id) return {};
  const auto account = store::find_account(desk.db(), store::Viewer::everything(), *id);
  return account ? account->name : std::string();
}

KeptAnswers::Kept tell_deal(const Desk& desk) {
  const auto view = deal_view(desk, desk.deal());
  auto body = to_json(view);
  auto etag = to_etag(view.deal.event_count, body);
  return {.body = std::move(body), .etag = std::move(etag)};
}

Response reply_with_kept(const KeptAnswers::Kept& told, const Request& request) {
  Response response;
  response.body = told.body;
  return with_etag(std::move(response), told.etag, request);
}

Response get_deal(const Request& request, App& app, KeptAnswers& answers) {
  return in_language(reply_with_kept(*answers.get(request, app, tell_deal), request),
                     asked_language(request));
}

DealEvent to_deal_event(const store::StoredEvent& stored) {
  return {to_event_view(stored), stored.event.note, stored.import};
}

Response get_history(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    return reply(200, history_view(whole_history(desk, desk.deal().id)));
  });
}

selling::Change restore(const DealAtHand& at) {
  const auto wanted = at.request.read<Restoration>().event;
  for (const auto& stored : store::history_of(at.desk.db(), at.desk.viewer(), at.deal.id))
    if (stored.id == wanted) return selling::restore_attribute(at.deal, stored.event, at.setting);
  throw base::Error(base::ErrorKind::not_found,
                    base::say("This deal has no event {}.", wanted.value));
}

void add_reading_of_deals(Routes& routes) {
  const auto answers = std::make_shared<KeptAnswers>(KeptAnswers::DependOn::time);
  routes.add({.path = "/api/deals",
              .access = Access::with(Right::deal_read),
              .summary = "List deals",
              .query = &shape_of<ListDeals>(),
              .replies = {{200, "A page of deals", &shape_of<DealPage>()}},
              .handler = list_deals});
  routes.add({.path = "/api/deals/{deal}",
              .access = Access::with(Right::deal_read),
              .summary = "A deal, and what to do next on it",
              .replies = {{200, "The deal with its guide", &shape_of<DealView>()},
                          {304, "It is what the client has"},
                          {404, "There is no such deal, or not for you"}},
              .handler = [answers](const Request& request, App& app) {
                return get_deal(request, app, *answers);
              }});
  routes.add({.path = "/api/deals/{deal}/events",
              .access = Access::with(Right::deal_read),
              .summary = "All that happened to a deal, who noted it and when",
              .text = "With what happened to deals that were merged into it.",
              .replies = {{200, "Its events by time", &shape_of<DealHistory>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = get_history});
}

}  // namespace

DealView deal_view(const Desk& desk, selling::Deal deal) {
  DealView view{.deal = store::read_through(desk.db(), std::move(deal), desk.maps()),
                .account_name = {},
                .guide = {},
                .may = {}};
  view.account_name = account_name(desk, view.deal);
  view.guide = guide_of(view.deal, desk.habits(), desk.setting(view.deal),
                        {.actor = desk.actor(), .settings = selling_settings(desk.db())});
  for (const auto right : selling::rights_on(desk.actor(), holder_of(view.deal), view.deal.status))
    view.may.emplace_back(selling::row_of(right).word);
  return view;
}

std::vector<store::StoredEvent> whole_history(const Desk& desk, selling::DealId deal) {
  auto events = store::history_of(desk.db(), desk.viewer(), deal);
  for (const auto gone : store::merged_into(desk.db(), deal))
    std::ranges::move(store::history_of(desk.db(), store::Viewer::everything(), gone),
                      std::back_inserter(events));
  std::ranges::sort(events, {}, [](const auto& one) { return std::pair(one.event.at, one.id); });
  return events;
}

DealHistory history_view(std::span<const store::StoredEvent> events) {
  DealHistory history;
  for (const auto& event : events) history.events.push_back(to_deal_event(event));
  return history;
}

void try_deal_list(const Desk& desk, std::span<const QueryItem> items) {
  store::list_deals(desk.db(), desk.viewer(), first_of(to_query(from_query<ListDeals>(items))));
}

void add_deals(Routes& routes) {
  add_reading_of_deals(routes);
  add_new_deals(routes);
  add_act(routes,
          {.method = Method::patch,
           .path = "/api/deals/{deal}",
           .summary = "Change what is stated of a deal",
           .text = "Owner, team, account, amount, expected close and the map's own fields. An "
                   "expected close that moves later needs a reason or a note."},
          selling::change_attributes);
  add_act(routes, {.path = "/api/deals/{deal}/restorations",
                   .summary = "Give an attribute back the value that it had before an event",
                   .body = &shape_of<Restoration>(),
                   .verb = restore});
  add_act(routes, {.path = "/api/deals/{deal}/deletions",
                   .right = Right::deal_delete,
                   .summary = "Delete a deal that should not be there; its history stays",
                   .body = &shape_of<Deletion>(),
                   .verb = [](const DealAtHand& at) {
                     return selling::delete_deal(at.deal, at.request.read<Deletion>().note,
                                                 at.setting);
                   }});
}

}  // namespace stagecraft::http
