#include "base/json_text.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>

namespace stagecraft::base {
namespace {

TEST(JsonText, WritesNumbersAsShortAsTheyCanBeReadBack) {
  EXPECT_EQ(to_json_line({{"share", 0.5}, {"count", 3}, {"third", 1.0 / 3}, {"none", nullptr}}),
            R"({"share": 0.5, "count": 3, "third": 0.3333333333333333, "none": null})");
}

TEST(JsonText, WritesNoSignOfZeroAndNullForWhatIsNoNumber) {
  EXPECT_EQ(to_json_line({-0.0, -0.5, 1e300 * 1e300, std::nan("")}), "[0, -0.5, null, null]");
}

TEST(JsonText, BreaksLinesThatAreTooLong) {
  boost::json::array rows(30, boost::json::value("abcdef"));
  const auto text = to_json_text({{"rows", rows}, {"empty", boost::json::array()}});
  EXPECT_EQ(text.substr(0, 38), "{\n  \"rows\": [\n    \"abcdef\",\n    \"abcde");
  EXPECT_EQ(boost::json::parse(text).at("rows").as_array().size(), 30U);
  EXPECT_TRUE(text.ends_with("\"empty\": []\n}\n"));
}

}  // namespace
}  // namespace stagecraft::base
