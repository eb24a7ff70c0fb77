#include "store/attachments.h"

#include <gmock/gmock.h>

#include <array>
#include <fstream>

#include "tests/store/world.h"
#include "tests/temp_folder.h"

namespace stagecraft::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Attachments : public World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    contents_ = Contents::of(location(), name());
    deal_ = deal("One").id;
  }
  GivenFile file(const std::string& bytes) const {
    const auto path = files_.path("given");
    std::ofstream(path, std::ios::binary) << bytes;
    return take_in(path);
  }
  selling::AttachmentId attach(const GivenFile& given) {
    return workspace().write([&](Transaction& tx) {
      return add_attachment(
          tx, *contents_,
          {.deal = deal_, .name = "a.txt", .media_type = "text/plain", .by = ann(), .at = at(2)},
          given);
    });
  }
  std::optional<std::string> part(const std::string& sha256, std::int64_t offset) {
    return workspace().read([&](Connection& db) { return contents_->read(db, sha256, offset, 4); });
  }
  std::vector<std::string> stored() {
    return workspace().read([&](Connection& db) { return contents_->list(db); });
  }

  TempFolder files_;
  std::unique_ptr<Contents> contents_;
  selling::DealId deal_;
};

TEST_P(Attachments, AreReadInParts) {
  const auto given = file(std::string("ab\0\xff"
                                      "cdef",
                                      8) +
                          "g");
  attach(given);
  EXPECT_EQ(given.size, 9);
  EXPECT_EQ(part(given.sha256, 0), std::string("ab\0\xff", 4));
  EXPECT_EQ(part(given.sha256, 4), "cdef");
  EXPECT_EQ(part(given.sha256, 8), "g");
  EXPECT_EQ(part(given.sha256, 9), "");
  EXPECT_EQ(part(std::string(64, '0'), 0), std::nullopt);
}

TEST_P(Attachments, SurviveAWriteThatIsRunAgain) {
  const auto given = file("once");
  int runs = 0;
  workspace().write([&](Transaction& tx) {
    const Attachment attachment{.deal = deal_, .name = "a", .media_type = "text/plain"};
    for (; runs < 2; ++runs) add_attachment(tx, *contents_, attachment, given);
  });
  EXPECT_EQ(part(given.sha256, 0), "once");
  EXPECT_THAT(stored(), ElementsAre(given.sha256));
}

TEST_P(Attachments, LeaveNoBytesBehindWhenTheWriteFailsOrTheyAreRemoved) {
  const auto kept = file("kept"), gone = file("gone");
  const auto first = attach(file("kept"));
  EXPECT_ANY_THROW(workspace().write([&](Transaction& tx) {
    add_attachment(tx, *contents_, {.deal = selling::DealId{99}, .name = "x"}, gone);
  }));
  remove_unused(workspace());
  EXPECT_THAT(stored(), ElementsAre(kept.sha256));
  workspace().write(
      [&](Transaction& tx) { remove_attachment(tx, first, {.by = ann(), .at = at(3)}); });
  remove_unused(workspace(), std::array{kept.sha256});
  EXPECT_THAT(stored(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Store, Attachments, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
