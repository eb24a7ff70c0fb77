#include "http/coalesced.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

namespace stagecraft::http {
namespace {

TEST(Coalesced, MakesOnceForAllWhoComeWhileAnotherIsMade) {
  Coalesced<int> numbers;
  std::atomic<int> made{0}, waiting{0};
  std::latch is_making(1), may_end(1);
  std::jthread first([&] {
    EXPECT_EQ(numbers.get("key",
                          [&] {
                            is_making.count_down();
                            may_end.wait();
                            return ++made;
                          }),
              1);
  });
  is_making.wait();
  std::vector<std::jthread> others;
  for (int i = 0; i < 8; ++i)
    others.emplace_back([&] {
      ++waiting;
      // Those who come too late for the second have a third of their own, never the first.
      EXPECT_GE(numbers.get("key", [&] { return ++made; }), 2);
    });
  EXPECT_EQ(numbers.get("another key", [] { return 7; }), 7) << "it waits for nobody";
  while (waiting < 8) std::this_thread::yield();
  may_end.count_down();
  first.join();
  others.clear();
  EXPECT_LE(made, 9);
  EXPECT_GE(made, 2);
}

TEST(Coalesced, GivesNobodyWhatWasBegunBeforeTheyCame) {
  Coalesced<int> states;
  std::atomic<int> state{0};
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < 4; ++writer)
    writers.emplace_back([&] {
      for (int i = 0; i < 2000; ++i) {
        const int mine = ++state;
        EXPECT_GE(states.get("key", [&] { return state.load(); }), mine);
      }
    });
}

TEST(Coalesced, ThrowsWhatTheMakingThrew) {
  Coalesced<int> numbers;
  const auto fail = []() -> int { throw std::runtime_error("no"); };
  EXPECT_THROW(numbers.get("key", fail), std::runtime_error);
  EXPECT_EQ(numbers.get("key", [] { return 3; }), 3);
}

}  // namespace
}  // namespace stagecraft::http
