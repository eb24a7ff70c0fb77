#include "selling/commission_list.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stagecraft::selling {
namespace {

/// Adds up line by line, because tiers go on from what was booked before.
class Reckoning {
 public:
  Reckoning(const CommissionPlan& plan, const PeopleOfRoles& people)
      : plan_(plan), people_(people) {}

  void add(const DealBooking& booking) {
    const auto& booked = booking.booked;
    if (!booked.owner) return;
    if (booked.amount.currency != plan_.currency) {
      ++list_.in_other_currencies;
      return;
    }
    for (const auto& role : roles_of(*booked.owner)) add_line(booking, *booked.owner, role);
  }

  CommissionList finish() {
    for (auto& [key, total] : totals_) list_.totals.push_back(std::move(total));
    return std::move(list_);
  }

 private:
  void add_line(const DealBooking& booking, PersonId person, const std::string& role) {
    const auto& booked = booking.booked;
    auto& total = total_of(person, role);
    const auto earned = commission_of(
        plan_, {.amount = booked.amount, .offering = booked.offering},
        std::array{Earner{.person = person, .role = role, .booked_before = total.booked.minor}});
    const auto commission = earned.front().amount;
    total.booked.minor += booked.amount.minor;
    total.commission.minor += commission.minor;
    list_.lines.push_back({booking.deal, person, role, booked.at, booked.amount, commission});
  }

  /// Those of the plan that are a person's.
  std::vector<std::string> roles_of(PersonId person) const {
    std::vector<std::string> roles;
    for (const auto& [role, people] : people_)
      if (std::ranges::find(people, person) != people.end() &&
          std::ranges::find(plan_.rules, role, &CommissionRule::role) != plan_.rules.end())
        roles.push_back(role);
    return roles;
  }
  CommissionTotal& total_of(PersonId person, const std::string& role) {
    const base::Money nothing{0, plan_.currency};
    return totals_.try_emplace({person, role}, CommissionTotal{person, role, nothing, nothing})
        .first->second;
  }

  const CommissionPlan& plan_;
  const PeopleOfRoles& people_;
  std::map<std::pair<PersonId, std::string>, CommissionTotal> totals_;
  CommissionList list_;
};

}  // namespace

CommissionList reckon_commission(const CommissionPlan& plan, const PeopleOfRoles& people,
                                 std::span<const DealBooking> bookings) {
  Reckoning reckoning(plan, people);
  for (const auto& booking : bookings) reckoning.add(booking);
  return reckoning.finish();
}

}  // namespace stagecraft::selling
