#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <set>

#include "base/error.h"
#include "http/networks.h"
#include "http/webhook_retry.h"
#include "http/webhook_signature.h"
#include "http/webhook_url.h"
#include "store/people.h"
#include "store/webhooks.h"
#include "tests/http/api_world.h"
#include "tests/http/certificate.h"
#include "tests/http/live_server.h"
#include "tests/http/raw_client.h"
#include "tests/http/receiver.h"
#include "tests/store/store_test.h"
#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST(WebhookSignature, IsThatOfTheSpecificationsExample) {
  EXPECT_EQ(webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                              {.id = "msg_p5jXN8AQM9LWM0D4loKWxJek",
                               .timestamp = 1'614'265'330,
                               .body = R"({"test": 2432232314})"}),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, TakesTheSecretsThatItMakes) {
  const auto secret = new_webhook_secret();
  EXPECT_THAT(secret, StartsWith("whsec_"));
  EXPECT_NE(secret, new_webhook_secret());
  EXPECT_THAT(webhook_signature(secret, {"msg_1", 1, "{}"}), SizeIs(3 + 44));
  EXPECT_THROW(webhook_signature("sesame", {"msg_1", 1, "{}"}), std::logic_error);
}

TEST(WebAddress, IsTakenApart) {
  EXPECT_EQ(parse_web_address("https://Hooks.Example.org/a/b?c=%20d"),
            (WebAddress{true, "hooks.example.org", 443, "/a/b?c=%20d"}));
  EXPECT_EQ(parse_web_address("HTTP://10.0.0.1:8080"), (WebAddress{false, "10.0.0.1", 8080, "/"}));
  EXPECT_EQ(parse_web_address("https://[2001:db8::1]:8443?x"),
            (WebAddress{true, "2001:db8::1", 8443, "/?x"}));
  EXPECT_EQ(parse_web_address("https://[2001:db8::1]:8443?x")->authority(), "[2001:db8::1]:8443");
  EXPECT_EQ(parse_web_address("https://a.example:443/")->authority(), "a.example");
}

TEST(WebAddress, IsRefusedWhenItIsAnythingElse) {
  for (const std::string_view text :
       {"", "ftp://a.example/", "https:/a.example", "https://", "https://a b/", "https://a/ b",
        "https://user@a.example/", "https://a.example/#x", "https://a.example:0/",
        "https://a.example:65536/", "https://a.example:/", "https://[::1", "https://a..b/",
        "https://.a/", "https://a/\r\nX: y", "https://\xC3\xA4.example/", "javascript:alert(1)"})
    EXPECT_FALSE(parse_web_address(text)) << text;
}

TEST(PublicAddress, IsNoneOfOurOwnNetworkHoweverItIsWritten) {
  for (const std::string_view text : {"0.0.0.0",
                                      "10.1.2.3",
                                      "100.64.0.1",
                                      "127.0.0.1",
                                      "127.255.255.255",
                                      "169.254.169.254",
                                      "172.16.0.1",
                                      "172.31.255.255",
                                      "192.168.1.1",
                                      "198.18.0.1",
                                      "224.0.0.1",
                                      "255.255.255.255",
                                      "::",
                                      "::1",
                                      "::ffff:127.0.0.1",
                                      "::ffff:10.0.0.1",
                                      "fe80::1",
                                      "fd00::1",
                                      "ff02::1",
                                      "64:ff9b::7f00:1",
                                      "2002:7f00:1::",
                                      "2001::1",
                                      "2001:db8::1"})
    EXPECT_FALSE(is_public(text)) << text;
  for (const std::string_view text : {"1.1.1.1", "172.32.0.1", "100.128.0.1", "93.184.216.34",
                                      "2606:4700::1111", "::ffff:1.1.1.1"})
    EXPECT_TRUE(is_public(text)) << text;
}

TEST(Networks, HoldWhatIsStatedAndRefuseWhatIsNoNetwork) {
  const Networks networks(" 10.1.0.0/15, fd00::/8,127.0.0.1 ,");
  EXPECT_TRUE(networks.hold("10.1.255.1"));
  EXPECT_TRUE(networks.hold("::ffff:127.0.0.1"));
  EXPECT_TRUE(networks.hold("fd12::1"));
  EXPECT_FALSE(networks.hold("10.2.0.1"));
  EXPECT_FALSE(networks.hold("127.0.0.2"));
  for (const std::string_view text : {"10.0.0.0/33", "10.0.0.0/", "home", "10.0.0.0/-1", "1.2.3/8"})
    EXPECT_THROW(Networks{text}, base::Error) << text;
}

const base::Instant noon{std::chrono::hours(12)};

WebhookAttempt attempt(std::optional<int> status, base::Instant at = noon, double chance = 0.5) {
  return {.answer = {.status = status, .text = {}}, .at = at, .chance = chance};
}

