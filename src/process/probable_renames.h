#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "process/map_tree.h"

namespace stagecraft::process {

/// Pairs (address in `a`, address in `b`) of elements that stand in only one of two maps, are of
/// one kind, and are probably the same: one of them at least has an id made from its name, and the
/// names are equal or the words of name, `does` and `learns` have a Jaccard index of 0.6 or more.
/// In the order of `b`.
std::vector<std::pair<std::string, std::string>> find_probable_renames(
    const MapTree& a, const MapTree& b, const std::set<std::string>& derived_a,
    const std::set<std::string>& derived_b);

}  // namespace stagecraft::process
