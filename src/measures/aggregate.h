#pragma once

#include <string>
#include <vector>

#include "base/sentence.h"
#include "measures/study.h"
#include "process/formula.h"

/// What an aggregate of a formula goes over, collected once (process-map.md 1.3): deals of a
/// source, or records of deals, each with its value.
namespace stagecraft::measures {

struct AggregateItem {
  history::DealIndex deal;
  double value;  ///< 1 for `count`.
};

struct AggregateItems {
  std::vector<AggregateItem> items;  ///< Sorted by value.
  base::Sentence undefined;          ///< Why nothing can be said; empty: all is well.
};

/// Deals and records of the study's period within `--where`, by slice; `in_stage` at `as_of`, and
/// its slices too, all others at the event. A deal counts once for a source, in the slice of the
/// first such event, however often it entered or left. `home`: the id of the place where the
/// measure stands; empty: the whole map. `op`: count needs no value. O(deals + visits), for records
/// O(events).
std::vector<AggregateItems> collect_items(const Study& study, const Slicing& slicing,
                                          const process::FormulaNode& node,
                                          const std::string& home);

}  // namespace stagecraft::measures
