#pragma once

#include <vector>

#include "selling/deal.h"
#include "selling/setting.h"
#include "store/connection.h"
#include "store/viewer.h"

namespace stagecraft::store {

/// Deals that were referred by this one, and when that was noted; without those that are gone.
/// O(referrals).
std::vector<selling::Referral> referrals_of(Connection& db, selling::DealId deal);

/// Every deal that ever stated an expected close, with what slips are told from: id, name, status,
/// and how that day moved; nothing else is filled. By id. O(changes of dates).
std::vector<selling::Deal> deals_with_dates(Connection& db, const Viewer& viewer,
                                            const selling::MapVersions& maps);

/// Deals, not gone, that were won before `to` and that something happened to since `from`: those
/// that may have booked money in between. By id.
std::vector<selling::DealId> deals_that_booked(Connection& db, base::Instant from,
                                               base::Instant to);

/// Every deal with promises, with what keeping them is told from: id, name, status, owner, closing,
/// and its promises; nothing else is filled. By id. O(promises).
std::vector<selling::Deal> deals_with_promises(Connection& db, const Viewer& viewer);

}  // namespace stagecraft::store
