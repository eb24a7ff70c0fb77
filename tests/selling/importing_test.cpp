#include "selling/importing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "history/log_builder.h"
#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Names : public ImportNames {
 public:
  std::optional<PersonId> find_person(std::string_view name) override {
    return name == "Ann" ? std::optional(PersonId{7}) : std::nullopt;
  }
  std::optional<TeamId> find_team(std::string_view) override { return std::nullopt; }
  std::optional<AccountId> find_account(std::string_view name) override {
    return name == "Acme" ? std::optional(AccountId{3}) : std::nullopt;
  }
  std::optional<DealId> find_deal(std::string_view key) override {
    return key == "other" ? std::optional(DealId{9}) : std::nullopt;
  }
};

class Importing : public ::testing::Test {
 protected:
  Importing() : version_(&world_.publish(small_map)) {}

  /// An event of deal `key` on a day; negative: the day is not known.
  void tell(EventKind kind, std::string_view symbol, double day, std::string_view from = "",
            std::string_view to = "") {
    history::EventRow row{.deal = "k1", .kind = kind, .symbol = symbol, .from = from, .to = to};
    row.actor = "Ann";
    row.at = on_day(std::max(day, 0.0)).time_since_epoch().count();
    if (day < 0) row.precision = Precision::unknown;
    EXPECT_EQ(builder_.add(row), "");
  }
  void tell(const history::EventRow& row) { EXPECT_EQ(builder_.add(row), ""); }
  void state(std::string_view name, std::string_view value) {
    EXPECT_EQ(builder_.set_attribute("k1", name, value), "");
  }
  /// Of the file told so far; the next one begins anew.
  ImportedDeal imported(double as_of = 50) {
    as_of_ = as_of;
    builder_.add_deal("k1");
    const auto log = builder_.finish();
    return read_imported(log, 0, names_, setting());
  }
  ImportSetting setting() const {
    return {.process = *version_,
            .now = on_day(100),
            .as_of = on_day(as_of_),
            .zone = base::Zone(),
            .maps = world_};
  }
  /// Adds what is missing to what stands, by time.
  ImportedChange add(const ImportedDeal& deal) {
    auto found = find_missing(deal, DealId{4}, standing_, setting());
    standing_.insert(standing_.end(), found.change.begin(), found.change.end());
    std::ranges::stable_sort(standing_, {}, &Event::at);
    return found;
  }
  Deal folded() const { return fold(DealId{4}, standing_, world_); }

  World world_;
  const ProcessVersion* version_;
  history::LogBuilder builder_;
  Names names_;
  Change standing_;
  double as_of_ = 50;
};

std::vector<EventKind> kinds_of(const Change& change) {
  std::vector<EventKind> kinds;
  for (const auto& event : change) kinds.push_back(event.kind);
  return kinds;
}

TEST_F(Importing, MakesADealOfItsHistoryAndAddsNothingTwice) {
  tell(EventKind::created, "", 1);
  tell(EventKind::stage_entered, "interest", 2);
  tell(EventKind::stage_entered, "offer", 5);
  tell(EventKind::won, "won", 9);
  state("name", "Plant 7");
  state("account", "Acme");
  state("owner", "Ann");
  state("amount", "1200.50");
  const auto deal = imported();
  const auto first = add(deal);
  EXPECT_THAT(deal.faults, IsEmpty());
  EXPECT_EQ(first.change.front().kind, EventKind::created);
  const auto made = folded();
  EXPECT_EQ(made, first.after);
  EXPECT_EQ(made.name, "Plant 7");
  EXPECT_EQ(made.status, DealStatus::won);
  EXPECT_EQ(made.owner(), PersonId{7});
  EXPECT_EQ(made.account(), AccountId{3});
  EXPECT_EQ(made.attribute("currency"), "EUR") << "the map's, where the file states none";
  EXPECT_EQ(made.created_at, on_day(1));
  EXPECT_EQ(made.visits.front().entered, on_day(2));
  const auto again = add(deal);
  EXPECT_THAT(again.change, IsEmpty());
  EXPECT_EQ(again.known, 4 + 3) << "its events, and what it states";
}

TEST_F(Importing, CountsWhatWasNotMetAndLetsItPass) {
  tell(EventKind::stage_entered, "interest", 2);
  tell(EventKind::stage_entered, "offer", 5);
  const auto found = add(imported());
  EXPECT_EQ(found.after.stage, "offer");
  EXPECT_EQ(found.unmet_moves, 1);
  EXPECT_EQ(found.unmet_criteria, 2) << "budget and decider; 'liked' is not required";
}

TEST_F(Importing, AddsWhatALaterExportSaysMore) {
  tell(EventKind::stage_entered, "interest", 2);
  state("amount", "100.00");
  add(imported(10));
  tell(EventKind::stage_entered, "interest", 2);
  tell(EventKind::stage_entered, "offer", 12);
  state("amount", "150.00");
  const auto later = add(imported(20));
  EXPECT_THAT(kinds_of(later.change),
              ElementsAre(EventKind::stage_entered, EventKind::attribute_changed));
  EXPECT_EQ(later.change.back().at, on_day(20)) << "since when is not known: as of the export";
  EXPECT_EQ(folded().attribute("amount"), "150.00");
  EXPECT_EQ(folded().stage, "offer");
}

