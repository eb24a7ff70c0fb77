#include <algorithm>
#include <regex>
#include <set>

#include "tests/cli/command_line.h"

namespace stagecraft::cli {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::set<std::string> flags_in(const std::string& text) {
  static const std::regex flag("--[a-z][a-z-]+");
  std::set<std::string> flags;
  for (std::sregex_iterator at(text.begin(), text.end(), flag), end; at != end; ++at)
    flags.insert(at->str());
  return flags;
}

// Every command, as typed.
const std::vector<std::vector<std::string>> commands{{"map", "check"},
                                                     {"map", "diff"},
                                                     {"map", "draw"},
                                                     {"map", "format"},
                                                     {"map", "new"},
                                                     {"map", "schema"},
                                                     {"map", "show"},
                                                     {"history", "inspect"},
                                                     {"history", "import"},
                                                     {"history", "export"},
                                                     {"history", "schema"},
                                                     {"measure"},
                                                     {"sample"},
                                                     {"workspace", "create"},
                                                     {"workspace", "sample"},
                                                     {"workspace", "list"},
                                                     {"workspace", "back-up"},
                                                     {"workspace", "restore"},
                                                     {"workspace", "check"},
                                                     {"workspace", "copy"}};

TEST(Documentation, KnowsEveryFlagOfEveryCommand) {
  const auto known = flags_in(text_of(STAGECRAFT_SOURCE_DIR "/docs/guide/commands.md"));
  for (auto words : commands) {
    const auto name = words.back();
    words.push_back("--help");
    const auto help = stagecraft(words);
    ASSERT_EQ(help.status, 0) << name;
    for (const auto& flag : flags_in(help.out))
      EXPECT_TRUE(known.contains(flag)) << flag << " of " << name;
  }
}

TEST(Documentation, NamesNoFlagThatIsNotThere) {
  std::set<std::string> real;
  for (auto words : commands) {
    words.push_back("--help");
    real.merge(flags_in(stagecraft(words).out));
  }
  for (const auto& flag : flags_in(text_of(STAGECRAFT_SOURCE_DIR "/docs/guide/commands.md")))
    EXPECT_TRUE(real.contains(flag)) << flag;
}

}  // namespace
}  // namespace stagecraft::cli
