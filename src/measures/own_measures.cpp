#include "measures/own_measures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "base/error.h"
#include "measures/aggregate.h"
#include "measures/bootstrap.h"
#include "measures/closings.h"
#include "measures/figures.h"
#include "process/formula.h"

namespace stagecraft::measures {

using base::say;

namespace {

using process::FormulaNode;
using process::FormulaOp;
using process::FormulaResult;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

Unit unit_of(process::MeasureKind kind) {
  switch (kind) {
    case process::MeasureKind::share:
      return Unit::share;
    case process::MeasureKind::days:
      return Unit::days;
    case process::MeasureKind::money:
      return Unit::money;
    default:
      return Unit::ratio;
  }
}

/// Value of sorted, weighted items at a share q of the weight: definition 2 of Hyndman and Fan.
template <typename WeightOf>
std::optional<double> weighted_quantile(const std::vector<AggregateItem>& items, double q,
                                        WeightOf weight_of) {
  double total = 0;
  for (const AggregateItem& item : items) total += weight_of(item.deal);
  if (total == 0) return std::nullopt;
  const double half = q * total;
  double sum = 0;
  std::optional<double> at;
  for (const AggregateItem& item : items) {
    const double weight = weight_of(item.deal);
    if (weight == 0) continue;
    if (at) return (*at + item.value) / 2;
    sum += weight;
    if (sum > half) return item.value;
    if (sum == half) at = item.value;
  }
  return at;
}

/// An aggregate over items that count as often as they were drawn.
template <typename WeightOf>
FormulaResult aggregate(FormulaOp op, const AggregateItems& found, WeightOf weight_of) {
  if (!found.undefined.empty()) return {std::nullopt, found.undefined};
  if (op == FormulaOp::median || op == FormulaOp::p90) {
    const auto value =
        weighted_quantile(found.items, op == FormulaOp::median ? 0.5 : 0.9, weight_of);
    return value ? FormulaResult{value} : FormulaResult{std::nullopt, "no deals"};
  }
  double sum = 0;
  double n = 0;
  for (const AggregateItem& item : found.items) {
    sum += item.value * weight_of(item.deal);
    n += weight_of(item.deal);
  }
  if (op == FormulaOp::count) return {n};
  if (op == FormulaOp::sum) return {sum};
  return n > 0 ? FormulaResult{sum / n} : FormulaResult{std::nullopt, "no deals"};
}

/// Evaluates one formula where it stands.
class Evaluation {
 public:
  /// `items`: of every node, what its aggregate goes over. All must outlive the evaluation.
  Evaluation(const Study& study, const std::vector<Figure>& built_in,
             const process::Formula& formula, std::vector<AggregateItems> items)
      : study_(study), built_in_(built_in), formula_(formula), items_(std::move(items)) {}

  /// Where other measures are looked up: at a place (its id; empty: the whole map), in a slice.
  void look_at(std::string home, std::string slice) {
    home_ = std::move(home);
    slice_ = std::move(slice);
  }

  FormulaResult value() {
    return process::evaluate(formula_, [&](const FormulaNode& node) -> FormulaResult {
      if (node.op == FormulaOp::measure) return built_in(node.measure);
      return aggregate(node.op, items_of(node), [](history::DealIndex) { return 1.0; });
    });
  }

  /// What the weakest part says.
  FigureState weakest() const { return weakest_; }
  bool uses_measures() const { return uses_measures_; }

  std::vector<history::DealIndex> deals() const {
    std::set<history::DealIndex> deals;
    for (const AggregateItems& found : items_)
      for (const AggregateItem& item : found.items) deals.insert(item.deal);
    return {deals.begin(), deals.end()};
  }

