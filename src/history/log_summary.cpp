#include "history/log_summary.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>

namespace stagecraft::history {
namespace {

using ActivityIndex = std::uint32_t;  ///< Symbol and kind, as found.

bool is_activity(EventKind kind) {
  return kind == EventKind::stage_entered || kind == EventKind::touchpoint ||
         kind == EventKind::finished || is_outcome(kind);
}

SpanStats stats_of(std::vector<std::int64_t>& spans) {
  SpanStats stats{.n = static_cast<std::int64_t>(spans.size()), .median = {}, .mean = {}};
  if (spans.empty()) return stats;
  double sum = 0;
  for (const auto span : spans) sum += static_cast<double>(span);
  const auto days = [](double ms) { return ms / 86'400'000.0; };
  stats.mean = days(sum / static_cast<double>(spans.size()));
  std::ranges::sort(spans);
  const auto half = spans.size() / 2;
  const auto upper = static_cast<double>(spans[half]);
  stats.median =
      days(spans.size() % 2 == 1 ? upper : (static_cast<double>(spans[half - 1]) + upper) / 2);
  return stats;
}

struct SequenceHash {
  std::size_t operator()(const std::vector<ActivityIndex>& sequence) const {
    std::uint64_t hash = 14'695'981'039'346'656'037ULL;
    for (const auto activity : sequence) hash = (hash ^ activity) * 1'099'511'628'211ULL;
    return static_cast<std::size_t>(hash);
  }
};

/// One activity while it is counted.
struct Tally {
  EventKind kind;
  SymbolIndex symbol;
  std::int64_t events = 0, deals = 0;
  std::uint32_t last_deal = UINT32_MAX;
  std::vector<std::int64_t> to_next;
};

class Summariser {
 public:
  Summariser(const EventLog& log, const std::vector<std::string>& stage_order) : log_(log) {
    find_ranks(stage_order);
  }

  LogSummary run() {
    for (DealIndex d = 0; d < log_.deal_count(); ++d) look_at(d);
    out_.deals = static_cast<std::int64_t>(log_.deal_count());
    out_.events = static_cast<std::int64_t>(log_.event_count());
    out_.throughput = stats_of(throughput_);
    finish_activities();
    finish_outcomes();
    finish_pairs();
    finish_variants();
    if (ranks_.empty()) return std::move(out_);
    out_.skipping = skipping_;
    out_.going_back = going_back_;
    return std::move(out_);
  }

 private:
  void find_ranks(const std::vector<std::string>& stage_order);
  void look_at(DealIndex d);
  void note_event(EventIndex e);
  ActivityIndex code(EventIndex e);
  void note_order(const std::vector<EventIndex>& stages);
  void note_pairs(const std::vector<EventIndex>& steps);
  void finish_activities();
  void finish_outcomes();
  void finish_pairs();
  void finish_variants();
  std::string name(ActivityIndex activity) const {
    const auto& tally = tallies_[activity];
    const auto symbol = log_.symbols().text(tally.symbol);
    return std::string(symbol.empty() ? to_word(tally.kind) : symbol);
  }

  const EventLog& log_;
  LogSummary out_;
  std::unordered_map<SymbolIndex, int> ranks_;
  std::unordered_map<std::uint32_t, ActivityIndex> codes_;
  std::vector<Tally> tallies_;
  std::unordered_map<std::uint64_t, std::vector<std::int64_t>> pairs_;
  std::unordered_map<std::vector<ActivityIndex>, std::int64_t, SequenceHash> variants_;
  std::map<std::string, std::vector<std::int64_t>> outcome_days_;
  std::map<std::string, std::int64_t> outcome_deals_;
  std::vector<std::int64_t> throughput_;
  std::int64_t skipping_ = 0, going_back_ = 0;
};

void Summariser::find_ranks(const std::vector<std::string>& stage_order) {
  for (std::size_t i = 0; i < stage_order.size(); ++i)
    if (const auto symbol = log_.symbols().find(stage_order[i]))
      ranks_[static_cast<SymbolIndex>(*symbol)] = static_cast<int>(i);
  if (!stage_order.empty()) return;
  for (EventIndex e = 0; e < log_.event_count(); ++e) {
    if (log_.kind(e) != EventKind::stage_entered || ranks_.contains(log_.symbol(e))) continue;
    const auto text = log_.symbols().text(log_.symbol(e));
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
      ranks_.clear();
      return;
    }
    ranks_[log_.symbol(e)] = number;
  }
}

ActivityIndex Summariser::code(EventIndex e) {
  const auto key = std::uint32_t{log_.symbol(e)} << 8 | static_cast<std::uint32_t>(log_.kind(e));
  const auto [place, is_new] = codes_.emplace(key, static_cast<ActivityIndex>(tallies_.size()));
  if (is_new) tallies_.push_back({.kind = log_.kind(e), .symbol = log_.symbol(e), .to_next = {}});
  return place->second;
}

void Summariser::note_event(EventIndex e) {
  if (log_.actor(e) == 0 && is_activity(log_.kind(e))) ++out_.without_actor;
  if (log_.kind(e) == EventKind::attribute_changed) ++out_.changes;
  if (log_.precision(e) == Precision::unknown) {
    ++out_.undated;
    return;
  }
  if (!out_.first || log_.at(e) < *out_.first) out_.first = log_.at(e);
  if (!out_.last || log_.at(e) > *out_.last) out_.last = log_.at(e);
}

void Summariser::look_at(DealIndex d) {
  std::vector<EventIndex> steps, stages;
  std::vector<ActivityIndex> sequence;
  std::optional<EventIndex> outcome, first, last;
  for (auto e = log_.begin(d); e < log_.end(d); ++e) {
    note_event(e);
    const bool is_change = log_.kind(e) == EventKind::attribute_changed;
    if (log_.precision(e) != Precision::unknown && !is_change) {
      if (!first) first = e;
      last = e;
    }
    if (log_.kind(e) == EventKind::reopened) outcome.reset();
    if (!is_activity(log_.kind(e))) continue;
    steps.push_back(e);
    if (log_.kind(e) == EventKind::stage_entered) stages.push_back(e);
    if (is_outcome(log_.kind(e))) outcome = e;
    const auto activity = code(e);
    sequence.push_back(activity);
    auto& tally = tallies_[activity];
    ++tally.events;
    if (tally.last_deal != d) ++tally.deals;
    tally.last_deal = d;
  }
  out_.activity_events += static_cast<std::int64_t>(steps.size());
  if (log_.is_doubled(d)) ++out_.doubled_deals;
  if (!sequence.empty()) ++variants_[sequence];
  note_pairs(steps);
  note_order(stages);
  const auto end_name = outcome ? name(code(*outcome)) : std::string("open");
  ++outcome_deals_[end_name];
  if (first) outcome_days_[end_name].push_back((log_.at(*last) - log_.at(*first)).count());
}

void Summariser::note_pairs(const std::vector<EventIndex>& steps) {
  std::optional<EventIndex> stage, first, last;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto e = steps[i];
    const bool is_dated = log_.precision(e) != Precision::unknown;
    if (i > 0) {
      auto& spans = pairs_[std::uint64_t{code(steps[i - 1])} << 32 | code(e)];
      const bool both = is_dated && log_.precision(steps[i - 1]) != Precision::unknown;
      spans.push_back(both ? (log_.at(e) - log_.at(steps[i - 1])).count() : INT64_MIN);
    }
    if (!is_dated) continue;
    if (!first) first = e;
    last = e;
    if (log_.kind(e) != EventKind::stage_entered) continue;
    if (stage) tallies_[code(*stage)].to_next.push_back((log_.at(e) - log_.at(*stage)).count());
    stage = e;
  }
  if (first) throughput_.push_back((log_.at(*last) - log_.at(*first)).count());
}

