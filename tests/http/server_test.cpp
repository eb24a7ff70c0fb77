#include "http/server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "tests/http/asking.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

void add_test_routes(Routes& routes) {
  add_echo(routes);
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

TEST(Server, BelievesTheLineThatAProxyAddsBelowTheClientsOwn) {
  auto settings = RunningServer::small_settings();
  settings.trusted_proxies = "127.0.0.1";
  RunningServer server(settings);
  ask(server,
      "GET /health HTTP/1.1\r\nHost: test\r\nX-Forwarded-For: 6.6.6.6\r\n"
      "X-Forwarded-For: 192.0.2.7\r\n\r\n");
  server.server().stop();
  EXPECT_THAT(server.log_lines(), ::testing::Contains(HasSubstr(R"("client":"192.0.2.7")")));
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
