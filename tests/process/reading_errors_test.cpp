#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "process/reader.h"

namespace stagecraft::process {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> lines(const LoadedMap& loaded) {
  std::vector<std::string> result;
  for (const auto& error : loaded.errors) result.push_back(to_line(error));
  return result;
}

std::vector<std::string> errors_of(std::string_view text) {
  return lines(read_map(text, "map.yaml"));
}

/// A good map around a stage; the stage begins at line 5.
std::string with_stage(const std::string& stage) {
  return "stagecraft: 1\nid: m\nname: M\nstages:\n" + stage;
}

TEST(ReadingErrors, SuggestTheKeyThatWasMeant) {
  EXPECT_THAT(
      errors_of(with_stage("  - id: demo\n    name: Demo\n    expected_day: 3\n")),
      ElementsAre("map.yaml:7:5: error: unknown key 'expected_day' in a stage; did you mean "
                  "'expected_days'? [unknown-key]"));
  EXPECT_THAT(errors_of(with_stage("  - {id: demo, name: Demo, probability: 0.5, owner: rep}\n")),
              ElementsAre(HasSubstr("did you mean 'expected_conversion'?"),
                          HasSubstr("did you mean 'lead'?")));
}

TEST(ReadingErrors, ComeAllInOneRunSortedByPlace) {
  const auto errors = errors_of(
      "stagecraft: 1\nid: Bad Id\nname: M\nstages:\n  - {id: a, name: A, expected_conversion: 60}\n"
      "  - {id: a, nam: B}\n");
  EXPECT_THAT(errors,
              ElementsAre(HasSubstr("map.yaml:2:5: error: 'Bad Id' cannot be an id"),
                          HasSubstr("map.yaml:5:43: error: 'expected_conversion' is a share "
                                    "between 0 and 1, not 60; write 0.6 [out-of-range]"),
                          HasSubstr("map.yaml:6:5: error: a stage needs 'name'"),
                          HasSubstr("map.yaml:6:10: error: the id 'a' is given a second "
                                    "time; the first is at map.yaml:5:10 [duplicate-id]"),
                          HasSubstr("map.yaml:6:13: error: unknown key 'nam'")));
}

struct Case {
  std::string name, text, id, place, part;
};

class EachReadingError : public ::testing::TestWithParam<Case> {};

TEST_P(EachReadingError, IsReportedWithItsPlace) {
  const auto& wanted = GetParam();
  EXPECT_THAT(errors_of(wanted.text),
              ::testing::Contains(::testing::AllOf(
                  HasSubstr("map.yaml:" + wanted.place + ": error: "), HasSubstr(wanted.part),
                  ::testing::EndsWith("[" + wanted.id + "]"))));
}

const std::string head = "stagecraft: 1\nid: m\nname: M\n";

INSTANTIATE_TEST_SUITE_P(
    All, EachReadingError,
    ::testing::Values(
        Case{"syntax", head + "stages: [a\n", "syntax", "5:1", "not YAML"},
        Case{"colon_in_a_text", head + "purpose: they say: no\n", "syntax", "4:18",
             "a ':' stands inside a text; put the text in quotes"},
        Case{"open_quotes", head + "name: \"begun\nstages: []\n", "syntax", "4:7",
             "a text in quotes does not end"},
        Case{"key_too_far_left", head + "stages:\n  - id: a\n name: A\n", "syntax", "6:2",
             "this line does not stand in one column with"},
        Case{"at_sign", head + "purpose: @home\n", "syntax", "4:10",
             "no text can begin with this character"},
        Case{"backslash", head + "purpose: \"C:\\plans\"\n", "syntax", "4:15",
             "a '\\' in double quotes; write '\\\\'"},
        Case{"closed_twice", head + "stages: []]\n", "syntax", "4:11",
             "a ']' or '}' closes nothing"},
        Case{"item_behind_a_key", head + "stages: - id: a\n", "syntax", "4:9",
             "an item '- ' cannot begin here"},
        Case{"not_utf8", "id: \xFF\n", "syntax", "1:5", "byte 4 (0xFF) is not UTF-8"},
        Case{"nul", std::string("id: m\0\n", 7), "syntax", "1:6", "a NUL at byte 5"},
        Case{"escape", "id: \x1B[31m\n", "syntax", "1:5", "control character (0x1B)"},
        Case{"duplicate_key", head + "name: N\nstages: []\n", "duplicate-key", "4:1",
             "the first is at line 3, column 1"},
        Case{"list_for_text", "stagecraft: 1\nid: m\nname: [a]\nstages: []\n", "wrong-type", "3:7",
             "'name' is a single value, not a list"},
        Case{"mapping_for_list", head + "stages:\n  id: a\n", "wrong-type", "5:3",
             "a stage is written as '- id: ...'"},
        Case{"text_for_item", head + "stages: [call]\n", "wrong-type", "4:10",
             "a stage is written as '- id: ...'"},
        Case{"missing", "stagecraft: 1\nid: m\nstages: []\n", "missing-key", "1:1", "needs 'name'"},
        Case{"empty", "", "missing-key", "1:1",
             "this file is empty; 'stagecraft map new' makes a first map"},
        Case{"only_comments", "# nothing\n", "missing-key", "1:1", "this file is empty"},
        Case{"no_stages", head, "missing-key", "1:1", "'goals', or 'stages'"},
        Case{"goals_without_value", head + "goals:\n", "missing-key", "1:1",
             "'goals', or 'stages'"},
        Case{"nan", with_stage("  - {id: a, name: A, expected_days: .nan}\n"), "out-of-range",
             "5:37", ".nan"},
        Case{"inf", with_stage("  - {id: a, name: A, expected_days: -.inf}\n"), "out-of-range",
             "5:37", ""},
        Case{"too_big", with_stage("  - {id: a, name: A, expected_days: 1e999}\n"), "out-of-range",
             "5:37", ""},
        Case{"negative_days", with_stage("  - {id: a, name: A, expected_days: -3}\n"),
             "out-of-range", "5:37", "more than 0"},
        Case{"no_such_day", head + "origin: {kind: own, since: 2026-02-30}\nstages: []\n",
             "out-of-range", "4:28", "2026-01-31"},
        Case{"boolean", with_stage("  - {id: a, name: A, internal: yes}\n"), "wrong-type", "5:32",
             "true or false"},
        Case{"word_list", head + "stages: []\ncheck:\n  words: {custmer: [plant head]}\n",
             "unknown-key", "6:11", "unknown key 'custmer' in 'words'; did you mean 'customer'?"},
        Case{"word", head + "stages: []\nroles: [{id: r, name: R, side: custmer}]\n", "wrong-type",
             "5:32", "did you mean 'customer'?"},
        Case{"bad_id", with_stage("  - {id: Demo, name: A}\n"), "bad-id", "5:10", "'Demo'"},
        Case{"place_alone", with_stage("  - {id: a, name: A, place: {after: b}}\n"), "bad-place",
             "5:22", "only in a map that extends"},
        Case{"goals_and_stages", head + "goals: []\nstages: []\n", "bad-place", "5:1", "beside"},
        Case{"two_wins",
             with_stage("  - {id: a, name: A}\n  - {id: b, name: B}\n") +
                 "outcomes:\n  - {id: w, name: W, kind: won}\n"
                 "  - {id: v, name: V, kind: won, on_leaving: a}\n",
             "bad-place", "9:5", "won outcomes leave the same stage"},
        Case{"condition",
             head + "stages: []\nprice_rules: [{id: p, text: T, require: discount = 0}]\n",
             "bad-formula", "5:41", "there is no field 'discount'"},
        Case{"circle",
             head + "stages: []\nmeasures:\n  - {id: a, name: A, kind: count, formula: b}\n"
                    "  - {id: b, name: B, kind: count, formula: a}\n",
             "bad-formula", "6:44", "a -> b -> a"},
        Case{"nesting", "a: " + std::string(100, '[') + std::string(100, ']'), "too-large", "1:36",
             "32 levels"},
        Case{"anchor", "stagecraft: 1\nid: &x m\n", "unsupported-yaml", "2:5", "anchor"},
        Case{"merge_key", head + "<<: {a: 1}\nstages: []\n", "unsupported-yaml", "4:1",
             "merge key"},
        Case{"tag", "stagecraft: 1\nid: !!str m\n", "unsupported-yaml", "2:5", "tag"},
        Case{"bare_tag", "stagecraft: 1\nid: ! m\n", "unsupported-yaml", "2:5", "take it away"},
        Case{"tag_of_a_quoted_text", "stagecraft: 1\nid: ! 'm'\n", "unsupported-yaml", "2:5",
             "tag"},
        Case{"tag_without_a_value", "stagecraft: 1\nid: !\nname: M\n", "unsupported-yaml", "2:5",
             "tag"},
        Case{"tag_of_a_key", head + "goals:\n!  stages: []\n", "unsupported-yaml", "5:1",
             "a tag ('!'); take it away"},
        Case{"tag_of_a_list", head + "goals: ! []\n", "unsupported-yaml", "4:8", "tag"},
        Case{"tag_of_a_mapping", head + "goals: []\ncheck: ! {}\n", "unsupported-yaml", "5:8",
             "tag"},
        Case{"second_document", head + "stages: []\n---\nid: n\n", "unsupported-yaml", "5:1",
             "second document"},
        Case{"tab", head + "roles:\n\t- {id: r}\n", "unsupported-yaml", "5:1", "tab"},
        Case{"newer", "stagecraft: 2\nid: m\n", "format-version", "1:13", "newer release"},
        Case{"no_base", head + "extends: other.yaml\n", "extends-missing", "4:10", "is not there"},
        Case{"absolute_base", head + "extends: /etc/passwd\n", "extends-missing", "4:10",
             "absolute"},
        Case{"base_above", head + "extends: ../m.yaml\n", "extends-missing", "4:10", "outside"}),
    [](const auto& one) { return one.param.name; });

TEST(ReadingErrors, AfterASyntaxErrorCountOnlyWhatCameBefore) {
  EXPECT_THAT(errors_of("stagecraft: 1\nid: Bad\nname: M\nstages: [\n"),
              ElementsAre(HasSubstr("[bad-id]"), HasSubstr("[syntax]")));
}

TEST(ReadingErrors, LetAByteOrderMarkAndWindowsLineEndsPass) {
  EXPECT_THAT(errors_of("\xEF\xBB\xBFstagecraft: 1\r\nid: m\r\nname: M\r\nstages: []\r\n"),
              IsEmpty());
}

TEST(ReadingErrors, ShowHostileTextHarmless) {
  const auto errors = errors_of(with_stage("  - {id: a, name: A, \"b\xE2\x80\xAE\": 1}\n"));
  EXPECT_THAT(errors, ElementsAre(HasSubstr("unknown key 'b\xEF\xBF\xBD'")));
}

TEST(ReadingErrors, TellATagOnceThoughItBeginsAMapping) {
  EXPECT_THAT(errors_of("! stagecraft: 1\nid: m\nname: M\nstages: []\n"),
              ::testing::Contains(HasSubstr("a tag ('!')")).Times(1));
}

TEST(ReadingErrors, DoNotMissAKeyThatWasRefused) {
  EXPECT_THAT(errors_of(head + "! stages: []\n"), ElementsAre(HasSubstr("a tag ('!')")));
}

TEST(AKeyWithoutAValue, IsLeftOutSoThatTheOtherListOfAMapCounts) {
  const auto loaded = read_map(head + "goals:\nstages:\n  - {id: a, name: A}\n", "map.yaml");
  EXPECT_THAT(loaded.errors, IsEmpty());
  EXPECT_TRUE(loaded.map.flat);
  ASSERT_EQ(loaded.map.goals.size(), 1u);
  EXPECT_EQ(loaded.map.goals[0].stages.size(), 1u);
}

TEST(ReadingErrors, StopAtTheStagePastTheLimit) {
  std::string text = head + "stages:\n";
  for (int i = 0; i < 100'000; ++i) text += fmt::format("  - {{id: s{}, name: S}}\n", i);
  const auto errors = errors_of(text);
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0],
            "map.yaml:505:5: error: more than 500 stages in one map; reading stopped at stage 501 "
            "[too-large]");
}

