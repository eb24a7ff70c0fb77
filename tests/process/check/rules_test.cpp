#include "process/check/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/process/check/checked.h"

// Every rule and case is tried on map files beside this one: RULE[.CASE].breaks.yaml and
// RULE[.CASE].close.yaml. Their first line names the addresses that the check must find, or 'none'.
namespace stagecraft::process {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

const fs::path maps = STAGECRAFT_SOURCE_DIR "/tests/process/check/maps";

LoadedMap load(const fs::path& file) {
  auto loaded = read_map_file(file.string());
  EXPECT_TRUE(loaded.ok()) << messages_of(loaded.errors);
  return loaded;
}

/// A map file with what its name and its first line say.
struct Trial {
  fs::path file;
  std::string name;  ///< Rule, or rule/case.
  bool breaks = false;
  std::vector<std::string> addresses;
};

Trial read_trial(const fs::path& file) {
  const auto stem = file.stem().string();
  const auto last = stem.rfind('.');
  Trial trial{file, stem.substr(0, last), stem.substr(last + 1).starts_with("breaks"), {}};
  std::ranges::replace(trial.name, '.', '/');
  std::ifstream text(file);
  std::string line;
  std::getline(text, line);
  std::istringstream words(line.substr(1));
  for (std::string address; words >> address;)
    if (address != "none") trial.addresses.push_back(address);
  return trial;
}

std::vector<Trial> all_trials() {
  std::vector<Trial> trials;
  for (const auto& entry : fs::directory_iterator(maps))
    if (entry.path().stem().has_extension()) trials.push_back(read_trial(entry.path()));
  std::ranges::sort(trials, {}, &Trial::file);
  return trials;
}

std::vector<Finding> findings_in(const Trial& trial) {
  const auto map = load(trial.file), other = load(maps / "direct.yaml");
  const LoadedMap* side_by_side[] = {&other, &map};
  auto selection = check_selection(side_by_side, sentences());
  return check_map(map, test_day, sentences(), std::move(selection[1])).findings;
}

class RuleOnMap : public testing::TestWithParam<Trial> {};

TEST_P(RuleOnMap, FindsWhatTheMapBreaksAndNoMore) {
  const auto& trial = GetParam();
  EXPECT_EQ(trial.breaks, !trial.addresses.empty()) << "the first line is at odds with the name";
  std::vector<std::string> addresses;
  for (const auto& finding : findings_in(trial))
    if (name_of(finding) == trial.name && !finding.waived) addresses.push_back(finding.address);
  EXPECT_THAT(addresses, UnorderedElementsAreArray(trial.addresses));
}

INSTANTIATE_TEST_SUITE_P(All, RuleOnMap, testing::ValuesIn(all_trials()), [](const auto& trial) {
  auto name = trial.param.file.stem().string();
  std::ranges::replace_if(
      name, [](char c) { return c == '.' || c == '-'; }, '_');
  return name;
});

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const auto& rule : all_rules())
    for (const auto& of_rule : rule.cases)
      names.push_back(std::string(rule.id) + (of_rule.name.empty() ? "" : "/") +
                      std::string(of_rule.name));
  return names;
}

TEST(Rules, EachHaveAMapThatBreaksThemAndOneThatComesClose) {
  const auto trials = all_trials();
  for (const auto& name : all_names())
    for (const bool breaks : {true, false})
      EXPECT_TRUE(std::ranges::any_of(
          trials, [&](const Trial& trial) { return trial.name == name && trial.breaks == breaks; }))
          << name << (breaks ? " is broken by no map" : " has no map that comes close");
}

TEST(Rules, HaveNothingToSayAboutTheSoundMap) {
  const auto map = load(maps / "sound.yaml");
  const auto report = check_map(map, test_day, sentences());
  EXPECT_THAT(told(report.findings, true), IsEmpty());
  EXPECT_EQ(report.score, ScoreCard{});
}

TEST(Rules, EachHaveTheirSentencesAndNoSentenceIsWithoutARule) {
  EXPECT_THAT(all_names(), UnorderedElementsAreArray(sentences().names()));
  for (const auto& name : all_names()) {
    EXPECT_FALSE(sentences().outline(name).empty());
    EXPECT_FALSE(sentences().example(name).empty());
  }
}

TEST(Rules, AreEachDescribedInTheDocumentation) {
  const fs::path docs = STAGECRAFT_SOURCE_DIR "/docs/check";
  for (const auto& rule : all_rules()) {
    std::ifstream file(docs / (std::string(rule.id) + ".md"));
    ASSERT_TRUE(file) << rule.id << " has no page";
    const std::string page(std::istreambuf_iterator<char>(file), {});
    for (const auto& of_rule : rule.cases)
      EXPECT_TRUE(of_rule.name.empty() ||
                  page.find("## " + std::string(of_rule.name) + "\n") != std::string::npos)
          << rule.id << "/" << of_rule.name << " has no section";
    for (const auto* part : {"**Example", "**Mend"})
      EXPECT_NE(page.find(part), std::string::npos) << rule.id << " lacks " << part;
  }
}

