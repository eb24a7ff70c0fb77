#pragma once

#include <optional>
#include <span>
#include <vector>

#include "selling/deal.h"
#include "selling/setting.h"
#include "store/connection.h"
#include "store/ids.h"
#include "store/transaction.h"
#include "store/viewer.h"

namespace stagecraft::store {

/// The deal as its events tell it; nullopt: there is none, or the viewer does not see it.
/// O(events of the deal).
std::optional<selling::Deal> find_deal(Connection& db, const Viewer& viewer, selling::DealId id,
                                       const selling::MapVersions& maps);
/// Those of `ids` that find_deal gives, in their order; the store is asked twice for all.
std::vector<selling::Deal> find_deals(Connection& db, const Viewer& viewer,
                                      std::span<const selling::DealId> ids,
                                      const selling::MapVersions& maps);
/// Throws Error{not_found} where find_deal gives nothing.
selling::Deal get_deal(Connection& db, const Viewer& viewer, selling::DealId id,
                       const selling::MapVersions& maps);

/// A new deal; `change` begins with its event `created`. Gives it with its id.
selling::Deal create_deal(Transaction& transaction, const selling::Change& change,
                          const selling::MapVersions& maps, std::optional<ImportId> import = {});

/// Adds a change to a deal that was loaded as `before`: events, notes and the copies for lists, all
/// or nothing. Gives the deal after it. Throws Error{conflict} when somebody else has changed the
/// deal in the meantime.
selling::Deal append(Transaction& transaction, const selling::Deal& before,
                     const selling::Change& change, const selling::MapVersions& maps,
                     std::optional<ImportId> import = {});

}  // namespace stagecraft::store