TEST(ReadingErrors, StopAtTheNestingOfFourMebibytesOfBrackets) {
  EXPECT_THAT(errors_of(std::string(std::size_t{4} << 20, '[')),
              ElementsAre(HasSubstr("32 levels of nesting; ")));
}

TEST(ReadingErrors, StopAtFilesPastFourMebibytes) {
  EXPECT_THAT(errors_of(std::string((std::size_t{4} << 20) + 1, ' ')),
              ElementsAre(HasSubstr("[too-large]")));
}

TEST(ReadingErrors, DoNotExpandABombOfAliases) {
  std::string bomb = "a: &a [x, x]\n";
  for (char c = 'b'; c <= 'z'; ++c) {
    const char before = static_cast<char>(c - 1);
    bomb += fmt::format("{}: &{} [*{}, *{}, *{}]\n", c, c, before, before, before);
  }
  for (const auto& error : read_map(bomb, "map.yaml").errors)
    EXPECT_THAT(error.id, ::testing::AnyOf("unsupported-yaml", "unknown-key", "missing-key"));
}

TEST(ReadingErrors, NameListsThatAreTooLong) {
  std::string lines_of_learns;
  for (int i = 0; i < 51; ++i) lines_of_learns += "      - Line\n";
  EXPECT_THAT(
      errors_of(with_stage("  - id: a\n    name: A\n    learns:\n" + lines_of_learns)),
      ElementsAre(HasSubstr("'learns' has 51 entries; at most 50 are allowed [too-large]")));
}

