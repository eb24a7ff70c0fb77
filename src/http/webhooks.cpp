#include "store/webhooks.h"

#include <fmt/format.h>

#include <algorithm>

#include "history/event_kind.h"
#include "http/audit.h"
#include "http/desk.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/shape.h"
#include "http/webhook_signature.h"
#include "http/webhook_url.h"
#include "selling/gaps.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (id, webhook, event, state, attempts, next_at, last_status, last_answer,
                       created_at, ended_at))

}  // namespace stagecraft::store

namespace stagecraft::http {

struct NewWebhook {
  std::string url;
  std::vector<std::string> kinds;
  static constexpr Note notes[] = {
      {.field = "url", .text = "https://...", .least = 9, .most = 2'000},
      {.field = "kinds", .text = "Kinds of events; none: all of them", .most = 100}};
};
BOOST_DESCRIBE_STRUCT(NewWebhook, (), (url, kinds))

struct WebhookChange {
  std::optional<std::string> url;
  std::optional<std::vector<std::string>> kinds;
  std::optional<bool> is_active;
  static constexpr Note notes[] = {
      {.field = "url", .text = "https://...", .least = 9, .most = 2'000},
      {.field = "is_active", .text = "What happens while it is not is never delivered"}};
};
BOOST_DESCRIBE_STRUCT(WebhookChange, (), (url, kinds, is_active))

struct WebhookView {
  store::WebhookId id;
  std::string url;
  std::vector<std::string> kinds;
  bool is_active = true;
  std::string stopped_because;
  std::optional<base::Instant> rests_until, failing_since;
  base::Instant created_at{};
  std::optional<selling::PersonId> created_by;
  int revision = 1;
  static constexpr Note notes[] = {
      {.field = "stopped_because", .text = "Why it is not active, when nobody asked for that"},
      {.field = "rests_until", .text = "After a failure nothing is sent before"},
      {.field = "created_by", .text = "It is told what this person may see"}};
};
BOOST_DESCRIBE_STRUCT(WebhookView, (),
                      (id, url, kinds, is_active, stopped_because, rests_until, failing_since,
                       created_at, created_by, revision))

struct WebhookList {
  std::vector<WebhookView> webhooks;
};
BOOST_DESCRIBE_STRUCT(WebhookList, (), (webhooks))

struct WebhookSecret {
  store::WebhookId id;
  std::string secret;
  static constexpr Note notes[] = {{.field = "secret", .text = "For verifying; shown this once"}};
};
BOOST_DESCRIBE_STRUCT(WebhookSecret, (), (id, secret))

struct ListDeliveries {
  std::optional<store::DeliveryId> before;
  int limit = 50;
  static constexpr Note notes[] = {
      {.field = "before", .text = "Id of the last one of the page before"},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListDeliveries, (), (before, limit))

struct DeliveryPage {
  std::vector<store::Delivery> deliveries;
};
BOOST_DESCRIBE_STRUCT(DeliveryPage, (), (deliveries))

namespace {

using selling::Right;
using store::AuditKind;
using store::Webhook;
using store::WebhookId;

/// How long the secret before goes on signing.
constexpr std::chrono::hours exchange_time{24};

WebhookView to_view(const Webhook& webhook) {
  return {.id = webhook.id,
          .url = webhook.url,
          .kinds = webhook.kinds,
          .is_active = webhook.is_active,
          .stopped_because = webhook.stopped_because,
          .rests_until = webhook.rests_until,
          .failing_since = webhook.failing_since,
          .created_at = webhook.created_at,
          .created_by = webhook.created_by,
          .revision = webhook.revision};
}

/// In the language of who asks.
WebhookView shown_to(const Desk& desk, const Webhook& webhook) {
  auto view = to_view(webhook);
  view.stopped_because = desk.told(base::Sentence::of(webhook.stopped_because));
  return view;
}

/// The rest of an address may hold a secret of whoever is called.
Deed deed_of(store::AuditKind kind, const Webhook& webhook) {
  const auto address = parse_web_address(webhook.url);
  return {kind, id_text(webhook.id), address ? address->authority() : ""};
}

/// What the audit says of it: all but the address.
std::string settled(const Webhook& webhook) {
  auto view = to_view(webhook);
  view.url.clear();
  return to_json(view);
}

void check(const Webhook& webhook, const App& app) {
  selling::Gaps gaps;
  const auto address = parse_web_address(webhook.url);
  gaps.unless(address.has_value(), "/url", "write an address as https://hooks.example.org/path");
  gaps.unless(!address || address->is_secure || !app.settings.webhook_networks.empty(), "/url",
              "only https is called; http only in networks that webhook_networks allows");
  for (std::size_t i = 0; i < webhook.kinds.size(); ++i)
    gaps.unless(history::find_event_kind(webhook.kinds[i]).has_value(), fmt::format("/kinds/{}", i),
                "no kind of event");
  gaps.refuse("The webhook cannot be written");
}

/// It will be told of deals, so who settles that has to read them, also by a token.
void require_reading(const Request& request) {
  selling::require(request.who().actor, Right::deal_read);
}

WebhookId named(const Request& request) { return request.id_of<WebhookId>("webhook"); }

Response list_webhooks(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    WebhookList answer;
    for (const auto& webhook : store::list_webhooks(desk.db()))
      answer.webhooks.push_back(shown_to(desk, webhook));
    return reply(200, answer);
  });
}

Response create_webhook(const Request& request, App& app) {
  const auto wanted = request.read<NewWebhook>();
  const auto secret = new_webhook_secret();
  require_reading(request);
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    Webhook webhook{.url = wanted.url,
                    .secret = secret,
                    .kinds = wanted.kinds,
                    .created_at = desk.now(),
                    .created_by = desk.actor().person};
    check(webhook, app);
    webhook.id = store::create_webhook(transaction, webhook);
    note_change(desk, transaction, deed_of(AuditKind::webhook_added, webhook), "{}",
                settled(webhook));
    return created(fmt::format("/api/webhooks/{}", webhook.id.value),
                   WebhookSecret{webhook.id, secret});
  });
}

Response get_webhook(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto webhook = store::get_webhook(desk.db(), named(request));
    return with_etag(reply(200, shown_to(desk, webhook)), to_etag(webhook.revision), request);
  });
}

