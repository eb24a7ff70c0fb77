#include "http/sign_in.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>

#include "base/error.h"
#include "http/attempts.h"
#include "http/gatekeeper.h"
#include "http/passwords.h"
#include "http/resources.h"
#include "store/location.h"
#include "store/people.h"
#include "store/processes.h"
#include "store/workspace.h"
#include "tests/http/raw_client.h"
#include "tests/http/running_server.h"
#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const base::Instant start{std::chrono::seconds(1'780'000'000)};

/// A server over a new workspace, with a clock that the test moves.
class SignInTest : public ::testing::Test {
 protected:
  SignInTest() {
    const store::Location location(folder_.path("data"));
    store::create_workspace(location, "main");
    workspace_ = std::make_unique<store::Workspace>(location, "main");
    gatekeeper_ = std::make_unique<Gatekeeper>(*workspace_);
    app_.workspace = workspace_.get();
    app_.gatekeeper = gatekeeper_.get();
    app_.maps = &maps_;
    app_.now = [this] { return now_.load(); };
    app_.identify = [this](const Request& request) {
      return gatekeeper_->identify(request, now_.load());
    };
    add_resources(routes_);
    server_ = std::make_unique<Server>(routes_, app_);
  }

  std::string ask(std::string_view method, std::string_view path, std::string_view body = "",
                  std::string_view headers = "") {
    RawClient client(server_->port());
    client.send(
        fmt::format("{} {} HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                    "Content-Length: {}\r\n{}\r\n{}",
                    method, path, body.size(), headers, body));
    return client.read_answer();
  }
  static std::string cookie_of(std::string_view answer) {
    const auto header = header_of(answer, "Set-Cookie").value_or("");
    return "Cookie: " + header.substr(0, header.find(';')) + "\r\n";
  }
  /// Sets the workspace up and gives the administrator's cookie.
  std::string set_up() {
    const auto secret = gatekeeper_->offer_setup(now_.load()).value();
    const auto answer = ask("POST", "/api/setup",
                            fmt::format(R"({{"secret":"{}","name":"Ana","email":"ana@example.org",)"
                                        R"("password":"a long password"}})",
                                        secret));
    EXPECT_EQ(status_of(answer), 201);
    return cookie_of(answer);
  }
  std::string sign_in(std::string_view password = "a long password") {
    return ask("POST", "/api/session",
               fmt::format(R"({{"email":"ANA@example.org","password":"{}"}})", password));
  }
  selling::PersonId add_rep() {
    return workspace_->write([](store::Transaction& tx) {
      store::Person person;
      person.email = "ben@example.org";
      person.name = "Ben";
      person.role = "rep";
      person.created_at = start;
      return store::create_person(tx, person);
    });
  }
  static std::string bearer(std::string_view answer) {
    const auto secret = boost::json::parse(body_of(answer)).at("secret").as_string();
    return fmt::format("Authorization: Bearer {}\r\n", std::string_view(secret));
  }

  TempFolder folder_;
  std::atomic<base::Instant> now_{start};
  Settings settings_ = RunningServer::small_settings();
  Log log_{[](const std::string&) {}, LogLevel::error};
  Metrics metrics_;
  store::MapCache maps_;
  App app_{.settings = settings_, .log = log_, .metrics = metrics_, .now = system_now};
  Routes routes_;
  std::unique_ptr<store::Workspace> workspace_;
  std::unique_ptr<Gatekeeper> gatekeeper_;
  std::unique_ptr<Server> server_;
};

TEST_F(SignInTest, SetsUpAWorkspaceOnceByItsLink) {
  EXPECT_EQ(body_of(ask("GET", "/api/setup")), R"({"is_needed":true})");
  const auto cookie = set_up();
  EXPECT_EQ(body_of(ask("GET", "/api/setup")), R"({"is_needed":false})");
  EXPECT_FALSE(gatekeeper_->offer_setup(start));
  const auto who = ask("GET", "/api/session", "", cookie);
  EXPECT_EQ(status_of(who), 200);
  EXPECT_THAT(body_of(who), HasSubstr(R"("role":"administrator")"));
}

TEST_F(SignInTest, RefusesASetupLinkThatIsWrongOrOld) {
  const auto secret = gatekeeper_->offer_setup(start).value();
  const auto form = [](std::string_view text) {
    return fmt::format(
        R"({{"secret":"{}","name":"A","email":"a@b.c","password":"a long password"}})", text);
  };
  EXPECT_EQ(status_of(ask("POST", "/api/setup", form("wrong"))), 404);
  now_ = start + std::chrono::hours(25);
  EXPECT_EQ(status_of(ask("POST", "/api/setup", form(secret))), 404);
}

TEST_F(SignInTest, GivesASessionInACookieThatScriptsCannotRead) {
  set_up();
  const auto answer = sign_in();
  EXPECT_EQ(status_of(answer), 200);
  const auto cookie = header_of(answer, "Set-Cookie").value();
  EXPECT_THAT(cookie, HasSubstr("; Path=/; HttpOnly; SameSite=Strict; Max-Age=1209600"));
  EXPECT_THAT(cookie, Not(HasSubstr("Secure"))) << "this server has no TLS";
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", cookie_of(answer))), 200);
}

