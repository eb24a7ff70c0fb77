#include <algorithm>
#include <array>

#include "base/statistics/poisson.h"
#include "measures/bootstrap.h"
#include "measures/figures.h"
#include "measures/stage_flow.h"

namespace stagecraft::measures {

namespace {

/// Above this ratio of variance to mean, weeks are no Poisson counts (measures.md 3).
constexpr double most_dispersion = 1.5;
/// Fewer weeks can't tell.
constexpr std::size_t least_weeks = 8;

/// Variance over mean of counts a week; 0 when there are too few weeks to tell.
double dispersion(const std::vector<double>& counts) {
  if (counts.size() < least_weeks) return 0;
  double sum = 0;
  double squares = 0;
  for (const double count : counts) {
    sum += count;
    squares += count * count;
  }
  const auto n = static_cast<double>(counts.size());
  return sum == 0 ? 0 : (squares - sum * sum / n) / (n - 1) / (sum / n);
}

/// What a figure counts of a place; `to` is a place, or their number: elsewhere.
struct FlowCount {
  std::string_view measure, part;
  std::int64_t (*of)(const PlaceFlow& flow, std::size_t to);
};

constexpr std::array<FlowCount, 12> flow_counts{{
    {"in_stage", "", [](const PlaceFlow& flow, std::size_t) { return flow.in_stage; }},
    {"in_stage", "opening", [](const PlaceFlow& flow, std::size_t) { return flow.opening; }},
    {"in_stage", "closing", [](const PlaceFlow& flow, std::size_t) { return flow.closing; }},
    {"entered", "", [](const PlaceFlow& flow, std::size_t) { return flow.entered(); }},
    {"entered", "first", [](const PlaceFlow& flow, std::size_t) { return flow.first; }},
    {"entered", "returns", [](const PlaceFlow& flow, std::size_t) { return flow.returns; }},
    {"entered", "reopenings", [](const PlaceFlow& flow, std::size_t) { return flow.reopenings; }},
    {"entered", "handed_in", [](const PlaceFlow& flow, std::size_t) { return flow.handed_in; }},
    {"left", "", [](const PlaceFlow& flow, std::size_t) { return flow.left(); }},
    {"left", "to", [](const PlaceFlow& flow, std::size_t to) { return flow.left_to[to]; }},
    {"left", "elsewhere", [](const PlaceFlow& flow, std::size_t) { return flow.left_to.back(); }},
    {"left", "handed_out", [](const PlaceFlow& flow, std::size_t) { return flow.handed_out; }},
}};

/// Null: there is no such figure.
const FlowCount* find_count(std::string_view measure, std::string_view part) {
  // A rate is of all that the plain figure counts.
  if (part == "per_week" && measure != "in_stage") part = "";
  const auto found = std::ranges::find_if(flow_counts, [&](const FlowCount& count) {
    return count.measure == measure && count.part == part;
  });
  return found == flow_counts.end() ? nullptr : &*found;
}

/// Writes the figures of one slice.
class StageFlowWriter {
 public:
  StageFlowWriter(const Study& study, const Tier& tier, const Slicing& slicing,
                  const CalendarGrid* weeks)
      : study_(study), tier_(tier), slicing_(slicing), weeks_(weeks) {}

  void set_slice(std::size_t slice) { slice_ = slice; }

  void write(PlaceIndex place, const PlaceFlow& flow) {
    place_ = &tier_.places[place];
    flow_ = &flow;
    for (const char* part : {"", "opening", "closing"}) count("in_stage", part);
    for (const char* part : {"", "first", "returns", "reopenings"}) count("entered", part);
    rate("entered", flow.entered_by_week);
    count("left", "");
    for (std::size_t to = 0; to < tier_.places.size(); ++to)
      if (flow.left_to[to] > 0) count("left", "to", to);
    if (flow.left_to.back() > 0) count("left", "elsewhere");
    rate("left", flow.left_by_week);
    if (!slicing_.has_handovers()) return;
    count("entered", "handed_in");
    count("left", "handed_out");
  }