Response change_webhook(const Request& request, App& app) {
  const auto wanted = request.read<WebhookChange>();
  require_reading(request);
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto webhook = store::get_webhook(desk.db(), named(request));
    const auto before = webhook;
    respect_match(request, to_etag(webhook.revision));
    if (wanted.url) webhook.url = *wanted.url;
    if (wanted.kinds) webhook.kinds = *wanted.kinds;
    if (wanted.is_active) {
      webhook.is_active = *wanted.is_active;
      webhook.stopped_because.clear();
    }
    // Whoever changes it has mended something: it is tried again at once.
    webhook.rests_until.reset();
    webhook.failing_since.reset();
    check(webhook, app);
    store::update_webhook(transaction, webhook);
    const auto deed = deed_of(AuditKind::webhook_changed, webhook);
    if (webhook.url != before.url)
      note_deed(desk, transaction, deed);
    else
      note_change(desk, transaction, deed, settled(before), settled(webhook));
    return reply_with(200, shown_to(desk, store::get_webhook(desk.db(), webhook.id)));
  });
}

Response remove_webhook(const Request& request, App& app) {
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto webhook = store::get_webhook(desk.db(), named(request));
    store::delete_webhook(transaction, webhook.id);
    note_deed(desk, transaction, deed_of(AuditKind::webhook_removed, webhook));
    return no_content();
  });
}

