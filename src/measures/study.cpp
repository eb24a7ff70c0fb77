#include "measures/study.h"

#include <algorithm>

#include "base/parallel.h"
#include "measures/working_clock.h"

namespace stagecraft::measures {

namespace {

using history::DealState;

history::Reading reading_of(const Request& request) {
  return {base::Border::just_after(request.as_of, request.zone),
          base::Border::just_after(request.known_at, request.zone)};
}

base::Day local_day(std::int64_t at, bool date_only, const base::Zone& zone) {
  const base::Instant instant{base::Milliseconds(at)};
  return date_only ? std::chrono::floor<std::chrono::days>(instant) : zone.day_of(instant);
}

/// The day of the first thing that happened to any deal.
std::optional<base::Day> first_day(const history::Flow& flow, const base::Zone& zone,
                                   unsigned threads) {
  using history::Earliest;
  const auto add = [&flow](Earliest& first, std::size_t d) {
    const DealState& deal = flow.deals[d];
    if (deal.created != DealState::unknown)
      first.add(deal.created, deal.has(DealState::created_date_only));
  };
  Earliest first = base::sum_over(threads, flow.deals.size(), Earliest(), add);
  first += flow.first_entry;
  std::optional<base::Day> day;
  if (first.instant != Earliest::none) day = local_day(first.instant, false, zone);
  if (first.day == Earliest::none) return day;
  const base::Day other = local_day(first.day, true, zone);
  return day ? std::min(*day, other) : other;
}

FigurePeriod whole_history(const history::Flow& flow, const Request& request, unsigned threads) {
  const base::Day end = request.zone.day_of(request.as_of) + std::chrono::days(1);
  const base::Day begin =
      first_day(flow, request.zone, threads).value_or(end - std::chrono::days(1));
  return {std::min(begin, end - std::chrono::days(1)), end};
}

Inputs measured_inputs(const Inputs& stated, const CommonMap& common) {
  return {common.map,      common.automaton,   stated.log,
          common.settings, stated.map_version, stated.earlier};
}

/// Visits of what was still the whole stage are of none of its parts.
void drop_old_visits(history::Flow& flow, const process::Automaton& automaton,
                     const std::map<std::string, std::int64_t>& part_since) {
  for (const auto& [id, since] : part_since) {
    const process::NodeIndex node = automaton.find(id);
    for (history::DealIndex d = 0; d < flow.deals.size(); ++d)
      for (history::Visit& visit : flow.visits_of(d))
        if (visit.stage == node && visit.entered < since) visit.stage = process::no_node;
  }
}

std::shared_ptr<const WorkingClock> make_clock(const WorkingCalendar& calendar,
                                               const history::Flow& flow, const Request& request,
                                               unsigned threads) {
  const base::Zone zone = calendar.zone.empty() ? request.zone : base::Zone(calendar.zone);
  const FigurePeriod days = whole_history(flow, request, threads);
  constexpr std::chrono::days margin{2};  // Days of two zones.
  return std::make_shared<const WorkingClock>(calendar, zone, days.from - margin, days.to + margin);
}

bool has_named_goals(const process::Map& map) { return !map.flat && !map.goals.empty(); }

}  // namespace

Study::Study(const Inputs& inputs, const Request& request)
    : Study(inputs, request,
            find_common_map(inputs, reading_of(request), base::thread_count(request.threads))) {
  const history::Binding binding(inputs.log, inputs_.map, inputs_.automaton, inputs.earlier);
  auto replay = make_replay(
      history::flow(inputs.log, inputs_.automaton, binding, reading_of(request), threads_));
  if (common_) note_common_stages(*replay);
  start(std::move(replay));
}

Study::Study(const Inputs& stated, const Request& request, std::shared_ptr<const CommonMap> common)
    : stated_(stated),
      common_(std::move(common)),
      inputs_(common_ ? measured_inputs(stated, *common_) : stated),
      request_(request),
      threads_(base::thread_count(request.threads)) {}

std::shared_ptr<Study::Replay> Study::make_replay(history::Flow flow) const {
  auto replay = std::make_shared<Replay>();
  replay->flow = std::move(flow);
  replay->stages = stage_tier(inputs_.map, inputs_.automaton, replay->flow);
  if (has_named_goals(inputs_.map))
    replay->goals = std::make_unique<Tier>(goal_tier(inputs_.map, inputs_.automaton, replay->flow));
  replay->money = deal_money({inputs_.log, replay->flow, inputs_.settings,
                              base::Currency::find(inputs_.map.currency).value_or(base::Currency()),
                              request_.as_of, request_.zone, threads_});
  if (const auto& calendar = inputs_.settings.working_calendar)
    replay->clock = make_clock(*calendar, replay->flow, request_, threads_);
  return replay;
}

void Study::note_common_stages(Replay& replay) const {
  for (const auto& group : common_->groups) {
    replay.remarks.push_back(CommonMap::remark(group));
    for (Place& place : replay.stages.places)
      if (place.id == group.id) place.remark = replay.remarks.back();
  }
}

void Study::start(std::shared_ptr<const Replay> replay) {
  replay_ = std::move(replay);
  as_of_ = Edge(flow().reading.as_of);
  make_period();
}

std::optional<Study> Study::of_parts() const {
  if (!common_) return std::nullopt;
  const auto& automaton = stated_.automaton;
  history::Binding binding(log(), stated_.map, automaton, stated_.earlier);
  for (const auto& group : common_->groups)
    for (const auto& old : group.olds)
      if (!common_->part_since.contains(old))
        binding.of_symbol[log().symbols().find(old).value_or(0)] = process::no_node;
  history::Flow flow = history::flow(log(), automaton, binding, this->flow().reading, threads_);
  drop_old_visits(flow, automaton, common_->part_since);
  Study parts(stated_, request_, nullptr);
  auto replay = parts.make_replay(std::move(flow));
  for (Place& place : replay->stages.places)
    if (const auto* group = common_->find_group(place.id))
      place.remark = CommonMap::remark_of_part(*group, place.id);
  parts.start(std::move(replay));
  return parts;
}

void Study::make_period() {
  const bool is_whole = !request_.period;
  const FigurePeriod days = is_whole ? whole_history(flow(), request_, threads_) : *request_.period;
  period_ = Period(days, request_.zone, is_whole);
  if (const auto& from = inputs_.settings.history_from)
    history_from_ = Edge(base::Border::start_of(*from, request_.zone));
  uncut_from_ = period_.to.instant <= as_of_.last(false) ? INT64_MAX : period_.from.instant;
  if (history_from_) uncut_from_ = std::max(uncut_from_, history_from_->instant);
  slicings_ = make_slicings(inputs_.log, request_, flow().reading, period_.to_border);
}

double Study::observed_days() const {
  const base::Day end = request_.zone.day_of(request_.as_of) + std::chrono::days(1);
  const auto days = std::min(period_.days.to, end) - period_.days.from;
  return static_cast<double>(std::max<std::int64_t>(days.count(), 1));
}

Study Study::with_period(const std::optional<FigurePeriod>& period) const {
  Study other = *this;
  other.request_.period = period;
  other.make_period();
  return other;
}

std::int64_t elapsed_by_days(Moment from, Moment to, const base::Zone& zone) {
  return (local_day(to.at, to.by_day, zone) - local_day(from.at, from.by_day, zone)).count() *
         day_ms;
}

std::optional<std::int64_t> cycle_ms(const DealState& deal, const base::Zone& zone) {
  if (deal.created == DealState::unknown || deal.closed == DealState::unknown) return std::nullopt;
  const std::int64_t length =
      elapsed_ms({deal.created, deal.has(DealState::created_date_only)},
                 {deal.closed, deal.has(DealState::closed_date_only)}, zone);
  if (length < 0) return std::nullopt;
  return length;
}

}  // namespace stagecraft::measures
