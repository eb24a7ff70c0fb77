#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "history/event_log.h"
#include "selling/ids.h"
#include "store/ids.h"
#include "store/processes.h"
#include "store/workspace.h"

namespace stagecraft::store {

/// The history of a workspace at one moment, for measures. Deals and actors go by their numbers as
/// text, values by the kinds that the maps state for their fields (text where maps differ). A value
/// without a date is the value of now of a deal that no dated change tells of, and no history.
/// Events of undone imports are not in it. Never changes.
struct LiveHistory {
  history::EventLog log;
  EventId last;             ///< Every event committed up to this one is in it.
  std::int64_t undone = 0;  ///< How often an import was undone before it.
  std::int64_t maps = 0;    ///< Versions of maps that were published before it.
  /// Deals of the events that no log takes: a year before 1900, money in words. One an event.
  std::vector<selling::DealId> left_out = {};
};

/// Follows the history of a workspace. What is asked for is brought up to date first, by reading
/// the events behind the last one that was seen, so an answer is never older than a write that
/// anybody was told of before asking - on this server or on another one of the same database.
///
/// Nothing is lost between servers: writers of a workspace take turns until their commit
/// (connection.h, Purpose::write), so ids of events rise in the order of commits, and no event
/// appears later below one that was seen.
///
/// Events of a deal stand by instant, those of one instant by arrival, as `selling::fold` takes
/// them. An undone import is not followed but read anew, and so is all when a map is published that
/// states other kinds. Thread-safe; those who ask while others catch up share what is found.
class LiveLog {
 public:
  /// Reads nothing yet; `now()` reads all the first time, on as many threads (0: as the machine
  /// has).
  explicit LiveLog(Workspace& workspace, unsigned threads = 2);

  /// All that is committed. One look at the database where nothing has happened since; else one
  /// pass over the columns of the log.
  std::shared_ptr<const LiveHistory> now();

  /// At least all events up to this one, without a look at the database where they are there.
  std::shared_ptr<const LiveHistory> at_least(EventId event);

  /// How far it has been read; 0: not at all.
  EventId reached() const;

 private:
  struct Horizon {
    EventId last;
    std::int64_t undone, maps;
  };
  /// Of own fields whose values are no texts.
  using Kinds = std::map<std::string, history::ValueKind>;

  static Horizon horizon_of(Connection& db);
  Kinds kinds_of(Connection& db);
  std::shared_ptr<const LiveHistory> kept() const;
  std::shared_ptr<const LiveHistory> reach(const Horizon& horizon);
  std::shared_ptr<const LiveHistory> load(Horizon horizon, const Kinds& kinds);
  std::shared_ptr<const LiveHistory> catch_up(const LiveHistory& before, std::int64_t maps);

  Workspace& workspace_;
  unsigned threads_;
  std::mutex catching_up_;  ///< Also of `kinds_` and `maps_`.
  Kinds kinds_;             ///< By which `kept_` was read.
  MapCache maps_;
  mutable std::mutex mutex_;  ///< Of `kept_`.
  std::shared_ptr<const LiveHistory> kept_;
};

}  // namespace stagecraft::store
