#include "process/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/small_maps.h"

namespace stagecraft::process {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::Instant day(int number) { return base::Instant(std::chrono::days(number)); }

Criterion criterion(const std::string& id, std::vector<Evidence> evidence = {}) {
  Criterion made;
  made.id = id;
  made.text = "The customer did " + id;
  made.evidence = std::move(evidence);
  return made;
}

Evidence document(const std::string& output) {
  Evidence made;
  made.kind = EvidenceKind::document;
  made.output = output;
  return made;
}

/// a (criterion a1), b optional (b1), c (c1 confirmed by a person), d; won after c.
Map gated_map() {
  auto map = map_of({stage("a"), optional_stage("b"), stage("c"), stage("d"), internal_stage("i")});
  auto& stages = map.goals[0].stages;
  stages[0].exit = {criterion("a1", {document("plan")})};
  stages[1].exit = {criterion("b1")};
  stages[2].exit = {criterion("c1")};
  map.outcomes[0].on_leaving = "c";
  map.outcomes[1].reasons = {"price", "timing"};
  return map;
}

/// A condition here is `FIELD is filled`, or the name of a flag that has to be true.
bool holds(Subject, std::string_view condition, const StatedValues& fields) {
  constexpr std::string_view filled = " is filled";
  if (condition.ends_with(filled)) {
    const auto at = fields.find(condition.substr(0, condition.size() - filled.size()));
    return at != fields.end() && at->second.index() != 0;
  }
  const auto at = fields.find(condition);
  return at != fields.end() && std::get<bool>(at->second);
}

GateAnswer ask(const Map& map, const Move& move, const EvidenceSet& evidence = {}) {
  return ask_gate(map, Automaton(map), move, evidence, holds);
}

std::vector<std::string> unmet(const GateAnswer& answer) {
  std::vector<std::string> ids;
  for (const auto& criterion : answer.unmet()) ids.push_back(criterion.criterion);
  return ids;
}

bool is_met(const Criterion& criterion, const EvidenceSet& evidence) {
  return judge(criterion, "a", evidence, holds).met;
}

TEST(Gate, ListsTheUnmetCriteriaWithTheEvidenceThatWouldDo) {
  const auto answer = ask(gated_map(), {"a", "b"});
  EXPECT_TRUE(answer.is_allowed);
  EXPECT_FALSE(answer.is_ready());
  ASSERT_THAT(unmet(answer), ElementsAre("a1"));
  EXPECT_EQ(answer.unmet()[0].stage, "a");
  EXPECT_THAT(answer.unmet()[0].would_do, ElementsAre(document("plan")));
}

TEST(Gate, OpensOnceEveryRequiredCriterionIsMet) {
  EvidenceSet evidence;
  evidence.documents = {{"plan", day(3)}};
  const auto answer = ask(gated_map(), {"a", "b"}, evidence);
  EXPECT_TRUE(answer.is_ready());
  ASSERT_EQ(answer.criteria.size(), 1u);
  EXPECT_EQ(answer.criteria[0].by, document("plan"));
  EXPECT_EQ(answer.criteria[0].at, day(3));
}

TEST(Gate, ShowsWhatIsNotRequiredButDoesNotAskForIt) {
  auto map = gated_map();
  map.goals[0].stages[0].exit[0].required = false;
  const auto answer = ask(map, {"a", "b"});
  EXPECT_TRUE(answer.is_ready());
  EXPECT_EQ(answer.criteria.size(), 1u);
}

TEST(Gate, PassesAllowedSkipsOverOptionalStagesWithoutTheirCriteria) {
  EXPECT_THAT(unmet(ask(gated_map(), {"a", "c"})), ElementsAre("a1"));
}

TEST(Gate, ListsTheCriteriaOfAllStagesJumpedOverAgainstTheMap) {
  const auto answer = ask(gated_map(), {"a", "d"});
  EXPECT_FALSE(answer.is_allowed);
  EXPECT_TRUE(answer.needs_exception());
  EXPECT_THAT(unmet(answer), ElementsAre("a1", "b1", "c1"));
  EXPECT_THAT(unmet(ask(gated_map(), {"a", "won"})), ElementsAre("a1", "b1", "c1"));
  EXPECT_THAT(unmet(ask(gated_map(), {"", "c"})), ElementsAre("a1", "b1"));
}

TEST(Gate, LetsReturnsLossesAndReopeningsPass) {
  EXPECT_TRUE(ask(gated_map(), {"c", "a"}).is_ready());
  EXPECT_TRUE(ask(gated_map(), {"a", "lost"}).is_ready());
  EXPECT_TRUE(ask(gated_map(), {"lost", "a"}).is_ready());
  EXPECT_FALSE(ask(gated_map(), {"c", "a"}).is_gated);
}

TEST(Gate, LetsEntriesOfInternalStagesPass) {
  EXPECT_TRUE(ask(gated_map(), {"a", "i"}).is_ready());
}

TEST(Gate, AsksALossForItsReason) {
  EXPECT_THAT(ask(gated_map(), {"a", "lost"}).reasons, ElementsAre("price", "timing"));
  EXPECT_THAT(ask(gated_map(), {"a", "stalled"}).reasons, IsEmpty());
}

TEST(Gate, TakesAnExceptionForAReturnThatTheMapForbids) {
  auto map = gated_map();
  map.goals[0].stages[2].back = std::vector<std::string>{};
  const auto answer = ask(map, {"c", "a"});
  EXPECT_TRUE(answer.needs_exception());
  EXPECT_THAT(answer.criteria, IsEmpty());
}

TEST(Gate, OpensFromWonToTheAfterSale) { EXPECT_TRUE(ask(gated_map(), {"won", "d"}).is_ready()); }

TEST(Gate, RefusesWhatTheMapDoesNotKnow) {
  EXPECT_FALSE(ask(gated_map(), {"a", "nowhere"}).is_ready());
  EXPECT_FALSE(ask(gated_map(), {"nowhere", "a"}).is_ready());
}

TEST(FreshCriteria, DoNotCountEvidenceFromBeforeTheLastEntry) {
  auto asked = criterion("a1", {document("plan")});
  EvidenceSet evidence;
  evidence.documents = {{"plan", day(3)}};
  evidence.entered_at = {{"a", day(5)}};
  EXPECT_TRUE(is_met(asked, evidence));
  asked.fresh = true;
  const auto state = judge(asked, "a", evidence, holds);
  EXPECT_FALSE(state.met);
  EXPECT_TRUE(state.was_met);
  evidence.documents.push_back({"plan", day(5)});
  EXPECT_TRUE(is_met(asked, evidence));
}

TEST(Criteria, WithoutEvidenceAreConfirmedByAPerson) {
  EvidenceSet evidence;
  evidence.confirmations = {{"other", day(1)}};
  EXPECT_FALSE(is_met(criterion("a1"), evidence));
  evidence.confirmations.push_back({"a1", day(1)});
  EXPECT_TRUE(is_met(criterion("a1"), evidence));
}

TEST(Touchpoints, CountWithTheRightContactAndSomebodysWord) {
  Evidence asked;
  asked.of = {TouchpointKind::meeting, TouchpointKind::call};
  asked.from = "decision_maker";
  const auto spoke = criterion("spoke", {asked});
  EvidenceSet evidence;
  evidence.touchpoints = {
      {TouchpointKind::meeting, {"customer"}, {"spoke"}, day(1)},
      {TouchpointKind::email, {"customer", "decision_maker"}, {"spoke"}, day(1)},
      {TouchpointKind::call, {"customer", "decision_maker"}, {}, day(1)}};
  EXPECT_FALSE(is_met(spoke, evidence));
  evidence.touchpoints.push_back(
      {TouchpointKind::call, {"customer", "decision_maker"}, {"spoke"}, day(2)});
  EXPECT_TRUE(is_met(spoke, evidence));
}

TEST(FieldEvidence, HoldsByItsConditionOrByBeingFilled) {
  Evidence filled;
  filled.kind = EvidenceKind::field;
  filled.field = "start_date";
  auto large = filled;
  large.require = "is_large";
  EvidenceSet evidence;
  EXPECT_FALSE(is_met(criterion("x", {filled}), evidence));
  evidence.fields = {{"start_date", std::string("2026-05-01")}, {"is_large", false}};
  EXPECT_TRUE(is_met(criterion("x", {filled}), evidence));
  EXPECT_FALSE(is_met(criterion("x", {large}), evidence));
  EXPECT_TRUE(is_met(criterion("x", {large, filled}), evidence));
}

TEST(RecordEvidence, NeedsEnoughRecordsThatFit) {
  Evidence asked;
  asked.kind = EvidenceKind::record;
  asked.record = RecordKind::contact;
  asked.where = "is_decider";
  asked.at_least = 2;
  const auto group = criterion("group", {asked});
  EvidenceSet evidence;
  evidence.records = {{RecordKind::contact, {{"is_decider", true}}, day(4)},
                      {RecordKind::contact, {{"is_decider", false}}, day(1)},
                      {RecordKind::payment, {{"is_decider", true}}, day(1)}};
  EXPECT_FALSE(is_met(group, evidence));
  evidence.records.push_back({RecordKind::contact, {{"is_decider", true}}, day(2)});
  EXPECT_EQ(judge(group, "a", evidence, holds).at, day(4));
}

TEST(Answers, CountWhenTheyAreAccepted) {
  Evidence asked;
  asked.kind = EvidenceKind::answer;
  asked.question = "Which result?";
  asked.choices = {"reached", "missed"};
  asked.accept = {"reached"};
  EvidenceSet evidence;
  evidence.answers = {{"judged", "missed", day(1)}, {"other", "reached", day(1)}};
  EXPECT_FALSE(is_met(criterion("judged", {asked}), evidence));
  evidence.answers.push_back({"judged", "reached", day(2)});
  EXPECT_TRUE(is_met(criterion("judged", {asked}), evidence));
}

}  // namespace
}  // namespace stagecraft::process
