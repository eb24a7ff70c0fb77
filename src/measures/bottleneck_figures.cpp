#include "measures/bottleneck_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/parallel.h"
#include "measures/conversion.h"
#include "measures/figures.h"
#include "measures/littles_law.h"
#include "measures/sales_velocity.h"

namespace stagecraft::measures {

namespace {

using history::DealIndex;

constexpr int bottleneck_resamples = 1000;
constexpr int law_resamples = 2000;
constexpr std::array<std::string_view, 3> levers{"losses_minus_10", "conversion_plus_10",
                                                 "time_minus_10"};

bool resamples(const Study& study) { return study.request().intervals == Intervals::full; }

/// The currency in which most deals were won.
std::uint8_t main_currency(const Study& study) {
  std::vector<std::int64_t> won(study.money().currencies.size() + 1);
  for (DealIndex d = 0; d < study.deal_count(); ++d)
    if (study.deal(d).status == history::DealStatus::won && study.money().has_amount(d))
      ++won[study.money().currency[d]];
  return static_cast<std::uint8_t>(std::ranges::max_element(won) - won.begin());
}

DealFacts facts_of(const Study& study, std::uint8_t currency) {
  DealFacts facts;
  const Slicing& whole = study.slicings().front();
  const history::Attribute* account = study.log().find_attribute("account");
  const std::size_t deals = study.deal_count();
  facts.won_amount.assign(deals, std::numeric_limits<double>::quiet_NaN());
  if (!whole.is_trivial()) facts.included.assign(deals, false);
  if (account != nullptr && account->is_text()) {
    auto alone = static_cast<std::uint32_t>(account->dictionary.size());
    for (DealIndex d = 0; d < deals; ++d)
      facts.accounts.push_back(account->codes[d] != 0 ? account->codes[d] : alone++);
  }
  const bool has_currency = currency < study.money().currencies.size();
  const double unit = has_currency ? major_unit(study, currency) : 1;
  for (DealIndex d = 0; d < deals; ++d) {
    const std::int64_t created = study.deal(d).created;
    if (!whole.is_trivial())
      facts.included[d] = whole.of_event(d, created, created) != Slicing::outside;
    if (has_currency && study.money().currency[d] == currency)
      facts.won_amount[d] = static_cast<double>(study.money().minor[d]) / unit;
  }
  return facts;
}

/// Teams and work hours as the settings, and else the map, state them.
void add_capacity(const Study& study, BottleneckSettings& settings) {
  const Tier& tier = study.stages();
  std::vector<std::string> names;
  for (const auto& [name, hours] : study.settings().staff_hours) {
    names.push_back(name);
    settings.teams.push_back({hours});
  }
  if (names.empty()) return;
  settings.work.resize(tier.customer_count);
  for (PlaceIndex s = 0; s < tier.customer_count; ++s) {
    const process::Stage* stage = process::find_stage(study.inputs().map, tier.places[s].id);
    const auto stated = study.settings().work_hours.find(tier.places[s].id);
    const std::optional<double> hours = stated != study.settings().work_hours.end()
                                            ? std::optional(stated->second)
                                        : stage != nullptr ? stage->work_hours
                                                           : std::nullopt;
    auto team = std::ranges::find(names, tier.places[s].id);
    if (team == names.end() && stage != nullptr) team = std::ranges::find(names, stage->lead);
    if (hours && *hours > 0 && team != names.end())
      settings.work[s] = StageWork{static_cast<std::size_t>(team - names.begin()), *hours};
  }
}

void set_gain(Figure& figure, const Gain& gain) {
  figure.value = gain.value;
  if (gain.interval) set_bootstrap(figure, gain.interval);
}

void add_stage(const Study& study, const LimitedFlow& flow, const BottleneckStage& stage,
               std::vector<Figure>& figures) {
  const Place* place = &study.stages().places[stage.stage];
  const auto add = [&](std::string_view part, const Gain& gain) {
    FigureHead head{"bottleneck", std::string(part), Unit::money, place};
    figures.push_back(make_figure(study, study.slicings().front(), 0, head));
    Figure& figure = figures.back();
    if (study.money().currencies[flow.currency].is_stated())
      figure.currency = study.money().currencies[flow.currency].code();
    figure.n = stage.visits;
    figure.n_open = stage.open;
    figure.extras = {{"visits_a_month", stage.visits_a_month},
                     {"forward", stage.forward},
                     {"lost", stage.lost},
                     {"served", stage.served},
                     {"days_saved", stage.days_saved},
                     {"once_only", stage.once_only}};
    set_gain(figure, gain);
    figure.remarks.push_back("a month; a model's elasticity, not a promise");
    if (!stage.capacity_is_stated) figure.remarks.push_back("capacity not stated");
    if (stage.exempt) figure.remarks.push_back("exempt from the ranking");
    if (stage.ended < BottleneckStage::ended_to_be_named)
      set_too_thin(study, figure, "fewer than 30 visits have ended");
  };
  add(levers[0], stage.losses_minus_10);
  add(levers[1], stage.conversion_plus_10);
  add(levers[2], stage.time_minus_10);
}

Figure littles_law_figure(const Study& study, const LimitedFlow& flow, std::size_t stage) {
  FigureHead head{"littles_law", "", Unit::ratio, &study.stages().places[stage]};
  Figure figure = make_figure(study, study.slicings().front(), 0, head);
  LittlesLawQuestion question;
  question.stage = stage;
  question.figure = bootstrap_name(figure);
  question.resamples = resamples(study) ? law_resamples : 0;
  question.threads = study.threads();
  const auto law = littles_law(flow.sample, question);
  if (!law) {
    set_undefined(figure, "nobody entered, or nobody spent time there");
    return figure;
  }
  figure.value = law->ratio;
  figure.n = std::ssize(flow.sample.visits[stage]);
  figure.extras = {{"in_stage", law->in_stage},
                   {"entries_a_day", law->entries_a_day},
                   {"mean_visit_days", law->mean_visit_days},
                   {"restricted_to_days", law->horizon_days}};
  if (law->interval) set_bootstrap(figure, law->interval);
  if (law->is_out_of_balance())
    figure.remarks.push_back("entries and exits are out of balance or deals lie unclosed");
  return figure;
}

/// The flow through the stages in the window of the velocity.
FlowSample sample_of(const Study& study, std::uint8_t currency) {
  const ClosingWindow window = closing_window(study);
  const base::Instant from{base::Milliseconds(window.from)};
  const base::Border begin = study.period().is_whole
                                 ? base::Border{from, study.request().zone.day_of(from)}
                                 : study.period().from_border;
  const base::Border end = std::min(study.flow().reading.as_of, study.period().to_border);
  return sample_flow(study.flow(), study.inputs().automaton, {begin, end},
                     facts_of(study, currency), study.threads());
}

}  // namespace

LimitedFlow limited_flow(const Study& study) {
  LimitedFlow flow;
  flow.currency = main_currency(study);
  flow.sample = sample_of(study, flow.currency);
  const Tier& tier = study.stages();
  BottleneckSettings settings;
  settings.figure = "bottleneck@1";
  settings.threads = study.threads();
  settings.resamples = resamples(study) ? bottleneck_resamples : 0;
  settings.exempt.resize(tier.customer_count);
  for (PlaceIndex s = 0; s < tier.customer_count; ++s)
    settings.exempt[s] = study.settings().exempt_stages.contains(tier.places[s].id);
  add_capacity(study, settings);
  flow.bottleneck = bottleneck(flow.sample, settings);
  return flow;
}

std::vector<Figure> bottleneck_figures(const Study& study, const LimitedFlow& flow) {
  std::vector<Figure> figures;
  const Slicing& whole = study.slicings().front();
  const Bottleneck& found = flow.bottleneck;
  figures.push_back(make_figure(study, whole, 0, {"bottleneck", "won_a_month", Unit::per_month}));
  figures.back().n = found.wins;
  if (!found.undefined.empty()) {
    set_undefined(figures.back(), found.undefined);
    return figures;
  }
  set_gain(figures.back(), found.won_a_month);
  if (flow.currency >= study.money().currencies.size()) return figures;
  FigureHead head{"bottleneck", "money_a_month", Unit::money};
  figures.push_back(make_money_figure(study, whole, 0, head, flow.currency));
  figures.back().n = found.wins;
  if (found.wins_without_amount > 0)
    figures.back().excluded["no amount"] = found.wins_without_amount;
  set_gain(figures.back(), found.money_a_month);
  for (const BottleneckStage& stage : found.stages) add_stage(study, flow, stage, figures);
  return figures;
}

std::vector<Figure> littles_law_figures(const Study& study, const LimitedFlow& flow) {
  std::vector<Figure> figures(study.stages().customer_count);
  // Resampling has threads of its own.
  const unsigned threads = resamples(study) ? 1 : study.threads();
  base::for_each_index(threads, figures.size(),
                       [&](std::size_t s) { figures[s] = littles_law_figure(study, flow, s); });
  return figures;
}

std::optional<CountedDeals> deals_of_limits(const FigureSpot& spot) {
  if (!spot.slicing.attribute.empty()) return std::nullopt;
  const bool is_law = spot.measure == "littles_law" && spot.part.empty();
  const bool is_lever =
      spot.measure == "bottleneck" && std::ranges::find(levers, spot.part) != levers.end();
  const bool is_of_wins = spot.measure == "bottleneck" && spot.place == no_place &&
                          (spot.part == "won_a_month" || spot.part == "money_a_month");
  if (!is_of_wins && !(spot.is_of_stay() && (is_law || is_lever))) return std::nullopt;
  const FlowSample sample = sample_of(spot.study, main_currency(spot.study));
  if (is_law && !littles_law(sample, {.stage = spot.place, .horizon = {}, .resamples = 0}))
    return CountedDeals();
  std::vector<DealIndex> deals;
  if (is_of_wins)
    for (const Win& win : sample.wins) deals.push_back(win.deal);
  else
    for (const UnitStay& stay : sample.visits[spot.place]) deals.push_back(stay.unit);
  return count_deals(std::move(deals));
}

}  // namespace stagecraft::measures
