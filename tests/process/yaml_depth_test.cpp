#include "process/yaml_depth.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

#include "process/limits.h"
#include "process/reader.h"
#include "process/yaml_write.h"

namespace stagecraft::process {
namespace {

constexpr auto none = std::nullopt;

TEST(DeepFlow, IsFoundAtTheBracketThatIsOneTooMany) {
  EXPECT_EQ(find_deep_flow("a: [[x, {b: [y]}]]", 3), std::optional<std::size_t>(12));
  EXPECT_EQ(find_deep_flow("a: [[x, {b: [y]}]]", 4), none);
  EXPECT_EQ(find_deep_flow("[[", 1), std::optional<std::size_t>(1));
}

TEST(DeepFlow, CountsWhatIsOpenAndNotWhatStandsBesideIt) {
  EXPECT_EQ(find_deep_flow("a: [[], [], [{}, {}]]\nb: [[[]]]\n", 3), none);
}

TEST(DeepFlow, BeginsWhereverAValueMayBegin) {
  for (const std::string before :
       {"", "- ", "- - ", "? ", "a: ", "'a': ", "--- ", "- a: ", "a:\n  ", "[x]: ", "a: b\n",
        "a: |\n  [\n", "a: |\nb: ", "  a: |\n  b: ", "- |\n - [\n- ",
        "- a: >\n    [\n  b: ", "a: # [\n  ", "a: '['\nb: ", "a: \"\\\"[\"\nb: "}) {
    EXPECT_NE(find_deep_flow(before + "[[[", 2), none) << before;
    EXPECT_EQ(find_deep_flow(before + "[[", 2), none) << before;
  }
}

TEST(DeepFlow, TakesBracketsInTextsForText) {
  for (const std::string text :
       {"a: b [[[", "a: it's [[[", "a: '[[['", "a: \"\\\"[[[\"", "# [[[", "a: b # [[[",
        "a: |\n  [[[\n  [[[\n", "a: |-\n\n  x\n    [[[\n", "- a: >\n    [[[\n", "a: ['[[[']",
        "a: {b: \"[[[\"}", "{\"a\":\"[[[\",\"b\":'[[['}", "a: [b, # [[[\n c]", "a: 'x\n [[['",
        "a-[[[: 1", "a:[[[", "-[[["})
    EXPECT_EQ(find_deep_flow(text, 2), none) << text;
}

TEST(DeepFlow, TakesAQuoteInsideAWordForALetter) {
  EXPECT_NE(find_deep_flow("a: [it's, [[x", 2), none);
  EXPECT_EQ(find_deep_flow("a: [it's, [x, 's [[']]", 2), none);
}

TEST(DeepFlow, TakesADoubledQuoteForALetter) {
  EXPECT_EQ(find_deep_flow("a: 'it''s: [[['", 2), none);
  EXPECT_EQ(find_deep_flow("'it'': [[[': a", 2), none);
  EXPECT_EQ(find_deep_flow("a: ['it''s: [[[']", 2), none);
  EXPECT_NE(find_deep_flow("'it''s': [[[", 2), none);
  EXPECT_NE(find_deep_flow("a: ''\nb: [[[", 2), none);
  EXPECT_NE(find_deep_flow("a: 'it'': \"'\nb: [[[", 2), none);
}

TEST(DeepFlow, ThatTheReaderTakesIsNoDeeperThanTheReaderCounts) {
  const auto nested = [](int levels) {
    return "stagecraft: 1\nid: m\nname: M\nstages: []\nx_deep: " + std::string(levels, '[') +
           std::string(levels, ']') + "\n";
  };
  // The map itself is the first level.
  EXPECT_TRUE(read_map(nested(limits::nesting - 1), "map.yaml").ok());
  const auto refused = read_map(nested(limits::nesting), "map.yaml");
  ASSERT_EQ(refused.errors.size(), 1u);
  EXPECT_EQ(refused.errors[0].id, "too-large");
  const auto unread = read_map(nested(limits::nesting + 1), "map.yaml");
  ASSERT_EQ(unread.errors.size(), 1u);
  EXPECT_EQ(to_line(unread.errors[0]),
            "map.yaml:5:41: error: more than 32 levels of nesting; a map needs about 10, so look "
            "for a bracket that is not closed [too-large]");
}

TEST(ManyBrackets, AreFoundAtTheOneThatIsTooMany) {
  EXPECT_EQ(find_many_brackets("a: [{[", 2), std::optional<std::size_t>(5));
  EXPECT_EQ(find_many_brackets("a: [{[", 3), none);
}

/// A tag, an anchor or the dashes of a block scalar hide brackets from the count of levels; the
/// parser would keep some 245 bytes for each.
TEST(ManyBrackets, AreRefusedHoweverTheyAreHidden) {
  for (const std::string before :
       {"x_deep: !a ", "x_deep: &a ", "x_deep: |\n  ", "x_deep: \"", "# "}) {
    const auto text =
        "stagecraft: 1\nid: m\nname: M\n" + before + std::string(limits::brackets + 1, '[') + "\n";
    const auto read = read_map(text, "map.yaml");
    ASSERT_EQ(read.errors.size(), 1u) << before;
    EXPECT_EQ(read.errors[0].id, "too-large") << before;
    EXPECT_EQ(read.errors[0].message,
              "more than 200000 brackets '[' and '{' in one file; write lists as lines with '-', "
              "or split the map");
    const auto lines = std::ranges::count(before, '\n');
    const auto last_line = before.substr(before.rfind('\n') + 1);  // npos + 1 == 0
    EXPECT_EQ(read.errors[0].place.line, 4 + lines) << before;
    EXPECT_EQ(read.errors[0].place.column,
              static_cast<int>(last_line.size() + limits::brackets) + 1)
        << before;
  }
}

/// What the formatter makes of a map that holds `text` in a list of lines and in brackets.
Formatted format_with_note(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  const auto quoted = '"' + escaped + '"';
  return format_map("stagecraft: 1\nid: m\nname: M\nstages: []\nx_note:\n  - a: " + quoted +
                        "\n    b: {c: [" + quoted + "]}\n",
                    "map.yaml");
}

TEST(DeepFlow, IsNotFoundBehindTheDoubledQuotesThatTheFormatterWrites) {
  const auto formatted = format_with_note(R"(a}" &}:[!|||"b [},'[': [{-&->b"& \[,)");
  ASSERT_TRUE(formatted.errors.empty());
  EXPECT_NE(formatted.text.find(",''['': [{"), std::string::npos) << formatted.text;
  EXPECT_EQ(find_deep_flow(formatted.text, 4), none) << formatted.text;
}

RC_GTEST_PROP(DeepFlow, IsNotFoundInWhatTheFormatterWrites, ()) {
  const auto formatted = format_with_note(
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab [{]}'\"#:,-|>!&*?\\"))));
  RC_ASSERT(formatted.errors.empty());
  RC_ASSERT(!find_deep_flow(formatted.text, 4));
}

}  // namespace
}  // namespace stagecraft::process
