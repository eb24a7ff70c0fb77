#include "measures/report.h"

#include <algorithm>
#include <map>

#include "measures/booked_amount.h"
#include "measures/bottleneck_figures.h"
#include "measures/closings.h"
#include "measures/compare.h"
#include "measures/deals_behind.h"
#include "measures/display.h"
#include "measures/figures.h"
#include "measures/gathered.h"
#include "measures/goal_funnel.h"
#include "measures/own_measures.h"
#include "measures/part_figures.h"
#include "measures/sales_velocity.h"
#include "measures/side_by_side.h"
#include "measures/touches_a_deal.h"
#include "measures/working_days.h"

namespace stagecraft::measures {

namespace {

void append(std::vector<Figure>& into, std::vector<Figure> more) {
  into.insert(into.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

std::vector<FunnelStep> steps_of(const Tier& tier, const std::vector<FunnelBar>& bars) {
  std::vector<FunnelStep> steps;
  for (const FunnelBar& bar : bars) {
    const Place& place = tier.places[bar.place];
    FunnelStep step{.id = place.id, .name = place.name, .reached = bar.reached};
    if (const auto& share = bar.to_next.share; share && &bar != &bars.back()) {
      step.to_next = share->value;
      step.to_next_low = share->low;
      step.to_next_high = share->high;
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

/// Measures one study; the parts that only the whole has go into the report when `report` is given.
class Measuring {
 public:
  Measuring(const Study& study, Report* report)
      : study_(study),
        report_(report),
        weeks_(CalendarGrid::Unit::week, study.period().days, study.request().zone) {}

  std::vector<Figure> run() {
    auto stages = gather(study_, study_.stages(), weeks_);
    auto goals = study_.goals() == nullptr ? std::vector<Gathered>()
                                           : gather(study_, *study_.goals(), weeks_);
    for (std::size_t i = 0; i < stages.size(); ++i) {
      const Slicing& slicing = study_.slicings()[i];
      const bool whole = slicing.attribute.empty();
      places(study_.stages(), slicing, stages[i]);
      if (!goals.empty()) places(*study_.goals(), slicing, goals[i]);
      deals(slicing, stages[i], whole);
    }
    // By a pass of its own, which is little beside the resamples.
    if (study_.request().intervals == Intervals::full || study_.request().goal_funnels)
      append(figures_, goal_funnel_figures(study_));
    if (study_.stages().customer_count > 0) limits();
    append(figures_, own_measures(study_, figures_));
    if (report_ != nullptr) stand();
    return std::move(figures_);
  }

 private:
  void places(const Tier& tier, const Slicing& slicing, Gathered& gathered) {
    const bool is_stages = tier.level == Level::stages;
    const bool whole = slicing.attribute.empty();
    ConversionFigures conversions;
    append(
        figures_,
        side_by_side(
            [&] { return stage_flow_figures(study_, tier, slicing, gathered.flow, &weeks_); },
            [&] { return time_in_stage(study_, tier, slicing, gathered.stays); },
            [&] { return time_to_next(study_, tier, slicing, std::move(gathered.forward_days)); },
            [&] {
              conversions = conversion(study_, tier, slicing, gathered.conversions);
              return std::move(conversions.figures);
            },
            [&] { return funnel_figures(study_, tier, slicing, gathered.funnel); }));
    if (whole && is_stages) shares_to_won_ = std::move(conversions.shares_to_won);
    if (is_stages) {
      append(figures_, transition_figures(study_, tier, slicing, gathered.transitions));
      append(figures_, deviation_figures(study_, tier, slicing, gathered.deviations));
    }
    if (!whole || report_ == nullptr) return;
    (is_stages ? report_->funnel : report_->goal_funnel) = steps_of(tier, gathered.funnel[0]);
    (is_stages ? report_->boxes : report_->goal_boxes) = stay_boxes(study_, tier, gathered.stays);
    if (is_stages) {
      keep_transitions(tier, gathered.transitions);
      report_->stale = stale_deals(study_, gathered.stays);
      keep_weeks();
    }
    keep_trend(tier, gathered.flow);
  }

  void deals(const Slicing& slicing, Gathered& gathered, bool whole) {
    const Closings closed = closings(study_, slicing);
    if (whole && !study_.period().is_whole) shares_to_won_ = shares_of_whole_history();
    Orders orders;
    append(figures_,
           side_by_side([&] { return beside_conversion(win_rate(study_, slicing, closed)); },
                        [&] { return sales_cycle(study_, slicing, std::move(gathered.cycles)); },
                        [&] { return working_cycle(slicing, closed); },
                        [&] { return booked_amount(study_, slicing, closed); },
                        [&] { return sales_velocity(study_, slicing, closed); },
                        [&] { return touches_a_deal(study_, slicing, closed); },
                        [&] { return pipeline(study_, slicing, shares_to_won_); },
                        [&] {
                          if (!whole) return std::vector<Figure>();
                          orders = orders_by_week(study_, weeks_, closed.of_slice[0]);
                          return order_figures(study_, weeks_, orders);
                        }));
    if (whole) {
      append(figures_, cohort_figures(study_, gathered.cohorts));
      if (report_ == nullptr) return;
      keep_orders(orders);
      report_->cohorts = gathered.cohorts;
    } else if (report_ != nullptr) {
      report_->rankings.push_back({slicing.attribute, ranked_by_win_rate(slicing, closed)});
    }
  }

  template <typename... Makers>
  std::vector<Figure> side_by_side(const Makers&... makers) const {
    return make_side_by_side(study_.threads(), {FigureMaker(makers)...});
  }

  std::vector<Figure> working_cycle(const Slicing& slicing, const Closings& closed) const {
    return study_.clock() == nullptr ? std::vector<Figure>()
                                     : sales_cycle_in_working_days(study_, slicing, closed);
  }

  /// The win rate says nothing of open deals, so the conversion from the start to won stands beside
  /// it.
  std::vector<Figure> beside_conversion(std::vector<Figure> rates) const {
    const Tier& tier = study_.stages();
    if (tier.start == no_place || tier.won == no_place) return rates;
    std::map<std::string_view, double> of_slice;
    for (const Figure& figure : figures_)
      if (figure.measure == "conversion" && figure.part == "reached" && figure.value &&
          figure.stage == tier.places[tier.start].id && figure.to == tier.places[tier.won].id)
        of_slice.emplace(figure.slice, *figure.value);
    for (Figure& rate : rates)
      if (const auto found = of_slice.find(rate.slice); found != of_slice.end())
        rate.extras["start_to_won"] = found->second;
    return rates;
  }

  /// The bottleneck and Little's law.
  void limits() {
    const LimitedFlow flow = limited_flow(study_);
    append(figures_, bottleneck_figures(study_, flow));
    append(figures_, littles_law_figures(study_, flow));
    if (report_ != nullptr) report_->bottleneck = flow.bottleneck;
  }

  /// The conversion of each stage to won, which `stage_weighted` uses whatever the period is.
  std::vector<std::optional<double>> shares_of_whole_history() const {
    const Tier& tier = study_.stages();
    std::vector<std::optional<double>> shares(tier.customer_count);
    if (tier.won == no_place) return shares;
    const Study all = study_.with_period(std::nullopt);
    const auto stays = collect_conversions(all, all.stages(), all.slicings().front(),
                                           {tier.won, Reaching::reached});
    for (std::size_t s = 0; s < shares.size(); ++s) shares[s] = share_to_won(all, stays[s]);
    return shares;
  }

  void keep_transitions(const Tier& tier, const Transitions& moves) {
    for (PlaceIndex from = 0; from < tier.customer_count; ++from)
      for (std::size_t to = 0; to <= tier.places.size(); ++to)
        if (const std::int64_t visits = moves.count(0, from, to); visits > 0)
          report_->transitions.push_back(
              {tier.places[from].id, to < tier.places.size() ? tier.places[to].id : "", visits});
  }

  void keep_weeks() {
    Trend& trend = report_->trend;
    for (std::size_t week = 0; week < weeks_.size(); ++week) {
      trend.weeks.push_back(weeks_.label(week));
      trend.mondays.push_back(weeks_.start(week));
      trend.is_full.push_back(weeks_.is_full(week));
    }
  }

  void keep_trend(const Tier& tier, const StageFlow& flow) {
    const bool is_stages = tier.level == Level::stages;
    for (PlaceIndex place = 0; place < tier.customer_count; ++place) {
      const PlaceFlow& cell = flow.at(0, place);
      const auto series_of = [&](const char* measure) {
        Trend::Series series{
            .measure = measure, .stage = {}, .goal = {}, .currency = {}, .values = {}};
        (is_stages ? series.stage : series.goal) = tier.places[place].id;
        return series;
      };
      Trend::Series entered = series_of("entered");
      Trend::Series left = series_of("left");
      Trend::Series stock = series_of("in_stage");
      auto there = static_cast<double>(cell.opening);
      for (std::size_t week = 0; week < weeks_.size(); ++week) {
        entered.values.push_back(cell.entered_by_week[week]);
        left.values.push_back(cell.left_by_week[week]);
        there += entered.values.back() - left.values.back();
        stock.values.push_back(there);
      }
      for (Trend::Series* series : {&entered, &left, &stock})
        report_->trend.series.push_back(std::move(*series));
    }
  }

  void keep_orders(const Orders& orders) {
    Trend::Series series{"orders", "", "", Unit::deals, {}, {}};
    series.values.assign(orders.orders.begin(), orders.orders.end());
    report_->trend.series.push_back(std::move(series));
    for (std::size_t c = 0; c < orders.revenue.size(); ++c) {
      const base::Currency currency = study_.money().currencies[c];
      report_->trend.series.push_back({"revenue", "", "", Unit::money,
                                       currency.is_stated() ? std::string(currency.code()) : "",
                                       orders.revenue[c]});
    }
  }

  void stand() {
    const Slicing& whole = study_.slicings().front();
    for (history::DealIndex d = 0; d < study_.deal_count(); ++d) {
      const history::DealState& deal = study_.deal(d);
      if (is_gone(deal)) continue;
      if (whole.of_stock(d, study_.flow().reading.as_of, deal.created) == Slicing::outside)
        continue;
      ++report_->deals;
      report_->open += deal.is_open();
      report_->won += deal.status == history::DealStatus::won;
      report_->lost += deal.status == history::DealStatus::lost;
      report_->no_decision += deal.status == history::DealStatus::no_decision;
    }
    report_->remarks = study_.money().remarks;
    report_->remarks.insert(report_->remarks.end(), study_.remarks().begin(),
                            study_.remarks().end());
    if (study_.clock() != nullptr)
      report_->remarks.push_back(base::say(
          "Working days are of the calendar {}; all other days are elapsed ones, expected days "
          "too",
          study_.clock()->description()));
    if (study_.flow().counts.outside > 0)
      report_->remarks.push_back(
          base::say("{} stage entries are outside the map",
                    base::Sentence::number(count_text(study_.flow().counts.outside))));
    const auto& period = study_.request().period;
    if (period && period->from > study_.request().zone.day_of(study_.request().as_of))
      report_->remarks.push_back(
          "The period begins after the instant that this is told as of: nothing of it is known");
  }

  const Study& study_;
  Report* report_;
  CalendarGrid weeks_;
  std::vector<Figure> figures_;
  std::vector<std::optional<double>> shares_to_won_;  ///< By stage, over the whole history.
};

void append_parts(std::vector<Figure>& figures, const Study& study) {
  if (const auto parts = study.of_parts()) append(figures, part_figures(study, *parts));
}

}  // namespace

Report measure_all(const Inputs& inputs, const Request& request) {
  Report report;
  const Study study(inputs, request);
  report.common = study.common();
  report.figures = Measuring(study, &report).run();
  append_parts(report.figures, study);
  if (request.compare_with) {
    const Study other = study.with_period(*request.compare_with);
    report.before = Measuring(other, nullptr).run();
    append_parts(report.before, other);
    report.changes = compare(report.figures, report.before);
  }
  for (auto* figures : {&report.figures, &report.before})
    for (Figure& figure : *figures) figure.query = query_of(figure, request);
  return report;
}

const Figure* find_figure(const std::vector<Figure>& figures, std::string_view measure,
                          std::string_view part, std::string_view stage, std::string_view slice) {
  const auto found = std::ranges::find_if(figures, [&](const Figure& figure) {
    return figure.measure == measure && figure.part == part && figure.slice == slice &&
           (figure.stage == stage || (figure.stage.empty() && figure.goal == stage));
  });
  return found == figures.end() ? nullptr : &*found;
}

}  // namespace stagecraft::measures
