#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "process/check/finding.h"
#include "process/check/score.h"
#include "process/messages.h"
#include "process/reader.h"

namespace stagecraft::process {

/// The sentences of the check (src/process/data/check-rules-TAG.yaml), an entry for each `rule` or
/// `rule/case`; read once. REQUIRES one of `message_languages`.
const Messages& check_messages(std::string_view language);

/// What the check says about one map.
struct CheckReport {
  std::vector<Finding> findings;  ///< Sorted by file, line, column, rule, case, address.
  ScoreCard score;
};

/// Checks a map against all rules (docs/check). `today` decides which waivers have ended.
/// `selection` is what `check_selection` found at this map, so that its waivers cover that as well.
/// Pure; O(n log n) in the size of the map. REQUIRES loaded.ok().
CheckReport check_map(const LoadedMap& loaded, base::Day today, const Messages& messages,
                      std::vector<Finding> selection = {});

/// Findings `ambiguous-selection` among maps that serve side by side: each stands at the later map
/// of a pair between which the values of a deal would not decide. Item i belongs to maps[i].
std::vector<std::vector<Finding>> check_selection(std::span<const LoadedMap* const> maps,
                                                  const Messages& messages);

/// Whether anything is worse than a note and not waived.
bool needs_mending(std::span<const Finding> findings);

/// At most this many findings are shown, then a count.
inline constexpr std::size_t most_findings_shown = 1000;

/// The findings to show, in their order: all, or the gravest `most_findings_shown` of them.
std::vector<Finding> to_show(std::vector<Finding> findings);

}  // namespace stagecraft::process