TEST_F(SignInTest, SaysTheSameForAWrongPasswordAndAnUnknownPerson) {
  set_up();
  const auto wrong = sign_in("another password");
  const auto unknown =
      ask("POST", "/api/session", R"({"email":"x@example.org","password":"another password"})");
  EXPECT_EQ(status_of(wrong), 401);
  EXPECT_EQ(status_of(unknown), 401);
  const auto detail = [](const std::string& answer) {
    return std::string(boost::json::parse(body_of(answer)).at("detail").as_string());
  };
  EXPECT_EQ(detail(wrong), detail(unknown));
}

TEST_F(SignInTest, EndsASessionOnSigningOutAndWithTime) {
  const auto cookie = set_up();
  const auto other = cookie_of(sign_in());
  EXPECT_EQ(status_of(ask("DELETE", "/api/session", "", other)), 204);
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", other)), 401);
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", cookie)), 200);
  now_ = start + std::chrono::hours(24 * 15);
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", cookie)), 401);
}

TEST_F(SignInTest, EndsSessionsWhenRightsChange) {
  const auto cookie = set_up();
  workspace_->write([](store::Transaction& tx) {
    auto person = store::find_person_by_email(tx.db(), "ana@example.org").value();
    person.role = "viewer";
    store::update_person(tx, person);
  });
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", cookie)), 401);
}

TEST_F(SignInTest, SeesAtOnceWhatAnotherServerHasChanged) {
  const auto cookie = set_up();
  const auto made = bearer(ask("POST", "/api/tokens", R"({"name":"x","scopes":["all"]})", cookie));
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(status_of(ask("GET", "/api/session", "", cookie)), 200);
    EXPECT_EQ(status_of(ask("GET", "/api/session", "", made)), 200);
  }
  store::Workspace other(store::Location(folder_.path("data")), "main");
  other.write([](store::Transaction& tx) {
    auto person = store::find_person_by_email(tx.db(), "ana@example.org").value();
    person.role = "viewer";
    store::update_person(tx, person);
  });
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", cookie)), 401);
  EXPECT_THAT(ask("GET", "/api/session", "", made), HasSubstr(R"("role":"viewer")"));
}

TEST_F(SignInTest, TakesNoSessionForATokenAndNoTokenForASession) {
  const auto cookie = set_up();
  const auto made = bearer(ask("POST", "/api/tokens", R"({"name":"x","scopes":["all"]})", cookie));
  const auto secret_of = [](const std::string& header, std::string_view before) {
    return header.substr(header.find(before) + before.size());
  };
  for (int time = 0; time < 2; ++time) {
    const auto swapped = "Authorization: Bearer " + secret_of(cookie, "=");
    EXPECT_EQ(status_of(ask("GET", "/api/session", "", swapped)), 401);
    EXPECT_EQ(status_of(ask("GET", "/api/session", "",
                            "Cookie: stagecraft_session=" + secret_of(made, "Bearer "))),
              401);
    EXPECT_EQ(status_of(ask("GET", "/api/session", "", cookie)), 200);
    EXPECT_EQ(status_of(ask("GET", "/api/session", "", made)), 200);
  }
}

TEST_F(SignInTest, SlowsDownWhoGuesses) {
  set_up();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(status_of(sign_in("wrong password")), 401);
  const auto answer = sign_in();
  EXPECT_EQ(status_of(answer), 429) << "the right password does not help while it is guessed at";
  EXPECT_EQ(header_of(answer, "Retry-After"), "900");
  now_ = start + std::chrono::minutes(16);
  EXPECT_EQ(status_of(sign_in()), 200);
}

TEST_F(SignInTest, SetsANewPasswordByALinkOnce) {
  const auto cookie = set_up();
  const auto ben = add_rep();
  const auto made =
      ask("POST", fmt::format("/api/people/{}/password-links", ben.value), "", cookie);
  EXPECT_EQ(status_of(made), 201);
  const auto path = std::string(boost::json::parse(body_of(made)).at("path").as_string());
  const auto form = fmt::format(R"({{"secret":"{}","password":"another password"}})",
                                path.substr(path.find('#') + 1));
  EXPECT_EQ(status_of(ask("PUT", "/api/password", form)), 204);
  EXPECT_EQ(status_of(ask("PUT", "/api/password", form)), 404);
  const auto in =
      ask("POST", "/api/session", R"({"email":"ben@example.org","password":"another password"})");
  EXPECT_EQ(status_of(in), 200);
  EXPECT_EQ(status_of(ask("POST", "/api/people/1/password-links", "", cookie_of(in))), 403);
  EXPECT_EQ(status_of(ask("POST", "/api/people/99/password-links", "", cookie)), 404);
}

