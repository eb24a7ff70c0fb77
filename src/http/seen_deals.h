#pragma once

#include <string>

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

/// Both hold.
measures::DealCondition both(measures::DealCondition one, measures::DealCondition other);

}  // namespace stagecraft::http
