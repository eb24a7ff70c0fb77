#include "selling/objections.h"

#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;

const std::vector<std::string> topics{"price", "timing"};

int raised(Desk& desk, const std::string& topic = "price") {
  desk.act(raise_objection(desk.deal, {.text = "It costs too much", .topic = topic}, topics,
                           desk.setting()));
  return desk.deal.objections.back().number;
}

void answer(Desk& desk, int number, const std::string& text) {
  desk.act(answer_objection(desk.deal, {.number = number, .text = text}, desk.setting()));
}

void close(Desk& desk, int number, const std::string& result) {
  desk.act(close_objection(desk.deal, {.number = number, .text = result}, desk.setting()));
}

TEST(Objection, IsRaisedAnsweredAndClosed) {
  Desk desk;
  desk.enter("a");
  EXPECT_EQ(raised(desk), 1);
  answer(desk, 1, "It pays for itself in a year");
  close(desk, 1, "resolved");
  const auto& objection = desk.deal.objections.at(0);
  EXPECT_EQ(objection.text, "It costs too much");
  EXPECT_EQ(objection.stage, "a");
  EXPECT_EQ(objection.answer, "It pays for itself in a year");
  EXPECT_EQ(objection.state, ObjectionState::closed);
  EXPECT_EQ(objection.result, "resolved");
}

TEST(Objection, KeepsItsTextOutOfTheDetails) {
  const Desk desk;
  const auto change =
      raise_objection(desk.deal, {.text = "It costs too much"}, topics, desk.setting());
  EXPECT_EQ(to_json(change.at(0).details).find("costs"), std::string::npos);
}

TEST(Objection, TakesATextAndATopicOfTheLibrary) {
  const Desk desk;
  EXPECT_THAT(faults_of([&] {
                raise_objection(desk.deal, {.text = "", .topic = "prise"}, topics, desk.setting());
              }),
              ElementsAre("/text", "/topic"));
}

TEST(Objection, TakesTextsOfReadableCharacters) {
  Desk desk;
  EXPECT_THAT(
      faults_of([&] { raise_objection(desk.deal, {.text = "\xff"}, topics, desk.setting()); }),
      ElementsAre("/text"));
  raised(desk);
  EXPECT_THAT(faults_of([&] { answer(desk, 1, "\xff"); }), ElementsAre("/text"));
}

TEST(Objection, IsRefusedInWordsThatAreSafeToShow) {
  const Desk desk;
  try {
    raise_objection(desk.deal, {.text = "x", .topic = "\xff\x1b[2J"}, topics, desk.setting());
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("\x1b")));
    EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("\xff")));
  }
}

TEST(Objection, IsNotRaisedOnAClosedDeal) {
  Desk desk;
  desk.close(EventKind::lost, "lost");
  EXPECT_EQ(refusal_of([&] { raised(desk); }), base::ErrorKind::conflict);
}

TEST(Objection, ThatIsClosedTakesNoAnswer) {
  Desk desk;
  raised(desk);
  close(desk, 1, "stands");
  EXPECT_EQ(refusal_of([&] { answer(desk, 1, "But"); }), base::ErrorKind::conflict);
  EXPECT_EQ(refusal_of([&] { close(desk, 1, "resolved"); }), base::ErrorKind::conflict);
  EXPECT_EQ(refusal_of([&] { close(desk, 2, "resolved"); }), base::ErrorKind::not_found);
}

TEST(Objection, IsClosedWithOneOfTwoResults) {
  Desk desk;
  raised(desk);
  EXPECT_THAT(faults_of([&] { close(desk, 1, "gone"); }), ElementsAre("/result"));
  EXPECT_THAT(faults_of([&] { answer(desk, 1, ""); }), ElementsAre("/text"));
}

TEST(ObjectionLibrary, CountsByTopicWhatWasResolved) {
  Desk desk;
  raised(desk, "price");
  raised(desk, "price");
  raised(desk, "price");
  raised(desk, "timing");
  close(desk, 1, "resolved");
  close(desk, 2, "stands");
  const auto library = objection_library(std::span(&desk.deal, 1));
  ASSERT_EQ(library.size(), 2u);
  EXPECT_EQ(library[0].topic, "price");
  EXPECT_EQ(library[0].record, (ObjectionRecord{.raised = 3, .resolved = 1, .stands = 1}));
  ASSERT_TRUE(library[0].record.share());
  EXPECT_DOUBLE_EQ(library[0].record.share()->value, 0.5);
  EXPECT_EQ(library[1].record.share(), std::nullopt) << "none of timing is closed";
}

TEST(ObjectionLibrary, PutsAnswersThatSurelyWorkFirstAndTakesSpellingsForOne) {
  Desk desk;
  for (int i = 0; i < 6; ++i) raised(desk);
  for (const int number : {1, 2, 3}) {
    answer(desk, number, number == 1 ? "It pays  for itself" : "it pays for itself");
    close(desk, number, "resolved");
  }
  answer(desk, 4, "Take a smaller one");
  close(desk, 4, "resolved");
  answer(desk, 5, "Take it or leave it");
  close(desk, 5, "stands");
  const auto library = objection_library(std::span(&desk.deal, 1));
  ASSERT_EQ(library.size(), 1u);
  std::vector<std::string> texts;
  for (const auto& known : library[0].answers) texts.push_back(known.text);
  EXPECT_THAT(texts,
              ElementsAre("it pays for itself", "Take a smaller one", "Take it or leave it"));
  EXPECT_EQ(library[0].answers[0].record.resolved, 3);
}

TEST(ObjectionLibrary, LeavesOutDealsThatAreGone) {
  Desk desk;
  raised(desk);
  desk.event(EventKind::deleted, "");
  EXPECT_TRUE(objection_library(std::span(&desk.deal, 1)).empty());
}

}  // namespace
}  // namespace stagecraft::selling