TEST(WebhookRetry, WaitsLongerEachTimeAndGivesUpAfterTheTenth) {
  using std::chrono::hours, std::chrono::minutes, std::chrono::seconds;
  std::vector<base::Milliseconds> pauses;
  store::Delivery delivery;
  store::Webhook webhook;
  for (delivery.attempts = 1; delivery.state == "waiting"; ++delivery.attempts) {
    settle(delivery, webhook, attempt(500));
    if (delivery.next_at) pauses.push_back(*delivery.next_at - noon);
    EXPECT_EQ(delivery.next_at.has_value(), delivery.state == "waiting");
  }
  EXPECT_EQ(delivery.attempts, 11);
  EXPECT_EQ(delivery.state, "given_up");
  EXPECT_THAT(pauses, ElementsAre(seconds(5), minutes(5), minutes(30), hours(2), hours(5),
                                  hours(10), hours(14), hours(20), hours(24)));
}

TEST(WebhookRetry, SpreadsAttemptsByAFifthToEitherSide) {
  store::Webhook webhook;
  for (const auto& [chance, pause] : {std::pair(0.0, 4'000), {1.0, 6'000}}) {
    store::Delivery delivery;
    delivery.attempts = 1;
    settle(delivery, webhook, attempt({}, noon, chance));
    EXPECT_EQ(*delivery.next_at - noon, base::Milliseconds(pause));
    EXPECT_EQ(webhook.rests_until, delivery.next_at);
  }
}

TEST(WebhookRetry, EndsWithSuccessAndForgetsFailures) {
  store::Delivery delivery;
  delivery.attempts = 2;
  store::Webhook webhook;
  webhook.failing_since = webhook.rests_until = noon;
  settle(delivery, webhook, attempt(204));
  EXPECT_EQ(delivery.state, "done");
  EXPECT_EQ(delivery.ended_at, noon);
  EXPECT_FALSE(webhook.failing_since || webhook.rests_until);
}

TEST(WebhookRetry, StopsAWebhookThatIsGoneOrHasFailedForFiveDays) {
  store::Delivery delivery;
  delivery.attempts = 1;
  store::Webhook gone, failing;
  settle(delivery, gone, attempt(410));
  EXPECT_EQ(delivery.state, "given_up");
  EXPECT_FALSE(gone.is_active);
  EXPECT_THAT(gone.stopped_because, HasSubstr("410"));
  failing.failing_since = noon;
  settle(delivery, failing, attempt(500, noon + std::chrono::hours(119)));
  EXPECT_TRUE(failing.is_active);
  settle(delivery, failing, attempt(500, noon + std::chrono::hours(120)));
  EXPECT_FALSE(failing.is_active);
}

class Webhooks : public store::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    store::create_workspace(location(), name());
    settings_.webhook_networks = "127.0.0.1, ::1";
    start();
    ada_ = add_member(server_->workspace(), "ada", "administrator");
    rob_ = add_member(server_->workspace(), "rob", "rep");
    publish_small_map(*server_, ada_);
  }
  void start() {
    server_.reset();
    server_ = std::make_unique<LiveServer>(location(), name(), settings_);
  }
  LiveServer& server() { return *server_; }
  boost::json::value json(std::string_view method, std::string_view path,
                          std::string_view body = "", int status = 200) {
    const auto answer = server_->ask(method, path, body, ada_);
    EXPECT_EQ(status_of(answer), status) << answer;
    return boost::json::parse(body_of(answer));
  }
  /// Gives the secret.
  std::string add_webhook(const std::string& url, std::string_view kinds = R"(["created"])") {
    const auto made =
        json("POST", "/api/webhooks", fmt::format(R"({{"url":"{}","kinds":{}}})", url, kinds), 201);
    return made.at("secret").as_string().c_str();
  }
  /// The newest delivery, once this holds of it.
  template <class Claim>
  boost::json::value delivery_once(Claim claim) {
    boost::json::value newest;
    const bool came = wait_until([&] {
      const auto page = json("GET", "/api/webhooks/1/deliveries");
      const auto& all = page.at("deliveries").as_array();
      if (!all.empty()) newest = all.front();
      return !all.empty() && claim(newest);
    });
    EXPECT_TRUE(came) << "the newest delivery is " << newest;
    return newest;
  }

  Settings settings_ = LiveServer::small_settings();
  std::unique_ptr<LiveServer> server_;
  std::string ada_, rob_;
};

INSTANTIATE_TEST_SUITE_P(, Webhooks, store::both_engines(), store::engine_word);

