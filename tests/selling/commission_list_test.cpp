#include "selling/commission_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const base::Currency euro = *base::Currency::find("EUR");
const base::Currency dollar = *base::Currency::find("USD");

/// 5 % up to 1,000.00, 10 % above.
CommissionPlan plan() {
  return {.currency = euro, .rules = {{.role = "rep", .tiers = {{0, 50'000}, {100'000, 100'000}}}}};
}

DealBooking booking(std::int64_t deal, std::int64_t minor, base::Currency currency = euro,
                    std::optional<PersonId> owner = PersonId{1}) {
  return {.deal = {deal},
          .booked = {.at = base::Instant(base::Milliseconds(deal)),
                     .amount = {minor, currency},
                     .owner = owner,
                     .offering = {}}};
}

const PeopleOfRoles people{{"rep", {{1}, {2}}}, {"clerk", {{1}}}};

/// 800.00 at 5 % are 40.00; of the next 400.00 half lies above 1,000.00: 10.00 + 20.00.
TEST(CommissionList, GoesOnInTheTiersFromWhatWasBookedBefore) {
  const std::vector bookings{booking(1, 80'000), booking(2, 40'000)};
  const auto list = reckon_commission(plan(), people, bookings);
  ASSERT_EQ(list.lines.size(), 2U);
  EXPECT_EQ(list.lines[0].commission.minor, 4'000);
  EXPECT_EQ(list.lines[1].commission.minor, 3'000);
  EXPECT_THAT(list.totals,
              ElementsAre(CommissionTotal{{1}, "rep", {120'000, euro}, {7'000, euro}}));
}

TEST(CommissionList, CountsEachPersonByThemselves) {
  const std::vector bookings{booking(1, 80'000), booking(2, 40'000, euro, PersonId{2})};
  const auto list = reckon_commission(plan(), people, bookings);
  EXPECT_EQ(list.lines.at(1).commission.minor, 2'000);
  EXPECT_EQ(list.totals.size(), 2U);
}

TEST(CommissionList, SaysHowManyBookingsAreInOtherCurrencies) {
  const std::vector bookings{booking(1, 100, dollar)};
  const auto list = reckon_commission(plan(), people, bookings);
  EXPECT_EQ(list.in_other_currencies, 1);
  EXPECT_THAT(list.lines, IsEmpty());
}

TEST(CommissionList, GivesNothingForADealThatNobodyOwnsOrWhoHasNoRoleOfThePlan) {
  const std::vector bookings{booking(1, 100, euro, std::nullopt),
                             booking(2, 100, euro, PersonId{9})};
  EXPECT_THAT(reckon_commission(plan(), people, bookings).lines, IsEmpty());
}

}  // namespace
}  // namespace stagecraft::selling
