#include "http/server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <mutex>

#include "base/error.h"
#include "tests/http/raw_client.h"
#include "tests/http/running_server.h"

namespace stagecraft::http {

struct Echoed {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Echoed, (), (text))

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
  routes.add({.method = Method::post,
              .path = "/api/echoes",
              .access = Access::anyone(),
              .summary = "Say it again",
              .body = &shape_of<Echoed>(),
              .replies = {{201, "The same", &shape_of<Echoed>()}},
              .handler = [](const Request& request, App&) {
                return created("/api/echoes/1", request.read<Echoed>());
              }});
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
  routes.add({.path = "/api/defect",
              .access = Access::anyone(),
              .summary = "Break",
              .replies = {},
              .handler = [](const Request&, App&) -> Response {
                throw std::runtime_error("the secret cause");
              }});
  routes.add({.path = "/api/closed",
              .access = Access::with(selling::Right::deal_read),
              .summary = "Only for some",
              .replies = {},
              .handler = [](const Request&, App&) { return no_content(); }});
}

std::string get(std::string_view path) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: test\r\n\r\n", path);
}

std::string post(std::string_view path, std::string_view body, std::string_view headers = "") {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: "
      "{}\r\n{}\r\n{}",
      path, body.size(), headers, body);
}

std::string ask(RunningServer& server, const std::string& request) {
  RawClient client(server.port());
  client.send(request);
  return client.read_answer();
}

TEST(Server, TellsThatItIsUp) {
  RunningServer server;
  const auto answer = ask(server, get("/health"));
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(body_of(answer), R"({"status":"up"})");
}

TEST(Server, IsNotReadyWhileSomethingIsMissingAndSaysWhat) {
  RunningServer server;
  EXPECT_EQ(status_of(ask(server, get("/ready"))), 200);
  server.app().readiness.push_back([] { return std::optional<std::string>("no database"); });
  const auto answer = ask(server, get("/ready"));
  EXPECT_EQ(status_of(answer), 503);
  EXPECT_THAT(body_of(answer), HasSubstr("no database"));
}

TEST(Server, AnswersSeveralRequestsOnOneConnection) {
  RunningServer server;
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send(get("/health"));
    EXPECT_EQ(status_of(client.read_answer()), 200);
  }
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 50; ++i) all += post("/api/echoes", fmt::format(R"({{"text":"n{}"}})", i));
  client.send(all);
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(body_of(client.read_answer()), fmt::format(R"({{"text":"n{}"}})", i));
}

TEST(Server, AnswersARequestThatComesByteByByte) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  RawClient client(server.port());
  for (const char c : post("/api/echoes", R"({"text":"slow"})")) client.send({&c, 1});
  EXPECT_EQ(status_of(client.read_answer()), 201);
}

TEST(Server, SendsNoBodyForHeadButItsLength) {
  RunningServer server;
  RawClient client(server.port());
  client.send("HEAD /health HTTP/1.1\r\nHost: test\r\n\r\n" + get("/health"));
  const auto head = client.read_answer(false);
  EXPECT_EQ(header_of(head, "Content-Length"), "15");
  EXPECT_EQ(body_of(client.read_answer()), R"({"status":"up"})");
}