  /// The formula over resamples of deals.
  std::vector<double> replicates(const std::vector<history::DealIndex>& deals,
                                 const Resampling& resampling) {
    const Units units = units_of_deals(study_, deals);
    std::vector<std::uint32_t> unit_of(study_.deal_count(), 0);
    for (std::size_t i = 0; i < deals.size(); ++i) unit_of[deals[i]] = units.of_deal[i];
    std::vector<double> values(static_cast<std::size_t>(resampling.resamples), undefined);
    for_each_resample(
        units.count, resampling, [&](int resample, std::span<const std::uint32_t> weights) {
          const auto weight = [&](history::DealIndex d) {
            return static_cast<double>(weights[unit_of[d]]);
          };
          const auto result = process::evaluate(formula_, [&](const FormulaNode& node) {
            return aggregate(node.op, items_of(node), weight);
          });
          if (result.value) values[static_cast<std::size_t>(resample)] = *result.value;
        });
    return values;
  }

 private:
  const AggregateItems& items_of(const FormulaNode& node) const {
    return items_[static_cast<std::size_t>(&node - formula_.nodes.data())];
  }

  /// A built-in figure of the place, or of the whole map; else another own measure.
  FormulaResult built_in(const std::string& measure) {
    uses_measures_ = true;
    const Figure* found = nullptr;
    for (const Figure& figure : built_in_) {
      if (figure.measure != measure || figure.slice != slice_) continue;
      const bool here = figure.stage == home_ || (figure.stage.empty() && figure.goal == home_);
      const bool main = figure.part.empty() || figure.part == "median" || figure.part == "reached";
      if (here && main && (found == nullptr || found->to.empty())) found = &figure;
      if (found != nullptr && here && main) break;
    }
    if (found == nullptr) return {std::nullopt, say("there is no figure '{}' here", measure)};
    if (found->state != FigureState::ok) weakest_ = std::max(weakest_, found->state);
    return {found->value, found->reason};
  }

  const Study& study_;
  const std::vector<Figure>& built_in_;
  const process::Formula& formula_;
  std::string home_, slice_;
  std::vector<AggregateItems> items_;
  FigureState weakest_ = FigureState::ok;
  bool uses_measures_ = false;
};

/// Where a measure stands: a goal or stage that names it, and the whole map.
struct Home {
  const Place* place = nullptr;
  Level level = Level::stages;
};

std::vector<Home> homes_of(const Study& study, const std::string& measure) {
  std::vector<Home> homes{{}};
  const auto names = [&](const std::vector<process::Target>& targets) {
    return std::ranges::find(targets, measure, &process::Target::measure) != targets.end();
  };
  for (const process::Goal& goal : study.inputs().map.goals) {
    if (study.goals() != nullptr && names(goal.measures))
      for (const Place& place : study.goals()->places)
        if (place.id == goal.id) homes.push_back({&place, Level::goals});
    for (const process::Stage& stage : goal.stages)
      if (names(stage.measures))
        for (const Place& place : study.stages().places)
          if (place.id == stage.id) homes.push_back({&place, Level::stages});
  }
  return homes;
}

/// One own measure at one place.
class OwnMeasure {
 public:
  OwnMeasure(const Study& study, const process::Measure& measure, const Home& home)
      : study_(study), measure_(measure), home_(home) {
    // A formula may name a part of what is measured as one stage.
    process::FormulaFault fault;
    formula_ = process::parse_formula(measure.formula, measure.kind, study.stated_map(), fault);
    if (!formula_) fault_ = say("the formula can't be read: {}", fault.message);
  }

  /// A figure of every slice; `known` are those that it may name.
  std::vector<Figure> figures(const Slicing& slicing, const std::vector<Figure>& known) const {
    auto of_slice = items(slicing);
    const std::string place = place_id();
    std::vector<Figure> figures;
    for (std::size_t s = 0; s < slicing.size(); ++s) {
      const FigureHead head{measure_.id, "",      unit_of(measure_.kind),
                            home_.place, nullptr, home_.level};
      Figure figure = make_figure(study_, slicing, s, head);
      if (figure.unit == Unit::money) figure.currency = study_.inputs().map.currency;
      if (formula_) {
        Evaluation evaluation(study_, known, *formula_, std::move(of_slice[s]));
        evaluation.look_at(place, slicing.labels[s]);
        fill(figure, evaluation);
      } else {
        set_undefined(figure, fault_);
      }
      figures.push_back(std::move(figure));
    }
    return figures;
  }