TEST_F(Importing, LeavesWhatPeopleChangedAfterTheExportAsItIs) {
  state("channel", "direct");
  tell(EventKind::stage_entered, "interest", 2);
  add(imported(10));
  Event by_hand;
  by_hand.kind = EventKind::attribute_changed;
  by_hand.symbol = "channel";
  by_hand.from = "direct";
  by_hand.to = "partner";
  by_hand.at = on_day(30);
  standing_.push_back(by_hand);
  state("channel", "direct");
  tell(EventKind::stage_entered, "interest", 2);
  EXPECT_THAT(add(imported(40)).change, IsEmpty()) << "the export says what it said before";
  EXPECT_EQ(folded().attribute("channel"), "partner");
}

TEST_F(Importing, BeginsADealThatTheSourceDoesNotCreateWithItsFirstEvent) {
  tell(EventKind::stage_entered, "interest", 3);
  const auto found = add(imported());
  EXPECT_EQ(found.change.front().kind, EventKind::created);
  EXPECT_EQ(found.change.front().at, on_day(3));
  tell(EventKind::stage_entered, "interest", 3);
  tell(EventKind::touchpoint, "call", 1);
  const auto earlier = add(imported());
  EXPECT_THAT(kinds_of(earlier.change), ElementsAre(EventKind::touchpoint))
      << "a second creation would make two deals of one";
}

TEST_F(Importing, KeepsADealThatTheSourceHasTwiceUnderOneIdDoubled) {
  tell(EventKind::created, "", 1);
  tell(EventKind::created, "", 6);
  EXPECT_THAT(add(imported()).change, SizeIs(2));
  tell(EventKind::created, "", 1);
  tell(EventKind::created, "", 6);
  EXPECT_THAT(add(imported()).change, IsEmpty());
}

TEST_F(Importing, TellsWhatHappenedBeforeTheStatedCreationOnTheSameMap) {
  tell(EventKind::stage_entered, "interest", 2);
  tell(EventKind::created, "", 4);
  const auto found = add(imported());
  EXPECT_EQ(folded().stage, "interest");
  EXPECT_EQ(folded(), found.after);
  EXPECT_EQ(folded().visits.front().entry, process::EntryClass::begin) << "not outside the map";
}

TEST_F(Importing, LeavesOutWhatIsToComeAndValuesThatBreakTheirRule) {
  tell(EventKind::stage_entered, "interest", 2);
  tell(EventKind::stage_entered, "offer", 300);
  state("rank", "medium");
  state("owner", "Nobody we know");
  const auto deal = imported();
  std::vector<std::string> fields;
  for (const auto& fault : deal.faults) fields.push_back(fault.field);
  EXPECT_THAT(fields, ::testing::UnorderedElementsAre("stage_entered", "rank", "owner"));
  EXPECT_EQ(add(deal).after.stage, "interest");
  EXPECT_EQ(folded().attribute("owner"), "") << "names of people are not in events";
}

TEST_F(Importing, TakesNoIdsOfTheSourceForIdsOfTheWorkspace) {
  tell({.deal = "k1",
        .kind = EventKind::touchpoint,
        .symbol = "meeting",
        .at = on_day(2).time_since_epoch().count(),
        .details = R"({"contacts": [5], "result": "liked"})"});
  tell({.deal = "k1",
        .kind = EventKind::merged_into,
        .to = "other",
        .at = on_day(3).time_since_epoch().count()});
  const auto events = imported().events;
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_THAT(events[0].details.contacts, IsEmpty());
  EXPECT_EQ(events[0].details.result, "liked");
  EXPECT_THAT(events[0].details.other, ::testing::HasSubstr("\"contacts\": [5]"));
  EXPECT_EQ(events[1].details.deal, DealId{9});
  EXPECT_EQ(events[1].to, "9");
}

TEST_F(Importing, KnowsAnEventWithoutDateAgainWhereverItStands) {
  tell(EventKind::created, "", 1);
  tell(EventKind::stage_entered, "interest", -1);
  add(imported());
  tell(EventKind::created, "", 1);
  tell(EventKind::touchpoint, "call", 3);
  tell(EventKind::stage_entered, "interest", -1);
  EXPECT_THAT(kinds_of(add(imported()).change), ElementsAre(EventKind::touchpoint));
}

TEST_F(Importing, AddsNothingToADealThatIsGone) {
  tell(EventKind::created, "", 1);
  add(imported());
  Event deleted;
  deleted.kind = EventKind::deleted;
  deleted.at = on_day(30);
  standing_.push_back(deleted);
  tell(EventKind::created, "", 1);
  tell(EventKind::stage_entered, "interest", 2);
  EXPECT_THAT(add(imported()).change, IsEmpty());
}

TEST(FitLine, CutsAndCleansWhatIsNoNameHere) {
  EXPECT_EQ(fit_line("  Plant\n7\x01 "), "Plant 7");
  EXPECT_EQ(fit_line(std::string(300, 'x')).size(), 120U);
}

}  // namespace
}  // namespace stagecraft::selling
