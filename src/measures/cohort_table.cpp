#include "measures/cohort_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/parallel.h"
#include "base/statistics/aalen_johansen.h"
#include "measures/conversion.h"
#include "measures/figures.h"
#include "measures/pass.h"
#include "measures/trace.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealState;

constexpr std::size_t most_columns = 24;
constexpr std::array<int, 3> lengths{7, 30, 91};
constexpr std::array<std::string_view, 3> words{"week", "month", "quarter"};

/// The parts of the figures of a row, up to the number of the column.
std::string cell_name(std::string_view row, CohortUnit unit) {
  return fmt::format("{} {} ", row, words[static_cast<std::size_t>(unit)]);
}

/// The deals that began in each span of the grid.
struct Cohorts {
  std::vector<stats::Stays> rows;
  std::int64_t undated = 0, doubled = 0;
};

const Tier& tier_of(const Study& study, const CohortQuestion& question) {
  return question.level == Level::goals ? *study.goals() : study.stages();
}

/// Finds the cohort and the fate of each of one part of the deals.
class CohortCollector {
 public:
  CohortCollector(const Study& study, const CohortQuestion& question, const CalendarGrid& grid,
                  std::size_t deals)
      : study_(study),
        tier_(tier_of(study, question)),
        question_(question),
        start_(question.start == CohortStart::place ? question.place : tier_.start),
        target_(tier_, question.target, false),
        grid_(grid) {
    cohorts_.rows.resize(grid.size());
    for (stats::Stays& row : cohorts_.rows) row.reserve(2 * deals / grid.size());
  }

  void add(const PassingDeal& passing) {
    const DealState& deal = passing.state;
    if (is_gone(deal)) return;
    const Slicing& whole = study_.slicings().front();
    const Trace& trace = passing.trace;
    const std::size_t begin = start_entry(trace);
    const bool by_creation = question_.start == CohortStart::creation;
    if (!by_creation && begin == Trace::nowhere) return;
    const bool dated =
        by_creation ? deal.created != DealState::unknown : trace.entries()[begin].dated;
    const Moment start = by_creation ? Moment{deal.created, deal.has(DealState::created_date_only)}
                                     : trace.entries()[begin].moment();
    if (!dated) {
      ++cohorts_.undated;
      return;
    }
    if (!study_.period().holds(start.at, start.by_day)) return;
    const std::size_t row = grid_.find(start.at, start.by_day);
    const Trace::Fate fate = fate_of(passing, by_creation ? Trace::nowhere : begin, start);
    if (row == CalendarGrid::nowhere ||
        whole.of_span(passing.index, start.at, fate.at.at, deal.created) == Slicing::outside)
      return;
    if (deal.has(DealState::doubled)) {
      ++cohorts_.doubled;
      return;
    }
    const std::int64_t age = fate.dated ? elapsed_ms(start, fate.at, study_.request().zone) : -1;
    if (age < 0 && fate.cause != stats::censored)
      ++cohorts_.undated;
    else
      cohorts_.rows[row].add(std::max<std::int64_t>(age, 0), fate.cause);
  }

  Cohorts& cohorts() { return cohorts_; }

 private:
  /// Where the deal first was at its start.
  std::size_t start_entry(const Trace& trace) const {
    const auto entries = trace.entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].place == start_) return i;
    return Trace::nowhere;
  }

  Trace::Fate fate_of(const PassingDeal& passing, std::size_t begin, Moment start) const {
    const Trace& trace = passing.trace;
    const DealState& deal = passing.state;
    if (begin != Trace::nowhere || !trace.entries().empty()) {
      const std::size_t i = begin == Trace::nowhere ? 0 : begin;
      const bool at_once =
          begin == Trace::nowhere && tier_.shows(question_.target, trace.entries()[0].place);
      return trace.fate(study_, tier_, at_once ? 0 : trace.find(target_, i), i);
    }
    if (!deal.is_closed())
      return {{study_.as_of().last(start.by_day), start.by_day}, stats::censored, true};
    const bool hit =
        deal.status == history::DealStatus::won && tier_.shows(question_.target, tier_.won);
    return {{deal.closed, deal.has(DealState::closed_date_only)},
            hit ? reached_it : closed_without_it,
            deal.closed != DealState::unknown};
  }

  const Study& study_;
  const Tier& tier_;
  const CohortQuestion question_;
  const PlaceIndex start_;  ///< Whose first entry begins the clock.
  const Trace::Target target_;
  const CalendarGrid& grid_;
  Cohorts cohorts_;
};

Cohorts join(std::span<const std::unique_ptr<CohortCollector>> parts) {
  Cohorts all = std::move(parts[0]->cohorts());
  for (const auto& part : parts.subspan(1)) {
    all.undated += part->cohorts().undated;
    all.doubled += part->cohorts().doubled;
    for (std::size_t i = 0; i < all.rows.size(); ++i)
      all.rows[i].append(std::move(part->cohorts().rows[i]));
  }
  return all;
}

/// The cell of the ages below `limit`.
CohortCell cell_of(const stats::LifeTable& table, stats::Age limit) {
  CohortCell cell;
  cell.hits = table.ended_count(reached_it, limit - 1);
  // Nobody closed, and nobody that old: nothing can be said.
  const bool any_that_old = !table.censored_at.empty() && table.censored_at.back() >= limit;
  if (table.ended_count() == 0 && !any_that_old) return cell;
  const bool is_full = table.censored_at.empty() || table.censored_at.front() >= limit;
  cell.state = is_full ? CohortCell::State::full : CohortCell::State::hatched;
  cell.share = stats::incidence_within(table, reached_it, limit - 1).share;
  return cell;
}

