#include "process/lineage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/small_maps.h"

namespace stagecraft::process {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Stage replacing(const std::string& id, std::vector<std::string> replaced) {
  auto made = stage(id);
  made.replaces = std::move(replaced);
  return made;
}

TEST(Successors, OfAStageThatGoesOnIsItself) {
  EXPECT_THAT(successors("a", map_of({stage("a"), replacing("b", {"a"})})), ElementsAre("a"));
  EXPECT_THAT(successors("won", plain_map({"a"})), ElementsAre("won"));
}

TEST(Successors, OfAMergedStageIsTheWhole) {
  const auto map = map_of({replacing("c", {"a", "b"})});
  EXPECT_THAT(successors("a", map), ElementsAre("c"));
  EXPECT_THAT(successors("b", map), ElementsAre("c"));
}

TEST(Successors, OfASplitStageAreItsParts) {
  EXPECT_THAT(successors("a", map_of({replacing("b", {"a"}), replacing("c", {"a"})})),
              ElementsAre("b", "c"));
}

TEST(Successors, AreChainedOverVersions) {
  const std::vector<Map> earlier{plain_map({"a"}), map_of({replacing("b", {"a"})})};
  const auto map = map_of({replacing("c", {"b"})});
  EXPECT_THAT(successors("a", map, earlier), ElementsAre("c"));
  EXPECT_THAT(successors("a", map), IsEmpty());
}

TEST(Successors, OfAStageThatComesBackIsItself) {
  const std::vector<Map> earlier{plain_map({"a", "b"}), plain_map({"b"})};
  EXPECT_THAT(successors("a", plain_map({"a", "b"}), earlier), ElementsAre("a"));
}

}  // namespace
}  // namespace stagecraft::process
