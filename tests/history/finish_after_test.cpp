#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "history/cut_log.h"
#include "history/log_builder.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

/// An event or a value of now, told in small numbers so that rows collide often.
struct Row {
  int deal = 0, kind = 0, symbol = 0, from = 0, to = 0, actor = 0, at = 0, precision = 0;
  int recorded = 0, sequence = 0, details = 0;
};

constexpr std::array kinds{EventKind::created,
                           EventKind::stage_entered,
                           EventKind::stage_entered,
                           EventKind::attribute_changed,
                           EventKind::attribute_changed,
                           EventKind::attribute_changed,
                           EventKind::won,
                           EventKind::lost,
                           EventKind::reopened,
                           EventKind::merged_into,
                           EventKind::touchpoint};
constexpr std::array<std::string_view, 5> attributes{"owner", "amount", "currency",
                                                     "expected_close", "size"};
constexpr std::array<std::string_view, 5> currencies{"", "EUR", "JPY", "KWD", "odd"};
constexpr std::array<std::string_view, 4> details{"", R"({"a": 1})", R"({"b": 2})", "{}"};

std::string value_of(std::string_view attribute, int number) {
  if (number == 0) return {};
  if (attribute == "currency") return std::string(currencies[static_cast<std::size_t>(number) % 5]);
  if (attribute == "amount") return std::to_string(number) + ".515";
  if (attribute == "size") return std::to_string(number) + ".25";
  if (attribute == "expected_close") return "2026-01-0" + std::to_string(number);
  return "p" + std::to_string(number);
}

/// A builder that knows of an own field, a number.
LogBuilder builder_of(Ties ties) {
  LogBuilder builder(ties);
  builder.declare_attribute("size", ValueKind::number);
  builder.declare_attribute("channel", ValueKind::text);
  return builder;
}

void give(LogBuilder& builder, const Row& row) {
  const auto deal = "d" + std::to_string(row.deal);
  if (row.kind == static_cast<int>(kinds.size())) {
    const auto channel = "c" + std::to_string(row.to);
    ASSERT_EQ(builder.set_attribute(deal, "channel", row.to == 0 ? "" : channel), "");
    return;
  }
  const auto kind = kinds[static_cast<std::size_t>(row.kind)];
  EventRow event{.deal = deal, .kind = kind};
  const auto attribute = attributes[static_cast<std::size_t>(row.symbol) % attributes.size()];
  const bool is_change = kind == EventKind::attribute_changed;
  const std::string symbol = is_change ? std::string(attribute) : "s" + std::to_string(row.symbol);
  const std::string from = value_of(is_change ? attribute : "owner", row.from);
  const std::string to = value_of(is_change ? attribute : "owner", row.to);
  const std::string actor = "a" + std::to_string(row.actor);
  event.symbol = symbol;
  if (is_change || kind == EventKind::merged_into) event.from = from, event.to = to;
  event.actor = actor;
  event.at = row.at * 1000;
  event.precision = static_cast<Precision>(row.precision);
  if (row.recorded > 0) event.recorded_at = row.recorded * 1000;
  event.source_seq = row.sequence;
  event.details = details[static_cast<std::size_t>(row.details)];
  ASSERT_EQ(builder.add(event), "");
}

std::string text_of(const EventLog& log, EventIndex e, DealIndex d, std::int64_t value) {
  if (log.kind(e) != EventKind::attribute_changed)
    return std::string(log.texts().text(static_cast<std::uint32_t>(value)));
  return value_text(*log.find_attribute(log.symbols().text(log.symbol(e))), d, value);
}

