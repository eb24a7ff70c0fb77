#include "tests/http/live_server.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <thread>

#include "http/store_metrics.h"
#include "store/people.h"
#include "store/sign_in.h"
#include "tests/http/raw_client.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
Settings LiveServer::small_settings() {
  Settings settings;
  settings.listen = "127.0.0.1:0";
  settings.threads = 2;
  settings.workers = 4;
  settings.stop_seconds = 5;
  settings.heartbeat_seconds = 1;
  settings.requests_per_second = 0;
  return settings;
}

LiveServer::LiveServer(const store::Location& location, const std::string& workspace,
                       Settings settings, std::chrono::milliseconds streams_look_every)
    : settings_(std::move(settings)),
      workspace_(std::make_unique<store::Workspace>(location, workspace)),
      streams_(*workspace_, log_,
               {.per_person = static_cast<std::size_t>(settings_.streams_per_person),
                .look_every = streams_look_every}) {
  metrics_.add([this](MetricsPage& page) { streams_.tell(page); });
  tell_of_store(metrics_, *workspace_, live_log_);
  webhooks_ = std::make_unique<WebhookSender>(
      *workspace_, log_,
      WebhookSender::Options{.caller = {.networks = settings_.webhook_networks,
                                        .certificates = settings_.webhook_certificates},
                             .now = [this] { return system_now() + base::Milliseconds(ahead_ms_); },
                             .look_every = std::chrono::milliseconds(20)});
  metrics_.add([this](MetricsPage& page) { webhooks_->tell(page); });
  app_.identify = [this](const Request& request) {
    return gatekeeper_.identify(request, system_now());
  };
  app_.workspace = workspace_.get();
  app_.gatekeeper = &gatekeeper_;
  app_.maps = &maps_;
  app_.live_log = &live_log_;
  app_.streams = &streams_;
  add_resources(routes_);
  server_ = std::make_unique<Server>(routes_, app_);
}

std::string LiveServer::ask(std::string_view method, std::string_view path, std::string_view body,
                            std::string_view headers) const {
  RawClient client(port());
  client.send(
      fmt::format("{} {} HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                  "Content-Length: {}\r\n{}\r\n{}",
                  method, path, body.size(), headers, body));
  return client.read_answer(method != "HEAD");
}

std::vector<std::string> LiveServer::log_lines() const {
  const std::scoped_lock lock(mutex_);
  return lines_;
}

bool wait_until(const std::function<bool()>& claim) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < deadline) {
    if (claim()) return true;
    std::this_thread::yield();
  }
  return false;
}

std::string add_member(store::Workspace& workspace, std::string_view name, std::string_view role) {
  const auto secret = fmt::format("stagecraft_token_of_{}", name);
  workspace.write([&](store::Transaction& transaction) {
    const auto person =
        store::create_person(transaction, {.email = fmt::format("{}@example.org", name),
                                           .name = std::string(name),
                                           .role = std::string(role),
                                           .team = {},
                                           .created_at = system_now()});
    store::create_token(transaction, secret,
                        {.id = {},
                         .person = person,
                         .name = "test",
                         .scopes = "all",
                         .created_at = system_now(),
                         .used_at = {},
                         .expires_at = {},
                         .revoked_at = {}});
  });
  return fmt::format("Authorization: Bearer {}\r\n", secret);
}

void publish_small_map(LiveServer& server, std::string_view administrator) {
  const auto made = server.ask(
      "POST", "/api/processes",
      boost::json::serialize(boost::json::object{{"text", map_of_one_stage}}), administrator);
  ASSERT_EQ(status_of(made), 201) << made;
  const auto published = server.ask("POST", "/api/processes/1/versions", "{}", administrator);
  ASSERT_EQ(status_of(published), 201) << published;
}

std::int64_t create_lead(LiveServer& server, std::string_view who, std::string_view name) {
  const auto made =
      server.ask("POST", "/api/deals", fmt::format(R"({{"name":"{}","process":1}})", name), who);
  EXPECT_EQ(status_of(made), 201) << made;
  return boost::json::parse(body_of(made)).at("id").as_int64();
}

}  // namespace stagecraft::http
