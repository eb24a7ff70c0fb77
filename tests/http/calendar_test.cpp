#include "http/calendar.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "http/ical_text.h"
#include "store/people.h"
#include "store/sign_in.h"
#include "tests/http/live_server.h"
#include "tests/http/raw_client.h"
#include "tests/store/store_test.h"
#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::chrono_literals;

TEST(IcalText, IsFoldedAt75BytesWithoutTearingACharacter) {
  std::string out;
  add_ical_line(out, "SUMMARY", std::string(66, 'a') + "\u00e4\u00f6\u00fc" + std::string(80, 'b'));
  EXPECT_EQ(out, "SUMMARY:" + std::string(66, 'a') + "\r\n \u00e4\u00f6\u00fc" +
                     std::string(68, 'b') + "\r\n " + std::string(12, 'b') + "\r\n");
}

TEST(IcalText, EscapesWhatSeparates) {
  EXPECT_EQ(ical_escaped("a;b,c\\d\r\ne\nf\x01g\x7f"), "a\\;b\\,c\\\\d\\ne\\nfg");
  EXPECT_EQ(ical_escaped("\xff"), "\uFFFD");
  EXPECT_EQ(ical_unescaped("a\\;b\\,c\\\\d\\ne"), "a;b,c\\d\ne");
  EXPECT_EQ(ical_unescaped("a\\x"), std::nullopt);
}

TEST(IcalText, CannotBreakOutOfItsLine) {
  std::string out;
  add_ical_line(out, "UID", "x\r\nATTACH:http://evil.example");
  EXPECT_EQ(out, "UID:xATTACH:http://evil.example\r\n");
}

store::PromiseRow promise(std::string state = "open") {
  store::PromiseRow row;
  row.deal = selling::DealId{7};
  row.deal_name = "Plant, Bremen";
  row.number = 2;
  row.side = "us";
  row.text = "Send the offer";
  row.made_at = base::Instant(std::chrono::sys_days(2026y / 3 / 1) + 9h);
  row.due = base::Day(2026y / 3 / 31);
  row.moves = 3;
  row.state = std::move(state);
  row.ended_at = base::Instant(std::chrono::sys_days(2026y / 3 / 30) + 8h);
  return row;
}

std::string written(const store::PromiseRow& row, CalendarEntries entries) {
  return to_ical({.name = "Rob",
                  .begun_at = base::Instant(5ms),
                  .promises = {&row, 1},
                  .now = base::Instant(std::chrono::sys_days(2026y / 3 / 2))},
                 entries);
}

TEST(Calendar, HasADayForEachPromise) {
  EXPECT_EQ(written(promise(), CalendarEntries::events),
            "BEGIN:VCALENDAR\r\n"
            "VERSION:2.0\r\n"
            "PRODID:-//Stagecraft//Promises//EN\r\n"
            "CALSCALE:GREGORIAN\r\n"
            "METHOD:PUBLISH\r\n"
            "X-WR-CALNAME:Rob\r\n"
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
            "BEGIN:VEVENT\r\n"
            "UID:promise-7-2@5.stagecraft\r\n"
            "DTSTAMP:20260302T000000Z\r\n"
            "CREATED:20260301T090000Z\r\n"
            "SEQUENCE:3\r\n"
            "DTSTART;VALUE=DATE:20260331\r\n"
            "DTEND;VALUE=DATE:20260401\r\n"
            "SUMMARY:Send the offer - Plant\\, Bremen\r\n"
            "DESCRIPTION:Send the offer\r\n"
            "CATEGORIES:PROMISE\r\n"
            "STATUS:CONFIRMED\r\n"
            "TRANSP:TRANSPARENT\r\n"
            "END:VEVENT\r\n"
            "END:VCALENDAR\r\n");
}

TEST(Calendar, TellsOfTasksWhetherTheyAreDone) {
  EXPECT_THAT(written(promise(), CalendarEntries::todos),
              HasSubstr("DUE;VALUE=DATE:20260331\r\nSUMMARY"));
  EXPECT_THAT(written(promise(), CalendarEntries::todos), HasSubstr("STATUS:NEEDS-ACTION\r\n"));
  const auto kept = written(promise("kept"), CalendarEntries::todos);
  EXPECT_THAT(kept, HasSubstr("COMPLETED:20260330T080000Z\r\n"));
  EXPECT_THAT(kept, HasSubstr("STATUS:COMPLETED\r\n"));
  for (const auto entries : {CalendarEntries::events, CalendarEntries::todos})
    EXPECT_THAT(written(promise("withdrawn"), entries), HasSubstr("STATUS:CANCELLED\r\n"));
}

TEST(Calendar, SaysWhoPromisedAndWhatIsPlanned) {
  auto theirs = promise();
  theirs.side = "customer";
  EXPECT_THAT(written(theirs, CalendarEntries::events),
              HasSubstr("SUMMARY:(customer) Send the offer - Plant"));
  auto planned = promise();
  planned.text.clear();
  planned.planned = "call";
  const auto text = written(planned, CalendarEntries::events);
  EXPECT_THAT(text, HasSubstr("SUMMARY:call - Plant"));
  EXPECT_THAT(text, HasSubstr("CATEGORIES:TASK"));
}

