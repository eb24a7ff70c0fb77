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

/// Writes the figures of one slice.
class Writer {
 public:
  Writer(const Study& study, const Tier& tier, const Slicing& slicing, const CalendarGrid* weeks)
      : study_(study), tier_(tier), slicing_(slicing), weeks_(weeks) {}

  void set_slice(std::size_t slice) { slice_ = slice; }

  void write(PlaceIndex place, const PlaceFlow& flow) {
    place_ = &tier_.places[place];
    undated_ = flow.undated;
    count("in_stage", "", flow.in_stage);
    count("in_stage", "opening", flow.opening);
    count("in_stage", "closing", flow.closing);
    count("entered", "", flow.entered());
    count("entered", "first", flow.first);
    count("entered", "returns", flow.returns);
    count("entered", "reopenings", flow.reopenings);
    rate("entered", flow.entered(), flow.entered_by_week);
    count("left", "", flow.left());
    for (std::size_t to = 0; to < tier_.places.size(); ++to)
      if (flow.left_to[to] > 0) count("left", "to", flow.left_to[to], &tier_.places[to]);
    if (flow.left_to.back() > 0) count("left", "elsewhere", flow.left_to.back());
    rate("left", flow.left(), flow.left_by_week);
    if (!slicing_.has_handovers()) return;
    count("entered", "handed_in", flow.handed_in);
    count("left", "handed_out", flow.handed_out);
  }

  std::vector<Figure> figures;

 private:
  Figure& add(const char* measure, const char* part, const Place* target) {
    FigureHead head{measure, part, Unit::visits, place_, target, tier_.level};
    figures.push_back(make_figure(study_, slicing_, slice_, head));
    return figures.back();
  }

  void count(const char* measure, const char* part, std::int64_t value,
             const Place* target = nullptr) {
    Figure& figure = add(measure, part, target);
    set_count(figure, value);
    const bool is_now = figure.measure == "in_stage" && figure.part.empty();
    if (is_now) figure.period.reset();
    if (undated_ > 0 && !is_now) figure.excluded["date not known"] = undated_;
  }

  /// Events a week with Garwood's interval, which is too narrow where weeks vary more than chance
  /// does.
  void rate(const char* measure, std::int64_t events, const std::vector<std::uint32_t>& by_week) {
    Figure& figure = add(measure, "per_week", nullptr);
    figure.unit = Unit::per_week;
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
  std::int64_t undated_ = 0;
};

}  // namespace

std::vector<Figure> stage_flow_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                       const StageFlow& flow, const CalendarGrid* weeks) {
  Writer writer(study, tier, slicing, weeks);
  for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
    writer.set_slice(slice);
    for (PlaceIndex place = 0; place < tier.customer_count; ++place)
      writer.write(place, flow.at(slice, place));
  }
  return std::move(writer.figures);
}

}  // namespace stagecraft::measures
