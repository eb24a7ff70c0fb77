#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "http/recent_results.h"
#include "measures/request.h"
#include "selling/ids.h"
#include "store/live_log.h"
#include "store/viewer.h"

namespace stagecraft::http {

/// Which deals of a workspace figures rest on: those of a process that the viewer may see.
struct SeenDeals {
  selling::ProcessId process;
  std::string map_id;  ///< Of the process; names it in words.
  store::Viewer viewer;

  /// In the words of a condition: `process = 'small' and owner = '7'`. The same for all who see the
  /// same deals.
  std::string text() const;
};

/// Whether a deal is one of them now: it was created on a version of the process, or migrated to
/// one last, and its owner and team of now are in the viewer's reach. One pass over the changes of
/// the log; what comes back does not look at the log any more.
measures::DealCondition condition_of(const SeenDeals& deals, const history::EventLog& log);

/// The histories of those deals alone, made when they are asked for and kept a while: nothing of a
/// deal that the viewer does not see can show in figures, neither in values nor in counts, borders
/// or refusals.
class SeenHistories {
 public:
  /// `history` itself where they are all its deals.
  std::shared_ptr<const store::LiveHistory> get(
      const SeenDeals& deals, const std::shared_ptr<const store::LiveHistory>& history);

 private:
  static constexpr std::size_t most = 4;  ///< Each may be as large as the history.
  RecentResults<store::LiveHistory> recent_{most};
};

/// Both hold.
measures::DealCondition both(measures::DealCondition one, measures::DealCondition other);

}  // namespace stagecraft::http