Response exchange_secret(const Request& request, App& app) {
  const auto secret = new_webhook_secret();
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto webhook = store::get_webhook(desk.db(), named(request));
    webhook.previous_secret = std::exchange(webhook.secret, secret);
    webhook.previous_until = desk.now() + exchange_time;
    store::update_webhook(transaction, webhook);
    note_deed(desk, transaction, deed_of(AuditKind::webhook_secret_replaced, webhook));
    return reply(201, WebhookSecret{webhook.id, secret});
  });
}

Response list_deliveries(const Request& request, App& app) {
  const auto asked = request.query<ListDeliveries>();
  return look(request, app, [&](const Desk& desk) {
    const auto webhook = store::get_webhook(desk.db(), named(request));
    return reply(200, DeliveryPage{store::list_deliveries(desk.db(), webhook.id, asked.limit,
                                                          asked.before)});
  });
}

Response send_again(const Request& request, App& app) {
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    return reply(202, store::send_again(transaction, named(request),
                                        request.id_of<store::DeliveryId>("delivery"), desk.now()));
  });
}

void add_deliveries(Routes& routes) {
  const auto access = Access::with(Right::webhook_change);
  routes.add({.path = "/api/webhooks/{webhook}/deliveries",
              .access = access,
              .summary = "What was sent to a webhook, and what it answered",
              .text = "Kept for 30 days after it ended.",
              .query = &shape_of<ListDeliveries>(),
              .replies = {{200, "Newest first", &shape_of<DeliveryPage>()},
                          {404, "There is no such webhook"}},
              .handler = list_deliveries});
  routes.add({.method = Method::post,
              .path = "/api/webhooks/{webhook}/deliveries/{delivery}/attempts",
              .access = access,
              .summary = "Send a delivery again",
              .replies = {{202, "It is sent soon", &shape_of<store::Delivery>()},
                          {404, "There is no such delivery"}},
              .handler = send_again});
}

}  // namespace

void add_webhooks(Routes& routes) {
  const auto access = Access::with(Right::webhook_change);
  routes.add({.path = "/api/webhooks",
              .access = access,
              .summary = "List webhooks",
              .replies = {{200, "All of them, without secrets", &shape_of<WebhookList>()}},
              .handler = list_webhooks});
  routes.add({.method = Method::post,
              .path = "/api/webhooks",
              .access = access,
              .summary = "Have an address told of events from now on",
              .text = "Signed as the Standard Webhooks specification has it. It is told what its "
                      "creator may see.",
              .body = &shape_of<NewWebhook>(),
              .replies = {{201, "Its secret, shown this once", &shape_of<WebhookSecret>()}},
              .handler = create_webhook});
  routes.add({.path = "/api/webhooks/{webhook}",
              .access = access,
              .summary = "A webhook",
              .replies = {{200, "The webhook", &shape_of<WebhookView>()},
                          {304, "It is what the client has"},
                          {404, "There is no such webhook"}},
              .handler = get_webhook});
  routes.add({.method = Method::patch,
              .path = "/api/webhooks/{webhook}",
              .access = access,
              .summary = "Change a webhook, or let it rest",
              .body = &shape_of<WebhookChange>(),
              .replies = {{200, "The webhook", &shape_of<WebhookView>()},
                          {404, "There is no such webhook"},
                          {412, "It is no longer as If-Match says"}},
              .handler = change_webhook});
  routes.add({.method = Method::delete_,
              .path = "/api/webhooks/{webhook}",
              .access = access,
              .summary = "Remove a webhook with its log",
              .replies = {{204, "Removed"}, {404, "There is no such webhook"}},
              .handler = remove_webhook});
  routes.add({.method = Method::post,
              .path = "/api/webhooks/{webhook}/secrets",
              .access = access,
              .summary = "Give a webhook a new secret",
              .text = "For 24 hours messages are signed by the old one too.",
              .replies = {{201, "The new one, shown this once", &shape_of<WebhookSecret>()},
                          {404, "There is no such webhook"}},
              .handler = exchange_secret});
  add_deliveries(routes);
}

}  // namespace stagecraft::http
