#include "measures/deals_behind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "measures/goal_funnel.h"
#include "tests/measures/small_history.h"

/// Every figure opens to exactly the deals that it counts (T9).
namespace stagecraft::measures {
namespace {

using testing::ElementsAre;

/// Two goals, an internal stage, an after-sale and measures of its own.
SmallHistory two_goals(const std::vector<DealStory>& deals) {
  SmallHistory history(deals, {.stages = {"A", "B", "C", "D"}});
  process::Map& map = history.map;
  process::Goal second{.id = "h", .name = "Second goal"};
  process::Goal& first = map.goals.front();
  second.stages.assign(first.stages.begin() + 2, first.stages.end());
  first.stages.resize(2);
  first.stages.push_back(process::internal_stage("paper"));
  first.stages[1].late_after_days = 5;
  map.outcomes.front().on_leaving = "C";  // D is of the after-sale.
  map.goals.push_back(second);
  const auto add = [&](const char* id, const char* formula) {
    map.measures.push_back(
        {.id = id, .name = id, .kind = process::MeasureKind::share, .formula = formula});
  };
  add("seen", "count(entered(B)) / count(created)");
  add("twice_won", "2 * win_rate");
  history.automaton = process::Automaton(map);
  history.settings.working_calendar.emplace();
  return history;
}

/// A deal that goes any way: back, out of the map, closed and reopened, handed over, touched.
DealStory random_deal(int number) {
  DealStory deal{.id = "d" + std::to_string(number)};
  double day = *rc::gen::inRange(0, 40);
  const int steps = *rc::gen::inRange(1, 9);
  bool is_closed = false;
  for (int step = 0; step < steps; ++step) {
    std::string word = "reopened B";
    if (!is_closed || *rc::gen::inRange(0, 3) == 0)
      word = *rc::gen::element<std::string>("A", "B", "C", "D", "A", "B", "C", "paper", "elsewhere",
                                            "won", "won", "lost", "stalled", "touch", "owner=Ana",
                                            "owner=Ben", "deleted");
    is_closed = word == "won" || word == "lost" || word == "stalled";
    deal.story += (step == 0 ? "" : ", ") + word + " " + std::to_string(day);
    day += *rc::gen::inRange(0, 15);
  }
  if (*rc::gen::inRange(0, 4) > 0) {
    deal.attributes["amount"] = std::to_string(*rc::gen::inRange(0, 1000));
    const auto currency = *rc::gen::element<std::string>("EUR", "EUR", "USD", "");
    if (!currency.empty()) deal.attributes["currency"] = currency;
  }
  return deal;
}

std::vector<DealStory> random_deals() {
  std::vector<DealStory> deals;
  const int count = *rc::gen::inRange(1, 12);
  for (int d = 0; d < count; ++d) deals.push_back(random_deal(d));
  return deals;
}

std::string name_of(const Figure& figure) {
  return figure.measure + "/" + figure.part + " " + figure.stage + figure.goal + ">" + figure.to +
         " " + figure.slice + " " + figure.currency;
}

/// How much the deals behind a figure have to amount to.
std::int64_t counted_by(const Figure& figure) {
  if (figure.unit == Unit::deals || figure.unit == Unit::visits)
    return figure.value ? std::llround(*figure.value) : 0;
  return figure.measure == "sales_velocity" ? figure.n + figure.n_open : figure.n;
}

/// Whether the list is what the figure says; why not, else.
std::string fault_of(const Study& study, const Figure& figure) {
  const CountedDeals deals = deals_behind(study, figure);
  std::int64_t times = 0;
  for (std::size_t i = 0; i < deals.size(); ++i) {
    if (deals[i].times < 1) return name_of(figure) + ": a deal that is not counted";
    if (i > 0 && deals[i - 1].deal >= deals[i].deal) return name_of(figure) + ": a deal twice";
    times += deals[i].times;
  }
  if (times != counted_by(figure))
    return name_of(figure) + " counts " + std::to_string(counted_by(figure)) + ", its deals " +
           std::to_string(times);
  if (figure.unit == Unit::deals && times != std::ssize(deals))
    return name_of(figure) + " counts deals, but one of them twice";
  return "";
}

bool is_of_figures_alone(const Figure& figure) { return figure.measure == "twice_won"; }

RC_GTEST_PROP(DealsBehind, AddUpToWhatEveryFigureCounts, ()) {
  const SmallHistory history = two_goals(random_deals());
  Request request = request_at(80);
  request.intervals = Intervals::none;
  if (*rc::gen::arbitrary<bool>())
    request.period = days(*rc::gen::inRange(0, 30), *rc::gen::inRange(31, 90));
  if (history.log.find_attribute("owner") != nullptr) request.by = {"owner"};
  const Study study(history.inputs(), request);
  auto figures = measure_all(history.inputs(), request).figures;
  for (Figure& figure : goal_funnel_figures(study)) figures.push_back(std::move(figure));
  for (const Figure& figure : figures)
    if (!is_of_figures_alone(figure)) RC_ASSERT(fault_of(study, figure) == "");
}

TEST(DealsBehind, AddUpForTheFiguresOfFullIntervalsToo) {
  const SmallHistory history = two_goals(log_e());
  Request request = request_at(70);
  request.intervals = Intervals::full;
  request.by = {"owner"};
  const Study study(history.inputs(), request);
  for (const Figure& figure : measure_all(history.inputs(), request).figures)
    if (!is_of_figures_alone(figure)) {
      EXPECT_EQ(fault_of(study, figure), "");
    }
}

RC_GTEST_PROP(DealsBehind, AddUpForThePartsOfASplitStage, ()) {
  std::vector<DealStory> deals{{"first", "A 0, X 3, C 8, won 9", {}}};
  for (int d = 0; d < 8; ++d) {
    const auto word = *rc::gen::element<std::string>("X", "P", "Q");
    deals.push_back({"d" + std::to_string(d), "A 10, " + word + " 20, C 30", {}});
  }
  const SmallHistory history(deals, {.stages = {"A", "P<X", "Q<X", "C"}});
  const Study study(history.inputs(), request_at(80));
  for (const Figure& figure : measure_all(history.inputs(), request_at(80)).figures)
    RC_ASSERT(fault_of(study, figure) == "");
}

std::vector<std::string> ids_behind(const Study& study, const Figure& figure) {
  std::vector<std::string> ids;
  for (const CountedDeal& deal : deals_behind(study, figure))
    ids.emplace_back(study.log().deal_id(deal.deal));
  return ids;
}

/// Log E, and a look at what stands behind its figures.
class LogE : public testing::Test {
 protected:
  std::vector<std::string> ids(const char* measure, const char* part, const char* stage = "",
                               const char* to = "") const {
    Figure figure;
    figure.measure = measure;
    figure.part = part;
    figure.stage = stage;
    figure.to = to;
    return ids_behind(study_, figure);
  }

