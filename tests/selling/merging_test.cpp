#include "selling/merging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Merging : public Workbench {
 protected:
  Merging() {
    other_.deal_.id = DealId{2};
    other_.deal_.created_at = deal_.created_at - std::chrono::days(9);
  }
  void promise(Bench& bench, int number) {
    bench.tell(EventKind::promise_made, [&](Event& event) {
      event.details.promise = number;
      event.details.side = "us";
      event.details.due = day_of_2026(number);
      event.note = "Promise " + std::to_string(number);
    });
  }
  void merge() {
    const auto merger = merge_deals(other_.deal_, deal_, "Entered twice", setting());
    other_.add(merger.gone);
    add(merger.into);
    absorb(deal_, other_.deal_);
  }

  Bench other_;
};

TEST_F(Merging, KeepsTheStageAndTakesTheEarlierCreation) {
  enter("interest");
  other_.enter("interest");
  other_.meet_interest();
  other_.enter("offer");
  const auto created = other_.deal_.created_at;
  merge();
  EXPECT_EQ(deal_.stage, "interest");
  EXPECT_EQ(deal_.created_at, created);
  EXPECT_EQ(other_.deal_.status, DealStatus::merged);
  EXPECT_EQ(other_.deal_.merged_into, deal_.id);
}

TEST_F(Merging, TakesTouchpointsAndContactsOfBoth) {
  other_.meet_interest();
  tell(EventKind::touchpoint, [](Event& event) { event.symbol = "call"; });
  merge();
  EXPECT_EQ(deal_.touchpoints.size(), 2u);
  ASSERT_EQ(deal_.buying_group.size(), 1u);
  EXPECT_THAT(deal_.buying_group[0].roles, ElementsAre("decision_maker"));
  EXPECT_EQ(deal_.buying_group[0].reached_at, other_.now_);
}

TEST_F(Merging, TakesPromisesOfBothAndGoesOnWithTheOpenOnes) {
  promise(*this, 1);
  promise(other_, 1);
  promise(other_, 2);
  other_.tell(EventKind::promise_kept, [](Event& event) { event.details.promise = 1; });
  merge();
  std::vector<std::pair<int, std::string>> promises;
  for (const auto& made : deal_.promises) promises.emplace_back(made.number, made.text);
  EXPECT_THAT(promises, ElementsAre(std::pair(1, "Promise 1"), std::pair(2, "Promise 2"),
                                    std::pair(3, "Promise 1")));
  EXPECT_EQ(deal_.promises[1].state, PromiseState::open);
  EXPECT_EQ(deal_.promises[1].due, day_of_2026(2));
  EXPECT_EQ(deal_.promises[2].state, PromiseState::kept);
}

TEST_F(Merging, TakesTwoDealsThatAreThere) {
  EXPECT_EQ(refusal_of([&] { return merge_deals(deal_, deal_, "", setting()).gone; }).kind(),
            ErrorKind::conflict);
  merge();
  EXPECT_EQ(refusal_of([&] { return merge_deals(other_.deal_, deal_, "", setting()).gone; }).kind(),
            ErrorKind::conflict);
}

TEST_F(Merging, OfAnotherDealAbsorbsNothing) {
  const auto before = deal_;
  other_.deal_.merged_into = DealId{77};
  absorb(deal_, other_.deal_);
  EXPECT_EQ(deal_, before);
}

TEST(Deleting, NeedsAReasonAndIsDoneOnce) {
  Bench bench;
  EXPECT_EQ(refusal_of([&] { return delete_deal(bench.deal_, " ", bench.setting()); }).kind(),
            ErrorKind::invalid);
  bench.add(delete_deal(bench.deal_, "A test", bench.setting()));
  EXPECT_EQ(bench.deal_.status, DealStatus::deleted);
  EXPECT_EQ(refusal_of([&] { return delete_deal(bench.deal_, "Again", bench.setting()); }).kind(),
            ErrorKind::conflict);
}

}  // namespace
}  // namespace stagecraft::selling