TEST(Server, ClosesAfterAnAnswerWhenAskedTo) {
  RunningServer server;
  RawClient client(server.port());
  client.send("GET /health HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(header_of(client.read_all(), "Connection"), "close");
}

TEST(Server, SaysWhichMethodsAnAddressKnows) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const auto refused = ask(server, get("/api/echoes"));
  EXPECT_EQ(status_of(refused), 405);
  EXPECT_EQ(header_of(refused, "Allow"), "POST, OPTIONS");
  const auto options = ask(server, "OPTIONS /health HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(status_of(options), 204);
  EXPECT_EQ(header_of(options, "Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(status_of(ask(server, get("/nowhere"))), 404);
}

TEST(Server, SaysEveryFaultOfABodyWithItsPlace) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const auto answer = ask(server, post("/api/echoes", R"({"text":1,"txet":2})"));
  EXPECT_EQ(status_of(answer), 422);
  EXPECT_EQ(header_of(answer, "Content-Type"), "application/problem+json");
  EXPECT_THAT(body_of(answer), HasSubstr(R"({"at":"/text","message":"expected a text")"));
  EXPECT_THAT(
      body_of(answer),
      HasSubstr(R"({"at":"/txet","message":"unknown field","mend":"Did you mean 'text'?"})"));
}

TEST(Server, TellsBrokenJsonFromWrongJson) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  EXPECT_EQ(status_of(ask(server, post("/api/echoes", "{"))), 400);
  EXPECT_EQ(status_of(ask(server, post("/api/echoes", "{} x"))), 400);
  EXPECT_EQ(status_of(ask(server, post("/api/echoes", "[]"))), 422);
  EXPECT_EQ(status_of(ask(server, post("/api/echoes", std::string(100, '[')))), 413);
}

TEST(Server, TakesJsonOnlyWhenItIsCalledSo) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const auto answer = ask(server,
                          "POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n"
                          "Content-Length: 2\r\n\r\n{}");
  EXPECT_EQ(status_of(answer), 415);
}

TEST(Server, RefusesUnknownParametersOfTheAddress) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const auto answer = ask(server, get("/health?limit=3"));
  EXPECT_EQ(status_of(answer), 422);
  EXPECT_THAT(body_of(answer), HasSubstr("?limit"));
}

TEST(Server, AsksWhoItIsWhereARightIsNeeded) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const auto answer = ask(server, get("/api/closed"));
  EXPECT_EQ(status_of(answer), 401);
  EXPECT_EQ(header_of(answer, "WWW-Authenticate"), "Bearer");
}

TEST(Server, RefusesWhatAnotherSitesPageSends) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const auto from = [&](std::string_view header) {
    return status_of(ask(server, post("/api/echoes", R"({"text":""})", header)));
  };
  EXPECT_EQ(from("Origin: https://evil.example\r\n"), 403);
  EXPECT_EQ(from("Sec-Fetch-Site: cross-site\r\n"), 403);
  EXPECT_EQ(from("Origin: null\r\n"), 403);
  EXPECT_EQ(from("Origin: http://test\r\n"), 201);
}

TEST(Server, HidesADefectFromTheClientAndLogsIt) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const auto answer = ask(server, get("/api/defect"));
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_THAT(body_of(answer), HasSubstr("That failed here, and is logged."));
  EXPECT_THAT(answer, Not(HasSubstr("secret cause")));
  EXPECT_THAT(server.log_lines(), ::testing::Contains(HasSubstr("the secret cause")));
}

TEST(Server, TakesOverAGoodRequestIdAndMakesOneOtherwise) {
  RunningServer server;
  const auto with = [&](std::string_view id) {
    return header_of(
        ask(server,
            fmt::format("GET /health HTTP/1.1\r\nHost: test\r\nX-Request-Id: {}\r\n\r\n", id)),
        "X-Request-Id");
  };
  EXPECT_EQ(with("abc-1.2_3"), "abc-1.2_3");
  EXPECT_EQ(with("a b").value().size(), 16U);
  EXPECT_EQ(with(std::string(65, 'x')).value().size(), 16U);
}

TEST(Server, LogsARequestWithoutItsQueryStringAndHeaders) {
  RunningServer server;
  {
    RawClient client(server.port());
    client.send(
        "GET /health?token=sesame HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer sesame\r\n\r\n");
    client.read_answer();
  }
  server.server().stop();
  const auto lines = server.log_lines();
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr(R"("route":"/health")")));
  EXPECT_THAT(lines, Not(::testing::Contains(HasSubstr("sesame"))));
}

