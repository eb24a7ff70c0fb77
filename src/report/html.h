#pragma once

#include <string>

#include "report/measured.h"

namespace stagecraft::report {

/// The report as one self-contained HTML file: no network, no script, good in light, dark and on
/// paper. The map with its figures, the limit, funnel, time in stage, cohorts, trend, tables,
/// definitions.
std::string to_html(const Measured& measured);

}  // namespace stagecraft::report