  std::vector<Figure> figures;

 private:
  Figure& add(const char* measure, const char* part, const Place* target) {
    FigureHead head{measure, part, Unit::visits, place_, target, tier_.level};
    figures.push_back(make_figure(study_, slicing_, slice_, head));
    return figures.back();
  }

  void count(const char* measure, const char* part, std::size_t to = no_place) {
    Figure& figure = add(measure, part, to == no_place ? nullptr : &tier_.places[to]);
    set_count(figure, find_count(measure, part)->of(*flow_, to));
    const bool is_now = figure.measure == "in_stage" && figure.part.empty();
    if (is_now) figure.period.reset();
    if (flow_->undated > 0 && !is_now) figure.excluded["date not known"] = flow_->undated;
  }

  /// Events a week with Garwood's interval, which is too narrow where weeks vary more than chance
  /// does.
  void rate(const char* measure, const std::vector<std::uint32_t>& by_week) {
    Figure& figure = add(measure, "per_week", nullptr);
    figure.unit = Unit::per_week;
    const std::int64_t events = find_count(measure, "per_week")->of(*flow_, no_place);
    figure.n = events;
    const double weeks = study_.observed_days() / 7;
    figure.value = static_cast<double>(events) / weeks;
    if (study_.request().intervals == Intervals::none) return;
    const auto interval = base::statistics::garwood(events);
    figure.low = interval.low / weeks;
    figure.high = interval.high / weeks;
    figure.method = Method::garwood;
    widen_overdispersed(figure, by_week);
  }

  void widen_overdispersed(Figure& figure, const std::vector<std::uint32_t>& by_week) {
    std::vector<double> full_weeks;
    for (std::size_t i = 0; i < by_week.size(); ++i)
      if (weeks_->is_full(i)) full_weeks.push_back(by_week[i]);
    if (dispersion(full_weeks) <= most_dispersion) return;
    if (study_.request().intervals != Intervals::full) {
      figure.remarks.push_back("weeks vary more than chance: the interval is too narrow");
      return;
    }
    UnitSums sums(static_cast<std::uint32_t>(full_weeks.size()), 1);
    for (std::uint32_t u = 0; u < sums.units(); ++u) sums.add(u, 0, full_weeks[u]);
    const Resampling resampling{.figure = bootstrap_name(figure), .threads = study_.threads()};
    const auto count = static_cast<double>(full_weeks.size());
    const auto mean = [count](std::span<const double> total, std::span<double> out) {
      out[0] = total[0] / count;
    };
    set_bootstrap(figure, percentile_interval(replicate(sums, resampling, 1, mean)[0]),
                  Method::bootstrap_weeks);
  }

  const Study& study_;
  const Tier& tier_;
  const Slicing& slicing_;
  const CalendarGrid* weeks_;
  std::size_t slice_ = 0;
  const Place* place_ = nullptr;
  const PlaceFlow* flow_ = nullptr;
};

}  // namespace

std::vector<Figure> stage_flow_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                       const StageFlow& flow, const CalendarGrid* weeks) {
  StageFlowWriter writer(study, tier, slicing, weeks);
  for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
    writer.set_slice(slice);
    for (PlaceIndex place = 0; place < tier.customer_count; ++place)
      writer.write(place, flow.at(slice, place));
  }
  return std::move(writer.figures);
}

std::optional<CountedDeals> deals_of_stage_flow(const FigureSpot& spot) {
  const FlowCount* count = find_count(spot.measure, spot.part);
  if (count == nullptr || !spot.is_of_stay()) return std::nullopt;
  if ((spot.part == "to") != (spot.target < spot.tier.places.size())) return std::nullopt;
  return deals_in_flow(spot, [&](const PlaceFlow& flow) { return count->of(flow, spot.target); });
}

}  // namespace stagecraft::measures
