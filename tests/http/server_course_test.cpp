// How a server goes through with a request: large and slow ones, live answers, limits, and its end.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <future>
#include <mutex>

#include "http/request_parser.h"
#include "http/server.h"
#include "tests/http/asking.h"
#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;

/// Holds a handler until the test lets it go.
struct Gate {
  std::promise<void> reached, opened;
};
Gate* gate = nullptr;

/// What a test says to all live answers.
struct Wire {
  std::mutex mutex;
  std::vector<std::string> said;
  bool is_over = false;
  std::function<void()> wake;

  void say(std::string text, bool ends = false) {
    std::function<void()> to_wake;
    {
      const std::scoped_lock lock(mutex);
      if (!text.empty()) said.push_back(std::move(text));
      is_over = ends;
      to_wake = wake;
    }
    if (to_wake) to_wake();
  }
};
Wire* wire = nullptr;

class WireBody : public LiveBody {
 public:
  std::optional<std::string> take() override {
    const std::scoped_lock lock(wire->mutex);
    if (next_ < wire->said.size()) return wire->said[next_++];
    return wire->is_over ? std::nullopt : std::optional<std::string>("");
  }
  void on_news(std::function<void()> wake) override {
    const std::scoped_lock lock(wire->mutex);
    wire->wake = std::move(wake);
  }

 private:
  std::size_t next_ = 0;
};

void add_test_routes(Routes& routes) {
  add_echo(routes);
  routes.add({.method = Method::post,
              .path = "/api/files",
              .access = Access::anyone(),
              .summary = "Take a file",
              .replies = {{200, "Its size"}},
              .handler =
                  [](const Request& request, App&) {
                    Response response;
                    response.body = fmt::to_string(std::filesystem::file_size(request.body_file));
                    return response;
                  },
              .takes_file = true});
  routes.add({.path = "/api/slow",
              .access = Access::anyone(),
              .summary = "Wait",
              .replies = {{204, "Done"}},
              .handler = [](const Request&, App&) {
                gate->reached.set_value();
                gate->opened.get_future().wait();
                return no_content();
              }});
  routes.add({.path = "/api/long",
              .access = Access::anyone(),
              .summary = "A million numbers",
              .replies = {{200, "Lines", nullptr, "text/plain"}},
              .handler = [](const Request&, App&) {
                Response response;
                response.type = "text/plain";
                response.pieces = [i = 0]() mutable {
                  return i < 40 ? std::string(50'000, static_cast<char>('a' + i++ % 26))
                                : std::string();
                };
                return response;
              }});
  routes.add({.path = "/api/live",
              .access = Access::anyone(),
              .summary = "Go on",
              .replies = {{200, "Events", nullptr, "text/event-stream"}},
              .handler = [](const Request&, App&) {
                Response response;
                response.type = "text/event-stream";
                response.live = std::make_unique<WireBody>();
                return response;
              }});
}

TEST(Server, RefusesAHeaderThatIsTooLarge) {
  RunningServer server;
  RawClient client(server.port());
  client.send("GET /health HTTP/1.1\r\nHost: test\r\nX: " + std::string(20'000, 'x'));
  EXPECT_EQ(status_of(client.read_all()), 431);
}

TEST(Server, RefusesABodyThatIsTooLargeBeforeItIsSent) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  RawClient client(server.port());
  client.send("POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Length: 99999999\r\n\r\n");
  EXPECT_EQ(status_of(client.read_all()), 413);
}

TEST(Server, RefusesAChunkedBodyOnceItIsTooLarge) {
  auto settings = RunningServer::small_settings();
  settings.body_bytes = 10'000;
  RunningServer server(settings, add_test_routes);
  RawClient client(server.port());
  client.send("POST /api/echoes HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = fmt::format("{:x}\r\n{}\r\n", 4'000, std::string(4'000, 'x'));
  for (int i = 0; i < 4; ++i) client.send(chunk);
  EXPECT_EQ(status_of(client.read_all()), 413);
}

TEST(Server, ReadsAChunkedBody) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const auto answer =
      ask(server,
          "POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
          "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"tex\r\n7\r\nt\":\"a\"}\r\n0\r\n\r\n");
  EXPECT_EQ(body_of(answer), R"({"text":"a"})");
}

TEST(Server, AnswersNothingToABodyThatIsCutOff) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  RawClient client(server.port());
  client.send("POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n{\"text\":");
  client.finish();
  EXPECT_EQ(client.read_all(), "");
}

TEST(Server, InvitesABodyThatWaitsForIt) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  RawClient client(server.port());
  client.send(
      "POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
      "Content-Length: 12\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send(R"({"text":"a"})");
  EXPECT_EQ(status_of(client.read_answer()), 201);
}

TEST(Server, PutsAnUploadIntoAFileThatIsGoneAfter) {
  auto settings = RunningServer::small_settings();
  const TempFolder folder;
  settings.data = folder.path("data");
  RunningServer server(settings, add_test_routes);
  const std::string body(3'000'000, 'x');
  EXPECT_EQ(body_of(ask(server, post("/api/files", body))), "3000000");
  server.server().stop();
  EXPECT_TRUE(std::filesystem::is_empty(folder.path("data/uploads")));
}

TEST(Server, SaysThatAnUploadCannotBeKept) {
  const TempFolder folder;
  auto settings = RunningServer::small_settings();
  settings.data = folder.write("no_folder", "");
  RunningServer server(settings, add_test_routes);
  EXPECT_EQ(status_of(ask(server, post("/api/files", "x"))), 503);
  server.server().stop();
  EXPECT_THAT(server.log_lines(), ::testing::Contains(HasSubstr("An uploaded file cannot be")));
}

TEST(RequestParser, PassesOnWhatTheSinkOfABodyThrows) {
  RequestParser parser(4096);
  const std::string_view request = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\nx";
  const auto head = parser.put(request);
  parser.begin_body(
      10, [](std::string_view) { throw base::Error(base::ErrorKind::io, "The disk is full."); });
  EXPECT_THROW(parser.put(request.substr(head)), base::Error);
}

TEST(Server, StreamsALongAnswerInChunks) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  RawClient client(server.port());
  client.send(get("/api/long") + get("/health"));
  const auto answer = client.read_answer();
  EXPECT_EQ(header_of(answer, "Transfer-Encoding"), "chunked");
  EXPECT_GT(answer.size(), 2'000'000U);
  EXPECT_EQ(status_of(client.read_answer()), 200);
}