TEST_P(Webhooks, AreToldOfEventsOfTheirKindsSigned) {
  Receiver receiver;
  const auto secret = add_webhook(receiver.url());
  const auto deal = create_lead(server(), rob_, "Secret plant");
  const auto request = receiver.wait_for(1).at(0);
  EXPECT_THAT(request, StartsWith("POST /hook?a=1 HTTP/1.1\r\n"));
  EXPECT_EQ(header_of(request, "Content-Type"), "application/json");
  const auto body = body_of(request);
  const auto id = header_of(request, "webhook-id").value();
  const auto timestamp = std::stoll(header_of(request, "webhook-timestamp").value());
  EXPECT_EQ(header_of(request, "webhook-signature"),
            webhook_signature(secret, {id, timestamp, body}));
  const auto told = boost::json::parse(body);
  EXPECT_EQ(told.at("type"), "deal.created");
  EXPECT_EQ(told.at("data").at("deal"), deal);
  EXPECT_THAT(body, Not(HasSubstr("Secret plant"))) << "texts that people typed";
  delivery_once([](const auto& one) { return one.at("state") == "done"; });
  EXPECT_THAT(json("GET", "/api/webhooks/1/deliveries").at("deliveries").as_array(), SizeIs(1));
}

TEST_P(Webhooks, AreTriedAgainUnderTheSameIdAndLogged) {
  std::atomic<int> status = 500;
  Receiver receiver([&](const std::string&) { return Receiver::status(status); });
  add_webhook(receiver.url());
  create_lead(server(), rob_, "One");
  const auto failed = delivery_once([](const auto& one) { return one.at("last_status") == 500; });
  EXPECT_EQ(failed.at("state"), "waiting");
  status = 200;
  server().pass(std::chrono::minutes(1));
  const auto requests = receiver.wait_for(2);
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(header_of(requests[0], "webhook-id"), header_of(requests[1], "webhook-id"));
  const auto done = delivery_once([](const auto& one) { return one.at("state") == "done"; });
  EXPECT_EQ(done.at("attempts"), 2);
}

TEST_P(Webhooks, LoseNothingWhenTheServerEnds) {
  std::atomic<int> status = 503;
  Receiver receiver([&](const std::string&) { return Receiver::status(status); });
  add_webhook(receiver.url());
  create_lead(server(), rob_, "One");
  delivery_once([](const auto& one) { return one.at("last_status") == 503; });
  status = 200;
  start();
  server().pass(std::chrono::minutes(1));
  delivery_once([](const auto& one) { return one.at("state") == "done"; });
}

TEST_P(Webhooks, AreSentOnceByTwoServersAndAgainWhenAskedFor) {
  LiveServer other(location(), name(), settings_);
  Receiver receiver;
  add_webhook(receiver.url());
  for (int i = 0; i < 5; ++i) create_lead(server(), rob_, "Lead");
  std::set<std::string> ids;
  for (const auto& request : receiver.wait_for(5))
    ids.insert(header_of(request, "webhook-id").value());
  EXPECT_THAT(ids, SizeIs(5));
  const auto newest = delivery_once([](const auto& one) { return one.at("state") == "done"; });
  EXPECT_EQ(receiver.count(), 5U);
  json("POST", fmt::format("/api/webhooks/1/deliveries/{}/attempts", newest.at("id").as_int64()),
       "{}", 202);
  const auto again = receiver.wait_for(6);
  ASSERT_THAT(again, SizeIs(6));
  EXPECT_TRUE(ids.contains(header_of(again.back(), "webhook-id").value()));
}

TEST_P(Webhooks, StopWhenTheyAnswerThatTheyAreGone) {
  Receiver receiver([](const std::string&) { return Receiver::status(410); });
  add_webhook(receiver.url());
  create_lead(server(), rob_, "One");
  delivery_once([](const auto& one) { return one.at("state") == "given_up"; });
  const auto webhook = json("GET", "/api/webhooks/1");
  EXPECT_EQ(webhook.at("is_active"), false);
  EXPECT_EQ(webhook.at("stopped_because"), "It answered 410 Gone.");
  create_lead(server(), rob_, "Never told");
  EXPECT_EQ(json("PATCH", "/api/webhooks/1", R"({"is_active":true})").at("stopped_because"), "");
}

TEST_P(Webhooks, DoNotFollowRedirects) {
  Receiver elsewhere;
  Receiver receiver([&](const std::string&) {
    return Receiver::status(302, fmt::format("Location: {}\r\n", elsewhere.url()));
  });
  add_webhook(receiver.url());
  create_lead(server(), rob_, "One");
  delivery_once([](const auto& one) { return one.at("last_status") == 302; });
  EXPECT_EQ(elsewhere.count(), 0U);
}