void Summariser::note_order(const std::vector<EventIndex>& stages) {
  bool skips = false, goes_back = false;
  std::optional<int> before;
  int lowest = INT32_MAX;
  for (const auto& [symbol, rank] : ranks_) lowest = std::min(lowest, rank);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (i > 0 && log_.at(stages[i]) == log_.at(stages[i - 1]) &&
        log_.precision(stages[i]) == Precision::time)
      ++out_.same_instant;
    const auto rank = ranks_.find(log_.symbol(stages[i]));
    if (rank == ranks_.end()) continue;
    skips |= rank->second > (before ? *before + 1 : lowest);
    goes_back |= before && rank->second < *before;
    before = rank->second;
  }
  skipping_ += skips;
  going_back_ += goes_back;
}

void Summariser::finish_activities() {
  for (ActivityIndex i = 0; i < tallies_.size(); ++i)
    out_.activities.push_back({.name = name(i),
                               .kind = tallies_[i].kind,
                               .events = tallies_[i].events,
                               .deals = tallies_[i].deals,
                               .to_next_stage = stats_of(tallies_[i].to_next)});
  std::ranges::sort(out_.activities, [](const auto& a, const auto& b) {
    return a.events != b.events ? a.events > b.events : a.name < b.name;
  });
}

void Summariser::finish_outcomes() {
  for (auto& [outcome, deals] : outcome_deals_)
    out_.outcomes.push_back(
        {.name = outcome, .days = stats_of(outcome_days_[outcome]), .deals = deals});
  std::ranges::sort(out_.outcomes, [](const auto& a, const auto& b) {
    return a.deals != b.deals ? a.deals > b.deals : a.name < b.name;
  });
}

void Summariser::finish_pairs() {
  out_.pair_count = static_cast<std::int64_t>(pairs_.size());
  for (auto& [pair, spans] : pairs_) {
    const auto count = static_cast<std::int64_t>(spans.size());
    std::erase(spans, INT64_MIN);
    auto span = stats_of(spans);
    span.n = count;
    out_.pairs.push_back({.from = name(static_cast<ActivityIndex>(pair >> 32)),
                          .to = name(static_cast<ActivityIndex>(pair & 0xFFFFFFFF)),
                          .span = span});
  }
  std::ranges::sort(out_.pairs, [](const auto& a, const auto& b) {
    if (a.span.n != b.span.n) return a.span.n > b.span.n;
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
}

void Summariser::finish_variants() {
  constexpr std::size_t shown = 10;
  out_.variant_count = static_cast<std::int64_t>(variants_.size());
  for (const auto& [sequence, deals] : variants_) {
    VariantSummary variant{.activities = {}, .deals = deals};
    for (const auto activity : sequence) variant.activities.push_back(name(activity));
    out_.variants.push_back(std::move(variant));
    if (out_.variants.size() < 4 * shown + 4'096) continue;
    const auto by_deals = [](const auto& a, const auto& b) {
      return a.deals != b.deals ? a.deals > b.deals : a.activities < b.activities;
    };
    std::ranges::sort(out_.variants, by_deals);
    out_.variants.resize(shown);
  }
  std::ranges::sort(out_.variants, [](const auto& a, const auto& b) {
    return a.deals != b.deals ? a.deals > b.deals : a.activities < b.activities;
  });
  if (out_.variants.size() > shown) out_.variants.resize(shown);
}

}  // namespace

LogSummary summarise(const EventLog& log, const std::vector<std::string>& stage_order) {
  return Summariser(log, stage_order).run();
}

}  // namespace stagecraft::history
