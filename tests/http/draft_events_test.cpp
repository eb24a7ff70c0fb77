#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/http/live_server.h"
#include "tests/http/raw_client.h"
#include "tests/store/store_test.h"

namespace stagecraft::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// Somebody who follows the draft of process 1.
class Follower {
 public:
  Follower(const LiveServer& server, std::string_view who, std::string_view query = "")
      : client_(server.port()) {
    client_.send(fmt::format("GET /api/processes/1/draft/events{} HTTP/1.1\r\nHost: test\r\n{}\r\n",
                             query, who));
    greeting_ = client_.read_until("\n\n\r\n");
  }
  const std::string& greeting() const { return greeting_; }
  /// All that is told up to the event with this number.
  std::string until(std::int64_t id) {
    const auto begin = client_.read_until(fmt::format("id: {}\n", id));
    return begin + client_.read_until("}\n\n");
  }
  /// How many are here, as the next word about it says; 0 if none comes.
  std::ptrdiff_t next_count() {
    client_.read_until("event: here\n");
    const auto people = client_.read_until("}\n\n");
    return people.empty() ? 0 : std::ranges::count(people, ',') + 1;
  }

 private:
  RawClient client_;
  std::string greeting_;
};

class DraftEvents : public store::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    store::create_workspace(location(), name());
    server_ = std::make_unique<LiveServer>(location(), name());
    ada_ = add_member(server_->workspace(), "ada", "administrator");
    vic_ = add_member(server_->workspace(), "vic", "viewer");
    publish_small_map(*server_, ada_);
  }
  LiveServer& server() { return *server_; }
  void rename(const LiveServer& server, std::string_view from, std::string_view to) {
    const auto answer = server.ask(
        "POST", "/api/processes/1/draft/operations",
        fmt::format(R"({{"base_seq":0,"ops":[{{"op":"set","at":"stage:needs","field":"name",)"
                    R"("from":"{}","to":"{}"}}]}})",
                    from, to),
        ada_);
    ASSERT_EQ(status_of(answer), 200) << answer;
  }
  void put(std::string_view text) {
    const auto answer =
        server().ask("PUT", "/api/processes/1/draft", fmt::format(R"({{"text":"{}"}})", text),
                     ada_ + "If-Match: *\r\n");
    ASSERT_EQ(status_of(answer), 200) << answer;
  }
  void publish() {
    const auto answer = server().ask("POST", "/api/processes/1/versions", "{}", ada_);
    ASSERT_EQ(status_of(answer), 201) << answer;
  }

  std::unique_ptr<LiveServer> server_;
  std::string ada_, vic_;
};

INSTANTIATE_TEST_SUITE_P(, DraftEvents, store::both_engines(), store::engine_word);

/// The process begins with a draft of its text, number 1; that it was published is number 2.
TEST_P(DraftEvents, TellTheOperationsThatWereAccepted) {
  Follower follower(server(), vic_);
  EXPECT_THAT(follower.greeting(), HasSubstr("id: 2\n\n"));
  rename(server(), "Needs", "Wants");
  EXPECT_THAT(follower.until(3),
              AllOf(HasSubstr("event: map_ops\n"), HasSubstr(R"("process":1,"seq":3,"by":)"),
                    HasSubstr(R"("ops":[{"op":"set")"), HasSubstr(R"("to":"Wants")")));
}

TEST_P(DraftEvents, TellWhoElseFollowsTheDraft) {
  Follower first(server(), vic_);
  EXPECT_EQ(first.next_count(), 1);
  {
    Follower second(server(), ada_);
    EXPECT_EQ(second.next_count(), 2);
    EXPECT_EQ(first.next_count(), 2);
    const Follower again(server(), ada_);  // One person in two windows.
    rename(server(), "Needs", "Wants");
    EXPECT_THAT(first.until(3), Not(HasSubstr("event: here")));
  }
  EXPECT_EQ(first.next_count(), 1);
}

/// Its streams look at the database once an hour: they are woken.
TEST_P(DraftEvents, TellAtOnceWhatChangesOnTheSameServer) {
  LiveServer alone(location(), name(), LiveServer::small_settings(), std::chrono::hours(1));
  Follower follower(alone, vic_);
  rename(alone, "Needs", "Wants");
  EXPECT_THAT(follower.until(3), HasSubstr(R"("to":"Wants")"));
  const auto put = alone.ask("PUT", "/api/processes/1/draft", R"({"text":"stages: 7"})",
                             ada_ + "If-Match: *\r\n");
  ASSERT_EQ(status_of(put), 200) << put;
  EXPECT_THAT(follower.until(4), HasSubstr("event: reset\n"));
}

TEST_P(DraftEvents, GoOnWhereTheFollowerWasAndOnAnyServer) {
  rename(server(), "Needs", "One");
  LiveServer other(location(), name());
  Follower follower(other, ada_, "?after=3");
  rename(server(), "One", "Two");
  const auto text = follower.until(4);
  EXPECT_THAT(text, AllOf(HasSubstr(R"("to":"Two")"), Not(HasSubstr(R"("to":"One")"))));
  Follower all(other, ada_, "?after=0");
  EXPECT_THAT(all.until(4), AllOf(HasSubstr(R"("to":"One")"), HasSubstr(R"("to":"Two")")));
  Follower again(other, ada_ + "Last-Event-ID: 3\r\n");
  EXPECT_THAT(again.until(4), Not(HasSubstr(R"("to":"One")")));
}

TEST_P(DraftEvents, SayWhenNoOperationsLeadOn) {
  Follower follower(server(), ada_);
  put("stagecraft: 1");
  EXPECT_THAT(follower.until(3), HasSubstr("id: 3\nevent: reset\n"));
}

TEST_P(DraftEvents, SayThatTheDraftWasPublished) {
  rename(server(), "Needs", "Wants");
  Follower follower(server(), ada_);
  publish();
  EXPECT_THAT(follower.until(4), HasSubstr("id: 4\nevent: reset\n"));
  Follower late(server(), ada_, "?after=3");
  EXPECT_THAT(late.until(4), HasSubstr("event: reset\n"));
  Follower ahead(server(), ada_, "?after=99");
  EXPECT_THAT(ahead.greeting(), HasSubstr("id: 4\nevent: reset\n"));
}

TEST_P(DraftEvents, AreNotOfAProcessThatIsNotThere) {
  EXPECT_EQ(status_of(server().ask("GET", "/api/processes/9/draft/events", "", ada_)), 404);
}

}  // namespace
}  // namespace stagecraft::http
