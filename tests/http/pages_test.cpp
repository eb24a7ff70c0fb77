#include "http/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.h"
#include "tests/http/asking.h"
#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view small_index =
    "<!doctype html><html><head><script>theme()</script>"
    "<script type=\"module\" src=\"/assets/app-1.js\"></script>"
    "<style>b{color:red}</style></head><body></body></html>";

PageFiles small_pages() {
  return {{"index.html", std::string(small_index)},
          {"other.html", "<html><script>other()</script></html>"},
          {"favicon.svg", "<svg/>"},
          {"assets/app-1.js", "the script"},
          {"assets/app-1.js.br", "BR"},
          {"assets/app-1.js.gz", "GZ"},
          {"assets/font-1.woff2", std::string("\0\1", 2)},
          {"data.gz", "a file of its own"}};
}

void add_small_pages(Routes& routes) { add_pages(routes, Pages(small_pages())); }

class PagesTest : public ::testing::Test {
 protected:
  std::string answer(std::string_view path, std::string_view headers = "") {
    return http::ask(server_,
                     fmt::format("GET {} HTTP/1.1\r\nHost: test\r\n{}\r\n", path, headers));
  }
  RunningServer server_{RunningServer::small_settings(), add_small_pages};
};

TEST_F(PagesTest, GiveFilesWithTheirMediaType) {
  const auto script = answer("/assets/app-1.js");
  EXPECT_EQ(status_of(script), 200);
  EXPECT_EQ(body_of(script), "the script");
  EXPECT_EQ(header_of(script, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header_of(answer("/favicon.svg"), "Content-Type"), "image/svg+xml");
  EXPECT_EQ(header_of(answer("/assets/font-1.woff2"), "Content-Type"), "font/woff2");
  EXPECT_EQ(header_of(answer("/data.gz"), "Content-Type"), "application/octet-stream");
}

TEST_F(PagesTest, GiveTheOnePageForEveryAddressWithinIt) {
  for (const auto* path :
       {"/", "/index.html", "/deals/17", "/setup", "/password", "/maps/four-goals",
        "/maps/version-1.2", "/deals?stage=offer&owner=3", "//elsewhere/x"}) {
    const auto page = answer(path);
    EXPECT_EQ(status_of(page), 200) << path;
    EXPECT_EQ(body_of(page), small_index) << path;
    EXPECT_EQ(header_of(page, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header_of(page, "Cache-Control"), "private, no-cache");
  }
}

TEST_F(PagesTest, GiveAnotherPageByItsNameWithAPolicyOfItsOwn) {
  const auto page = answer("/other");
  EXPECT_EQ(body_of(page), "<html><script>other()</script></html>");
  EXPECT_EQ(header_of(page, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_NE(header_of(page, "Content-Security-Policy"),
            header_of(answer("/"), "Content-Security-Policy"));
  EXPECT_EQ(body_of(answer("/other/within")), small_index);
}

TEST_F(PagesTest, NeverGiveThePageForAFileThatIsMissing) {
  for (const auto* path : {"/assets/app-0.js", "/assets/none", "/assets/", "/robots.txt",
                           "/deals/old.html", "/assets/app-1.js.br"})
    EXPECT_EQ(status_of(answer(path)), 404) << path;
  const auto missing = answer("/assets/app-0.js");
  EXPECT_EQ(status_of(missing), 404);
  EXPECT_EQ(header_of(missing, "Content-Type"), "application/problem+json");
  EXPECT_EQ(header_of(missing, "Cache-Control"), "no-store");
}

TEST_F(PagesTest, LeaveTheAddressesOfTheServerAlone) {
  for (const auto* path : {"/api", "/api/", "/api/nothing", "/health/x", "/metrics/"}) {
    const auto refused = answer(path);
    EXPECT_EQ(status_of(refused), 404) << path;
    EXPECT_EQ(header_of(refused, "Content-Type"), "application/problem+json") << path;
  }
  EXPECT_EQ(body_of(answer("/health")), R"({"status":"up"})");
  EXPECT_THAT(answer("/api/openapi.json"), Not(HasSubstr("The web pages")));
}

TEST_F(PagesTest, LeadNowhereOutsideOfThem) {
  for (const auto* path : {"/../etc/passwd", "/assets/../index.html", "/%2e%2e/etc/passwd"})
    EXPECT_EQ(status_of(answer(path)), 400) << path;
  for (const auto* path : {"/..%2f..%2fetc%2fpasswd", "/assets%2fapp-1.js", "/..%5cetc%5cpasswd"})
    EXPECT_EQ(status_of(answer(path)), 404) << path;
}

TEST_F(PagesTest, ComeCompressedToWhoeverTakesThatAndSaySo) {
  const auto encoded = [&](std::string_view accepted) {
    return body_of(answer("/assets/app-1.js", fmt::format("Accept-Encoding: {}\r\n", accepted)));
  };
  EXPECT_EQ(encoded("gzip, deflate, br, zstd"), "BR");
  EXPECT_EQ(encoded("gzip"), "GZ");
  EXPECT_EQ(encoded("br;q=0.5, gzip;q=0.8"), "GZ");
  EXPECT_EQ(encoded("br;q=0, gzip;q=0"), "the script");
  EXPECT_EQ(encoded("*"), "BR");
  EXPECT_EQ(encoded("*, br;q=0"), "GZ");
  EXPECT_EQ(encoded("zstd"), "the script");
  EXPECT_EQ(encoded("br;q=many"), "the script");
  const auto compressed = answer("/assets/app-1.js", "Accept-Encoding: br\r\n");
  EXPECT_EQ(header_of(compressed, "Content-Encoding"), "br");
  EXPECT_EQ(header_of(compressed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(header_of(compressed, "Content-Type"), "text/javascript; charset=utf-8");
  const auto plain = answer("/assets/app-1.js");
  EXPECT_EQ(header_of(plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(header_of(plain, "Content-Encoding"), std::nullopt);
  EXPECT_NE(header_of(plain, "ETag"), header_of(compressed, "ETag"));
  EXPECT_EQ(header_of(answer("/favicon.svg"), "Vary"), std::nullopt);
}

TEST_F(PagesTest, AreKeptByBrowsersAsLongAsTheyStayTheSame) {
  EXPECT_EQ(header_of(answer("/assets/app-1.js"), "Cache-Control"),
            "public, max-age=31536000, immutable");
  for (const auto* path : {"/", "/deals/17", "/favicon.svg", "/assets/app-1.js"}) {
    const auto etag = header_of(answer(path), "ETag").value();
    RawClient client(server_.port());
    client.send(
        fmt::format("GET {} HTTP/1.1\r\nHost: test\r\nIf-None-Match: {}\r\n\r\n", path, etag));
    const auto again = client.read_answer(false);
    EXPECT_EQ(status_of(again), 304) << path;
    EXPECT_EQ(header_of(again, "ETag"), etag);
    EXPECT_EQ(header_of(again, "Content-Encoding"), std::nullopt);
  }
  EXPECT_EQ(status_of(answer("/", "If-None-Match: \"other\"\r\n")), 200);
}

TEST_F(PagesTest, AnswerHeadWithoutABodyAndRefuseOtherMethods) {
  RawClient client(server_.port());
  client.send("HEAD /deals/17 HTTP/1.1\r\nHost: test\r\n\r\n");
  const auto head = client.read_answer(false);
  EXPECT_EQ(status_of(head), 200);
  EXPECT_EQ(header_of(head, "Content-Length"), fmt::to_string(small_index.size()));
  const auto refused = ask(server_, post("/deals/17", "{}"));
  EXPECT_EQ(status_of(refused), 405);
  EXPECT_EQ(header_of(refused, "Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(PagesTest, MayRunTheirOwnScriptsAndNoOthers) {
  // printf %s 'theme()' | openssl dgst -sha256 -binary | base64, and of b{color:red}
  for (const auto* path : {"/", "/assets/app-1.js", "/favicon.svg"})
    EXPECT_EQ(
        header_of(answer(path), "Content-Security-Policy"),
        "default-src 'none'; script-src 'self' "
        "'sha256-Rfr3GgHZFiXm+TmNr+li+0sZ4J9FGllo8jsXcJF5XZ8='; style-src 'self' "
        "'sha256-ypIZpeWh67Lh3q46jpjGW7VCAJpmEqcFe8Dl5B2rXQU='; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        "worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'")
        << path;
  EXPECT_EQ(header_of(answer("/assets/none.js"), "Content-Security-Policy"),
            "default-src 'none'; frame-ancestors 'none'");
  EXPECT_EQ(header_of(answer("/"), "X-Content-Type-Options"), "nosniff");
}

TEST_F(PagesTest, KeepTheirAddressesOutOfTheLogAndAreCountedAsOne) {
  answer("/plans/of-the-secret");
  server_.server().stop();
  EXPECT_THAT(server_.log_lines(), ::testing::Contains(HasSubstr(R"("route":"pages","path":"")")));
  EXPECT_THAT(server_.app().metrics.page(), HasSubstr(R"(route="pages",status="200"} 1)"));
}

TEST(Pages, SayHowTheyAreBuiltWhereTheyWereNot) {
  RunningServer server(RunningServer::small_settings(),
                       [](Routes& routes) { add_pages(routes, Pages(missing_pages())); });
  const auto page = ask(server, get("/"));
  EXPECT_EQ(status_of(page), 200);
  EXPECT_THAT(body_of(page), HasSubstr("./dev build-web"));
  EXPECT_THAT(body_of(page), HasSubstr("href=\"/api/docs\""));
}

TEST(Pages, AreReadFromAFolder) {
  const TempFolder folder;
  EXPECT_THROW(read_pages(folder.path()), base::Error);
  EXPECT_THROW(read_pages(folder.path("none")), base::Error);
  std::filesystem::create_directories(folder.path("assets"));
  folder.write("index.html", small_index);
  folder.write("assets/app-1.js", "x");
  EXPECT_EQ(read_pages(folder.path()),
            (PageFiles{{"index.html", std::string(small_index)}, {"assets/app-1.js", "x"}}));
}

TEST(Pages, TellAnInlineScriptFromOneThatIsLoaded) {
  EXPECT_THAT(policy_of(R"(<script src="/a.js"></script>)"), HasSubstr("script-src 'self';"));
  EXPECT_THAT(policy_of("<scripted>x</scripted>"), HasSubstr("script-src 'self';"));
  EXPECT_THAT(policy_of("<script type=\"importmap\">{}</script>"),
              HasSubstr("script-src 'self' 'sha256-"));
  EXPECT_THAT(policy_of("<script>never closed"), HasSubstr("script-src 'self';"));
}

}  // namespace
}  // namespace stagecraft::http