  /// Throws Error{conflict} where no aggregate of the formula goes over deals.
  CountedDeals deals(const Slicing& slicing, std::size_t slice) const {
    const auto is_aggregate = [](const FormulaNode& node) { return node.op > FormulaOp::measure; };
    if (!formula_ || std::ranges::none_of(formula_->nodes, is_aggregate))
      throw base::Error(base::ErrorKind::conflict,
                        say("'{}' is made of other figures, and rests on no deals of its own; open "
                            "those that its formula names: {}",
                            measure_.id, measure_.formula));
    const std::vector<Figure> no_figures;  // The formula's own deals need none.
    const Evaluation evaluation(study_, no_figures, *formula_, std::move(items(slicing)[slice]));
    CountedDeals counted;
    for (const history::DealIndex d : evaluation.deals()) counted.push_back({d});
    return counted;
  }

 private:
  std::string place_id() const { return home_.place == nullptr ? "" : home_.place->id; }

  /// [slice][node]: what the aggregates go over.
  std::vector<std::vector<AggregateItems>> items(const Slicing& slicing) const {
    std::vector<std::vector<AggregateItems>> of_slice(slicing.size());
    for (const FormulaNode& node : formula_ ? formula_->nodes : std::vector<FormulaNode>()) {
      auto items = node.op > FormulaOp::measure ? collect_items(study_, slicing, node, place_id())
                                                : std::vector<AggregateItems>(slicing.size());
      for (std::size_t s = 0; s < slicing.size(); ++s) of_slice[s].push_back(std::move(items[s]));
    }
    return of_slice;
  }

  void fill(Figure& figure, Evaluation& evaluation) const {
    const FormulaResult result = evaluation.value();
    const auto deals = evaluation.deals();
    figure.n = std::ssize(deals);
    if (!result.value) return set_undefined(figure, result.reason);
    figure.value = result.value;
    if (evaluation.weakest() != FigureState::ok) set_too_thin(study_, figure, "a part is too thin");
    if (study_.request().intervals != Intervals::full || deals.empty()) return;
    if (evaluation.uses_measures()) {
      figure.remarks.push_back("no interval: the formula uses other measures");
      return;
    }
    const Resampling resampling{.figure = bootstrap_name(figure), .threads = study_.threads()};
    set_bootstrap(figure, percentile_interval(evaluation.replicates(deals, resampling)));
  }

  const Study& study_;
  const process::Measure& measure_;
  Home home_;
  std::optional<process::Formula> formula_;
  base::Sentence fault_;
};

}  // namespace

std::vector<Figure> own_measures(const Study& study, const std::vector<Figure>& figures) {
  if (study.inputs().map.measures.empty()) return {};
  std::vector<Figure> known = figures;
  std::vector<Figure> own;
  const bool has_circle = !process::find_circle(study.inputs().map).empty();
  for (const process::Measure& measure : study.inputs().map.measures)
    for (const Home& home : homes_of(study, measure.id)) {
      const OwnMeasure at_home(study, measure, home);
      for (const Slicing& slicing : study.slicings())
        for (Figure& figure : at_home.figures(slicing, known)) {
          if (has_circle) figure.remarks.push_back("some measures refer to each other in a circle");
          known.push_back(figure);
          own.push_back(std::move(figure));
        }
    }
  return own;
}

std::optional<CountedDeals> deals_of_own_measure(const FigureSpot& spot) {
  if (!spot.part.empty() || spot.target != no_place) return std::nullopt;
  std::string_view id;
  if (spot.place != no_place) id = spot.tier.places[spot.place].id;
  for (const process::Measure& measure : spot.study.inputs().map.measures) {
    if (measure.id != spot.measure) continue;
    for (const Home& home : homes_of(spot.study, measure.id)) {
      const bool is_here = home.place == nullptr
                               ? id.empty()
                               : home.place->id == id && home.level == spot.tier.level;
      if (is_here) return OwnMeasure(spot.study, measure, home).deals(spot.slicing, spot.slice);
    }
  }
  return std::nullopt;
}

}  // namespace stagecraft::measures
