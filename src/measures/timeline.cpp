#include "measures/timeline.h"

#include <algorithm>

#include "measures/map_versions.h"

namespace stagecraft::measures {

namespace {

using history::Attribute;
using history::DealIndex;
using history::EventIndex;
using history::EventLog;

/// A change of one attribute as it stands in the log.
struct FoundChange {
  DealIndex deal;
  EventIndex event;
  std::int64_t from, to;
};

bool was_known(const EventLog& log, EventIndex e, const history::Reading& reading) {
  return reading.known_at.holds_before(log.recorded_at(e),
                                       log.precision(e) == history::Precision::date);
}

/// Of version_attribute(). What a deal was created with is no change: it had nothing before.
std::vector<FoundChange> version_changes_of(const EventLog& log, const Attribute& attribute,
                                            const history::Reading& reading) {
  std::vector<FoundChange> found;
  for (const VersionChange& change : version_changes(log))
    if (log.kind(change.event) == history::EventKind::migrated &&
        was_known(log, change.event, reading))
      found.push_back({change.deal, change.event, *attribute.dictionary.find(change.from),
                       *attribute.dictionary.find(change.to)});
  return found;
}

std::vector<FoundChange> changes_of(const EventLog& log, const Attribute& attribute,
                                    const history::Reading& reading) {
  std::vector<FoundChange> found;
  if (!attribute.has_history) return found;
  if (attribute.name == version_field && log.find_attribute(version_field) != &attribute)
    return version_changes_of(log, attribute, reading);
  DealIndex deal = 0;
  for (const history::Change& change : log.changes()) {
    const EventIndex e = change.event;
    if (log.kind(e) != history::EventKind::attribute_changed || log.symbol(e) != attribute.symbol)
      continue;
    while (log.end(deal) <= e) ++deal;
    if (!was_known(log, e, reading)) continue;
    found.push_back({deal, e, change.from, change.to});
  }
  return found;
}

Timeline::Step step_of(const EventLog& log, EventIndex e, Timeline::Code code) {
  return {log.at(e).time_since_epoch().count(), log.precision(e) == history::Precision::date, code};
}

bool is_before(const Timeline::Step& step, const base::Border& border) {
  return border.holds_before(base::Instant(base::Milliseconds(step.at)), step.date_only);
}

}  // namespace

Timeline Timeline::of_attribute(const EventLog& log, const Attribute& attribute,
                                const history::Reading& reading, const Encode& encode) {
  Timeline timeline;
  const auto deals = static_cast<DealIndex>(log.deal_count());
  const std::vector<FoundChange> changes = changes_of(log, attribute, reading);
  timeline.first_.resize(deals);
  if (!changes.empty()) timeline.step_begin_.assign(deals + 1, 0);
  auto next = changes.begin();
  for (DealIndex d = 0; d < deals; ++d) {
    const bool changes_here = next != changes.end() && next->deal == d;
    timeline.first_[d] = encode(d, changes_here ? next->from : attribute.value(d));
    for (; next != changes.end() && next->deal == d; ++next) {
      const Step step = step_of(log, next->event, encode(d, next->to));
      if (is_before(step, reading.as_of)) timeline.steps_.push_back(step);
    }
    if (!timeline.step_begin_.empty())
      timeline.step_begin_[d + 1] = static_cast<std::uint32_t>(timeline.steps_.size());
  }
  return timeline;
}

Timeline Timeline::where(const EventLog& log, const DealCondition& condition,
                         const history::Reading& reading) const {
  std::vector<FoundChange> changes;
  const auto add = [&](const Attribute& attribute) {
    for (const FoundChange& change : changes_of(log, attribute, reading)) changes.push_back(change);
  };
  for (const std::string& name : condition.attributes)
    if (const Attribute* attribute = log.find_attribute(name))
      add(*attribute);
    else if (name == version_field)
      add(version_attribute(log));
  std::ranges::sort(changes, {}, &FoundChange::event);

  Timeline timeline;
  const auto deals = static_cast<DealIndex>(log.deal_count());
  timeline.first_.resize(deals);
  timeline.step_begin_.assign(deals + 1, 0);
  auto next = changes.begin();
  for (DealIndex d = 0; d < deals; ++d) {
    std::vector<Step> moments(steps(d).begin(), steps(d).end());
    for (; next != changes.end() && next->deal == d; ++next) {
      const Step step = step_of(log, next->event, 0);
      if (is_before(step, reading.as_of)) moments.push_back(step);
    }
    std::ranges::stable_sort(moments, {}, &Step::at);
    // A deal without changes fulfils the condition by what it is now, whenever one asks.
    const auto holds_at = [&](std::int64_t at, bool date_only) {
      const base::Instant instant{base::Milliseconds(at)};
      const base::Day day = std::chrono::floor<std::chrono::days>(instant);
      const base::Border after{instant + base::Milliseconds(1),
                               date_only ? day + std::chrono::days(1) : day};
      return condition.holds(d, after);
    };
    const bool at_first = moments.empty()
                              ? condition.holds(d, reading.as_of)
                              : holds_at(moments.front().at - 1, moments.front().date_only);
    timeline.first_[d] = at_first ? first(d) : outside;
    for (const Step& moment : moments) {
      const Code code = holds_at(moment.at, moment.date_only) ? at(d, moment.at) : outside;
      timeline.steps_.push_back({moment.at, moment.date_only, code});
    }
    timeline.step_begin_[d + 1] = static_cast<std::uint32_t>(timeline.steps_.size());
  }
  if (timeline.steps_.empty()) timeline.step_begin_.clear();
  return timeline;
}

std::span<const Timeline::Step> Timeline::steps(DealIndex d) const {
  if (step_begin_.empty()) return {};
  return std::span(steps_).subspan(step_begin_[d], step_begin_[d + 1] - step_begin_[d]);
}

Timeline::Code Timeline::find_at(DealIndex d, std::int64_t at) const {
  Code code = first_[d];
  for (const Step& step : steps(d)) {
    if (step.at > at) break;
    code = step.code;
  }
  return code;
}

Timeline::Code Timeline::before(DealIndex d, const base::Border& border) const {
  Code code = first(d);
  for (const Step& step : steps(d)) {
    if (!is_before(step, border)) break;
    code = step.code;
  }
  return code;
}

Timeline::Code Timeline::last(DealIndex d) const {
  const auto all = steps(d);
  return all.empty() ? first(d) : all.back().code;
}

}  // namespace stagecraft::measures
