#pragma once

#include <set>
#include <string>
#include <vector>

#include "process/map.h"
#include "process/operations.h"

namespace stagecraft::process {

/// What is known of two maps beside what is in them.
struct DiffOptions {
  /// Addresses of elements whose id was made from their name (LoadedMap::implicit_ids). Such an id
  /// changes with the name, so what has no partner is matched by its words, and called 'probably
  /// renamed'.
  std::set<std::string> derived_a, derived_b;
};

/// The operations that make `b` out of `a`: apply_operations(a, diff(a, b)) == b (process-map.md,
/// 5). Elements are matched by id; moves are those outside a longest common subsequence; stages
/// that newly replace others make groups `split`, `merge` or `rename`. In the order of the file of
/// `b`: map, catalogues, goals; what is removed comes after what stays in its list, or last when it
/// had parts that live on elsewhere. O(n log n + moves * length of lists).
std::vector<Operation> diff(const Map& a, const Map& b, const DiffOptions& options = {});

}  // namespace stagecraft::process
