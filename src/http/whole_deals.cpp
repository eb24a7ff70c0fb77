#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "http/attachment_shapes.h"
#include "http/buying_group_view.h"
#include "http/contact_shapes.h"
#include "http/deal_view.h"
#include "http/desk.h"
#include "http/language.h"
#include "http/plan_view.h"
#include "http/resources.h"
#include "http/response.h"

namespace stagecraft::http {

struct WholeDeal {
  DealView deal;
  PlanView plan;
  DealHistory history;
  BuyingGroupView buying_group;
  AttachmentList attachments;
  std::vector<store::Contact> contacts;
  static constexpr Note notes[] = {
      {.field = "deal", .text = "As of `/api/deals/{deal}`"},
      {.field = "plan", .text = "As of `/api/deals/{deal}/plan`"},
      {.field = "history", .text = "As of `/api/deals/{deal}/events`"},
      {.field = "buying_group", .text = "As of `/api/deals/{deal}/buying-group`"},
      {.field = "attachments", .text = "As of `/api/deals/{deal}/attachments`"},
      {.field = "contacts",
       .text = "Whom the history names, by id, as far as one sees them; at most 500"}};
};
BOOST_DESCRIBE_STRUCT(WholeDeal, (), (deal, plan, history, buying_group, attachments, contacts))

namespace {

/// As many as a list of contacts gives at most.
constexpr std::size_t most_contacts = 500;

std::vector<store::Contact> contacts_in(const Desk& desk,
                                        std::span<const store::StoredEvent> events) {
  std::vector<selling::ContactId> named;
  for (const auto& stored : events)
    std::ranges::copy(stored.event.details.contacts, std::back_inserter(named));
  std::ranges::sort(named);
  named.erase(std::ranges::unique(named).begin(), named.end());
  if (named.empty()) return {};
  named.resize(std::min(named.size(), most_contacts));
  store::Filter ids{.field = "id", .values = {}};
  for (const auto id : named) ids.values.push_back(std::to_string(id.value));
  return store::list_contacts(desk.db(), desk.viewer(),
                              {.filters = {std::move(ids)}, .limit = most_contacts})
      .rows;
}

Response get_whole_deal(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    const auto deal = desk.deal();
    const auto events = whole_history(desk, deal.id);
    const WholeDeal whole{
        .deal = deal_view(desk, deal),
        .plan = plan_view(desk, deal),
        .history = history_view(events),
        .buying_group = buying_group_view(deal),
        .attachments = {store::list_attachments(desk.db(), desk.viewer(), deal.id)},
        .contacts = contacts_in(desk, events)};
    return in_language(reply(200, whole), desk.language());
  });
}

}  // namespace

void add_whole_deals(Routes& routes) {
  routes.add({.path = "/api/deals/{deal}/whole",
              .access = Access::with(selling::Right::deal_read),
              .summary = "All that a deal's page shows, as of one state",
              .text = "A deal with its guide, the plan, the history, the buying group, the files, "
                      "and the contacts that it names: one answer instead of six.",
              .replies = {{200, "The deal with all that belongs to it", &shape_of<WholeDeal>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = get_whole_deal});
}

}  // namespace stagecraft::http
