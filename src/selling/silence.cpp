#include "selling/silence.h"

#include <optional>

#include "base/statistics/quantile.h"
#include "selling/event.h"

namespace stagecraft::selling {
namespace {

using history::DealIndex;
using history::EventIndex;
using history::EventLog;
using Silences = std::map<std::string, double, std::less<>>;

/// The gaps of a log by the symbol of the stage that they began in; 0: leads.
class LogGaps {
 public:
  LogGaps(const EventLog& log, std::span<const std::string> background)
      : log_(log), is_background_(log.symbols().size() + 1), days_(log.symbols().size() + 1) {
    for (const auto& stage : background)
      if (const auto code = log.symbols().find(stage)) is_background_[*code] = true;
  }

  void add(DealIndex deal) {
    const auto closed_at = closing_of(deal);
    std::uint32_t stage = 0;
    std::optional<base::Instant> before;
    std::uint32_t stage_before = 0;
    for (EventIndex e = log_.begin(deal); e < log_.end(deal); ++e) {
      if (log_.precision(e) != Precision::unknown) {
        const auto at = log_.at(e);
        if (closed_at && at > *closed_at) return;
        if (before && *before < at) days_[stage_before].push_back(base::to_days(at - *before));
        before = at;
      }
      stage = stage_after(e, stage);
      stage_before = stage;
    }
  }

  /// Takes the gaps.
  Silences usual(double q, int least) {
    Silences usual;
    for (std::uint32_t stage = 0; stage < days_.size(); ++stage) {
      if (std::ssize(days_[stage]) < least) continue;
      if (const auto days = base::statistics::plain_quantile(days_[stage], q))
        usual.emplace(stage == 0 ? "" : log_.symbols().text(stage), *days);
    }
    return usual;
  }

 private:
  std::uint32_t stage_after(EventIndex e, std::uint32_t stage) const {
    const auto kind = log_.kind(e);
    if (kind == EventKind::migrated) {
      const auto moved_to = log_.symbols().find(read_details(log_.details(e)).stage);
      return moved_to.value_or(stage);
    }
    const bool is_entry = kind == EventKind::stage_entered || kind == EventKind::reopened;
    return is_entry && !is_background_[log_.symbol(e)] ? log_.symbol(e) : stage;
  }

  /// When it closed for good; nullopt: it is open.
  std::optional<base::Instant> closing_of(DealIndex deal) const {
    std::optional<EventIndex> closing;
    for (EventIndex e = log_.begin(deal); e < log_.end(deal); ++e) {
      const auto kind = log_.kind(e);
      const bool closes =
          kind == EventKind::won || kind == EventKind::lost || kind == EventKind::no_decision;
      // A stage after a lost deal reopens it; after a won one it is a stage of the after-sale.
      const bool reopens =
          kind == EventKind::reopened ||
          (kind == EventKind::stage_entered && closing && log_.kind(*closing) != EventKind::won);
      if (reopens) closing.reset();
      if (closes) closing = e;
    }
    return closing ? std::optional(log_.at(*closing)) : std::nullopt;
  }

  const EventLog& log_;
  std::vector<bool> is_background_;
  std::vector<std::vector<double>> days_;
};

}  // namespace

std::string_view stage_at(const Deal& deal, base::Instant at) {
  std::string_view stage;
  for (const auto& visit : deal.visits) {
    if (visit.entered > at) break;
    if (visit.entry != process::EntryClass::background) stage = visit.stage;
  }
  return stage;
}

std::vector<Gap> gaps_of(const Deal& deal, std::span<const Event> events) {
  std::vector<Gap> gaps;
  std::optional<base::Instant> before;
  for (const auto& event : events) {
    if (event.precision == Precision::unknown) continue;
    if (deal.closing && event.at > deal.closing->at) break;
    if (before && *before < event.at)
      gaps.push_back({std::string(stage_at(deal, *before)), base::to_days(event.at - *before)});
    before = event.at;
  }
  return gaps;
}

std::map<std::string, double, std::less<>> usual_silence(std::span<const Gap> gaps, double q,
                                                         int least) {
  std::map<std::string_view, std::vector<double>> by_stage;
  for (const auto& gap : gaps) by_stage[gap.stage].push_back(gap.days);
  std::map<std::string, double, std::less<>> usual;
  for (auto& [stage, days] : by_stage)
    if (static_cast<int>(days.size()) >= least)
      if (const auto quantile = base::statistics::plain_quantile(days, q))
        usual.emplace(stage, *quantile);
  return usual;
}

std::map<std::string, double, std::less<>> usual_silence(const history::EventLog& log,
                                                         std::span<const std::string> background,
                                                         double q, int least) {
  LogGaps gaps(log, background);
  for (DealIndex deal = 0; deal < log.deal_count(); ++deal) gaps.add(deal);
  return gaps.usual(q, least);
}

}  // namespace stagecraft::selling
