#include "history/attribute_timeline.h"

#include <algorithm>
#include <tuple>

namespace stagecraft::history {

AttributeTimeline::Run AttributeTimeline::to_run(const Sighting& s) {
  return {.deal = deals_.code(s.deal),
          .attribute = attributes_.code(s.attribute),
          .value = values_.code(s.value),
          .before = values_.code(s.before),
          .actor = actors_.code(s.actor),
          .first_at = s.time.at,
          .last_at = s.time.at,
          .precision = s.time.precision,
          .is_change = false};
}

void AttributeTimeline::add(const Run& run) {
  if (last_run_.size() <= run.attribute) last_run_.resize(run.attribute + 1);
  auto& last = last_run_[run.attribute];
  if (last.size() <= run.deal) last.resize(run.deal + 1);
  last[run.deal] = static_cast<std::uint32_t>(runs_.size()) + 1;
  runs_.push_back(run);
}

void AttributeTimeline::observe(const Sighting& sighting) {
  if (sighting.value.empty()) return;
  const auto run = to_run(sighting);
  const bool was_seen =
      run.attribute < last_run_.size() && run.deal < last_run_[run.attribute].size();
  if (const auto last = was_seen ? last_run_[run.attribute][run.deal] : 0; last != 0) {
    auto& before = runs_[last - 1];
    if (before.value == run.value && before.last_at <= run.first_at && !before.is_change) {
      before.last_at = run.first_at;
      return;
    }
  }
  add(run);
}

void AttributeTimeline::change(const Sighting& sighting) {
  auto run = to_run(sighting);
  run.is_change = true;
  add(run);
}

/// A run is two sightings, at its ends: something seen out of turn may lie between them.
void AttributeTimeline::split_runs() {
  const auto count = runs_.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (runs_[i].first_at == runs_[i].last_at) continue;
    auto end = runs_[i];
    end.first_at = end.last_at;
    runs_.push_back(end);
  }
}

void AttributeTimeline::give_to(LogBuilder& builder, ImportFindings& findings) {
  split_runs();
  std::ranges::stable_sort(
      runs_, {}, [](const Run& run) { return std::tuple(run.deal, run.attribute, run.first_at); });
  for (std::size_t begin = 0, end = 0; begin < runs_.size(); begin = end) {
    while (end < runs_.size() && runs_[end].deal == runs_[begin].deal &&
           runs_[end].attribute == runs_[begin].attribute)
      ++end;
    give_values(builder, findings, begin, end);
  }
  *this = {};
}

void AttributeTimeline::give_values(LogBuilder& builder, ImportFindings& findings,
                                    std::size_t begin, std::size_t end) const {
  const auto deal = deals_.text(runs_[begin].deal);
  const auto attribute = attributes_.text(runs_[begin].attribute);
  const auto take = [&](std::string_view problem) {
    if (!problem.empty())
      findings.count_oddity(base::say("{}: {}", attribute, base::Sentence::of(problem)));
  };
  for (std::size_t i = begin; i < end; ++i) {
    // Within the history, the value before is that of the change before; only the first needs the
    // source.
    const auto before = i == begin ? runs_[i].before : runs_[i - 1].value;
    const bool is_first_sight = i == begin && !runs_[i].is_change;
    if (is_first_sight || (!runs_[i].is_change && runs_[i].value == before)) continue;
    take(builder.add({.deal = deal,
                      .kind = EventKind::attribute_changed,
                      .symbol = attribute,
                      .from = values_.text(before),
                      .to = values_.text(runs_[i].value),
                      .actor = actors_.text(runs_[i].actor),
                      .at = runs_[i].first_at,
                      .precision = runs_[i].precision}));
  }
  take(builder.set_attribute(deal, attribute, values_.text(runs_[end - 1].value)));
}

}  // namespace stagecraft::history
