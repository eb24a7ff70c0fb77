#pragma once

#include <span>
#include <vector>

#include "selling/assignment.h"
#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// Rules that give leads to people, in their order.
std::vector<selling::AssignmentRule> list_assignment_rules(Connection& db);
/// In place of those that are there.
void replace_assignment_rules(Transaction& transaction,
                              std::span<const selling::AssignmentRule> rules);

/// Everybody who works here, with their open leads and deals, and when they last became the owner
/// of one other than by an import. O(people + open deals).
std::vector<selling::Worker> list_workers(Connection& db);

}  // namespace stagecraft::store
