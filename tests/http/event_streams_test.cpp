#include "http/event_streams.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <condition_variable>
#include <optional>

#include "http/deal_topic.h"
#include "http/event_view.h"
#include "store/events.h"
#include "store/imports.h"
#include "store/people.h"
#include "store/sign_in.h"
#include "tests/http/live_server.h"
#include "tests/http/raw_client.h"
#include "tests/store/store_test.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Somebody at a stream of events.
class Listener {
 public:
  Listener(const LiveServer& server, std::string_view who, std::string_view headers = "",
           std::string_view query = "")
      : client_(server.port()) {
    client_.send(
        fmt::format("GET /api/events{} HTTP/1.1\r\nHost: test\r\n{}{}\r\n", query, who, headers));
    greeting_ = client_.read_until("\n\n\r\n");
  }
  /// The answer's head and what is said at first.
  const std::string& greeting() const { return greeting_; }
  RawClient& client() { return client_; }

  /// Reads up to the event with this number; gives all numbers of events on the way.
  std::vector<std::int64_t> until(std::int64_t id) {
    const auto text = client_.read_until(fmt::format("id: {}\n", id));
    EXPECT_THAT(text, Not(IsEmpty())) << "event " << id << " never came";
    std::vector<std::int64_t> ids;
    for (auto at = text.find("id: "); at != text.npos; at = text.find("id: ", at + 1))
      if (at == 0 || text[at - 1] == '\n') ids.push_back(std::stoll(text.substr(at + 4)));
    return ids;
  }

 private:
  RawClient client_;
  std::string greeting_;
};

class EventStream : public store::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    store::create_workspace(location(), name());
    start();
    ada_ = add_member(server_->workspace(), "ada", "administrator");
    rob_ = add_member(server_->workspace(), "rob", "rep");
    sam_ = add_member(server_->workspace(), "sam", "rep");
    publish_small_map(*server_, ada_);
  }
  void start(Settings settings = LiveServer::small_settings()) {
    server_.reset();
    server_ = std::make_unique<LiveServer>(location(), name(), std::move(settings));
  }
  LiveServer& server() { return *server_; }
  std::int64_t last() { return server_->workspace().read(store::last_event).value; }
  std::vector<std::int64_t> all_after(std::int64_t id) {
    std::vector<std::int64_t> ids;
    const auto page = server_->workspace().read([&](store::Connection& db) {
      return store::events_after(db, store::Viewer::everything(), store::EventId{id}, 10'000);
    });
    for (const auto& event : page.events) ids.push_back(event.id.value);
    return ids;
  }

  std::unique_ptr<LiveServer> server_;
  std::string ada_, rob_, sam_;
};

INSTANTIATE_TEST_SUITE_P(, EventStream, store::both_engines(), store::engine_word);

TEST_P(EventStream, TellsWhatIsCommittedWithNumberAndWithoutTypedTexts) {
  Listener listener(server(), ada_);
  EXPECT_EQ(header_of(listener.greeting(), "Content-Type"), "text/event-stream");
  EXPECT_EQ(header_of(listener.greeting(), "X-Accel-Buffering"), "no");
  const auto before = last();
  EXPECT_THAT(listener.greeting(), HasSubstr(fmt::format("id: {}\n\n", before)));
  const auto deal = create_lead(server(), rob_, "Secret plant");
  const auto text = listener.client().read_until("}\n\n");
  EXPECT_THAT(text, HasSubstr(fmt::format("id: {}\nevent: deal_event\ndata: {{", before + 1)));
  EXPECT_THAT(text, HasSubstr(fmt::format(R"("deal":{},"kind":"created")", deal)));
  EXPECT_THAT(text, Not(HasSubstr("Secret plant")));
}

TEST_P(EventStream, TellsEachPersonOfTheDealsThatTheySee) {
  Listener robs(server(), rob_);
  const auto begin = last();
  create_lead(server(), sam_, "Of Sam");
  const auto between = last();
  create_lead(server(), rob_, "Of Rob");
  const auto ids = robs.until(last());
  EXPECT_THAT(ids, ElementsAreArray(all_after(between)));
  EXPECT_GT(between, begin);
}

TEST_P(EventStream, GoesOnAfterARestartWithoutGapOrRepetition) {
  const auto begin = last();
  std::vector<std::int64_t> heard;
  const auto hear = [&](Listener& listener) {
    for (const auto id : listener.until(last())) heard.push_back(id);
  };
  {
    Listener listener(server(), ada_, "", fmt::format("?after={}", begin));
    create_lead(server(), rob_, "One");
    hear(listener);
  }
  create_lead(server(), rob_, "Two");
  start();
  create_lead(server(), rob_, "Three");
  Listener again(server(), ada_, fmt::format("Last-Event-ID: {}\r\n", heard.back()));
  hear(again);
  create_lead(server(), rob_, "Four");
  hear(again);
  EXPECT_THAT(heard, ElementsAreArray(all_after(begin)));
}

TEST_P(EventStream, TellsWhatAnotherServerOfTheDatabaseWrote) {
  LiveServer other(location(), name());
  const auto begin = last();
  Listener listener(server(), ada_);
  create_lead(other, rob_, "Elsewhere");
  EXPECT_THAT(listener.until(last()), ElementsAreArray(all_after(begin)));
}

TEST_P(EventStream, EndsWhenTheTokenIsRevokedOnAnyServer) {
  LiveServer other(location(), name());
  Listener listener(server(), rob_), stays(server(), ada_);
  other.workspace().write([](store::Transaction& tx) {
    const auto rob = store::find_person_by_email(tx.db(), "rob@example.org").value();
    store::revoke_token(tx, rob.id, store::list_tokens(tx.db(), rob.id).front().id, system_now());
  });
  EXPECT_THAT(listener.client().read_until("0\r\n\r\n"), Not(IsEmpty()));
  create_lead(server(), ada_, "Still told");
  EXPECT_THAT(stays.until(last()), Not(IsEmpty()));
}