TEST(Names, MayLookLikeNumbers) {
  const auto loaded = read_map("stagecraft: 1\nid: m\nname: 42\nstages: []\n", "map.yaml");
  EXPECT_THAT(lines(loaded), IsEmpty());
  EXPECT_EQ(loaded.map.name, "42");
}

TEST(ImplicitIds, AreMadeFromNamesAndCounted) {
  const auto loaded =
      read_map(with_stage("  - {name: \xC3\x9C"
                          "bergabe an Team 2}\n  - {name: Ubergabe an team 2}\n  - {name: 7}\n"),
               "map.yaml");
  EXPECT_THAT(lines(loaded), IsEmpty());
  EXPECT_THAT(loaded.implicit_ids, ElementsAre("stage:ubergabe_an_team_2",
                                               "stage:ubergabe_an_team_2_2", "stage:stage_7"));
  EXPECT_EQ(loaded.map.goals.front().stages.at(2).id, "stage_7");
}

TEST(Places, ArePreciseToTheLineOfAList) {
  const auto loaded =
      read_map(with_stage("  - id: demo\n    name: Demo\n    does:\n      - Looks\n      - Asks\n"),
               "map.yaml");
  EXPECT_EQ(loaded.places.find("stage:demo"), (base::Place{"map.yaml", 5, 5}));
  EXPECT_EQ(loaded.places.find("stage:demo", "name"), (base::Place{"map.yaml", 6, 11}));
  EXPECT_EQ(loaded.places.find("stage:demo", "does"), (base::Place{"map.yaml", 7, 5}));
  EXPECT_EQ(loaded.places.find("stage:demo", "does", 1), (base::Place{"map.yaml", 9, 9}));
  EXPECT_EQ(loaded.places.find("stage:demo", "learns", 1), (base::Place{"map.yaml", 5, 5}));
  EXPECT_EQ(loaded.places.find("stage:none"), (base::Place{"map.yaml", 1, 1}));
}

}  // namespace
}  // namespace stagecraft::process
