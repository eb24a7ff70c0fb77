#pragma once

#include "http/metrics.h"
#include "store/live_log.h"
#include "store/workspace.h"

namespace stagecraft::http {

/// Has the metrics tell of the writer (commits, how many changes share one, how long the disk
/// takes, what waits) and of how far the history in memory is behind the database. REQUIRES that
/// nothing was written yet, and that both outlive the pages.
void tell_of_store(Metrics& metrics, store::Workspace& workspace, store::LiveLog& live_log);

}  // namespace stagecraft::http
