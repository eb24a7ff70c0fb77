#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "process/yaml_node.h"

namespace stagecraft::process {

/// What a variant states of one list of things with ids, and the order that is to come out.
struct ListOrder {
  std::vector<Node> stated;            ///< In the order of the file; each has an id.
  std::vector<Node> spare;             ///< Items that need not be stated, but can be, to be placed.
  std::vector<std::string> target;     ///< Ids, in order.
  std::vector<std::string> inherited;  ///< Those of them that the base has in this list, in order.
  std::set<std::string, std::less<>> brought;  ///< Stages that the base has under another goal.
};

/// What is stated, with `place` where the rules of `extends` would give another order than the one
/// that is wanted. Places that are there stay while they serve; those beside what is gone do not.
/// O(n^2) in a list of which the order changes, n being what is placed in it.
std::vector<Node> in_order(ListOrder list);

}  // namespace stagecraft::process