  const SmallHistory history_{log_e()};
  const Study study_{history_.inputs(), request_at(70)};
};

TEST_F(LogE, OpensStocksClosingsAndWays) {
  EXPECT_THAT(ids("in_stage", "", "A"), ElementsAre("d8"));
  EXPECT_THAT(ids("booked_amount", ""), ElementsAre("d1", "d2", "d3"));
  EXPECT_THAT(ids("conversion", "reached", "C", "won"), ElementsAre("d1", "d3", "d4"));
}

TEST_F(LogE, TellsThePartsOfAFigureApart) {
  EXPECT_THAT(ids("entered", "returns", "A"), ElementsAre("d4"));
  EXPECT_THAT(ids("entered", "first", "B"), ElementsAre("d1", "d2", "d4", "d6"));
  EXPECT_THAT(ids("entered", "reopenings", "B"), ElementsAre("d2"));
  EXPECT_THAT(ids("left", "to", "A", "lost"), ElementsAre("d5"));
  EXPECT_THAT(ids("win_rate", "decided"), ElementsAre("d1", "d2", "d3", "d5"));
  EXPECT_THAT(ids("transitions", "", "A", "C"), ElementsAre("d3"));
  EXPECT_THAT(ids("sales_velocity", ""), testing::SizeIs(8));
}

TEST_F(LogE, CountsADealAsOftenAsTheFigureDoes) {
  Figure entered;
  entered.measure = "entered";
  entered.stage = "B";
  const auto deals = deals_behind(study_, entered);
  EXPECT_EQ(deals.size(), 4);
  EXPECT_EQ(deals[1].times, 2) << "d2 was reopened in B";
}

TEST_F(LogE, RefusesAFigureThatThereIsNot) {
  EXPECT_THROW(ids("entered", "sometimes", "A"), base::Error);
  EXPECT_THROW(ids("entered", "first"), base::Error);
  EXPECT_THROW(ids("conversion", "reached", "C", "A"), base::Error);
  EXPECT_THROW(ids("nothing", ""), base::Error);
}

TEST(DealsBehind, RefusesFiguresOfMoneyWhereNobodyStatedAnAmount) {
  const SmallHistory history({{"a", "A 0, won 5", {}}, {"b", "A 1", {}}});
  const Study study(history.inputs(), request_at(30));
  for (const auto& [measure, part] :
       {std::pair("pipeline", ""), std::pair("stage_weighted", ""), std::pair("booked_amount", ""),
        std::pair("average_size", ""), std::pair("corrections_after_winning", ""),
        std::pair("win_rate", "by_value")}) {
    Figure figure;
    figure.measure = measure;
    figure.part = part;
    EXPECT_THROW(deals_behind(study, figure), base::Error) << measure;
  }
}

TEST(DealsBehind, SaysOfAFigureMadeOfFiguresThatItHasNone) {
  const SmallHistory history = two_goals(log_e());
  const Study study(history.inputs(), request_at(70));
  Figure figure;
  figure.measure = "twice_won";
  try {
    deals_behind(study, figure);
    FAIL() << "nothing was refused";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::conflict);
    EXPECT_THAT(error.what(), testing::HasSubstr("2 * win_rate"));
  }
}

}  // namespace
}  // namespace stagecraft::measures