TEST(Server, SendsNewsOfALiveAnswerAsTheyComeWithoutAWorker) {
  Wire said;
  wire = &said;
  auto settings = RunningServer::small_settings();
  settings.workers = 1;
  RunningServer server(settings, add_test_routes);
  RawClient client(server.port());
  said.say("data: first\n\n");
  client.send(get("/api/live"));
  EXPECT_THAT(client.read_until("data: first\n\n"), HasSubstr("text/event-stream"));
  EXPECT_EQ(status_of(ask(server, get("/ready"))), 200) << "the one worker is free";
  said.say("data: second\n\n");
  EXPECT_NE(client.read_until("data: second\n\n"), "");
  said.say("", true);
  EXPECT_NE(client.read_until("0\r\n\r\n"), "");
  client.send(get("/health"));
  EXPECT_EQ(status_of(client.read_answer()), 200) << "the connection goes on";
}

TEST(Server, KeepsASilentLiveAnswerAliveAndEndsItWhenItStops) {
  Wire said;
  wire = &said;
  auto settings = RunningServer::small_settings();
  settings.heartbeat_seconds = 1;
  RunningServer server(settings, add_test_routes);
  RawClient client(server.port());
  client.send(get("/api/live"));
  EXPECT_NE(client.read_until(":\n\n"), "");
  server.server().stop();
  EXPECT_THAT(client.read_all(), ::testing::EndsWith("0\r\n\r\n"));
  said.say("data: to nobody\n\n", true);
}

TEST(Server, ClosesASilentConnectionAfterItsIdleTime) {
  auto settings = RunningServer::small_settings();
  settings.idle_seconds = 1;
  RunningServer server(settings);
  RawClient client(server.port());
  EXPECT_EQ(client.read_all(), "");
}

TEST(Server, ClosesAConnectionWhoseHeaderDoesNotCome) {
  auto settings = RunningServer::small_settings();
  settings.header_seconds = 1;
  RunningServer server(settings);
  RawClient client(server.port());
  client.send("GET /health HTTP/1.1\r\nHo");
  EXPECT_EQ(client.read_all(), "");
}

