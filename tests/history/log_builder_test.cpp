#include "history/log_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"

namespace stagecraft::history {
namespace {

using testing::ElementsAre;

constexpr std::int64_t day_ms = 86'400'000;

void add(LogBuilder& builder, const EventRow& event) { ASSERT_EQ(builder.add(event), ""); }

EventRow entry(std::string_view deal, std::string_view stage, std::int64_t at) {
  return {.deal = deal, .kind = EventKind::stage_entered, .symbol = stage, .at = at};
}

std::vector<std::string> trace(const EventLog& log, DealIndex d) {
  std::vector<std::string> words;
  for (EventIndex e = log.begin(d); e < log.end(d); ++e)
    words.push_back(log.symbol(e) == 0 ? std::string(to_word(log.kind(e)))
                                       : std::string(log.symbols().text(log.symbol(e))));
  return words;
}

TEST(LogBuilder, SortsByDealThenInstant) {
  LogBuilder builder;
  add(builder, entry("d1", "B", 20));
  add(builder, entry("d2", "A", 5));
  add(builder, entry("d1", "A", 10));
  const EventLog log = builder.finish();
  ASSERT_EQ(log.deal_count(), 2u);
  EXPECT_EQ(log.deal_id(0), "d1");
  EXPECT_THAT(trace(log, 0), ElementsAre("A", "B"));
  EXPECT_THAT(trace(log, 1), ElementsAre("A"));
}

TEST(LogBuilder, BreaksTiesByKindWhereTheSourceHasNoNumbers) {
  LogBuilder builder;
  add(builder, {.deal = "d", .kind = EventKind::won, .symbol = "won"});
  add(builder, entry("d", "B", 0));
  add(builder, entry("d", "A", 0));
  add(builder, {.deal = "d", .kind = EventKind::attribute_changed, .symbol = "owner", .to = "Ana"});
  add(builder, {.deal = "d", .kind = EventKind::created});
  EXPECT_THAT(trace(builder.finish(), 0), ElementsAre("created", "owner", "B", "A", "won"));
}

TEST(LogBuilder, BreaksTiesByTheNumbersOfTheSource) {
  LogBuilder builder;
  for (const auto& [stage, number] : {std::pair("B", 2), std::pair("C", 3), std::pair("A", 1)}) {
    EventRow event = entry("d", stage, 0);
    event.source_seq = number;
    add(builder, event);
  }
  add(builder, {.deal = "d", .kind = EventKind::created, .at = -1});
  const EventLog log = builder.finish();
  EXPECT_THAT(trace(log, 0), ElementsAre("created", "A", "B", "C"));
  EXPECT_EQ(log.source_seq(0), -1);
  EXPECT_EQ(log.source_seq(2), 2);
}

TEST(LogBuilder, KeepsAnUndatedEventBehindTheOneItCameAfter) {
  LogBuilder builder;
  EventRow undated = entry("d", "X", 0);
  undated.precision = Precision::unknown;
  add(builder, undated);
  add(builder, entry("d", "B", 20));
  undated.symbol = "Y";
  add(builder, undated);
  add(builder, entry("d", "A", 10));
  const EventLog log = builder.finish();
  EXPECT_THAT(trace(log, 0), ElementsAre("X", "A", "B", "Y"));
  EXPECT_EQ(log.at_column()[0], 10);
  EXPECT_EQ(log.at_column()[3], 20);
  EXPECT_EQ(log.precision(3), Precision::unknown);
}

TEST(LogBuilder, RefusesWhatIsOutsideOfTheLimitsAndTakesNothingOfIt) {
  LogBuilder builder;
  EXPECT_EQ(builder.add(entry("", "A", 0)), "no deal id");
  EXPECT_NE(builder.add(entry("d", "A", first_instant - 1)), "");
  EXPECT_NE(builder.add(entry("d", "A", end_instant)), "");
  EXPECT_NE(builder.add({.deal = "d", .details = "[1]"}), "");
  EXPECT_EQ(builder.refused_field(), "details");
  EXPECT_NE(
      builder.add(
          {.deal = "d", .kind = EventKind::attribute_changed, .symbol = "amount", .to = "12,5"}),
      "");
  EXPECT_NE(builder.set_attribute("d", "expected_close", "31.1.2026"), "");
  const EventLog log = builder.finish();
  EXPECT_EQ(log.event_count(), 0u);
  EXPECT_EQ(log.deal_count(), 0u);
}

TEST(LogBuilder, RefusesThe65536thActivity) {
  LogBuilder builder;
  for (int i = 0; i < 65'535; ++i) add(builder, entry("d", "s" + std::to_string(i), i));
  EXPECT_EQ(builder.add(entry("d", "one more", 0)), "more than 65,535 different activities");
  EXPECT_EQ(builder.add(entry("d", "s7", 0)), "");

  LogBuilder other;
  add(other, entry("d", "one more", 0));
  builder.append(std::move(other));
  EXPECT_THROW(builder.finish(), base::Error);
}

TEST(LogBuilder, CountsMoneyInTheMinorUnitsOfItsCurrency) {
  LogBuilder builder;
  for (const auto& [deal, currency] :
       {std::pair("d1", "EUR"), std::pair("d2", "JPY"), std::pair("d3", "???")}) {
    EXPECT_EQ(builder.set_attribute(deal, "amount", "1234.5"), "");
    EXPECT_EQ(builder.set_attribute(deal, "currency", currency), "");
  }
  LogFindings findings;
  const EventLog log = builder.finish(findings);
  const Attribute& amount = *log.find_attribute("amount");
  EXPECT_THAT(amount.numbers.to_vector(), ElementsAre(123'450, 1'235, 123'450));
  EXPECT_EQ(amount.currency(0).code(), "EUR");
  EXPECT_EQ(amount.currency(2).is_stated(), false);
  EXPECT_EQ(findings.unknown_currencies, 1);
  EXPECT_EQ(value_text(amount, 0, amount.value(0)), "1234.50");
}

base::Border before(std::int64_t ms) {
  return base::Border::start_of(base::Day(std::chrono::days(ms / day_ms)), base::Zone());
}

TEST(LogBuilder, TellsTheValueOfAnAttributeAtAnyInstant) {
  LogBuilder builder;
  add(builder, {.deal = "d",
                .kind = EventKind::attribute_changed,
                .symbol = "owner",
                .from = "Ana",
                .to = "Ben",
                .at = 10 * day_ms});
  add(builder, {.deal = "d",
                .kind = EventKind::attribute_changed,
                .symbol = "owner",
                .from = "Ben",
                .to = "Cy",
                .at = 20 * day_ms});
  EXPECT_EQ(builder.set_attribute("e", "owner", "Dee"), "");
  const EventLog log = builder.finish();
  const Attribute& owner = *log.find_attribute("owner");
  const auto at = [&](DealIndex d, std::int64_t days) {
    return owner.dictionary.text(
        static_cast<std::uint32_t>(log.attribute_at(owner, d, before(days * day_ms))));
  };
  EXPECT_EQ(at(0, 5), "Ana");
  EXPECT_EQ(at(0, 10), "Ana");
  EXPECT_EQ(at(0, 11), "Ben");
  EXPECT_EQ(at(0, 30), "Cy");
  EXPECT_EQ(at(1, 5), "Dee");
  EXPECT_EQ(owner.dictionary.text(owner.codes[0]), "Cy");
}

TEST(LogBuilder, CountsWhatIsOddAndDropsNothing) {
  LogBuilder builder;
  add(builder, {.deal = "two", .kind = EventKind::created, .at = 0});
  add(builder, {.deal = "two", .kind = EventKind::created, .at = 5});
  add(builder, {.deal = "same row twice", .kind = EventKind::created, .at = 5});
  add(builder, {.deal = "same row twice", .kind = EventKind::created, .at = 5});
  add(builder, {.deal = "lost early", .kind = EventKind::lost, .symbol = "lost", .at = 5});
  add(builder, entry("lost early", "A", 6));
  add(builder, {.deal = "reopened", .kind = EventKind::lost, .symbol = "lost", .at = 5});
  add(builder, {.deal = "reopened", .kind = EventKind::reopened, .symbol = "A", .at = 6});
  add(builder, entry("reopened", "B", 7));
  add(builder, {.deal = "owner",
                .kind = EventKind::attribute_changed,
                .symbol = "owner",
                .to = "Ana",
                .at = 1});
  EXPECT_EQ(builder.set_attribute("owner", "owner", "Ben"), "");
  LogFindings findings;
  const EventLog log = builder.finish(findings);
  EXPECT_EQ(log.event_count(), 10u);
  EXPECT_EQ(findings.doubled_deals, 1);
  EXPECT_TRUE(log.is_doubled(0));
  EXPECT_FALSE(log.is_doubled(1));
  EXPECT_EQ(findings.duplicates, 1);
  EXPECT_EQ(findings.outcome_before_stage, 1);
  EXPECT_EQ(findings.value_contradictions, 1);
}

TEST(LogBuilder, KeepsRecordedInstantsOnlyWhereTheySaySomething) {
  LogBuilder builder;
  EventRow event = entry("d", "A", 10);
  event.recorded_at = 10;
  add(builder, event);
  event.recorded_at = 99;
  event.at = 20;
  add(builder, event);
  const EventLog log = builder.finish();
  EXPECT_FALSE(log.is_reconstructed());
  EXPECT_EQ(log.recorded_at(0).time_since_epoch().count(), 10);
  EXPECT_EQ(log.recorded_at(1).time_since_epoch().count(), 99);
}

struct Step {
  std::string deal;
  int kind;
  int symbol;
  int day;
  bool undated;
};

void add_step(LogBuilder& builder, const Step& step) {
  constexpr EventKind kinds[] = {EventKind::created, EventKind::stage_entered, EventKind::lost,
                                 EventKind::attribute_changed, EventKind::touchpoint};
  const EventKind kind = kinds[step.kind];
  const std::string symbol = kind == EventKind::attribute_changed
                                 ? "owner"
                                 : std::string(1, static_cast<char>('A' + step.symbol));
  const std::string to =
      kind == EventKind::attribute_changed ? "P" + std::to_string(step.symbol) : "";
  RC_ASSERT(builder
                .add({.deal = step.deal,
                      .kind = kind,
                      .symbol = symbol,
                      .to = to,
                      .at = step.day * day_ms,
                      .precision = step.undated ? Precision::unknown : Precision::time,
                      .details = step.day % 3 == 0 ? "{\"k\":1}" : ""})
                .empty());
}

RC_GTEST_PROP(LogBuilder, DoesNotDependOnHowTheSourceIsCut, ()) {
  const auto steps = *rc::gen::container<std::vector<Step>>(rc::gen::build<Step>(
      rc::gen::set(&Step::deal, rc::gen::element<std::string>("a", "b", "c", "d")),
      rc::gen::set(&Step::kind, rc::gen::inRange(0, 5)),
      rc::gen::set(&Step::symbol, rc::gen::inRange(0, 5)),
      rc::gen::set(&Step::day, rc::gen::inRange(0, 6)),
      rc::gen::set(&Step::undated, rc::gen::arbitrary<bool>())));
  LogBuilder whole;
  for (const Step& step : steps) add_step(whole, step);
  const auto cuts = *rc::gen::inRange(1, 5);
  LogBuilder joined;
  for (int part = 0; part < cuts; ++part) {
    LogBuilder builder = joined.sibling();
    const std::size_t begin = steps.size() * part / cuts;
    const std::size_t end = steps.size() * (part + 1) / cuts;
    for (std::size_t i = begin; i < end; ++i) add_step(builder, steps[i]);
    joined.append(std::move(builder));
  }
  LogFindings of_whole, of_joined;
  const EventLog one = whole.finish(of_whole, 1);
  const EventLog other = joined.finish(of_joined, static_cast<unsigned>(*rc::gen::inRange(1, 5)));
  RC_ASSERT(one == other);
  RC_ASSERT(of_whole.duplicates == of_joined.duplicates);
  RC_ASSERT(of_whole.doubled_deals == of_joined.doubled_deals);
}

}  // namespace
}  // namespace stagecraft::history
