#pragma once

#include <span>

#include "base/time.h"
#include "process/check/findings.h"
#include "process/map.h"

namespace stagecraft::process {

/// Marks as waived what the waivers of the map cover on day `today`: findings of the same rule, and
/// of the same case and address where a waiver names them. Its last day is `until`. Returns, for
/// each waiver of the map, how many findings it covers whether it has ended or not.
std::vector<int> apply_waivers(const Map& map, base::Day today, std::span<Finding> found);

/// Adds a note `stale-waiver` for each waiver that covers nothing or has ended.
void report_stale(const Map& map, base::Day today, const std::vector<int>& covered,
                  Findings& findings);

}  // namespace stagecraft::process
