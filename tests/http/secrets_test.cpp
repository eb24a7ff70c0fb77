// What the server writes down while people work with it holds none of their secrets.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "store/people.h"
#include "store/webhooks.h"
#include "tests/http/live_server.h"
#include "tests/http/raw_client.h"
#include "tests/http/receiver.h"
#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view password = "sesame open twice";

class Secrets : public ::testing::Test {
 protected:
  Secrets() : place_(folder_.path()) {
    store::create_workspace(place_, "main");
    settings_.webhook_networks = "127.0.0.1";
    server_ = std::make_unique<LiveServer>(place_, "main", settings_);
  }
  std::string ask(std::string_view method, std::string_view path, std::string_view body = "") {
    const auto answer = server_->ask(method, path, body, cookie_);
    EXPECT_LT(status_of(answer), 300) << path << ": " << answer;
    return answer;
  }
  std::string text_in(const std::string& answer, std::string_view member) {
    return boost::json::parse(body_of(answer)).at(member).as_string().c_str();
  }
  std::string logged() const {
    std::string text;
    for (const auto& line : server_->log_lines()) text += line + "\n";
    return text;
  }
  void set_up() {
    const auto link = server_->offer_setup();
    secrets_.push_back(link);
    const auto answer = ask("POST", "/api/setup",
                            fmt::format(R"({{"secret":"{}","name":"Ana",)"
                                        R"("email":"ana@example.org","password":"{}"}})",
                                        link, password));
    const auto header = header_of(answer, "Set-Cookie").value();
    cookie_ = "Cookie: " + header.substr(0, header.find(';')) + "\r\n";
    secrets_.push_back(header.substr(header.find('=') + 1, 43));
    secrets_.emplace_back(password);
  }

  TempFolder folder_;
  store::Location place_;
  Settings settings_ = LiveServer::small_settings();
  std::unique_ptr<LiveServer> server_;
  std::string cookie_;
  std::vector<std::string> secrets_;
};

TEST_F(Secrets, AreNeitherInTheLogNorInTheMetrics) {
  Receiver receiver([](const std::string&) { return Receiver::status(500); });
  set_up();
  const auto token =
      text_in(ask("POST", "/api/tokens", R"({"name":"program","scopes":["all"]})"), "secret");
  const auto hook = text_in(
      ask("POST", "/api/webhooks", fmt::format(R"({{"url":"{}&key=hookkey"}})", receiver.url())),
      "secret");
  const auto rotated = text_in(ask("POST", "/api/webhooks/1/secrets", "{}"), "secret");
  const auto calendar = text_in(ask("POST", "/api/calendar-address"), "path");
  const auto feed_secret = calendar.substr(calendar.rfind('/') + 1, 43);
  for (const auto& secret : {token, hook, rotated, feed_secret, std::string("hookkey")})
    secrets_.push_back(secret);
  publish_small_map(*server_, cookie_);
  create_lead(*server_, cookie_, "Plant");
  receiver.wait_for(1);
  // Right and wrong ways in, with secrets wherever somebody might put them.
  ask("GET", calendar);
  const auto bearer = fmt::format("Authorization: Bearer {}\r\n", token);
  EXPECT_EQ(status_of(server_->ask("GET", "/api/deals?name=" + token, "", bearer)), 200);
  server_->ask("GET", "/api/nothing/" + token, "", bearer);
  server_->ask("GET", "/calendars/" + feed_secret + "x.ics");
  server_->ask("POST", "/api/session",
               fmt::format(R"({{"email":"ana@example.org","password":"{}!"}})", password));
  server_->ask("POST", "/api/setup", fmt::format(R"({{"secret":"{}"}})", secrets_.front()));
  server_->ask("POST", "/api/webhooks", fmt::format(R"({{"url":"gopher://{}"}})", token), bearer);
  EXPECT_TRUE(
      wait_until([&] { return logged().find(R"("event":"webhook")") != std::string::npos; }));
  const auto written = server_->ask("GET", "/metrics") + logged();
  EXPECT_THAT(written, HasSubstr("\"route\":\"/calendars/{secret:text}\""));
  EXPECT_THAT(written, HasSubstr("stagecraft_webhook_attempts_total"));
  for (const auto& secret : secrets_) {
    ASSERT_GE(secret.size(), 7U);
    EXPECT_THAT(written, Not(HasSubstr(secret)));
  }
}

TEST_F(Secrets, AreKeptFromLogLinesThatNameTheirRequest) {
  set_up();
  server_->ask("GET", "/api/people", "", cookie_ + "X-Request-Id: of-the-test\r\n");
  EXPECT_TRUE(wait_until([&] {
    return logged().find(R"("request_id":"of-the-test")") != std::string::npos;
  })) << "it is written after the answer";
}

TEST_F(Secrets, StayOutOfTheMetricsOfTheStore) {
  set_up();
  const auto page = server_->ask("GET", "/metrics");
  for (const std::string_view name :
       {"stagecraft_commits_total", "stagecraft_commit_duration_seconds_bucket",
        "stagecraft_commit_changes_bucket{le=\"1\"}", "stagecraft_writer_queue 0\n",
        "stagecraft_live_log_lag_events 0\n", "stagecraft_streams 0\n",
        "stagecraft_http_requests_total{method=\"POST\",route=\"/api/setup\",status=\"201\"} 1\n",
        "stagecraft_http_request_duration_seconds_count"})
    EXPECT_THAT(page, HasSubstr(std::string(name)));
}

}  // namespace
}  // namespace stagecraft::http
