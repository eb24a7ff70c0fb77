#pragma once

#include "drawing/map_figures.h"
#include "report/measured.h"

namespace stagecraft::report {

/// The figures that a measured map shows: per stage deals now, median days, share going on, money;
/// per goal the same; the limit; the caption with period and number of deals.
drawing::MapFigures map_figures(const Measured& measured);

}  // namespace stagecraft::report
