#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "measures/conversion.h"
#include "measures/funnel.h"
#include "measures/stage_flow.h"
#include "measures/time_in_stage.h"
#include "tests/measures/small_history.h"

/// What must hold for every figure (measures.md 21), on random histories.
namespace stagecraft::measures {
namespace {

/// A random walk of one deal: stages, returns, closings, reopenings, new owners.
DealStory random_deal(int number, bool distinct_times) {
  DealStory deal{.id = "d" + std::to_string(number)};
  double day = *rc::gen::inRange(0, 40) + (distinct_times ? number * 0.001 : 0);
  const int steps = *rc::gen::inRange(1, 7);
  bool closed = false;
  for (int step = 0; step < steps; ++step) {
    const int choice = step == 0 ? *rc::gen::inRange(0, 3) : *rc::gen::inRange(0, 9);
    std::string word;
    if (closed) {
      word = "reopened B";
      closed = false;
    } else if (choice < 3) {
      word = std::string(1, static_cast<char>('A' + choice));
    } else if (choice < 6) {
      word = choice == 3 ? "won" : choice == 4 ? "lost" : "stalled";
      closed = true;
    } else {
      word = choice == 6 ? "owner=Ana" : choice == 7 ? "owner=Ben" : "owner=Cem";
    }
    deal.story += (step == 0 ? "" : ", ") + word + " " + std::to_string(day);
    day += *rc::gen::inRange(distinct_times ? 1 : 0, 15) + (distinct_times ? step * 0.01 : 0);
  }
  deal.attributes = {{"amount", std::to_string(*rc::gen::inRange(0, 1000))}, {"currency", "EUR"}};
  return deal;
}

std::vector<DealStory> random_history(bool distinct_times = false) {
  std::vector<DealStory> deals;
  const int count = *rc::gen::inRange(1, 10);
  for (int d = 0; d < count; ++d) deals.push_back(random_deal(d, distinct_times));
  return deals;
}

std::string text_of(const Figure& figure) {
  return figure.measure + "/" + figure.part + " " + figure.stage + figure.goal + ">" + figure.to +
         " " + figure.slice + " " + std::string(to_word(figure.unit));
}

/// Same figures, same values; `factor` is what money is multiplied by.
void expect_same(const std::vector<Figure>& a, const std::vector<Figure>& b, double factor = 1) {
  RC_ASSERT(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    RC_ASSERT(text_of(a[i]) == text_of(b[i]));
    RC_ASSERT(a[i].state == b[i].state);
    RC_ASSERT(a[i].n == b[i].n);
    if (!a[i].value) continue;
    const bool is_money = a[i].unit == Unit::money || a[i].unit == Unit::money_per_day;
    const double expected = *a[i].value * (is_money ? factor : 1);
    RC_ASSERT(std::abs(expected - *b[i].value) <= 1e-9 * std::max(1.0, std::abs(expected)));
  }
}

std::vector<Figure> figures_of(const SmallHistory& history, const Request& request) {
  return measure_all(history.inputs(), request).figures;
}

RC_GTEST_PROP(Stocks, BalanceForEveryStageSliceAndCutOfThePeriod, ()) {
  const SmallHistory history(random_history());
  Request request = request_at(80);
  const int from = *rc::gen::inRange(0, 60);
  const int to = from + *rc::gen::inRange(1, 40);
  request.period = days(from, to);
  if (history.log.find_attribute("owner") != nullptr) request.by = {"owner"};
  const Study study(history.inputs(), request);
  for (const Slicing& slicing : study.slicings()) {
    const StageFlow flow = stage_flow(study, study.stages(), slicing);
    for (const PlaceFlow& cell : flow.cells)
      RC_ASSERT(cell.opening + cell.entered() + cell.handed_in - cell.left() - cell.handed_out ==
                cell.closing);
  }
}

RC_GTEST_PROP(Slices, AddUpToTheWholeForCountsAndMoney, ()) {
  const SmallHistory history(random_history());
  if (history.log.find_attribute("owner") == nullptr) return;
  Request request = request_at(80);
  request.by = {"owner"};
  const auto figures = figures_of(history, request);
  for (const char* measure : {"entered", "left", "in_stage", "booked_amount", "pipeline"})
    for (const char* stage : {"", "A", "B", "C"}) {
      double whole = 0;
      double slices = 0;
      for (const Figure& figure : figures)
        if (figure.measure == measure && figure.part.empty() && figure.stage == stage &&
            figure.goal.empty() && figure.to.empty())
          (figure.slice.empty() ? whole : slices) += figure.value.value_or(0);
      RC_ASSERT(std::abs(whole - slices) < 1e-6);
    }
}

/// What is known to begin somewhere is measured entry by entry; all else has a shorter way.
RC_GTEST_PROP(HistoryFrom, ChangesNothingWhereItLiesBeforeAllThatHappened, ()) {
  SmallHistory history(random_history());
  Request request = request_at(80);
  request.period = days(*rc::gen::inRange(-5, 30), *rc::gen::inRange(31, 90));
  const auto unstated = figures_of(history, request);
  history.settings.history_from = day_zero - std::chrono::days(1'000);
  const auto stated = figures_of(history, request);
  expect_same(stated, unstated);
  for (std::size_t i = 0; i < stated.size(); ++i) {
    RC_ASSERT(stated[i].low == unstated[i].low && stated[i].high == unstated[i].high);
    RC_ASSERT(stated[i].excluded == unstated[i].excluded);
  }
}

/// Stays whose deals are kept are asked one by one; others of most deals are not.
RC_GTEST_PROP(TimeInStage, IsTheSameWhetherItsDealsAreKept, ()) {
  const SmallHistory history(random_history());
  Request request = request_at(*rc::gen::inRange(40, 90));
  if (*rc::gen::arbitrary<bool>()) request.period = days(*rc::gen::inRange(0, 30), 100);
  const Study study(history.inputs(), request);
  const Tier& tier = study.stages();
  const Slicing& whole = study.slicings().front();
  const auto stays = collect_stays(study, tier, whole, {});
  const std::vector<bool> all(stays.size(), true);
  const auto kept = collect_stays(study, tier, whole, {.with_deals = &all});
  for (std::size_t i = 0; i < stays.size(); ++i) {
    RC_ASSERT(stays[i].table.age == kept[i].table.age);
    RC_ASSERT(stays[i].table.at_risk == kept[i].table.at_risk);
    RC_ASSERT(stays[i].table.ended == kept[i].table.ended);
    RC_ASSERT(stays[i].table.censored_at == kept[i].table.censored_at);
    RC_ASSERT(stays[i].deals == kept[i].deals && stays[i].revisits == kept[i].revisits);
    RC_ASSERT(stays[i].undated == kept[i].undated);
    RC_ASSERT(stays[i].contradictory == kept[i].contradictory);
  }
}

RC_GTEST_PROP(Curves, CausesAndSurvivalAddUpToOneAndUncensoredSharesArePlain, ()) {
  const SmallHistory history(random_history());
  const Study study(history.inputs(), request_at(80));
  const Tier& tier = study.stages();
  const auto stays =
      collect_conversions(study, tier, study.slicings().front(), {tier.won, Reaching::reached});
  for (const ConversionStays& found : stays) {
    const auto hit = base::statistics::incidence(found.table, reached_it);
    const auto miss = base::statistics::incidence(found.table, closed_without_it);
    if (found.table.n == 0) continue;
    RC_ASSERT(std::abs(hit.value + miss.value + hit.undecided - 1) < 1e-9);
    if (hit.open == 0)
      RC_ASSERT(std::abs(hit.value - static_cast<double>(hit.hits) /
                                         static_cast<double>(found.table.n)) < 1e-9);
  }
}

RC_GTEST_PROP(Intervals, HoldTheirValues, ()) {
  const SmallHistory history(random_history());
  for (const Figure& figure : figures_of(history, request_at(80))) {
    if (!figure.value || !figure.low || figure.method == Method::bootstrap_deals) continue;
    RC_ASSERT(*figure.low <= *figure.value + 1e-9);
    if (!figure.high_is_open) RC_ASSERT(*figure.value <= *figure.high + 1e-9);
  }
}

RC_GTEST_PROP(Figures, DoNotDependOnTheOrderOfDeals, ()) {
  auto deals = random_history(true);
  const SmallHistory there(deals);
  std::ranges::reverse(deals);
  const SmallHistory back(deals);
  expect_same(figures_of(there, request_at(80)), figures_of(back, request_at(80)));
}

RC_GTEST_PROP(Figures, DoNotDependOnTheNumberOfThreads, ()) {
  const SmallHistory history(random_history());
  Request two = request_at(80);
  two.threads = 2;
  expect_same(figures_of(history, request_at(80)), figures_of(history, two));
}

RC_GTEST_PROP(Figures, DoNotDependOnUnusedAttributes, ()) {
  auto deals = random_history();
  const SmallHistory plain(deals);
  for (DealStory& deal : deals) deal.attributes["colour"] = "blue";
  const SmallHistory more(deals);
  expect_same(figures_of(plain, request_at(80)), figures_of(more, request_at(80)));
}

RC_GTEST_PROP(Figures, DoNotDependOnTheZoneForTheWholeHistory, ()) {
  const SmallHistory history(random_history());
  Request elsewhere = request_at(80);
  elsewhere.zone = base::Zone("Europe/Berlin");
  const auto drop_borders = [](std::vector<Figure> figures) {
    // What is told by week, month or day of a calendar depends on its borders.
    std::erase_if(figures, [](const Figure& figure) {
      return figure.measure == "orders" || figure.measure == "revenue" ||
             figure.measure == "cohort" || figure.part == "per_week" ||
             figure.measure == "bottleneck" || figure.measure == "littles_law";
    });
    return figures;
  };
  expect_same(drop_borders(figures_of(history, request_at(80))),
              drop_borders(figures_of(history, elsewhere)));
}

RC_GTEST_PROP(Money, TimesTenMultipliesMoneyFiguresAndNoOthers, ()) {
  auto deals = random_history();
  const SmallHistory once(deals);
  for (DealStory& deal : deals) deal.attributes["amount"] += "0";
  const SmallHistory tenfold(deals);
  expect_same(figures_of(once, request_at(80)), figures_of(tenfold, request_at(80)), 10);
}

RC_GTEST_PROP(AsItStood, IsTheSameWhenAskedAYearLater, ()) {
  auto deals = random_history();
  const SmallHistory then(deals);
  const int day = *rc::gen::inRange(10, 80);
  auto later = deals;
  later.push_back({"late", "A 300, B 310, won 340", {{"amount", "5"}, {"currency", "EUR"}}});
  const SmallHistory a_year_on(later);

  expect_same(figures_of(then, request_at(day)), figures_of(a_year_on, request_at(day)));
}

RC_GTEST_PROP(Curves, AreNotChangedByADealCreatedAtAsOf, ()) {
  auto deals = random_history(true);
  const SmallHistory before(deals);
  deals.push_back({"new", "A 80", {}});
  const SmallHistory after(deals);
  const auto a = figures_of(before, request_at(80));
  const auto b = figures_of(after, request_at(80));
  for (const Figure& figure : a) {
    if (figure.measure != "time_in_stage" && figure.measure != "conversion") continue;
    const auto same = std::ranges::find(b, text_of(figure), text_of);
    RC_ASSERT(same != b.end());
    if (figure.part != "restricted_mean" && figure.value)
      RC_ASSERT(std::abs(*figure.value - same->value.value_or(-1)) < 1e-9);
  }
}

RC_GTEST_PROP(Funnel, BarsNeverRise, ()) {
  const SmallHistory history(random_history());
  const Report report = measure_all(history.inputs(), request_at(80));
  for (std::size_t i = 1; i < report.funnel.size(); ++i)
    RC_ASSERT(report.funnel[i].reached <= report.funnel[i - 1].reached);
}

TEST(Figures, ReadTheSameWhenStagesAreRenamed) {
  SmallHistory plain(log_e());
  SmallHistory renamed(log_e());
  for (process::Stage& stage : renamed.map.goals[0].stages) stage.name = "Renamed " + stage.id;
  renamed.automaton = process::Automaton(renamed.map);
  const auto a = figures_of(plain, request_at(70));
  const auto b = figures_of(renamed, request_at(70));
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].value, b[i].value) << text_of(a[i]);
}

}  // namespace
}  // namespace stagecraft::measures