TEST_P(Webhooks, AreSignedByBothSecretsWhileOneIsExchanged) {
  Receiver receiver;
  const auto before = add_webhook(receiver.url());
  const std::string after =
      json("POST", "/api/webhooks/1/secrets", "{}", 201).at("secret").as_string().c_str();
  EXPECT_NE(before, after);
  create_lead(server(), rob_, "One");
  const auto request = receiver.wait_for(1).at(0);
  const auto body = body_of(request);
  const auto id = header_of(request, "webhook-id").value();
  const SignedMessage message{id, std::stoll(header_of(request, "webhook-timestamp").value()),
                              body};
  EXPECT_EQ(header_of(request, "webhook-signature"),
            webhook_signature(after, message) + " " + webhook_signature(before, message));
  EXPECT_THAT(server().ask("GET", "/api/webhooks/1", "", ada_), Not(HasSubstr("whsec_")));
  EXPECT_THAT(server().ask("GET", "/api/webhooks", "", ada_), Not(HasSubstr("whsec_")));
}

TEST_P(Webhooks, AreToldNoMoreThanTheirOwnerSees) {
  Receiver receiver;
  add_webhook(receiver.url());
  server().workspace().write([](store::Transaction& tx) {
    auto ada = store::find_person_by_email(tx.db(), "ada@example.org").value();
    ada.is_active = false;
    store::update_person(tx, ada);
  });
  create_lead(server(), rob_, "Of Rob");
  const auto is_behind = [](store::Connection& db) { return !store::webhooks_behind(db).empty(); };
  EXPECT_TRUE(wait_until([&] { return !server().workspace().read(is_behind); }));
  const auto deliveries = server().workspace().read(
      [](store::Connection& db) { return store::list_deliveries(db, store::WebhookId{1}, 10); });
  EXPECT_THAT(deliveries, IsEmpty());
}

TEST_P(Webhooks, CallNobodyInOurOwnNetworkUnlessItIsAllowed) {
  settings_.webhook_networks = "10.0.0.0/8";
  start();
  Receiver receiver;
  add_webhook(receiver.url());
  create_lead(server(), rob_, "One");
  const auto refused = delivery_once(
      [](const auto& one) { return one.at("attempts") == 1 && one.at("last_answer") != ""; });
  EXPECT_THAT(refused.at("last_answer").as_string().c_str(), HasSubstr("not called"));
  EXPECT_EQ(receiver.count(), 0U);
}

TEST_P(Webhooks, AreCalledOverTlsOnlyWhereTheCertificateIsTrusted) {
  const TempFolder folder;
  auto theirs = LiveServer::small_settings();
  theirs.tls_certificate = folder.path("certificate.pem");
  theirs.tls_key = folder.path("key.pem");
  make_certificate(theirs.tls_certificate, theirs.tls_key);
  const store::Location theirs_place(folder.path());
  store::create_workspace(theirs_place, "them");
  LiveServer them(theirs_place, "them", theirs);
  add_webhook(fmt::format("https://localhost:{}/health", them.port()));
  create_lead(server(), rob_, "One");
  const auto refused = delivery_once([](const auto& one) { return one.at("last_answer") != ""; });
  EXPECT_THAT(refused.at("last_answer").as_string().c_str(), HasSubstr("certificate"));
  settings_.webhook_certificates = theirs.tls_certificate;
  start();
  server().pass(std::chrono::hours(1));
  delivery_once([](const auto& one) { return one.at("last_status") == 405; });
}

using WebhookRights = ApiWorld;

TEST_F(WebhookRights, LetATokenThatReadsNoDealsChangeNothingThatIsTold) {
  as(ada);
  const auto made = post("/api/webhooks", R"({"url":"https://hooks.example.org/"})");
  ASSERT_EQ(made.status, 201) << made.text;
  const auto path = made.header("Location");
  by_token("webhook.change");
  for (const auto* change :
       {R"({"url":"https://other.example.org/"})", R"({"kinds":["won"]})", R"({"is_active":true})"})
    EXPECT_EQ(patch(path, change).status, 403) << change;
  EXPECT_EQ(get(path).at("/url"), "https://hooks.example.org/");
  by_token("webhook.change deal.read");
  EXPECT_EQ(patch(path, R"({"kinds":["won"]})").status, 200);
}

TEST_P(Webhooks, AreRefusedWithEveryFault) {
  const auto refused =
      json("POST", "/api/webhooks", R"({"url":"gopher://a.example","kinds":["won","wonn"]})", 422);
  EXPECT_EQ(refused.at("faults").at(0).at("at"), "/url");
  EXPECT_EQ(refused.at("faults").at(1).at("at"), "/kinds/1");
  EXPECT_EQ(status_of(server().ask("GET", "/api/webhooks", "", rob_)), 403);
  settings_.webhook_networks = "";
  start();
  json("POST", "/api/webhooks", R"({"url":"http://a.example/"})", 422);
}

}  // namespace
}  // namespace stagecraft::http
