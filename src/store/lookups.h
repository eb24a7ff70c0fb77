#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "selling/deal.h"
#include "selling/setting.h"
#include "store/connection.h"
#include "store/viewer.h"

namespace stagecraft::store {

/// Deals that were referred by this one, and when that was noted; without those that are gone.
/// O(referrals).
std::vector<selling::Referral> referrals_of(Connection& db, selling::DealId deal);
/// The same of each of many that has one, asked for at once.
std::map<selling::DealId, std::vector<selling::Referral>> referrals_of(
    Connection& db, std::span<const selling::DealId> deals);

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

/// Deals that were merged into this one, and into those; in the order in which that was done. What
/// they hold belongs to this one, so whoever sees it sees them. O(mergers).
std::vector<selling::DealId> merged_into(Connection& db, selling::DealId deal);

/// The deal with what it shows of those that were merged into it (selling::absorb). For reading
/// alone: verbs and copies take a deal as its own events tell it.
selling::Deal read_through(Connection& db, selling::Deal deal, const selling::MapVersions& maps);
/// The same of many; the store is asked once, and again for each that took another in.
std::vector<selling::Deal> read_through(Connection& db, std::vector<selling::Deal> deals,
                                        const selling::MapVersions& maps);

/// As the table writes it.
selling::PromiseState read_promise_state(std::string_view word);

struct SilentDeal {
  selling::DealId deal;
  std::string name;
  std::string stage;  ///< Empty: a lead.
  std::optional<selling::PersonId> owner;
  base::Instant last_event_at{};
  double silent_days = 0, usual_days = 0;
};

struct SilenceQuestion {
  const std::map<std::string, double, std::less<>>& usual_days;  ///< By stage.
  std::optional<selling::PersonId> owner;
  base::Instant now{};
  int limit = 100;
};

/// Leads and open deals of which nothing was heard for longer than is usual at their stage, by how
/// many times the usual, then id. O(deals that are open).
std::vector<SilentDeal> silent_deals(Connection& db, const Viewer& viewer,
                                     const SilenceQuestion& question);

}  // namespace stagecraft::store
