#pragma once

#include <cstdint>
#include <string>

#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"

/// From a figure to the deals that it rests on (T9).
namespace stagecraft::measures {

/// Which deals, in words that the language of formulas knows: `entered(b) where owner = 'Ana'`,
/// with the period and instants: `; from 2026-01-01 to 2026-02-01; as of 2026-03-01T...; known at
/// ...`.
std::string query_of(const Figure& figure, const Request& request);

/// The deals behind a figure of `study`, found by what counts for the figure. As often as they are
/// counted they add up: for a count (deals, visits) to its value, for all else to its n, for
/// `sales_velocity` to n and n_open. Looks at what names the figure (measure, part, stage, goal,
/// to, slice, currency; no currency stands for amounts without one, else for the first one of the
/// study), not at its value. `study` must be
/// of the figure's period. Throws Error{not_found} for a figure that the study does not have, and
/// Error{conflict} for one that is made of other figures alone. O(deals + visits).
CountedDeals deals_behind(const Study& study, const Figure& figure);

}  // namespace stagecraft::measures
