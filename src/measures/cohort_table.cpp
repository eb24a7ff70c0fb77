#include "measures/cohort_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/statistics/aalen_johansen.h"
#include "measures/conversion.h"
#include "measures/figures.h"
#include "measures/trace.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealIndex;
using history::DealState;

constexpr std::size_t most_columns = 24;
constexpr std::array<int, 3> lengths{7, 30, 91};
constexpr std::array<std::string_view, 3> words{"week", "month", "quarter"};

/// A deal's fate since its start.
struct Member {
  std::int64_t age;
  stats::Cause cause;
};

struct Row {
  std::vector<Member> members;
};

class Table {
 public:
  Table(const Study& study, const CohortQuestion& question)
      : study_(study),
        question_(question),
        target_(question.target == no_place ? study.stages().won : question.target),
        grid_(static_cast<CalendarGrid::Unit>(question.unit), study.period().days,
              study.request().zone, study.settings().fiscal_year_starts),
        rows_(grid_.size()) {}

  void add(DealIndex d) {
    const DealState& deal = study_.deal(d);
    if (is_gone(deal)) return;
    const Slicing& whole = study_.slicings().front();
    trace_.load(study_, study_.stages(), d);
    const std::size_t begin = start_entry();
    const bool by_creation = question_.start == CohortStart::creation;
    if (!by_creation && begin == Trace::nowhere) return;
    const bool dated =
        by_creation ? deal.created != DealState::unknown : trace_.entries()[begin].dated;
    const Moment start = by_creation ? Moment{deal.created, deal.has(DealState::created_date_only)}
                                     : trace_.entries()[begin].at;
    if (!dated) {
      ++table.undated;
      return;
    }
    if (!study_.period().holds(start.at, start.by_day)) return;
    const auto row = grid_.find(start.at, start.by_day);
    const Trace::Fate fate = fate_of(deal, by_creation ? Trace::nowhere : begin, start);
    if (!row || whole.of_span(d, start.at, fate.at.at, deal.created) == Slicing::outside) return;
    if (deal.has(DealState::doubled)) {
      ++table.doubled;
      return;
    }
    const std::int64_t age = fate.dated ? elapsed_ms(start, fate.at, study_.request().zone) : -1;
    if (age < 0 && fate.cause != stats::censored)
      ++table.undated;
    else
      rows_[*row].members.push_back({std::max<std::int64_t>(age, 0), fate.cause});
  }

  void finish() {
    table.unit = question_.unit;
    table.length_days = lengths[static_cast<std::size_t>(question_.unit)];
    const base::Day end = study_.request().zone.day_of(study_.request().as_of);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      CohortRow row{grid_.label(i), grid_.start(i), std::ssize(rows_[i].members), {}};
      const auto age_days = std::max<std::int64_t>((end - grid_.start(i)).count(), 0);
      const std::size_t columns = std::min<std::size_t>(
          most_columns, static_cast<std::size_t>(age_days / table.length_days) + 1);
      for (std::size_t k = 0; k < columns; ++k) row.cells.push_back(cell(rows_[i], k));
      table.rows.push_back(std::move(row));
    }
  }

  CohortTable table;

 private:
  /// Where the deal first was in the start stage.
  std::size_t start_entry() const {
    const auto entries = trace_.entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].place == study_.stages().start) return i;
    return Trace::nowhere;
  }

  Trace::Fate fate_of(const DealState& deal, std::size_t begin, Moment start) const {
    const Tier& tier = study_.stages();
    if (begin != Trace::nowhere || !trace_.entries().empty()) {
      const std::size_t i = begin == Trace::nowhere ? 0 : begin;
      const bool at_once =
          begin == Trace::nowhere && tier.shows(target_, trace_.entries()[0].place);
      return trace_.fate(study_, tier, at_once ? 0 : trace_.find(tier, target_, i, false), i);
    }
    if (!deal.is_closed())
      return {{study_.as_of().last(start.by_day), start.by_day}, stats::censored, true};
    const bool hit = deal.status == history::DealStatus::won && tier.shows(target_, tier.won);
    return {{deal.closed, deal.has(DealState::closed_date_only)},
            hit ? reached_it : closed_without_it,
            deal.closed != DealState::unknown};
  }

  CohortCell cell(const Row& row, std::size_t k) const {
    CohortCell found;
    const std::int64_t limit = static_cast<std::int64_t>(k + 1) * table.length_days * day_ms;
    stats::Stays stays;
    bool is_full = true;
    for (const Member& member : row.members) {
      const bool open = member.cause == stats::censored;
      if (open && member.age < limit) is_full = false;
      if (member.cause == reached_it && member.age < limit) ++found.hits;
      stays.add(member.age, member.cause);
    }
    const stats::LifeTable life = std::move(stays).table(closed_without_it);
    // Nobody closed, and nobody that old: nothing can be said.
    const bool any = std::ranges::any_of(row.members, [&](const Member& member) {
      return member.cause != stats::censored || member.age >= limit;
    });
    if (!any) return found;
    found.state = is_full ? CohortCell::State::full : CohortCell::State::hatched;
    found.share = stats::incidence_within(life, reached_it, limit - 1).share;
    return found;
  }

  const Study& study_;
  const CohortQuestion& question_;
  PlaceIndex target_;
  CalendarGrid grid_;
  std::vector<Row> rows_;
  Trace trace_;
};

}  // namespace

CohortTable cohort_table(const Study& study, const CohortQuestion& question) {
  Table table(study, question);
  if (question.target == no_place && study.stages().won == no_place) return table.table;
  for (DealIndex d = 0; d < study.deal_count(); ++d) table.add(d);
  table.finish();
  return table.table;
}

std::vector<Figure> cohort_figures(const Study& study, const CohortTable& table) {
  std::vector<Figure> figures;
  const Slicing& whole = study.slicings().front();
  const std::string_view word = words[static_cast<std::size_t>(table.unit)];
  for (const CohortRow& row : table.rows)
    for (std::size_t k = 0; k < row.cells.size(); ++k) {
      const CohortCell& cell = row.cells[k];
      if (cell.state == CohortCell::State::empty) continue;
      figures.push_back(
          make_figure(study, whole, 0,
                      {"cohort", fmt::format("{} {} {}", row.label, word, k + 1), Unit::share}));
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

}  // namespace stagecraft::measures