TEST_F(SignInTest, ChangesOnesOwnPasswordAndEndsOtherSessions) {
  const auto cookie = set_up();
  const auto other = cookie_of(sign_in());
  EXPECT_EQ(status_of(ask("PUT", "/api/session/password",
                          R"({"before":"x","after":"a new password"})", cookie)),
            403);
  const auto changed = ask("PUT", "/api/session/password",
                           R"({"before":"a long password","after":"a new password"})", cookie);
  EXPECT_EQ(status_of(changed), 204);
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", other)), 401);
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", cookie_of(changed))), 200);
  EXPECT_THAT(body_of(ask("GET", "/api/audit", "", cookie_of(changed))),
              HasSubstr(R"("kind":"password_set","noun":"person","about_id":"1","about":"Ana")"));
}

TEST_F(SignInTest, RefusesPasswordsThatAreTooShort) {
  const auto secret = gatekeeper_->offer_setup(start).value();
  const auto answer = ask(
      "POST", "/api/setup",
      fmt::format(R"({{"secret":"{}","name":"A","email":"a@b.c","password":"short"}})", secret));
  EXPECT_EQ(status_of(answer), 422);
  EXPECT_THAT(body_of(answer), HasSubstr("/password"));
}

TEST_F(SignInTest, LetsATokenDoWhatItsScopesSayAndNoMore) {
  const auto cookie = set_up();
  const auto made =
      ask("POST", "/api/tokens", R"({"name":"export","scopes":["deal.read"]})", cookie);
  EXPECT_EQ(status_of(made), 201);
  const auto token = bearer(made);
  const auto who = ask("GET", "/api/session", "", token);
  EXPECT_THAT(body_of(who), HasSubstr(R"("rights":["deal.read"])"));
  EXPECT_EQ(status_of(ask("POST", "/api/people/1/password-links", "", token)), 403);
  EXPECT_EQ(status_of(ask("GET", "/api/tokens", "", token)), 403);
}

TEST_F(SignInTest, ListsTokensWithoutTheirSecretsAndRevokesThem) {
  const auto cookie = set_up();
  const auto made = ask("POST", "/api/tokens", R"({"name":"all","scopes":["all"]})", cookie);
  const auto secret = std::string(boost::json::parse(body_of(made)).at("secret").as_string());
  const auto id = boost::json::parse(body_of(made)).at("id").as_int64();
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", bearer(made))), 200);
  EXPECT_THAT(ask("GET", "/api/tokens", "", cookie), Not(HasSubstr(secret)));
  EXPECT_EQ(status_of(ask("DELETE", fmt::format("/api/tokens/{}", id), "", bearer(made))), 403);
  EXPECT_EQ(status_of(ask("DELETE", fmt::format("/api/tokens/{}", id), "", cookie)), 204);
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", bearer(made))), 401);
}

TEST_F(SignInTest, RefusesTokensOfUnknownScopesOrInThePast) {
  const auto cookie = set_up();
  const auto bad = ask("POST", "/api/tokens", R"({"name":"x","scopes":["deal.raed"]})", cookie);
  EXPECT_EQ(status_of(bad), 422);
  EXPECT_THAT(body_of(bad), HasSubstr("Did you mean deal.read?"));
  EXPECT_EQ(status_of(ask("POST", "/api/tokens",
                          R"({"name":"x","scopes":["all"],"expires_at":"2020-01-01T00:00:00Z"})",
                          cookie)),
            422);
}

TEST_F(SignInTest, LetsATokenExpire) {
  const auto cookie = set_up();
  const auto made = ask("POST", "/api/tokens",
                        fmt::format(R"({{"name":"x","scopes":["all"],"expires_at":"{}"}})",
                                    base::to_iso(start + std::chrono::hours(1))),
                        cookie);
  now_ = start + std::chrono::hours(2);
  EXPECT_EQ(status_of(ask("GET", "/api/session", "", bearer(made))), 401);
}

TEST_F(SignInTest, KnowsNobodyByGarbage) {
  set_up();
  for (const auto* header :
       {"Authorization: Bearer\r\n", "Authorization: Bearer x\r\n", "Authorization: Basic YTpi\r\n",
        "Cookie: stagecraft_session=\r\n", "Cookie: stagecraft_session\r\n",
        "Cookie: x; =;stagecraft_session=abc\r\n"})
    EXPECT_EQ(status_of(ask("GET", "/api/session", "", header)), 401) << header;
}

TEST(Passwords, FitOnlyTheirOwnHash) {
  Passwords passwords;
  const auto hash = passwords.hash("a long password");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(passwords.matches("a long password", hash));
  EXPECT_FALSE(passwords.matches("a long passwore", hash));
  EXPECT_FALSE(passwords.matches("", "")) << "no password is set";
  EXPECT_NE(passwords.hash("a long password"), hash);
}

TEST(Attempts, AreForgottenOneByOne) {
  Attempts attempts({.most = 2, .span = std::chrono::minutes(10)});
  attempts.note_failure("a", start);
  attempts.note_failure("a", start + std::chrono::minutes(5));
  EXPECT_THROW(attempts.require_free("a", start + std::chrono::minutes(6)), Refusal);
  EXPECT_NO_THROW(attempts.require_free("b", start + std::chrono::minutes(6)));
  EXPECT_NO_THROW(attempts.require_free("a", start + std::chrono::minutes(10)));
}

}  // namespace
}  // namespace stagecraft::http
