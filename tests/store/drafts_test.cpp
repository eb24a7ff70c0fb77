#include "store/drafts.h"

#include <gmock/gmock.h>

#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Drafts : public World {
 protected:
  selling::ProcessId process() const { return version().process; }
  std::int64_t put(std::int64_t seq, std::optional<std::string_view> operations = {}) {
    return workspace().write([&](Transaction& tx) {
      return put_draft(tx,
                       {.process = process(),
                        .based_on = 1,
                        .text = "text",
                        .seq = seq,
                        .changed_at = at(static_cast<int>(seq) + 1),
                        .changed_by = ann()},
                       operations);
    });
  }
  void remove() {
    workspace().write([&](Transaction& tx) { remove_draft(tx, process()); });
  }
  DraftHistory after(std::int64_t seq, int limit = 100) {
    return workspace().read(
        [&](Connection& db) { return draft_changes_after(db, process(), seq, limit); });
  }
  std::vector<std::int64_t> numbers_after(std::int64_t seq, int limit = 100) {
    std::vector<std::int64_t> numbers;
    for (const auto& change : after(seq, limit).changes) numbers.push_back(change.seq);
    return numbers;
  }
};

INSTANTIATE_TEST_SUITE_P(, Drafts, both_engines(), engine_word);

TEST_P(Drafts, KeepTheOperationsThatChangedThem) {
  EXPECT_EQ(put(0, "[1]"), 1);
  EXPECT_EQ(put(1, "[2]"), 2);
  const auto history = after(1);
  ASSERT_EQ(history.changes.size(), 1U);
  EXPECT_EQ(history.changes[0].seq, 2);
  EXPECT_EQ(history.changes[0].operations, "[2]");
  EXPECT_EQ(history.changes[0].at, at(2));
  EXPECT_EQ(history.changes[0].by, ann());
  EXPECT_TRUE(history.is_complete);
  EXPECT_THAT(numbers_after(0), ElementsAre(1, 2));
  EXPECT_THAT(numbers_after(0, 1), ElementsAre(1));
  EXPECT_TRUE(after(2).is_complete);
}

TEST_P(Drafts, AreNotWrittenOverOneThatHasMovedOn) {
  put(0, "[1]");
  EXPECT_THROW(put(0, "[1]"), base::Error);
  put(1);
  EXPECT_THROW(put(1, "[2]"), base::Error);
}

TEST_P(Drafts, TellNothingOfTheTimeBeforeATextThatWasWrittenAsAWhole) {
  put(0, "[1]");
  put(1);
  EXPECT_FALSE(after(0).is_complete);
  EXPECT_FALSE(after(1).is_complete);
  EXPECT_TRUE(after(2).is_complete);
  put(2, "[3]");
  EXPECT_FALSE(after(1).is_complete);
  EXPECT_THAT(numbers_after(2), ElementsAre(3));
}

TEST_P(Drafts, FoldTheirHistoryWhenTheyGoAndNeverGiveANumberTwice) {
  put(0, "[1]");
  put(1, "[2]");
  remove();
  EXPECT_EQ(after(0).last, 3) << "that it went counts";
  EXPECT_THAT(after(0).changes, IsEmpty());
  EXPECT_TRUE(after(0).is_complete) << "there is no draft, and 0 says so";
  EXPECT_FALSE(after(2).is_complete);
  EXPECT_EQ(put(0, "[4]"), 4);
  EXPECT_THAT(numbers_after(0), ElementsAre(4));
  EXPECT_TRUE(after(0).is_complete);
  EXPECT_FALSE(after(2).is_complete);
  remove();
  remove();
  EXPECT_EQ(after(0).last, 5);
}

TEST_P(Drafts, DoNotKnowANumberThatIsStillToCome) {
  put(0, "[1]");
  EXPECT_FALSE(after(7).is_complete);
}

}  // namespace
}  // namespace stagecraft::store
