#include <fmt/format.h>

#include <algorithm>

#include "report/html_sections.h"

namespace stagecraft::report {
namespace {

using measures::CohortCell;
using measures::MoneyStyle;
using measures::Unit;

constexpr std::size_t most_weeks = 104;
constexpr std::size_t most_cohorts = 24;
constexpr double trend_width = 620;

struct MoneyLine {
  std::string title;
  FigureKey key;
  std::string says;
};

class MoneyTable {
 public:
  explicit MoneyTable(const HtmlContext& context)
      : context_(context),
        table_("Closed in " + context.period + "; open at the instant of the report",
               {{"Figure", false}, {"Value"}, {"95 %"}, {"Deals"}, {"What it is", false}}) {}

  std::string html() {
    add({"Win rate", {.measure = "win_rate"}, "won, of the deals closed in the period"});
    add({"Win rate of the decided",
         {.measure = "win_rate", .part = "decided"},
         "without the deals that ended without a decision"});
    add({"Sales cycle, median",
         {.measure = "sales_cycle", .part = "median"},
         "creation to winning, of the deals won in the period"});
    add({"Sales cycle, p90",
         {.measure = "sales_cycle", .part = "p90"},
         "nine of ten won deals were faster"});
    for (const auto& currency : context_.index.currencies_of("booked_amount")) {
      add({"Booked",
           {.measure = "booked_amount", .currency = currency},
           "amounts of the deals won in the period"});
      add({"Mean won amount",
           {.measure = "average_size", .currency = currency},
           "booked, divided by the won deals with an amount"});
      add({"Win rate by value",
           {.measure = "win_rate", .part = "by_value", .currency = currency},
           "won money, of the money closed in the period"});
    }
    for (const auto& currency : context_.index.currencies_of("sales_velocity"))
      add({"Sales velocity",
           {.measure = "sales_velocity", .currency = currency},
           "open deals × win rate × mean won amount ÷ mean cycle"});
    for (const auto& currency : context_.index.currencies_of("pipeline")) {
      add({"In the pipeline",
           {.measure = "pipeline", .currency = currency},
           "amounts of the open deals"});
      add({"Weighted by stage",
           {.measure = "stage_weighted", .currency = currency},
           "each open amount times its stage's share to won"});
    }
    return table_.html();
  }

 private:
  void add(const MoneyLine& line) {
    const auto* figure = context_.index.find(line.key);
    if (figure == nullptr) return;
    table_.add({{line.title},
                figure_cell(figure),
                interval_cell(figure),
                n_cell(figure),
                {.text = line.says}});
  }

  const HtmlContext& context_;
  HtmlTable table_;
};

bool is_known(const CohortCell& cell) {
  return cell.share && cell.state != CohortCell::State::empty;
}

std::string cohort_text(const CohortCell& cell) {
  return measures::share_text(cell.share->value, cell.share->known);
}

/// Rows that are shown: the last ones.
std::vector<measures::CohortRow> shown_rows(const measures::CohortTable& cohorts) {
  const auto skipped = static_cast<std::ptrdiff_t>(cohorts.rows.size() -
                                                   std::min(cohorts.rows.size(), most_cohorts));
  return {cohorts.rows.begin() + skipped, cohorts.rows.end()};
}

std::size_t age_count(const std::vector<measures::CohortRow>& rows) {
  std::size_t count = 0;
  for (const auto& row : rows)
    for (std::size_t k = 0; k < row.cells.size(); ++k)
      if (is_known(row.cells[k])) count = std::max(count, k + 1);
  return count;
}

drawing::CohortTable cohort_picture(const measures::CohortTable& cohorts) {
  const auto rows = shown_rows(cohorts);
  const auto ages = age_count(rows);
  drawing::CohortTable picture;
  for (std::size_t k = 1; k <= ages; ++k)
    picture.ages.push_back(fmt::format("{} d", k * static_cast<std::size_t>(cohorts.length_days)));
  for (const auto& row : rows) {
    drawing::CohortRow shown{row.label, measures::count_text(row.deals), {}};
    for (std::size_t k = 0; k < ages; ++k) {
      drawing::CohortCell cell;
      if (k < row.cells.size() && is_known(row.cells[k]))
        cell = {.share = row.cells[k].share->value,
                .text = cohort_text(row.cells[k]),
                .is_complete = row.cells[k].state == CohortCell::State::full};
      // The unit stands in the caption: cells are narrow.
      if (cell.text.ends_with(" %")) cell.text.resize(cell.text.size() - 2);
      shown.cells.push_back(std::move(cell));
    }
    picture.rows.push_back(std::move(shown));
  }
  return picture;
}

std::string cohort_table(const HtmlContext& context, const measures::CohortTable& cohorts) {
  const auto rows = shown_rows(cohorts);
  const auto ages = age_count(rows);
  std::vector<HtmlTable::Column> columns{{"Began", false}, {"Deals"}};
  for (std::size_t k = 1; k <= ages; ++k)
    columns.push_back({fmt::format("{} days", k * static_cast<std::size_t>(cohorts.length_days))});
  HtmlTable table("Share won by age, with 95 % interval; deals that began in " + context.period,
                  columns);
  for (const auto& row : rows) {
    std::vector<HtmlCell> cells{{row.label}, {measures::count_text(row.deals)}};
    for (std::size_t k = 0; k < ages; ++k) {
      HtmlCell cell;
      if (k < row.cells.size() && is_known(row.cells[k])) {
        const auto& share = *row.cells[k].share;
        cell = {.text = cohort_text(row.cells[k]),
                .unit = fmt::format("{} to {}", measures::share_text(share.low, share.known),
                                    measures::share_text(share.high, share.known)),
                .is_grey = share.too_thin};
      }
      cells.push_back(std::move(cell));
    }
    table.add(std::move(cells));
  }
  return table.html();
}

/// Tick labels of money: the sign, and thousands or millions.
void set_money_unit(drawing::Trend& trend, const std::string& currency, double most) {
  std::string sign = measures::money_text(1, currency, MoneyStyle::table);
  sign.pop_back();
  trend.scale = most >= 2e6 ? 1e-6 : most >= 2e3 ? 1e-3 : 1;
  trend.unit = sign + (most >= 2e6 ? " m" : most >= 2e3 ? " k" : "");
}

class Trends {
 public:
  explicit Trends(const HtmlContext& context)
      : context_(context), trend_(context.measured.report.trend) {
    for (const auto& series : trend_.series)
      if (is_shown(series)) shown_.push_back(&series);
    first_ = trend_.weeks.size() - std::min(trend_.weeks.size(), most_weeks);
  }

