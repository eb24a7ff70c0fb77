#include "measures/figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/statistics/interval.h"
#include "measures/display.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;

void set_interval(const Study& study, Figure& figure, const stats::Share& share, Method method) {
  if (study.request().intervals == Intervals::none) return;
  figure.low = share.low;
  figure.high = share.high;
  figure.method = method;
}

base::Sentence longer_than(const Shown& length) {
  if (length.unit == "hours")
    return base::say("longer than {} hours, where the curve ends", length.value);
  if (length.unit == "days")
    return base::say("longer than {} days, where the curve ends", length.value);
  return base::say("longer than {} working days, where the curve ends", length.value);
}

void judge_share(const Study& study, Figure& figure, const stats::Share& share) {
  if (!share.too_thin) return;
  if (share.known < stats::minimum::known_fates)
    set_too_thin(study, figure,
                 share.known == 1 ? base::say("only {} known fate", share.known)
                                  : base::say("only {} known fates", share.known));
  else
    set_too_thin(study, figure, "the interval is wider than 40 points");
}

void add_remark(Figure& figure, base::Sentence remark) {
  figure.remarks.push_back(std::move(remark));
}

}  // namespace

Figure make_figure(const Study& study, const Slicing& slicing, std::size_t slice,
                   const FigureHead& head) {
  Figure figure;
  figure.measure = head.measure;
  figure.part = head.part;
  figure.unit = head.unit;
  if (head.place != nullptr)
    (head.level == Level::stages ? figure.stage : figure.goal) = head.place->id;
  if (head.target != nullptr) figure.to = head.target->id;
  figure.slice = slicing.labels[slice];
  figure.period = study.period().days;
  figure.as_of = study.request().as_of;
  figure.known_at = study.request().known_at;
  figure.map_version = study.inputs().map_version;
  figure.definition = head.measure + "@1";
  figure.remarks = slicing.remarks;
  if (study.request().slice_at != SliceAt::by_rule && !figure.slice.empty())
    add_remark(figure, base::say("slice as at {}", to_word(study.request().slice_at)));
  if (study.request().where) add_remark(figure, base::say("where {}", study.request().where->text));
  if (study.log().is_reconstructed()) add_remark(figure, "reconstructed");
  if (head.place != nullptr && !head.place->remark.empty()) add_remark(figure, head.place->remark);
  return figure;
}

Figure make_money_figure(const Study& study, const Slicing& slicing, std::size_t slice,
                         const FigureHead& head, std::uint8_t currency) {
  Figure figure = make_figure(study, slicing, slice, head);
  const DealMoney& money = study.money();
  if (money.currencies[currency].is_stated()) figure.currency = money.currencies[currency].code();
  figure.remarks.insert(figure.remarks.end(), money.remarks.begin(), money.remarks.end());
  if (!money.has_history) figure.remarks.push_back("amounts as finally known");
  return figure;
}

double major_unit(const Study& study, std::uint8_t currency) {
  return static_cast<double>(base::minor_units(study.money().currencies[currency]));
}

void set_undefined(Figure& figure, base::Sentence reason) {
  figure.state = FigureState::undefined;
  figure.reason = std::move(reason);
  figure.value.reset();
  figure.low.reset();
  figure.high.reset();
  figure.method = Method::none;
}

void set_too_thin(const Study& study, Figure& figure, base::Sentence reason) {
  if (study.request().waive_minimums || figure.state == FigureState::undefined) return;
  figure.state = FigureState::too_thin;
  figure.reason = std::move(reason);
}

void set_count(Figure& figure, std::int64_t count) {
  figure.value = static_cast<double>(count);
  figure.n = count;
}

void set_share(const Study& study, Figure& figure, std::int64_t hits, std::int64_t n) {
  figure.unit = Unit::share;
  figure.n = n;
  const auto share = stats::share_of(hits, n);
  if (!share) return set_undefined(figure, "no fate is known");
  figure.value = share->value;
  set_interval(study, figure, *share, Method::wilson);
  judge_share(study, figure, *share);
}

void set_incidence(const Study& study, Figure& figure, const stats::Incidence& incidence) {
  figure.unit = Unit::share;
  figure.n = incidence.n();
  figure.n_open = incidence.open;
  const std::int64_t decided = incidence.hits + incidence.failures;
  figure.extras["hits"] = static_cast<double>(incidence.hits);
  figure.extras["failures"] = static_cast<double>(incidence.failures);
  figure.extras["open"] = static_cast<double>(incidence.open);
  if (incidence.n() > 0) {
    figure.extras["lower_bound"] = incidence.lower_bound();
    figure.extras["upper_bound"] = incidence.upper_bound();
  }
  if (decided > 0)
    figure.extras["of_the_decided"] =
        static_cast<double>(incidence.hits) / static_cast<double>(decided);
  if (!incidence.share)
    return set_undefined(figure, incidence.n() == 0 ? base::Sentence("no deal began it")
                                                    : base::Sentence("no fate is known yet"));
  figure.value = incidence.share->value;
  figure.extras["undecided"] = incidence.undecided;
  figure.extras["n_eff"] = incidence.share->n_eff;
  set_interval(study, figure, *incidence.share,
               incidence.open == 0 ? Method::wilson : Method::wilson_effective);
  judge_share(study, figure, *incidence.share);
}

void set_quantile(const Study& study, Figure& figure, const CurveQuantile& found,
                  const Endings& endings) {
  const stats::Quantile& quantile = found.quantile;
  const double end = to_days(static_cast<double>(found.curve_end));
  if (!quantile.value) {
    figure.extras["longer_than_days"] = end;
    // A curve that has no length says only that too few were there.
    if (end <= 0)
      return set_undefined(figure, base::say("{} ended, too few to tell how long", endings.found));
    return set_undefined(figure, longer_than(show(Figure{.unit = figure.unit, .value = end})));
  }
  figure.value = to_days(*quantile.value);
  figure.value_is_bound = quantile.value_is_bound;
  if (study.request().intervals != Intervals::none && quantile.low) {
    figure.low = to_days(*quantile.low);
    figure.high = quantile.high ? to_days(*quantile.high) : std::max(end, *figure.value);
    figure.high_is_open = !quantile.high;
    figure.method = Method::brookmeyer_crowley;
  }
  if (endings.found < endings.needed)
    set_too_thin(study, figure,
                 base::say("only {} ended, {} are needed", endings.found, endings.needed));
}

std::string bootstrap_name(const Figure& figure) {
  return fmt::format("{} {} {} {} {} {}", figure.definition, figure.part, figure.stage, figure.goal,
                     figure.currency, figure.slice);
}

void set_bootstrap(Figure& figure, const std::optional<stats::Interval>& interval, Method method) {
  if (!interval) {
    figure.low.reset();
    figure.high.reset();
    figure.method = Method::none;
    figure.remarks.push_back("no interval: too many resamples leave the figure undefined");
    return;
  }
  figure.low = interval->low;
  figure.high = interval->high;
  figure.method = method;
  figure.remarks.push_back("approximate");
  if (figure.value && !interval->holds(*figure.value)) figure.remarks.push_back("skewed");
}

}  // namespace stagecraft::measures
