#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"
#include "store/viewer.h"

/// The secrets of links to plans (selling/plan.h), as their SHA-256, and when they were opened.
/// What a link allows and whether it still works is told by the deal's events alone.
namespace stagecraft::store {

/// A link among those of its deal.
struct PlanLinkPlace {
  selling::DealId deal;
  int number = 0;
};

void keep_plan_link(Transaction& transaction, const PlanLinkPlace& place, std::string_view secret);
/// Nullopt: no link has this secret. Asks nobody's right: the secret is the proof.
std::optional<PlanLinkPlace> find_plan_link(Connection& db, std::string_view secret);

struct PlanLinkUse {
  int number = 0;
  std::int64_t opened_count = 0;
  std::optional<base::Instant> opened_at;  ///< Last.
};

/// What was opened within so long of the last opening counts as the same one.
inline constexpr base::Milliseconds one_opening = std::chrono::minutes(5);

/// Whether an opening now would be a new one.
bool is_new_opening(Connection& db, const PlanLinkPlace& place, base::Instant now);
void note_opening(Transaction& transaction, const PlanLinkPlace& place, base::Instant now);
/// Of one deal, by number. Empty when the viewer does not see it.
std::vector<PlanLinkUse> plan_link_uses(Connection& db, const Viewer& viewer, selling::DealId deal);

/// Numbers of all links that have a secret, ascending, by deal; for `workspace check`.
std::map<selling::DealId, std::vector<int>> plan_link_numbers(Connection& db);

}  // namespace stagecraft::store