/// Gives a builder all that a log holds, in its order.
void give_all(LogBuilder& builder, const EventLog& log) {
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    builder.add_deal(log.deal_id(d));
    if (const auto* channel = log.find_attribute("channel")) {
      ASSERT_EQ(builder.set_attribute(log.deal_id(d), "channel",
                                      value_text(*channel, d, channel->value(d))),
                "");
    }
    for (EventIndex e = log.begin(d); e < log.end(d); ++e) {
      const Change* change = log.find_change(e);
      const auto from = change ? text_of(log, e, d, change->from) : std::string();
      const auto to = change ? text_of(log, e, d, change->to) : std::string();
      EventRow event{.deal = log.deal_id(d), .kind = log.kind(e)};
      event.symbol = log.symbols().text(log.symbol(e));
      event.from = from;
      event.to = to;
      event.actor = log.actors().text(log.actor(e));
      event.at = log.at_column()[e];
      event.precision = log.precision(e);
      if (!log.is_reconstructed())
        event.recorded_at = log.recorded_at(e).time_since_epoch().count();
      event.source_seq = log.source_seq(e);
      event.details = log.details(e);
      ASSERT_EQ(builder.add(event), "");
    }
  }
}

bool is_as_built_at_once(const std::vector<Row>& before, const std::vector<Row>& after, Ties ties) {
  auto first = builder_of(ties);
  for (const auto& row : before) give(first, row);
  const auto log = first.finish();
  auto later = builder_of(ties);
  auto whole = builder_of(ties);
  give_all(whole, log);
  for (const auto& row : after) {
    give(later, row);
    give(whole, row);
  }
  return later.finish_after(log) == whole.finish();
}

rc::Gen<std::vector<Row>> rows() {
  const auto below = [](int end) { return rc::gen::inRange(0, end); };
  return rc::gen::container<std::vector<Row>>(
      rc::gen::build<Row>(rc::gen::set(&Row::deal, below(5)),
                          rc::gen::set(&Row::kind, below(static_cast<int>(kinds.size()) + 1)),
                          rc::gen::set(&Row::symbol, below(7)), rc::gen::set(&Row::from, below(6)),
                          rc::gen::set(&Row::to, below(6)), rc::gen::set(&Row::actor, below(4)),
                          rc::gen::set(&Row::at, below(6)),
                          rc::gen::set(&Row::precision, rc::gen::element(0, 0, 0, 1, 2)),
                          rc::gen::set(&Row::recorded, rc::gen::element(0, 0, 3, 5)),
                          rc::gen::set(&Row::sequence, rc::gen::element(-1, 1, 2, 3)),
                          rc::gen::set(&Row::details, below(4))));
}

RC_GTEST_PROP(LogBuilderAfterALog, MakesTheLogOfOneBuilderThatWasGivenBoth, ()) {
  const auto ties = *rc::gen::element(Ties::by_kind, Ties::by_arrival);
  RC_ASSERT(is_as_built_at_once(*rows(), *rows(), ties));
}

// An undated change stands behind the event it came after, which is another one once there is more.
TEST(LogBuilderAfterALog, TakesTheValueOfTheChangeThatHasBecomeTheLast) {
  constexpr int change = 3, close_date = 3, won = 6, created = 0;
  const std::vector<Row> before{
      {.kind = won, .sequence = 2},
      {.kind = change, .symbol = close_date, .precision = 2, .recorded = 5, .sequence = 2},
      {.kind = change, .symbol = close_date, .to = 1, .sequence = 3}};
  const std::vector<Row> after{{.kind = created, .sequence = -1}};
  for (const auto ties : {Ties::by_kind, Ties::by_arrival})
    EXPECT_TRUE(is_as_built_at_once(before, after, ties));
}

/// The log of the rows of deals that are kept alone.
RC_GTEST_PROP(CutLog, IsTheLogOfTheEventsOfItsDealsAlone, ()) {
  auto all = *rows();
  // Whether no event at all states when it was recorded is known of the whole log alone.
  for (auto& row : all) ++row.recorded;
  const auto kept = *rc::gen::inRange(0, 6);
  // Events in the log's order, so that both builders get those of one instant alike.
  auto first = builder_of(Ties::by_arrival);
  for (const auto& row : all) give(first, row);
  const auto log = first.finish();
  auto alone = builder_of(Ties::by_arrival);
  for (const auto& row : all)
    if (row.deal < kept) give(alone, row);
  std::vector<char> keep;
  for (DealIndex d = 0; d < log.deal_count(); ++d)
    keep.push_back(log.deal_id(d) < "d" + std::to_string(kept) ? 1 : 0);
  const auto cut = cut_log(log, keep);
  const auto expected = alone.finish();
  RC_ASSERT(cut == expected);
}

