#include "http/webhook_sender.h"

#include <fmt/format.h>
#include <sodium.h>

#include <utility>

#include "http/desk.h"
#include "http/event_view.h"
#include "http/gatekeeper.h"
#include "http/json_writer.h"
#include "http/webhook_retry.h"
#include "http/webhook_signature.h"
#include "store/people.h"

namespace stagecraft::http {
namespace {

using base::Instant;

constexpr int most_under_way = 16, most_of_one = 4;
/// For whoever has taken a delivery to note what came of it.
constexpr std::chrono::minutes claim_time{2};
constexpr std::chrono::hours log_life{24 * 30};
constexpr std::chrono::hours forget_every{1};

/// For whom a webhook is told; nullopt when its owner may see nothing any more.
std::optional<store::Viewer> viewer_of_owner(store::Connection& db, const store::Webhook& webhook) {
  if (!webhook.created_by) return {};
  const auto owner = store::find_person(db, *webhook.created_by);
  if (!owner || !owner->is_active) return {};
  return viewer_of(to_actor(*owner));
}

std::int64_t seconds_of(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

/// While a secret is being exchanged the message is signed by both.
std::string signatures(const store::Webhook& webhook, const SignedMessage& message, Instant now) {
  auto text = webhook_signature(webhook.secret, message);
  if (webhook.previous_until && now < *webhook.previous_until)
    text += " " + webhook_signature(webhook.previous_secret, message);
  return text;
}

WebhookCall make_call(const store::Webhook& webhook, const store::Delivery& delivery,
                      std::string body, Instant now) {
  const auto id = fmt::format("msg_{}", delivery.id.value);
  const auto timestamp = seconds_of(now);
  const auto signature = signatures(webhook, {id, timestamp, body}, now);
  return {.address = parse_web_address(webhook.url).value(),
          .headers = {{"Content-Type", "application/json"},
                      {"User-Agent", "Stagecraft"},
                      {"webhook-id", id},
                      {"webhook-timestamp", fmt::to_string(timestamp)},
                      {"webhook-signature", signature}},
          .body = std::move(body)};
}

double random_share() {
  constexpr std::uint32_t steps = 1'000;
  return static_cast<double>(randombytes_uniform(steps + 1)) / steps;
}

}  // namespace

WebhookSender::WebhookSender(store::Workspace& workspace, Log& log, Options options)
    : workspace_(workspace),
      log_(log),
      options_(std::move(options)),
      caller_(options_.caller),
      thread_([this] { work(); }) {}

WebhookSender::~WebhookSender() {
  is_ending_ = true;
  caller_.interrupt();
  thread_.join();
}

void WebhookSender::work() {
  while (!is_ending_) {
    caller_.run_for(options_.look_every);
    try {
      round();
      has_failed_ = false;
    } catch (const std::exception& error) {
      // The database is away: what is to be sent waits in it. Said once.
      if (!has_failed_) log_.write(LogLevel::error, "webhooks", {{"what", error.what()}});
      has_failed_ = true;
    }
  }
}

void WebhookSender::round() {
  note_ended();
  queue_news();
  begin_calls();
  forget_old();
}

void WebhookSender::queue_news() {
  if (workspace_.read(store::webhooks_behind).empty()) return;
  workspace_.write([this](store::Transaction& tx) {
    for (const auto& webhook : store::webhooks_behind(tx.db()))
      store::queue_deliveries(tx, webhook, viewer_of_owner(tx.db(), webhook), options_.now());
  });
}

void WebhookSender::begin_calls() {
  const auto room = most_under_way - static_cast<int>(caller_.under_way());
  const auto now = options_.now();
  const auto has_due = [&](store::Connection& db) { return store::has_due_deliveries(db, now); };
  if (room <= 0 || !workspace_.read(has_due)) return;
  const auto claimed = workspace_.write([&](store::Transaction& tx) {
    return store::claim_deliveries(
        tx, {.now = now, .until = now + claim_time, .limit = room, .most_of_one = most_of_one});
  });
  for (const auto& delivery : claimed) begin(delivery);
}

void WebhookSender::begin(const store::Delivery& delivery) {
  std::optional<store::Webhook> webhook;
  std::optional<store::StoredEvent> event;
  workspace_.read([&](store::Connection& db) {
    webhook = store::find_webhook(db, delivery.webhook);
    if (!webhook) return;
    // Asked again: since it was queued the owner may have lost sight of the deal.
    if (const auto viewer = viewer_of_owner(db, *webhook))
      event = store::find_event(db, *viewer, delivery.event);
  });
  if (!webhook) return;  // Removed meanwhile, with its log.
  if (!event) {
    auto unsent = delivery;
    unsent.state = "given_up";
    unsent.next_at.reset();
    unsent.ended_at = options_.now();
    unsent.last_answer = "not sent: the webhook's owner does not see this event";
    workspace_.write([&](store::Transaction& tx) { store::note_attempt(tx, unsent); });
    return;
  }
  caller_.start(make_call(*webhook, delivery, webhook_body(*event), options_.now()),
                [this, delivery](WebhookAnswer answer) {
                  ended_.push_back({delivery, std::move(answer)});
                  caller_.interrupt();
                });
}

void WebhookSender::note_ended() {
  while (!ended_.empty()) {
    note(ended_.back());
    ended_.pop_back();
  }
}

void WebhookSender::note(const Ended& ended) {
  const auto now = options_.now();
  const auto chance = random_share();
  const auto after = workspace_.write([&](store::Transaction& tx) {
    auto delivery = ended.delivery;
    auto webhook = store::find_webhook(tx.db(), delivery.webhook);
    if (!webhook) return delivery;
    const auto before = *webhook;
    settle(delivery, *webhook, {.answer = ended.answer, .at = now, .chance = chance});
    store::note_attempt(tx, delivery);
    const bool fares_otherwise = before.failing_since != webhook->failing_since ||
                                 before.rests_until != webhook->rests_until ||
                                 before.is_active != webhook->is_active;
    if (fares_otherwise) store::update_webhook(tx, *webhook);
    return delivery;
  });
  auto& count = after.state == "done" ? done_ : after.state == "given_up" ? given_up_ : failed_;
  count.fetch_add(1, std::memory_order_relaxed);
  log_.write(LogLevel::info, "webhook",
             {{"webhook", after.webhook.value},
              {"delivery", after.id.value},
              {"attempt", std::int64_t{after.attempts}},
              {"status", std::int64_t{after.last_status.value_or(0)}},
              {"state", after.state}});
}

void WebhookSender::forget_old() {
  const auto now = options_.now();
  if (forgotten_at_ && now < *forgotten_at_ + forget_every) return;
  forgotten_at_ = now;
  workspace_.write([&](store::Transaction& tx) { store::forget_deliveries(tx, now - log_life); });
}

void WebhookSender::tell(MetricsPage& page) const {
  const MetricsPage::Name name{"stagecraft_webhook_attempts_total",
                               "Attempts to tell a webhook of an event, by what came of them."};
  for (const auto& [state, count] :
       {std::pair<std::string_view, const std::atomic<std::int64_t>*>{"done", &done_},
        {"failed", &failed_},
        {"given_up", &given_up_}})
    page.counter(name, static_cast<double>(count->load(std::memory_order_relaxed)),
                 MetricsPage::label("state", state));
}

std::string webhook_body(const store::StoredEvent& event) {
  const auto view = to_event_view(event);
  return JsonObject()
      .text("type", fmt::format("deal.{}", history::to_word(view.kind)))
      .text("timestamp", base::to_iso(view.recorded_at))
      .add("data", to_json(view))
      .str();
}

}  // namespace stagecraft::http
