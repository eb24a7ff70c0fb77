#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "history/log_builder.h"
#include "tests/measures/small_history.h"

namespace stagecraft::measures {
namespace {

using history::EventKind;
using process::MeasureKind;

void add_measure(SmallHistory& history, const std::string& id, MeasureKind kind,
                 const std::string& formula) {
  history.map.measures.push_back({.id = id, .name = id, .kind = kind, .formula = formula});
}

Request by_owner() {
  Request request = request_at(70);
  request.by = {"owner"};
  return request;
}

std::optional<double> value_of(const std::vector<Figure>& figures, const char* measure,
                               const char* slice = "") {
  const auto* figure = find_figure(figures, measure, "", "", slice);
  return figure == nullptr ? std::nullopt : figure->value;
}

TEST(OwnMeasures, AreToldOfEverySlice) {
  SmallHistory history(log_e());
  add_measure(history, "seen", MeasureKind::share, "count(entered(B)) / count(created)");
  const Report report = measure_all(history.inputs(), by_owner());
  EXPECT_DOUBLE_EQ(value_of(report.figures, "seen").value(), 0.5);
  EXPECT_DOUBLE_EQ(value_of(report.figures, "seen", "owner=Ana").value(), 0.8);
  EXPECT_DOUBLE_EQ(value_of(report.figures, "seen", "owner=Ben").value(), 0);
}

TEST(OwnMeasures, TakeOtherMeasuresOfTheirSlice) {
  SmallHistory history(log_e());
  add_measure(history, "half_rate", MeasureKind::share, "win_rate / 2");
  const Report report = measure_all(history.inputs(), by_owner());
  for (const char* slice : {"", "owner=Ana", "owner=Ben"})
    EXPECT_DOUBLE_EQ(value_of(report.figures, "half_rate", slice).value(),
                     value_of(report.figures, "win_rate", slice).value() / 2);
}

TEST(OwnMeasures, OfTwoPeriodsStandSideBySide) {
  SmallHistory history(log_e());
  add_measure(history, "wins", MeasureKind::count, "count(won)");
  Request request = request_at(70);
  request.period = days(45, 70);
  request.compare_with = days(20, 45);
  const Report report = measure_all(history.inputs(), request);
  EXPECT_EQ(value_of(report.figures, "wins"), 2);
  EXPECT_EQ(value_of(report.before, "wins"), 1);
}

RC_GTEST_PROP(OwnMeasures, OfSlicesAddUpToTheWhole, ()) {
  std::vector<DealStory> deals;
  const int count = *rc::gen::inRange(1, 12);
  for (int d = 0; d < count; ++d) {
    const int day = *rc::gen::inRange(0, 30);
    const auto at = [&](int later) { return std::to_string(day + later); };
    deals.push_back({"d" + std::to_string(d),
                     "A " + at(0) + ", owner=" + *rc::gen::element<std::string>("Ana", "Ben") +
                         " " + at(1) + ", B " + at(4) + ", touch " + at(5) +
                         (*rc::gen::arbitrary<bool>() ? ", won " + at(7) : ""),
                     {{"amount", std::to_string(*rc::gen::inRange(1, 99))}, {"currency", "EUR"}}});
  }
  SmallHistory history(deals);
  history.map.currency = "EUR";
  const std::vector<const char*> names{"won_money", "seen", "here", "calls"};
  add_measure(history, names[0], MeasureKind::money, "sum(amount of won)");
  add_measure(history, names[1], MeasureKind::count, "count(entered(B))");
  add_measure(history, names[2], MeasureKind::count, "count(in_stage(B))");
  add_measure(history, names[3], MeasureKind::count, "count(touchpoints where kind = 'call')");
  const Report report = measure_all(history.inputs(), by_owner());
  for (const char* name : names) {
    double sum = 0;
    for (const Figure& figure : report.figures)
      if (figure.measure == name && !figure.slice.empty()) sum += figure.value.value_or(0);
    RC_ASSERT(std::abs(value_of(report.figures, name).value() - sum) < 1e-9);
  }
}

/// Quotes, promises and pushes, told by the details of their events.
struct Records {
  process::Map map = SmallHistory::map_of({"A", "B"});
  process::Automaton automaton{map};
  history::LogBuilder builder;
  Settings settings;

  void add(const char* deal, EventKind kind, double day, const char* details,
           const char* symbol = "") {
    add({.deal = deal, .kind = kind, .symbol = symbol, .at = ms(day), .details = details});
  }
  void push(const char* deal, double day, const char* from, const char* to) {
    add({.deal = deal,
         .kind = EventKind::attribute_changed,
         .symbol = "expected_close",
         .from = from,
         .to = to,
         .at = ms(day)});
  }
  std::vector<Figure> measured(MeasureKind kind, const char* formula) {
    map.currency = "EUR";
    map.measures = {{.id = "own", .name = "own", .kind = kind, .formula = formula}};
    const auto log = builder.finish();
    return measure_all({map, automaton, log, settings, "small"}, request_at(70)).figures;
  }

 private:
  void add(const history::EventRow& row) { EXPECT_EQ(builder.add(row), ""); }
  static std::int64_t ms(double day) { return instant_of(day).time_since_epoch().count(); }
};

Records quotes() {
  Records records;
  records.add("d1", EventKind::stage_entered, 0, "", "A");
  records.add("d1", EventKind::quote_made, 3,
              R"({"quote":1,"amount":{"minor":100000,"currency":"EUR"},"discount_share":0.1})");
  records.add("d1", EventKind::quote_made, 5,
              R"({"quote":2,"amount":{"minor":80000,"currency":"EUR"},"discount_share":0.3})");
  records.add("d1", EventKind::quote_approved, 6, R"({"quote":2})");
  return records;
}

TEST(RecordsInFormulas, HaveTheValuesOfTheirDetails) {
  EXPECT_EQ(value_of(quotes().measured(MeasureKind::money, "sum(amount of quotes)"), "own"), 1800);
  EXPECT_DOUBLE_EQ(
      value_of(quotes().measured(MeasureKind::share, "mean(discount_share of quotes)"), "own")
          .value(),
      0.2);
  EXPECT_EQ(value_of(quotes().measured(MeasureKind::money,
                                       "sum(amount of quotes where discount_share > 0.2)"),
                     "own"),
            800);
}

TEST(RecordsInFormulas, KnowWhatBecameOfThem) {
  EXPECT_EQ(
      value_of(quotes().measured(MeasureKind::count, "count(quotes where approved = true)"), "own"),
      1);
}

TEST(RecordsInFormulas, AreNotSummedAcrossCurrencies) {
  Records records = quotes();
  records.add("d2", EventKind::quote_made, 4, R"({"amount":{"minor":1,"currency":"USD"}})");
  const auto figures = records.measured(MeasureKind::money, "sum(amount of quotes)");
  EXPECT_EQ(find_figure(figures, "own")->reason, "mixed currencies");
}

TEST(RecordsInFormulas, TellHowFarADateWasPushed) {
  Records records;
  records.add("d1", EventKind::stage_entered, 0, "", "A");
  records.push("d1", 1, "", "2025-02-10");
  records.push("d1", 2, "2025-02-10", "2025-02-24");
  records.push("d1", 3, "2025-02-24", "2025-02-20");
  records.push("d1", 4, "2025-02-20", "2025-03-06");
  EXPECT_EQ(value_of(records.measured(MeasureKind::days, "sum(by_days of pushes)"), "own"), 28);
}

}  // namespace
}  // namespace stagecraft::measures
