#pragma once

#include <span>
#include <string>
#include <vector>

#include "selling/deal.h"
#include "store/connection.h"
#include "store/ids.h"

/// Copies of what the fold of a deal's events says, in tables that lists and searches can use:
/// `deals`, `promises`, `buying_group`, `objections`, `quotes`, words to search by.
namespace stagecraft::store {

/// Brings all copies in line with the deal. REQUIRES that the row in `deals` is there.
void write_copies(Connection& db, const selling::Deal& deal);

/// A deal whose row is not there yet.
struct NewCopy {
  const selling::Deal& deal;  ///< With its id.
  ImportId import;
};
/// All copies of many new deals, much faster than one by one.
void insert_copies(Connection& db, std::span<const NewCopy> copies);

/// The same for a change: only tables that differ. Throws Error{conflict} unless the row in `deals`
/// is of `before`.
void update_copies(Connection& db, const selling::Deal& before, const selling::Deal& after);

/// What the copies say otherwise than the deal: a sentence each; empty: they agree.
std::vector<std::string> differences(Connection& db, const selling::Deal& deal);

}  // namespace stagecraft::store
