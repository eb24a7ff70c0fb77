#include "base/hash.h"

#include <gtest/gtest.h>

namespace stagecraft::base {
namespace {

// The examples of FIPS 180-4.
TEST(Sha256, MatchesTheStandardsExamples) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfPartsIsThatOfTheWhole) {
  Sha256 parts;
  for (const auto* part : {"a", "", "bc"}) parts.add(part);
  EXPECT_EQ(parts.hex(), sha256_hex("abc"));
}

}  // namespace
}  // namespace stagecraft::base
