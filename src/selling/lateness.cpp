#include "selling/lateness.h"

#include <chrono>

namespace stagecraft::selling {
namespace {

using DecimalDays = std::chrono::duration<double, std::ratio<86400>>;

constexpr DecimalDays a_thousand_years{365'250};

bool can_be_late(const Deal& deal) {
  if (!deal.stage_entered_at) return false;
  return deal.is_open() || (deal.status == DealStatus::won && deal.closing &&
                            *deal.stage_entered_at >= deal.closing->at);
}

}  // namespace

std::optional<base::Milliseconds> longest_stay(const process::Stage& stage) {
  const auto limit = process::late_limit(stage);
  if (!limit || DecimalDays(*limit) > a_thousand_years) return std::nullopt;
  return std::chrono::duration_cast<base::Milliseconds>(DecimalDays(*limit));
}

std::optional<base::Instant> late_at(const Deal& deal,
                                     const std::optional<base::Milliseconds>& stay) {
  if (!stay || !can_be_late(deal)) return std::nullopt;
  return *deal.stage_entered_at + *stay;
}

}  // namespace stagecraft::selling
