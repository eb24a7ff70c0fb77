#include "history/number_column.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace stagecraft::history {
namespace {

RC_GTEST_PROP(NumberColumn, KeepsNumbersOfAnySize, ()) {
  const auto span = *rc::gen::element<std::int64_t>(1, 200, 70'000, std::int64_t{1} << 31,
                                                    std::int64_t{1} << 40, INT64_MAX - 19'000);
  const auto from = *rc::gen::element<std::int64_t>(INT64_MIN + 1, -90, 0, 19'000);
  auto numbers = *rc::gen::container<std::vector<std::int64_t>>(
      rc::gen::map(rc::gen::inRange<std::int64_t>(0, span),
                   [from](std::int64_t above) { return from + above; }));
  const bool has_gaps = *rc::gen::arbitrary<bool>();
  for (std::size_t i = 0; has_gaps && i < numbers.size(); i += 3)
    numbers[i] = NumberColumn::not_stated;
  const NumberColumn column(numbers);
  RC_ASSERT(column.size() == numbers.size());
  RC_ASSERT(column.to_vector() == numbers);
}

TEST(NumberColumn, TakesTwoBytesADayOfAYear) {
  std::vector<std::int64_t> days;
  for (std::int64_t day = 0; day < 1'000; ++day) days.push_back(19'000 + day % 366);
  EXPECT_EQ(NumberColumn(days).memory_bytes(), 2'000U);
}

TEST(NumberColumn, KnowsWhenNothingIsStated) {
  EXPECT_TRUE(NumberColumn().states_nothing());
  EXPECT_TRUE(NumberColumn({NumberColumn::not_stated, NumberColumn::not_stated}).states_nothing());
  EXPECT_FALSE(NumberColumn({NumberColumn::not_stated, 0}).states_nothing());
}

}  // namespace
}  // namespace stagecraft::history