  std::string markup() const {
    Html html;
    html.open("div", {{"class", "pair even"}});
    for (std::size_t s = 0; s < shown_.size(); ++s) {
      html.open("div").element("h3", title_of_series(*shown_[s]));
      html.markup(picture(*shown_[s], fmt::format("trend{}-", s))).close();
    }
    html.close();
    html.markup(
        paragraph("By the Monday of each ISO week. Dashed outlines: weeks that the period "
                  "or the history cuts." +
                      std::string(first_ > 0 ? " The last 104 weeks." : ""),
                  "quiet"));
    return html.markup(folded("Week by week, as a table", table())).take();
  }
  bool is_empty() const { return shown_.empty() || trend_.weeks.empty(); }

 private:
  bool is_shown(const measures::Trend::Series& series) const {
    if (!series.goal.empty()) return false;
    if (series.stage.empty()) return true;
    return series.measure == "entered" && series.stage == first_stage();
  }
  std::string first_stage() const {
    for (const auto& goal : context_.measured.map.goals)
      for (const auto& stage : goal.stages)
        if (!stage.internal) return stage.id;
    return {};
  }
  std::string title_of_series(const measures::Trend::Series& series) const {
    if (series.measure == "orders") return "Deals won a week";
    if (series.measure == "revenue")
      return "Money won a week" + (series.currency.empty() ? "" : ", " + series.currency);
    return fmt::format("Entered a week: {}", report::title_of(context_, series.stage));
  }
  static std::string value_text(const measures::Trend::Series& series, double value) {
    if (series.unit == Unit::money)
      return measures::money_text(value, series.currency, MoneyStyle::table);
    return measures::count_text(static_cast<std::int64_t>(value));
  }

  std::string picture(const measures::Trend::Series& series, const std::string& prefix) const {
    drawing::Trend trend;
    double most = 0;
    for (std::size_t w = first_; w < trend_.weeks.size(); ++w) {
      const double value = series.values[w];
      most = std::max(most, value);
      trend.points.push_back(
          {.label = day_text(trend_.mondays[w]),
           .value = drawing::ChartValue{.value = value, .text = value_text(series, value)},
           .is_finished = trend_.is_full[w]});
    }
    if (series.unit == Unit::money)
      set_money_unit(trend, series.currency, most);
    else
      trend.unit = series.measure == "orders" ? "deals" : "visits";
    return chart(drawing::trend_chart(title_of_series(series), trend, trend_width), prefix);
  }

  std::string table() const {
    std::vector<HtmlTable::Column> columns{{"Week", false}};
    for (const auto* series : shown_) columns.push_back({title_of_series(*series)});
    HtmlTable table("By ISO week", columns);
    for (std::size_t w = first_; w < trend_.weeks.size(); ++w) {
      std::vector<HtmlCell> cells{{trend_.weeks[w] + (trend_.is_full[w] ? "" : " (cut)")}};
      for (const auto* series : shown_)
        cells.push_back({.text = value_text(*series, series->values[w])});
      table.add(std::move(cells));
    }
    return table.html();
  }

  const HtmlContext& context_;
  const measures::Trend& trend_;
  std::vector<const measures::Trend::Series*> shown_;
  std::size_t first_ = 0;
};

}  // namespace

HtmlSection money_section(const HtmlContext& context) {
  return {"money", "From start to money", MoneyTable(context).html()};
}

HtmlSection cohort_section(const HtmlContext& context) {
  const auto& cohorts = context.measured.report.cohorts;
  if (age_count(shown_rows(cohorts)) == 0)
    return {"cohorts", "Cohorts",
            paragraph("No deal began in the period. Once deals begin, the share of each month's "
                      "that is won by age stands here.")};
  return {"cohorts", "Cohorts",
          chart(drawing::cohort_chart("Share won by age, in per cent, by month of the first stage",
                                      cohort_picture(cohorts), widest_picture),
                "cohorts-") +
              paragraph("Per cent of the deals of a month that were won within so many days of "
                        "their own start. Hatched: some are younger than that and still open, so "
                        "the share is an estimate.",
                        "quiet") +
              folded("With intervals, as a table", cohort_table(context, cohorts))};
}

HtmlSection trend_section(const HtmlContext& context) {
  const Trends trends(context);
  if (trends.is_empty())
    return {"trend", "Trend",
            paragraph("There is no week to show yet. Entries, wins and money by week stand here.")};
  return {"trend", "Trend", trends.markup()};
}

}  // namespace stagecraft::report
