#include "store/notifications.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/desk.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/selling_settings.h"
#include "http/shape.h"
#include "selling/quotes.h"
#include "store/deals.h"

namespace stagecraft::store {

BOOST_DESCRIBE_ENUM(NotificationKind, assigned, handed_over, promise_kept, promise_overdue,
                    approval_asked, quote_approved, quote_refused, job_done, job_failed)

}  // namespace stagecraft::store

namespace stagecraft::http {

struct NotificationView {
  std::string key;
  store::NotificationKind kind = store::NotificationKind::assigned;
  base::Instant at{};
  bool is_new = false;
  std::optional<selling::DealId> deal;
  std::string deal_name, account_name;
  std::optional<int> number;
  std::string side, text;
  std::optional<selling::PersonId> actor;
  std::string actor_name;
  std::optional<std::int64_t> job;
  static constexpr Note notes[] = {
      {.field = "key", .text = "Tells them apart; the same each time"},
      {.field = "is_new", .text = "It came after what was seen last"},
      {.field = "number", .text = "Of the promise or quote within the deal"},
      {.field = "side", .text = "Of a promise: `us`, `customer`, `partner`"},
      {.field = "text", .text = "Of a promise; of a job its kind"},
      {.field = "actor", .text = "Who did it; null: time did, or the customer"}};
};
BOOST_DESCRIBE_STRUCT(NotificationView, (),
                      (key, kind, at, is_new, deal, deal_name, account_name, number, side, text,
                       actor, actor_name, job))

struct NotificationList {
  std::vector<NotificationView> notifications;
  int unseen = 0;
  std::optional<base::Instant> seen_up_to;
  static constexpr Note notes[] = {{.field = "unseen", .text = "How many of these are new"},
                                   {.field = "seen_up_to", .text = "null: they never looked"}};
};
BOOST_DESCRIBE_STRUCT(NotificationList, (), (notifications, unseen, seen_up_to))

struct ListNotifications {
  int limit = 50;
  static constexpr Note notes[] = {
      {.field = "limit", .least = 1, .most = 100, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListNotifications, (), (limit))

struct SeenMark {
  base::Instant up_to{};
  static constexpr Note notes[] = {
      {.field = "up_to", .text = "`at` of the newest that was shown; it never goes back"}};
};
BOOST_DESCRIBE_STRUCT(SeenMark, (), (up_to))

namespace {

using selling::Right;
using store::Notification;
using store::NotificationKind;

/// For so long they are told.
constexpr std::chrono::days told_for{30};

/// Whether the quote still waits, and for who asks: they fill a role that has to approve it, and
/// nobody else was asked by name.
bool is_asked(const Desk& desk, const SellingSettings& settings, const Notification& one) {
  const auto deal = store::find_deal(desk.db(), desk.viewer(), one.deal.value(), desk.maps());
  if (!deal) return false;
  const auto quote = std::ranges::find(deal->quotes, one.number, &selling::Quote::number);
  if (quote == deal->quotes.end() || quote->state != selling::QuoteState::waits_for_approval)
    return false;
  const auto me = desk.actor().person;
  if (one.asked && *one.asked != me) return false;
  const auto roles = selling::approvers_of(*quote, desk.version(deal->map).map);
  return std::ranges::any_of(roles, [&](const std::string& role) {
    const auto people = settings.roles.find(role);
    return people != settings.roles.end() &&
           std::ranges::find(people->second, me) != people->second.end();
  });
}

std::string notification_key(const Notification& one) {
  if (one.source != 0) return fmt::format("{}-{}", one.deal ? "event" : "job", one.source);
  return fmt::format("promise-{}-{}-{}", one.deal.value().value, one.number,
                     one.at.time_since_epoch().count());
}

NotificationView view_of(Notification one, const std::optional<base::Instant>& seen) {
  NotificationView view{.key = notification_key(one),
                        .kind = one.kind,
                        .at = one.at,
                        .is_new = !seen || one.at > *seen,
                        .deal = one.deal,
                        .deal_name = std::move(one.deal_name),
                        .account_name = std::move(one.account_name),
                        .number = {},
                        .side = std::move(one.side),
                        .text = std::move(one.text),
                        .actor = one.actor,
                        .actor_name = std::move(one.actor_name),
                        .job = {}};
  if (one.number > 0) view.number = one.number;
  if (!one.deal) view.job = one.source;
  return view;
}

Response list_notifications(const Request& request, App& app) {
  const auto asked = request.query<ListNotifications>();
  return look(request, app, [&](const Desk& desk) {
    NotificationList list;
    list.seen_up_to = store::seen_up_to(desk.db(), desk.actor().person);
    const auto settings = selling_settings(desk.db());
    for (auto& one :
         store::list_notifications(desk.db(), desk.viewer(),
                                   {.person = desk.actor().person,
                                   .since = desk.now() - told_for,
                                   .today = desk.today(),
                                   .zone = desk.zone(),
                                   .limit = asked.limit,
                                   .approves = selling::may(desk.actor(), Right::quote_approve)})) {
      if (std::ssize(list.notifications) == asked.limit) break;
      if (one.kind == NotificationKind::approval_asked && !is_asked(desk, settings, one)) continue;
      list.notifications.push_back(view_of(std::move(one), list.seen_up_to));
    }
    list.unseen =
        static_cast<int>(std::ranges::count(list.notifications, true, &NotificationView::is_new));
    return reply(200, list);
  });
}

Response put_seen(const Request& request, App& app) {
  const auto wanted = request.read<SeenMark>();
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    // Nobody has seen what is still to come.
    store::note_seen(transaction, desk.actor().person, std::min(wanted.up_to, desk.now()));
    return reply(200, SeenMark{store::seen_up_to(desk.db(), desk.actor().person).value()});
  });
}

}  // namespace

void add_notifications(Routes& routes) {
  routes.add({.path = "/api/notifications",
              .access = Access::with(Right::deal_read),
              .summary = "What concerns the one who asks, newest first",
              .text = "Deals given or handed over to them, promises kept and overdue on their "
                      "deals, quotes that wait for their approval or were decided, jobs of theirs "
                      "that ended; of the last 30 days. What they did themselves is left out.",
              .query = &shape_of<ListNotifications>(),
              .replies = {{200, "The notifications", &shape_of<NotificationList>()}},
              .handler = list_notifications});
  routes.add({.method = Method::put,
              .path = "/api/notifications/seen",
              .access = Access::with(Right::deal_read),
              .summary = "Note up to when one has seen them",
              .body = &shape_of<SeenMark>(),
              .replies = {{200, "Up to when they are seen now", &shape_of<SeenMark>()}},
              .handler = put_seen});
}

}  // namespace stagecraft::http