TEST(LogBuilderAfterALog, MakesTheLogOfOneBuilderOutOfThousandsOfEvents) {
  std::mt19937 random(7);
  const auto below = [&](unsigned end) { return static_cast<int>(random() % end); };
  for (const auto& [before, after] :
       {std::pair(8000, 1), std::pair(8000, 40), std::pair(3000, 5000), std::pair(0, 500),
        std::pair(500, 0)}) {
    const auto some_rows = [&](int count) {
      std::vector<Row> made;
      for (int i = 0; i < count; ++i)
        made.push_back({below(400), below(12), below(300), below(6), below(6), below(600),
                        below(5000), below(20) == 0 ? 2 : below(2), below(3), -1, below(4)});
      return made;
    };
    EXPECT_TRUE(is_as_built_at_once(some_rows(before), some_rows(after), Ties::by_arrival));
  }
}

TEST(LogBuilderAfterALog, KeepsEventsOfOneInstantInTheOrderOfTheirArrival) {
  LogBuilder first(Ties::by_arrival);
  ASSERT_EQ(first.add({.deal = "d", .kind = EventKind::won, .at = 5}), "");
  ASSERT_EQ(first.add({.deal = "d", .kind = EventKind::reopened, .at = 5}), "");
  const auto log = first.finish();
  LogBuilder later(Ties::by_arrival);
  ASSERT_EQ(later.add({.deal = "d", .kind = EventKind::created, .at = 5}), "");
  const auto both = later.finish_after(log);
  ASSERT_EQ(both.event_count(), 3U);
  EXPECT_EQ(both.kind(0), EventKind::won);
  EXPECT_EQ(both.kind(1), EventKind::reopened);
  EXPECT_EQ(both.kind(2), EventKind::created);
}

class ValueOfNow : public testing::Test {
 protected:
  static std::string owner_after(EventRow change) {
    LogBuilder first;
    EXPECT_EQ(first.set_attribute("d", "owner", "Ann"), "");
    EXPECT_EQ(first.add({.deal = "d",
                         .kind = EventKind::attribute_changed,
                         .symbol = "owner",
                         .to = "Bob",
                         .at = 50}),
              "");
    const auto log = first.finish();
    LogBuilder later;
    change.deal = "d";
    change.kind = EventKind::attribute_changed;
    change.symbol = "owner";
    EXPECT_EQ(later.add(change), "");
    const auto both = later.finish_after(log);
    const auto* owner = both.find_attribute("owner");
    return value_text(*owner, 0, owner->value(0));
  }
};

TEST_F(ValueOfNow, GivesWayToALaterChange) {
  EXPECT_EQ(owner_after({.to = "Eve", .at = 60}), "Eve");
}

TEST_F(ValueOfNow, StaysWhereTheChangeIsDatedBeforeOthers) {
  EXPECT_EQ(owner_after({.to = "Eve", .at = 40}), "Ann");
}

TEST(LogBuilderAfterALog, CountsMoneyAnewWhereTheCurrencyChanges) {
  LogBuilder first;
  ASSERT_EQ(first.set_attribute("d", "amount", "12"), "");
  ASSERT_EQ(first.set_attribute("d", "currency", "JPY"), "");
  const auto log = first.finish();
  ASSERT_EQ(log.find_attribute("amount")->value(0), 12);
  LogBuilder later;
  ASSERT_EQ(later.set_attribute("d", "currency", "EUR"), "");
  EXPECT_EQ(later.finish_after(log).find_attribute("amount")->value(0), 1200);
}

}  // namespace
}  // namespace stagecraft::history