TEST_P(EventStream, EndsBeforeItTellsAnythingToWhoeverGotOtherRights) {
  Listener listener(server(), sam_);
  server().workspace().write([](store::Transaction& tx) {
    auto sam = store::find_person_by_email(tx.db(), "sam@example.org").value();
    sam.role = "viewer";
    store::update_person(tx, sam);
  });
  create_lead(server(), rob_, "Of Rob");
  EXPECT_THAT(listener.client().read_until("0\r\n\r\n"),
              AllOf(Not(IsEmpty()), Not(HasSubstr("deal_event"))));
}

TEST_P(EventStream, RefusesMoreThanAPersonMayHaveAndTakesThemAgainWhenOneIsClosed) {
  auto settings = LiveServer::small_settings();
  settings.streams_per_person = 1;
  settings.heartbeat_seconds = 3'600;
  start(settings);
  {
    Listener first(server(), rob_);
    EXPECT_EQ(status_of(server().ask("GET", "/api/events", "", rob_)), 429);
    Listener of_another(server(), sam_);
    EXPECT_EQ(status_of(of_another.greeting()), 200);
  }
  // The server notices that the first has gone, long before its next sign of life.
  EXPECT_TRUE(
      wait_until([&] { return status_of(server().ask("HEAD", "/api/events", "", rob_)) == 200; }));
}

TEST_P(EventStream, SaysThatTheDatabaseIsOlderThanWhatTheListenerKnows) {
  Listener listener(server(), ada_, "Last-Event-ID: 999999\r\n");
  EXPECT_THAT(listener.greeting(), HasSubstr(fmt::format("id: {}\nevent: reset\n", last())));
  EXPECT_EQ(status_of(server().ask("GET", "/api/events", "", ada_ + "Last-Event-ID: x\r\n")), 400);
}

TEST_P(EventStream, SaysInItsTurnThatAnImportWasUndone) {
  Listener listener(server(), rob_);
  const auto before = last();
  server().workspace().write([](store::Transaction& tx) {
    const auto import = store::create_import(tx, {.source = "deals.csv", .at = system_now()});
    const auto ada = store::find_person_by_email(tx.db(), "ada@example.org").value();
    store::end_undoing(tx, {.import = import, .by = ada.id, .at = system_now()});
  });
  const auto undone = server().workspace().read(store::last_undoing).value;
  EXPECT_EQ(undone, before + 1);
  create_lead(server(), rob_, "Afterwards");
  ASSERT_GT(last(), undone);
  auto text = listener.client().read_until(fmt::format("id: {}\n", undone));
  text += listener.client().read_until("}\n\n");
  EXPECT_THAT(text, HasSubstr("event: reset\ndata: {}\n"));
  EXPECT_THAT(listener.until(last()), ElementsAreArray(all_after(undone)));
  Listener late(server(), rob_, "", fmt::format("?after={}", before));
  EXPECT_THAT(late.client().read_until("event: deal_event\n"), HasSubstr("event: reset\n"));
  Listener knows(server(), rob_, "", fmt::format("?after={}", undone));
  EXPECT_THAT(knows.client().read_until("event: deal_event\n"), Not(HasSubstr("event: reset\n")));
}

/// Stands where the connection would.
class Reader {
 public:
  explicit Reader(std::unique_ptr<LiveBody> live) : body_(std::move(live)) {
    body_->on_news([news = news_] {
      const std::lock_guard lock(news->mutex);
      news->is_there = true;
      news->came.notify_one();
    });
  }
  /// The next text, waited for.
  std::string take() {
    for (;;) {
      const auto text = body_->take();
      if (!text || !text->empty()) return text.value_or("");
      std::unique_lock lock(news_->mutex);
      news_->came.wait(lock, [this] { return news_->is_there; });
      news_->is_there = false;
    }
  }

 private:
  struct News {
    std::mutex mutex;
    std::condition_variable came;
    bool is_there = false;
  };
  // Shared with who tells of news, who may still do so while the reader goes.
  std::shared_ptr<News> news_ = std::make_shared<News>();
  std::unique_ptr<LiveBody> body_;
};

TEST_P(EventStream, KeepsNoMoreThanAPageForAListenerThatIsFarBehind) {
  for (int i = 0; i < 150; ++i) create_lead(server(), rob_, "Lead");
  const auto expected = all_after(0);
  ASSERT_GT(expected.size(), 200U);
  store::Workspace workspace(location(), name());
  Log log([](const std::string&) {}, LogLevel::error);
  EventStreams streams(workspace, log, {});
  Reader reader(streams.open({.topic = std::make_shared<DealTopic>(store::Viewer::everything()),
                              .person = {},
                              .greeting = "hello",
                              .may_go_on = [] { return true; }}));
  EXPECT_EQ(reader.take(), "hello");
  std::size_t heard = 0, pages = 0;
  while (heard < expected.size()) {
    const auto text = reader.take();
    ASSERT_LT(text.size(), 128U * 1024);
    for (auto at = text.find("event: "); at != text.npos; at = text.find("event: ", at + 1))
      ++heard;
    ++pages;
  }
  EXPECT_EQ(heard, expected.size());
  EXPECT_GE(pages, expected.size() / 200);
}

TEST_P(EventStream, IsCounted) {
  Listener listener(server(), ada_);
  EXPECT_THAT(server().ask("GET", "/metrics"), HasSubstr("\nstagecraft_streams 1\n"));
}

}  // namespace
}  // namespace stagecraft::http