TEST(Server, ClosesAConnectionWhoseBodyDoesNotCome) {
  auto settings = RunningServer::small_settings();
  settings.body_seconds = 1;
  RunningServer server(settings, add_test_routes);
  RawClient client(server.port());
  client.send("POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n{");
  EXPECT_EQ(client.read_all(), "");
}

TEST(Server, AnswersOthersWhileManyAreSilent) {
  RunningServer server;
  std::vector<std::unique_ptr<RawClient>> silent;
  for (int i = 0; i < 300; ++i) {
    silent.push_back(std::make_unique<RawClient>(server.port()));
    silent.back()->send("GET /hea");
  }
  EXPECT_EQ(status_of(ask(server, get("/health"))), 200);
}

TEST(Server, TurnsAwayConnectionsOverTheLimitOfAClient) {
  auto settings = RunningServer::small_settings();
  settings.connections_per_client = 2;
  RunningServer server(settings);
  RawClient first(server.port()), second(server.port());
  for (auto* client : {&first, &second}) {
    client->send(get("/health"));
    EXPECT_EQ(status_of(client->read_answer()), 200);
  }
  RawClient third(server.port());
  EXPECT_EQ(third.read_all(), "");
}

TEST(Server, SlowsDownAClientThatAsksTooOften) {
  auto settings = RunningServer::small_settings();
  settings.requests_per_second = 1;
  settings.request_burst = 2;
  RunningServer server(settings);
  RawClient client(server.port());
  client.send(get("/health") + get("/health") + get("/health"));
  EXPECT_EQ(status_of(client.read_answer()), 200);
  EXPECT_EQ(status_of(client.read_answer()), 200);
  const auto third = client.read_answer();
  EXPECT_EQ(status_of(third), 429);
  EXPECT_EQ(header_of(third, "Retry-After"), "1");
}

TEST(Server, SaysThatItIsBusyWhenTheQueueIsFull) {
  auto settings = RunningServer::small_settings();
  settings.workers = 1;
  settings.queue = 1;
  Gate held;
  gate = &held;
  RunningServer server(settings, add_test_routes);
  RawClient slow(server.port());
  slow.send(get("/api/slow"));
  held.reached.get_future().wait();
  // One more may wait; of two, one is refused, whichever comes second.
  RawClient waits(server.port()), other(server.port());
  waits.send(get("/ready"));
  other.send(get("/ready"));
  auto refused = std::async(std::launch::async, [&] { return waits.read_answer(); });
  auto refused_too = std::async(std::launch::async, [&] { return other.read_answer(); });
  while (refused.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready &&
         refused_too.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
  }
  EXPECT_EQ(status_of(ask(server, get("/health"))), 200) << "what needs no worker goes on";
  held.opened.set_value();
  const auto first = refused.get(), second = refused_too.get();
  EXPECT_EQ(status_of(first) + status_of(second), 200 + 503);
  EXPECT_EQ(header_of(status_of(first) == 503 ? first : second, "Retry-After"), "1");
  EXPECT_EQ(status_of(slow.read_answer()), 204);
}

TEST(Server, FinishesRequestsUnderWayWhenItStops) {
  Gate held;
  gate = &held;
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  RawClient busy(server.port()), idle(server.port());
  busy.send(get("/api/slow"));
  held.reached.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { server.server().stop(); });
  EXPECT_EQ(idle.read_all(), "");
  held.opened.set_value();
  const auto answer = busy.read_answer();
  EXPECT_EQ(status_of(answer), 204);
  EXPECT_EQ(header_of(answer, "Connection"), "close");
  stopped.get();
}

TEST(Server, StopsWhileClientsAreInTheMiddleOfARequest) {
  auto settings = RunningServer::small_settings();
  settings.stop_seconds = 0;
  RunningServer server(settings, add_test_routes);
  RawClient head(server.port()), body(server.port());
  head.send("GET /heal");
  body.send("POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n{");
  server.server().stop();
  EXPECT_EQ(head.read_all(), "");
}

}  // namespace
}  // namespace stagecraft::http