Finding only(const std::vector<Finding>& findings, std::string_view name) {
  std::vector<Finding> found;
  std::ranges::copy_if(findings, std::back_inserter(found),
                       [&](const Finding& finding) { return name_of(finding) == name; });
  EXPECT_EQ(found.size(), 1u) << name;
  return found.empty() ? Finding{} : found.front();
}

TEST(Dangling, SuggestsTheNearestIdAndSaysWhatTheVariantRemoved) {
  std::vector<std::string> said;
  for (const auto& finding :
       check_map(load(maps / "dangling.breaks.yaml"), test_day, sentences()).findings)
    if (finding.rule == "dangling") said.push_back(finding.message + " " + finding.mend);
  EXPECT_THAT(said,
              testing::Contains("There is no role 'rap'. Did you mean 'rep'? Otherwise add it."));
  EXPECT_THAT(said, testing::Contains(
                        testing::HasSubstr("There is no stage 'cost'; the variant removed it (")));
  EXPECT_THAT(said,
              testing::Contains("There is no role 'nobody'. Add it, or take the reference away."));
}

TEST(Findings, StandWhereTheValueWasWritten) {
  const auto found = check_text(R"(stagecraft: 1
id: m
name: M
goals:
  - id: a
    name: A
    stages:
      - id: look
        name: Look
        does: [Shows us the site, We answer objections]
  - {id: b, name: B, stages: [{id: buy, name: Buy}]}
)")
                         .findings;
  const auto act = only(found, "seller-centred/seller-act");
  EXPECT_EQ(act.place, (base::Place{"map.yaml", 10, 35}));
}

TEST(Findings, OfABaseNameTheLineOfTheVariantAsWell) {
  const auto file = maps / "borrowed.no-contributors.breaks.yaml";
  const auto variant = check_map(load(file), test_day, sentences()).findings;
  EXPECT_THAT(only(variant, "borrowed/no-contributors").related, IsEmpty());
  const auto inherited =
      check_map(load(maps / "seller-centred.no-value.breaks.yaml"), test_day, sentences()).findings;
  for (const auto& finding : inherited)
    if (finding.place.file.ends_with("sound.yaml")) {
      ASSERT_EQ(finding.related.size(), 1u);
      EXPECT_EQ(finding.related[0].line, 5);
    }
}

TEST(Findings, ShowHostileTextHarmless) {
  const auto found =
      check_text(
          "stagecraft: 1\nid: m\nname: M\nstages:\n  - {id: a, name: \"A\xE2\x80\xAE<b>\"}\n")
          .findings;
  const auto act = only(found, "seller-centred/no-act");
  EXPECT_THAT(act.message, testing::HasSubstr("'A\xEF\xBF\xBD<b>'"));
}

TEST(Findings, AreShownUpToALimitTheGravestFirst) {
  std::vector<Finding> found(1200);
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i].place = {"map.yaml", static_cast<int>(i) + 1, 1};
    found[i].severity = i >= 1100 ? Severity::error : Severity::note;
  }
  const auto shown = to_show(found);
  ASSERT_EQ(shown.size(), most_findings_shown);
  EXPECT_EQ(shown.back().place.line, 1200);
  EXPECT_EQ(shown[899].place.line, 900);
  EXPECT_EQ(shown[900].severity, Severity::error);
}

TEST(Waivers, EndAfterTheirLastDayAndCoverOnlyTheirPlace) {
  const std::string text = R"(stagecraft: 1
id: m
name: M
stages: [{id: a, name: A}, {id: b, name: B}]
check:
  waived: [{rule: seller-centred, case: no-act, at: 'stage:a', reason: On purpose, until: 2026-05-31}]
)";
  using namespace std::chrono;
  const auto open = [&](base::Day today) {
    auto lines = told(check_text(text, today).findings, true);
    std::erase_if(lines, [](const std::string& line) {
      return !line.starts_with("seller-centred/no-act") && !line.starts_with("stale");
    });
    return lines;
  };
  EXPECT_THAT(open(sys_days{2026y / 5 / 31}), ElementsAre("seller-centred/no-act at stage:b"));
  EXPECT_THAT(
      open(sys_days{2026y / 6 / 1}),
      testing::UnorderedElementsAre("seller-centred/no-act at stage:a",
                                    "seller-centred/no-act at stage:b", "stale-waiver at map"));
}

}  // namespace
}  // namespace stagecraft::process
