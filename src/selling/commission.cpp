#include "selling/commission.h"

#include <fmt/format.h>

#include <algorithm>

#include "selling/gaps.h"

namespace stagecraft::selling {
namespace {

using base::say;

constexpr std::int64_t most_money = 1'000'000'000'000'000;

bool is_share(Millionths share) { return share >= 0 && share <= whole; }

bool is_countable(std::int64_t minor) { return minor >= -most_money && minor <= most_money; }

void check_rule(Gaps& gaps, const CommissionPlan& plan, std::size_t index) {
  const auto& rule = plan.rules[index];
  const auto at = fmt::format("/rules/{}", index);
  const bool is_twin =
      std::any_of(plan.rules.begin(), plan.rules.begin() + static_cast<std::ptrdiff_t>(index),
                  [&](const auto& other) {
                    return other.role == rule.role && other.offering == rule.offering;
                  });
  gaps.unless(!is_twin, at, say("there are two rules for '{}'", rule.role));
  const bool rises = !rule.tiers.empty() && rule.tiers.front().above == 0 &&
                     std::ranges::adjacent_find(rule.tiers, [](const auto& a, const auto& b) {
                       return a.above >= b.above;
                     }) == rule.tiers.end();
  gaps.unless(rises, at + "/tiers", "the tiers do not rise from 0");
  gaps.unless(std::ranges::all_of(rule.tiers, is_share, &CommissionTier::rate), at + "/tiers",
              "a rate is not from 0 to 1");
}

void check(const CommissionPlan& plan, const Booking& booking, std::span<const Earner> earners) {
  Gaps gaps;
  for (std::size_t i = 0; i < plan.rules.size(); ++i) check_rule(gaps, plan, i);
  gaps.unless(booking.amount.currency == plan.currency, "/amount",
              say("the plan counts in {}, the booking in {}", plan.currency.code(),
                  booking.amount.currency.code()));
  gaps.unless(is_countable(booking.amount.minor), "/amount", "the amount is too large");
  for (std::size_t i = 0; i < earners.size(); ++i) {
    const auto at = fmt::format("/earners/{}", i);
    gaps.unless(is_share(earners[i].part), at, "a part is not from 0 to 1");
    gaps.unless(is_countable(earners[i].booked_before), at, "what was booked before is too large");
  }
  gaps.refuse("The commission cannot be computed");
}

const CommissionRule* find_rule(const CommissionPlan& plan, std::string_view role,
                                std::string_view offering) {
  const CommissionRule* general = nullptr;
  for (const auto& rule : plan.rules) {
    if (rule.role != role) continue;
    if (!offering.empty() && rule.offering == offering) return &rule;
    if (rule.offering.empty()) general = &rule;
  }
  return general;
}

/// Minor units and millionths of one, 0 <= millionths < whole.
struct Exact {
  std::int64_t minor = 0, millionths = 0;

  void add(std::int64_t money, Millionths rate) {
    minor += money / whole * rate;
    millionths += money % whole * rate;
    minor += millionths / whole;
    millionths %= whole;
  }
};

/// Of money from 0 up to `total`.
Exact up_to(std::int64_t total, const CommissionRule& rule) {
  Exact sum;
  for (std::size_t i = 0; i < rule.tiers.size() && rule.tiers[i].above < total; ++i) {
    const auto end = i + 1 < rule.tiers.size() ? std::min(total, rule.tiers[i + 1].above) : total;
    sum.add(end - rule.tiers[i].above, rule.tiers[i].rate);
  }
  return sum;
}

/// `part` of an amount that is not below 0, rounded half up.
std::int64_t round_part(const Exact& amount, Millionths part) {
  const auto whole_minor = amount.minor / whole * part;
  const auto rest = amount.minor % whole * part * whole + amount.millionths * part;
  constexpr auto unit = whole * whole;
  return whole_minor + rest / unit + (rest % unit * 2 >= unit ? 1 : 0);
}

std::int64_t earned(const CommissionRule& rule, std::int64_t booked, const Earner& earner) {
  const auto before = std::max<std::int64_t>(0, earner.booked_before);
  const auto after = std::max<std::int64_t>(0, earner.booked_before + booked);
  const auto low = up_to(std::min(before, after), rule);
  auto span = up_to(std::max(before, after), rule);
  span.minor -= low.minor;
  span.millionths -= low.millionths;
  if (span.millionths < 0) {
    span.millionths += whole;
    --span.minor;
  }
  const auto money = round_part(span, earner.part);
  return after < before ? -money : money;
}

}  // namespace

std::vector<Commission> commission_of(const CommissionPlan& plan, const Booking& booking,
                                      std::span<const Earner> earners) {
  check(plan, booking, earners);
  std::vector<Commission> commissions;
  for (const auto& earner : earners) {
    const auto* rule = find_rule(plan, earner.role, booking.offering);
    const auto minor = rule == nullptr ? 0 : earned(*rule, booking.amount.minor, earner);
    commissions.push_back({earner.person, earner.role, {minor, plan.currency}});
  }
  return commissions;
}

}  // namespace stagecraft::selling
