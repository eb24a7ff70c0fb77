#include "report/figures.h"

#include <gmock/gmock.h>

#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "tests/report/measured_world.h"

namespace stagecraft::report {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Figures, ArePublishedWithTheirSchema) {
  std::ifstream file(STAGECRAFT_SOURCE_DIR "/docs/schema/figures-1.schema.json");
  const std::string published{std::istreambuf_iterator<char>(file),
                              std::istreambuf_iterator<char>()};
  EXPECT_EQ(published, figures_schema())
      << "docs/schema/figures-1.schema.json is not what the program writes";
}

TEST(Figures, HaveInJsonTheKeysThatTheSchemaRequires) {
  const auto world = test::log_e_world();
  const auto figures = boost::json::parse(to_json(world->report().figures)).at("figures");
  ASSERT_EQ(figures.as_array().size(), world->report().figures.size());
  const auto schema = boost::json::parse(figures_schema());
  const auto& item = schema.at("properties").at("figures").at("items");
  for (const auto& figure : figures.as_array()) {
    for (const auto& key : item.at("required").as_array())
      ASSERT_TRUE(figure.as_object().contains(key.as_string())) << key;
    for (const auto& member : figure.as_object())
      ASSERT_TRUE(item.at("properties").as_object().contains(member.key())) << member.key();
  }
}

TEST(Figures, AreOneALineInCsvUnderTheSameNames) {
  const auto world = test::log_e_world();
  const auto csv = to_csv(world->report().figures);
  EXPECT_THAT(csv, StartsWith("measure,part,stage,goal,"));
  const auto figures = boost::json::parse(to_json(world->report().figures)).at("figures");
  const auto header = csv.substr(0, csv.find_first_of("\r\n"));
  for (const auto& member : figures.as_array().front().as_object())
    EXPECT_THAT(header, HasSubstr(std::string(member.key())));
}

TEST(FiguresCsv, RunsNothingInASpreadsheet) {
  measures::Figure figure;
  figure.measure = "win_rate";
  figure.slice = "=HYPERLINK(1)";
  figure.reason = "@SUM(1)";
  const auto csv = to_csv(std::array{figure});
  EXPECT_THAT(csv, HasSubstr(",'=HYPERLINK(1),"));
  EXPECT_THAT(csv, HasSubstr(",'@SUM(1),"));
}

}  // namespace
}  // namespace stagecraft::report
