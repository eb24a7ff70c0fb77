#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "history/event_log.h"
#include "measures/figure.h"

/// What is asked of the measures: which deals, which period, as seen when.
namespace stagecraft::measures {

/// At which instant the attribute of a slice is read (measures.md 1.10).
enum class SliceAt : std::uint8_t {
  by_rule,  ///< Flows and closings: at the event; stocks: at the instant asked; the rest: at the
            ///< beginning.
  created,  ///< When the deal was created.
  event,  ///< At the event that the figure counts; for durations and conversions the one that ended
          ///< it.
  period_end,  ///< At the end of the period.
  now,         ///< As last known by `as_of`.
};

/// How much work goes into intervals. `fast` leaves out every bootstrap, `none` every interval.
enum class Intervals : std::uint8_t { full, fast, none };

/// A condition on deals (`--where`). It is read wherever a slice is, at the instant of the slice
/// rule.
struct DealCondition {
  std::string text;                     ///< As it was written; stands in every figure.
  std::vector<std::string> attributes;  ///< The attributes it looks at.
  /// Whether deal `d` fulfils it with its attribute values of just before the border.
  std::function<bool(history::DealIndex d, base::Border at)> holds;
};

struct Request {
  std::optional<FigurePeriod> period;        ///< None: the whole history up to `as_of`.
  std::optional<FigurePeriod> compare_with;  ///< Period against period.
  base::Instant as_of{};                     ///< Only what happened up to then.
  base::Instant known_at{};                  ///< Only what the system had learnt by then.
  base::Zone zone;                           ///< Borders of days.
  std::vector<std::string> by;  ///< Attributes to slice by, each a partition of its own.
  std::optional<DealCondition> where;
  SliceAt slice_at = SliceAt::by_rule;
  Intervals intervals = Intervals::full;
  bool goal_funnels = false;  ///< Told with `full` intervals anyway, else where they are asked for.
  /// Worked examples only: no figure is too thin, and curves run to their end (1.17).
  bool waive_minimums = false;
  unsigned threads = 0;  ///< 0: as many as the machine has.
};

/// `period_end`.
std::string_view to_word(SliceAt at);
std::optional<SliceAt> find_slice_at(std::string_view word);
std::string_view to_word(Intervals intervals);
std::optional<Intervals> find_intervals(std::string_view word);

}  // namespace stagecraft::measures