class Calendars : public ::testing::Test {
 protected:
  Calendars() : place_(folder_.path()) {
    store::create_workspace(place_, "main");
    server_ = std::make_unique<LiveServer>(place_, "main");
    ada_ = add_member(server_->workspace(), "ada", "administrator");
    rob_ = add_member(server_->workspace(), "rob", "rep");
    publish_small_map(*server_, ada_);
  }
  /// The address of a person's calendar; by the session that it takes.
  std::string address_of(std::string_view name) {
    const auto answer = server_->ask("POST", "/api/calendar-address", "", session_of(name));
    EXPECT_EQ(status_of(answer), 201) << answer;
    return boost::json::parse(body_of(answer)).at("path").as_string().c_str();
  }
  std::string session_of(std::string_view name) {
    const auto secret = fmt::format("session_of_{}", name);
    server_->workspace().write([&](store::Transaction& tx) {
      const auto person =
          store::find_person_by_email(tx.db(), fmt::format("{}@example.org", name)).value();
      store::end_sessions_of(tx, person.id);
      store::create_session(tx, secret,
                            {.person = person.id,
                             .created_at = system_now(),
                             .used_at = system_now(),
                             .expires_at = system_now() + std::chrono::hours(1),
                             .client = {}});
    });
    return fmt::format("Cookie: stagecraft_session={}\r\n", secret);
  }
  void promise_in(std::int64_t deal, std::string_view body, std::string_view who) {
    const auto answer =
        server_->ask("POST", fmt::format("/api/deals/{}/promises", deal), body, who);
    EXPECT_EQ(status_of(answer), 201) << answer;
  }

  TempFolder folder_;
  store::Location place_;
  std::unique_ptr<LiveServer> server_;
  std::string ada_, rob_;
};

TEST_F(Calendars, HoldWhatAPersonHasPromisedAndNothingOfOthers) {
  const auto robs = create_lead(*server_, rob_, "Of Rob");
  const auto adas = create_lead(*server_, ada_, "Of Ada");
  promise_in(robs, R"({"side":"us","text":"Send; soon","due":"2099-01-31"})", rob_);
  promise_in(adas, R"({"side":"us","text":"Not his","due":"2099-01-31"})", ada_);
  const auto answer = server_->ask("GET", address_of("rob"));
  EXPECT_EQ(header_of(answer, "Content-Type"), "text/calendar; charset=utf-8");
  EXPECT_THAT(answer, HasSubstr("SUMMARY:Send\\; soon - Of Rob\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Not his")));
}

TEST_F(Calendars, AreTheSameUntilSomethingChanges) {
  const auto deal = create_lead(*server_, rob_, "One");
  const auto address = address_of("rob");
  const auto tag = header_of(server_->ask("GET", address), "ETag").value();
  EXPECT_THAT(tag, StartsWith("W/\""));
  const auto ask_again = [&] {
    return status_of(server_->ask("GET", address, "", fmt::format("If-None-Match: {}\r\n", tag)));
  };
  EXPECT_EQ(ask_again(), 304);
  promise_in(deal, R"({"side":"customer","text":"Decide","due":"2099-01-31"})", rob_);
  EXPECT_EQ(ask_again(), 200);
}

TEST_F(Calendars, CountMovesOfAPromiseUnderItsName) {
  const auto deal = create_lead(*server_, rob_, "One");
  promise_in(deal, R"({"side":"us","text":"Offer","due":"2099-01-31"})", rob_);
  const auto address = address_of("rob");
  EXPECT_THAT(server_->ask("GET", address), HasSubstr("SEQUENCE:0\r\n"));
  const auto moved = server_->ask("POST", fmt::format("/api/deals/{}/promises/1/moves", deal),
                                  R"({"due":"2099-02-28","note":"They asked for it"})", rob_);
  ASSERT_EQ(status_of(moved), 201) << moved;
  const auto after = server_->ask("GET", address);
  EXPECT_THAT(after, HasSubstr("SEQUENCE:1\r\n"));
  EXPECT_THAT(after, HasSubstr("DTSTART;VALUE=DATE:20990228\r\n"));
}

TEST_F(Calendars, StopAtTheOldAddressWhenThereIsANewOneOrNone) {
  const auto first = address_of("rob");
  EXPECT_EQ(status_of(server_->ask("GET", first)), 200);
  const auto second = address_of("rob");
  EXPECT_EQ(status_of(server_->ask("GET", first)), 404);
  EXPECT_EQ(status_of(server_->ask("GET", second)), 200);
  EXPECT_EQ(status_of(server_->ask("DELETE", "/api/calendar-address", "", session_of("rob"))), 204);
  EXPECT_EQ(status_of(server_->ask("GET", second)), 404);
  EXPECT_EQ(status_of(server_->ask("POST", "/api/calendar-address", "", rob_)), 403)
      << "a token does not make what outlives it";
}

TEST_F(Calendars, EndWithWhoeverMayNoLongerSignIn) {
  const auto address = address_of("rob");
  server_->workspace().write([](store::Transaction& tx) {
    auto rob = store::find_person_by_email(tx.db(), "rob@example.org").value();
    rob.is_active = false;
    store::update_person(tx, rob);
  });
  EXPECT_EQ(status_of(server_->ask("GET", address)), 404);
}

}  // namespace
}  // namespace stagecraft::http
