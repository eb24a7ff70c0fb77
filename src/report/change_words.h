#pragma once

#include "measures/display.h"
#include "measures/report.h"

namespace stagecraft::report {

/// Whether a report shows it among the changes: it differs beyond chance, and is not a variant of
/// another figure (of first visits, of one cohort ...), which all comparisons hold.
bool is_main_change(const measures::Change& change, const measures::Figure& now);

/// The difference as people read it, with its interval where it has one. A difference of shares is
/// told in points: per cent would read as a relative change.
measures::Shown shown_difference(const measures::Figure& now, const measures::Change& change);

}  // namespace stagecraft::report
