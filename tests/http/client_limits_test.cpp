#include "http/client_limits.h"

#include <gtest/gtest.h>

namespace stagecraft::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
const ClientLimits::Time start{seconds(1000)};

TEST(ClientLimits, FillTheBucketWithTimeUpToTheBurst) {
  ClientLimits limits({.per_second = 10, .burst = 3});
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limits.take_request("a", start));
  EXPECT_EQ(limits.take_request("a", start), 1);
  EXPECT_FALSE(limits.take_request("a", start + milliseconds(100)));
  EXPECT_TRUE(limits.take_request("a", start + milliseconds(110)));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limits.take_request("a", start + seconds(100)));
  EXPECT_TRUE(limits.take_request("a", start + seconds(100)));
}

TEST(ClientLimits, CountEachClientForItself) {
  ClientLimits limits({.connections = 1, .per_second = 1, .burst = 1});
  EXPECT_FALSE(limits.take_request("a", start));
  EXPECT_FALSE(limits.take_request("b", start));
  EXPECT_TRUE(limits.open("a"));
  EXPECT_TRUE(limits.open("b"));
  EXPECT_FALSE(limits.open("a"));
  limits.close("a");
  EXPECT_TRUE(limits.open("a"));
}

TEST(ClientLimits, SurviveAClockThatStandsStill) {
  ClientLimits limits({.per_second = 1, .burst = 1});
  EXPECT_FALSE(limits.take_request("a", start));
  EXPECT_EQ(limits.take_request("a", start - seconds(5)), 1);
}

TEST(ClientLimits, ForgetClientsThatAreIdle) {
  ClientLimits limits({.per_second = 1'000, .burst = 1});
  for (int i = 0; i < 100'000; ++i)
    EXPECT_FALSE(limits.take_request(std::to_string(i), start + seconds(i)));
  EXPECT_LT(limits.known(), 2'000U);
}

TEST(ClientLimits, TakeTheHomeNetworkOfAnAddressAsOneClient) {
  EXPECT_EQ(client_key("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(client_key("2001:db8:1:2:3::4"), client_key("2001:db8:1:2:ffff::1"));
  EXPECT_NE(client_key("2001:db8:1:2::1"), client_key("2001:db8:1:3::1"));
}

}  // namespace
}  // namespace stagecraft::http
