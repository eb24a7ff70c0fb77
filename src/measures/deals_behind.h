#pragma once

#include <string>
#include <vector>

#include "measures/figure.h"
#include "measures/study.h"

/// From a figure to the deals that it rests on (T9).
namespace stagecraft::measures {

/// Which deals, in words that the language of formulas knows: `entered(b) where owner = 'Ana'`,
/// with the period and instants: `; from 2026-01-01 to 2026-02-01; as of 2026-03-01T...; known at
/// ...`.
std::string query_of(const Figure& figure, const Request& request);

/// Ids of the deals behind a figure of `study`, sorted: those that a stock holds, that entered,
/// left, were closed, won, or began a conversion, within the figure's slice. `study` must be of the
/// figure's period. Throws Error{not_found} for a figure whose stage or slice the study does not
/// have.
std::vector<std::string> deals_behind(const Study& study, const Figure& figure);

}  // namespace stagecraft::measures
