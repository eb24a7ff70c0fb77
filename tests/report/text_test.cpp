#include "report/text.h"

#include <gmock/gmock.h>

#include <sstream>

#include "base/text.h"
#include "tests/report/measured_world.h"

namespace stagecraft::report {
namespace {

using testing::HasSubstr;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

process::Map map_with_long_names() {
  auto map = test::small_map();
  for (auto& goal : map.goals)
    for (auto& stage : goal.stages)
      stage.name += " with a name that nobody would read aloud in a meeting of more than two";
  return map;
}

TEST(TextReport, KeepsWithinTheWidthOfTheTerminal) {
  const auto world = test::log_e_world(map_with_long_names());
  for (const std::size_t width : {80, 100, 120, 160})
    for (const auto& line : lines_of(to_text(world->measured(), width)))
      EXPECT_LE(base::display_width(line), width) << line;
}

TEST(TextReport, SaysTheSameFiguresInANarrowTerminal) {
  const auto world = test::log_e_world();
  const auto narrow = to_text(world->measured(), 80);
  for (const char* head : {"money now", "entered", "left", "to won", "go on", "median", "expected"})
    if (to_text(world->measured(), 200).find(head) != std::string::npos) {
      EXPECT_THAT(narrow, HasSubstr(head));
    }
}

}  // namespace
}  // namespace stagecraft::report