TEST(Server, CountsRequestsByRouteAndStatus) {
  RunningServer server;
  ask(server, get("/health"));
  ask(server, get("/nowhere"));
  // The count of a request follows its answer, so it is looked for until it is there.
  RawClient client(server.port());
  std::string page;
  for (int i = 0; i < 1000 && page.find("route=\"none\",status=\"404\"} 1") == page.npos; ++i) {
    client.send(get("/metrics"));
    page = client.read_answer();
  }
  EXPECT_THAT(
      page,
      HasSubstr(R"(stagecraft_http_requests_total{method="GET",route="/health",status="200"} 1)"));
  EXPECT_THAT(
      page, HasSubstr(R"(stagecraft_http_requests_total{method="",route="none",status="404"} 1)"));
  EXPECT_THAT(page, HasSubstr("stagecraft_http_connections "));
}

TEST(Server, SendsSecurityHeadersWithEveryAnswer) {
  RunningServer server;
  for (const auto* path : {"/health", "/nowhere"}) {
    const auto answer = ask(server, get(path));
    EXPECT_EQ(header_of(answer, "Content-Security-Policy"),
              "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(answer, "Strict-Transport-Security"), std::nullopt);
  }
  EXPECT_THAT(header_of(ask(server, get("/api/docs")), "Content-Security-Policy").value(),
              HasSubstr("script-src 'self'"));
}

TEST(Server, RefusesWhatIsNoRequest) {
  RunningServer server(RunningServer::small_settings(), add_test_routes);
  const std::pair<std::string, int> cases[] = {
      {"nonsense\r\n\r\n", 400},
      {"GET /health HTTP/1.1\r\n\r\n", 400},
      {"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET /%zz HTTP/1.1\r\nHost: test\r\n\r\n", 400},
      {"GET /a/../b HTTP/1.1\r\nHost: test\r\n\r\n", 400},
      {"GET /%00 HTTP/1.1\r\nHost: test\r\n\r\n", 400},
      {"BREW /health HTTP/1.1\r\nHost: test\r\n\r\n", 501},
      {"GET /health HTTP/2.0\r\nHost: test\r\n\r\n", 505},
      {"POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nContent-Length: "
       "4\r\n\r\nabcd",
       400},
      {"POST /api/echoes HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
  };
  for (const auto& [request, status] : cases) {
    RawClient client(server.port());
    client.send(request);
    EXPECT_EQ(status_of(client.read_all()), status) << request;
  }
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
  const auto folder = std::filesystem::path(::testing::TempDir()) / "uploads_test";
  settings.data = folder;
  RunningServer server(settings, add_test_routes);
  const std::string body(3'000'000, 'x');
  EXPECT_EQ(body_of(ask(server, post("/api/files", body))), "3000000");
  server.server().stop();
  EXPECT_TRUE(std::filesystem::is_empty(folder / "uploads"));
  std::filesystem::remove_all(folder);
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

TEST(Server, RefusesToListenWhereAnotherServerDoes) {
  RunningServer first;
  auto settings = RunningServer::small_settings();
  settings.listen = fmt::format("127.0.0.1:{}", first.port());
  EXPECT_THROW(RunningServer second(settings), base::Error);
}

TEST(Server, RefusesAnAddressThatIsNone) {
  for (const auto* listen :
       {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "example:80", "1.2.3.4:x"}) {
    auto settings = RunningServer::small_settings();
    settings.listen = listen;
    EXPECT_THROW(RunningServer server(settings), base::Error) << listen;
  }
}

TEST(Server, BelievesWhatATrustedProxySaysAboutTheClient) {
  auto settings = RunningServer::small_settings();
  settings.trusted_proxies = "10.1.1.1, 127.0.0.1";
  RunningServer server(settings);
  {
    RawClient client(server.port());
    client.send(
        "GET /health HTTP/1.1\r\nHost: test\r\nX-Forwarded-For: 6.6.6.6, 192.0.2.7\r\n"
        "X-Forwarded-Proto: https\r\n\r\n");
    EXPECT_TRUE(header_of(client.read_answer(), "Strict-Transport-Security"));
  }
  server.server().stop();
  EXPECT_THAT(server.log_lines(), ::testing::Contains(HasSubstr(R"("client":"192.0.2.7")")));
}

}  // namespace
}  // namespace stagecraft::http
