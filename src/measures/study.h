#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "history/event_log.h"
#include "history/flow.h"
#include "measures/common_map.h"
#include "measures/figure.h"
#include "measures/money.h"
#include "measures/period.h"
#include "measures/request.h"
#include "measures/settings.h"
#include "measures/slicing.h"
#include "measures/tier.h"
#include "process/automaton.h"
#include "process/map.h"

namespace stagecraft::measures {

class WorkingClock;  // measures/working_clock.h

/// What is measured. All of it must outlive whatever is made from it.
struct Inputs {
  const process::Map& map;
  const process::Automaton& automaton;
  const history::EventLog& log;
  const Settings& settings;
  std::string map_version;  ///< Map id and short content hash; stands in every figure.
  /// Versions of the map before it, oldest first, for histories that were recorded on them.
  std::span<const process::Map> earlier = {};
};

/// A request made ready: the log replayed once as it is asked for, with borders, slices and money.
/// Every measure is a function of it. Immutable; any number of threads may read it.
class Study {
 public:
  /// Throws Error{invalid} where `request` names an attribute that the log does not have.
  Study(const Inputs& inputs, const Request& request);

  /// Map, automaton and settings are those of `common()` where there is one.
  const Inputs& inputs() const { return inputs_; }
  /// As the study was asked for.
  const process::Map& stated_map() const { return stated_.map; }
  /// The coarsest common stages, where the history tells of stages that were split since; else
  /// null.
  const std::shared_ptr<const CommonMap>& common() const { return common_; }
  /// The same study on the map as it is: stages that were split rest on the visits recorded since,
  /// and nothing else of it is to be told. nullopt when nothing was split.
  std::optional<Study> of_parts() const;
  const history::EventLog& log() const { return inputs_.log; }
  const Request& request() const { return request_; }
  const Settings& settings() const { return inputs_.settings; }
  const history::Flow& flow() const { return replay_->flow; }
  const history::DealState& deal(history::DealIndex d) const { return replay_->flow.deals[d]; }
  std::size_t deal_count() const { return replay_->flow.deals.size(); }
  unsigned threads() const { return threads_; }

  const Period& period() const { return period_; }
  /// Days of the period that have passed by `as_of`; at least 1.
  double observed_days() const;
  const Tier& stages() const { return replay_->stages; }
  /// Null for a map without named goals.
  const Tier* goals() const { return replay_->goals.get(); }
  /// The whole first.
  const std::vector<Slicing>& slicings() const { return slicings_; }
  const DealMoney& money() const { return replay_->money; }

  /// Tells working time; null where the settings state no working calendar.
  const WorkingClock* clock() const { return replay_->clock.get(); }

  /// What holds for all figures: stages that are measured as one, in words.
  const std::vector<base::Sentence>& remarks() const { return replay_->remarks; }

  /// Where the stay of an open deal is cut off.
  const Edge& as_of() const { return as_of_; }
  /// Where the history begins, if it was cut off (1.7).
  const std::optional<Edge>& history_from() const { return history_from_; }
  /// What begins at this instant or later, and is known to the instant, is cut by nothing: neither
  /// by the beginning of the period or of the history, nor by an end of the period before `as_of`.
  /// INT64_MAX where the period has such an end.
  std::int64_t uncut_from() const { return uncut_from_; }
  /// The same study of another period (nullopt: the whole history), made without another replay.
  Study with_period(const std::optional<FigurePeriod>& period) const;

 private:
  /// What does not depend on the period.
  struct Replay {
    history::Flow flow;
    Tier stages;  ///< Looks into `flow`.
    std::unique_ptr<Tier> goals;
    DealMoney money;
    std::vector<base::Sentence> remarks;
    std::shared_ptr<const WorkingClock> clock;
  };

  Study(const Inputs& stated, const Request& request, std::shared_ptr<const CommonMap> common);

  std::shared_ptr<Replay> make_replay(history::Flow flow) const;
  void note_common_stages(Replay& replay) const;
  void start(std::shared_ptr<const Replay> replay);
  void make_period();

  Inputs stated_;
  std::shared_ptr<const CommonMap> common_;
  Inputs inputs_;
  Request request_;
  unsigned threads_;
  std::shared_ptr<const Replay> replay_;  ///< Shared, because studies of other periods use it too.
  Period period_;
  Edge as_of_;
  std::optional<Edge> history_from_;
  std::int64_t uncut_from_ = INT64_MAX;
  std::vector<Slicing> slicings_;
};

/// The deals that no figure counts: not born yet by `as_of`, deleted, or merged into another.
inline bool is_gone(const history::DealState& deal) {
  return deal.status == history::DealStatus::unborn ||
         deal.status == history::DealStatus::deleted || deal.status == history::DealStatus::merged;
}

/// A moment as the history knows it: an instant, or only a day (UTC midnight of it).
struct Moment {
  std::int64_t at = 0;
  bool by_day = false;
};

/// Milliseconds between the days of two moments.
std::int64_t elapsed_by_days(Moment from, Moment to, const base::Zone& zone);

/// Milliseconds between two moments; whole days when either is known by day only. May be negative.
inline std::int64_t elapsed_ms(Moment from, Moment to, const base::Zone& zone) {
  return from.by_day || to.by_day ? elapsed_by_days(from, to, zone) : to.at - from.at;
}

/// Up to when a deal can have changed: its closing, where the day is known, else `as_of`.
inline std::int64_t last_moment(const Study& study, const history::DealState& deal) {
  return deal.is_closed() && deal.closed != history::DealState::unknown ? deal.closed
                                                                        : study.as_of().last(false);
}

/// Milliseconds between creation and the standing closing; nullopt when one of them is not known,
/// or they contradict each other.
std::optional<std::int64_t> cycle_ms(const history::DealState& deal, const base::Zone& zone);

}  // namespace stagecraft::measures