/// The cells of one cohort; `age_days`: of its oldest deal.
std::vector<CohortCell> cells_of(stats::Stays stays, std::int64_t age_days, int length_days) {
  const std::size_t columns =
      std::min<std::size_t>(most_columns, static_cast<std::size_t>(age_days / length_days) + 1);
  const auto limit = [&](std::size_t k) {
    return static_cast<stats::Age>(k + 1) * length_days * day_ms;
  };
  stats::Readings readings;
  for (std::size_t k = 0; k < columns; ++k) readings.ages.push_back(limit(k) - 1);
  const stats::LifeTable table = std::move(stays).table_for(readings, closed_without_it);
  std::vector<CohortCell> cells;
  for (std::size_t k = 0; k < columns; ++k) cells.push_back(cell_of(table, limit(k)));
  return cells;
}

CohortTable table_of(const Study& study, const CohortQuestion& question, const CalendarGrid& grid,
                     Cohorts cohorts) {
  CohortTable table;
  table.unit = question.unit;
  table.length_days = lengths[static_cast<std::size_t>(question.unit)];
  table.undated = cohorts.undated;
  table.doubled = cohorts.doubled;
  const base::Day end = study.request().zone.day_of(study.request().as_of);
  table.rows.resize(grid.size());
  base::for_each_index(study.threads(), grid.size(), [&](std::size_t i) {
    const auto deals = static_cast<std::int64_t>(cohorts.rows[i].size());
    const auto age_days = std::max<std::int64_t>((end - grid.start(i)).count(), 0);
    table.rows[i] = {grid.label(i), grid.start(i), deals,
                     cells_of(std::move(cohorts.rows[i]), age_days, table.length_days)};
  });
  return table;
}

}  // namespace

Gatherers gather_cohorts(const Study& study, const CohortQuestion& asked, CohortTable& table) {
  CohortQuestion question = asked;
  if (question.target == no_place) question.target = tier_of(study, question).won;
  table = CohortTable();
  Gatherers gatherers;
  if (question.target == no_place) return gatherers;
  const auto grid = std::make_shared<const CalendarGrid>(  // Of all collectors.
      static_cast<CalendarGrid::Unit>(question.unit), study.period().days, study.request().zone,
      study.settings().fiscal_year_starts);
  gatherers.push_back(make_gatherer(
      [&study, question, grid](std::size_t deals) {
        return CohortCollector(study, question, *grid, deals);
      },
      [&study, &table, question, grid](std::span<const std::unique_ptr<CohortCollector>> parts) {
        table = table_of(study, question, *grid, join(parts));
      }));
  return gatherers;
}

CohortTable cohort_table(const Study& study, const CohortQuestion& question) {
  CohortTable table;
  pass_deals(study, tier_of(study, question), gather_cohorts(study, question, table));
  return table;
}

std::optional<CohortQuestion> cohorts_from(const Tier& tier, PlaceIndex place) {
  const PlaceIndex next = tier.after[place];
  if (next == no_place || tier.shows(next, place)) return std::nullopt;
  return CohortQuestion{
      .start = CohortStart::place, .target = next, .level = tier.level, .place = place};
}

std::vector<Figure> cohort_figures(const Study& study, const CohortTable& table) {
  std::vector<Figure> figures;
  const Slicing& whole = study.slicings().front();
  for (const CohortRow& row : table.rows)
    for (std::size_t k = 0; k < row.cells.size(); ++k) {
      const CohortCell& cell = row.cells[k];
      if (cell.state == CohortCell::State::empty) continue;
      figures.push_back(make_figure(
          study, whole, 0,
          {"cohort", cell_name(row.label, table.unit) + std::to_string(k + 1), Unit::share}));
      Figure& figure = figures.back();
      figure.n = row.deals;
      figure.extras["hits"] = static_cast<double>(cell.hits);
      if (cell.state == CohortCell::State::hatched)
        figure.remarks.push_back("not all that old yet");
      if (!cell.share) {
        set_undefined(figure, "no fate is known yet");
        continue;
      }
      figure.value = cell.share->value;
      if (study.request().intervals != Intervals::none) {
        figure.low = cell.share->low;
        figure.high = cell.share->high;
        figure.method =
            cell.state == CohortCell::State::full ? Method::wilson : Method::wilson_effective;
      }
      if (cell.share->too_thin) set_too_thin(study, figure, "too few known fates");
    }
  return figures;
}

std::optional<CountedDeals> deals_of_cohort(const FigureSpot& spot) {
  const Study& study = spot.study;
  const CohortQuestion question{.target = study.stages().won};
  if (spot.place != no_place || !spot.slicing.attribute.empty() || question.target == no_place)
    return std::nullopt;
  const CalendarGrid grid(static_cast<CalendarGrid::Unit>(question.unit), study.period().days,
                          study.request().zone, study.settings().fiscal_year_starts);
  std::size_t row = 0;
  const auto begins_part = [&](std::size_t i) {
    return spot.part.starts_with(cell_name(grid.label(i), question.unit));
  };
  while (row < grid.size() && !begins_part(row)) ++row;
  if (row == grid.size()) return std::nullopt;
  CohortCollector collector(study, question, grid, 0);
  const stats::Stays& stays = collector.cohorts().rows[row];
  return watch(spot, collector, [&] { return static_cast<std::int64_t>(stays.size()); });
}

}  // namespace stagecraft::measures
