#include "process/operations_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json.hpp>

#include "base/error.h"
#include "process/diff.h"
#include "process/reader.h"
#include "tests/process/mutations.h"
#include "tests/process/small_maps.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;

SentOperations read(std::string_view text) { return read_operations(json::parse(text).as_array()); }

/// Where the faults are.
std::vector<std::string> places(std::string_view text) {
  std::vector<std::string> at;
  try {
    read(text);
  } catch (const base::Error& error) {
    for (const auto& fault : error.faults()) at.push_back(fault.at);
  }
  return at;
}

Map example() { return read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/four-goals.yaml").map; }

RC_GTEST_PROP(OperationsInJson, ReadBackAsTheyWere, ()) {
  static const auto first = example();
  const auto a = mutated(first);
  const auto ops = diff(a, mutated(a));
  const auto sent = read_operations(to_json(ops).as_array());
  RC_ASSERT(sent.operations == ops);
  RC_ASSERT(read_operations(to_json(inverse(ops)).as_array()).operations == inverse(ops));
}

TEST(OperationsInJson, ReadBackBetweenMapsThatHaveNothingInCommon) {
  const auto ops = diff(plain_map({"a", "b"}), example());
  EXPECT_EQ(read_operations(to_json(ops).as_array()).operations, ops);
}

TEST(OperationsInJson, AreReadAsAClientWritesThem) {
  const auto sent = read(R"([
    {"op":"set","at":"stage:a","field":"expected_days","from":null,"to":12},
    {"op":"insert","at":"stage:a","field":"does","value":"Signs","after":null},
    {"op":"add","at":"goal:g","list":"stages","item":{"name":"C","id":"c"},"after":"b"},
    {"op":"move","at":"stage:a","from":{"parent":"goal:g","after":null},
     "to":{"parent":"goal:g","after":"b"}},
    {"op":"group","name":"rename","ops":[
      {"op":"set","at":"stage:a","field":"x_note","from":null,"to":{"due":"2026-05-01","sizes":[1,2.5]}}]}])");
  ASSERT_EQ(sent.operations.size(), 5U);
  const auto map = apply_operations(plain_map({"a", "b"}), sent.operations);
  EXPECT_EQ(map.goals[0].stages[0].id, "b");
  EXPECT_EQ(map.goals[0].stages[1].expected_days, 12);
  EXPECT_THAT(map.goals[0].stages[1].does, ElementsAre("Signs"));
  EXPECT_EQ(map.goals[0].stages[1].x.at("x_note"), "{due: 2026-05-01, sizes: [1, 2.5]}");
  EXPECT_EQ(map.goals[0].stages[2].name, "C");
}

TEST(OperationsInJson, TakeTheDefaultForWhatIsLeftOut) {
  const auto sent = read(
      R"([{"op":"set","at":"stage:a","field":"optional","from":false,"to":true},
          {"op":"add","at":"goal:g","list":"stages","item":{"id":"c","name":"C","optional":false,
           "does":[]},"after":null}])");
  EXPECT_TRUE(sent.operations[0].from.is_null());
  EXPECT_EQ(sent.operations[1].item.entries.size(), 2U);
}

TEST(OperationsInJson, AreRefusedWithThePathOfEachFault) {
  EXPECT_THAT(places(R"([{"op":"set","at":"stage:a","field":"name","from":"A","to":"B"},
    {"op":"rename"}, {"op":"move","at":"stage:a","from":{"parent":7,"after":null},"to":{"parent":"goal:g","after":"B!"}},
    7])"),
              ElementsAre("/ops/1/op", "/ops/2/from/parent", "/ops/2/to/after", "/ops/3"));
  EXPECT_THAT(places(R"([{"op":"set","at":"stage:a","field":"name","to":"B","form":"A"}])"),
              ElementsAre("/ops/0/from", "/ops/0/form"));
  EXPECT_THAT(places(R"([{"op":"set","at":"place:a","field":"name","from":null,"to":"B"}])"),
              ElementsAre("/ops/0/at"));
  EXPECT_THAT(places(R"([{"op":"set","at":"stage:a","field":"nam","from":null,"to":"B"}])"),
              ElementsAre("/ops/0/field"));
  EXPECT_THAT(places(R"([{"op":"insert","at":"stage:a","field":"exit","value":"B","after":null}])"),
              ElementsAre("/ops/0/field"));
  EXPECT_THAT(places(R"([{"op":"add","at":"map","list":"goals","after":null,"item":
    {"id":"x","name":"X","stages":[{"id":"y","name":7,"dose":[]}]}}])"),
              ElementsAre("/ops/0/item/stages/0/name", "/ops/0/item/stages/0/dose"));
  EXPECT_THAT(
      places(R"([{"op":"add","at":"map","list":"goals","after":null,"item":{"name":"X"}}])"),
      ElementsAre("/ops/0/item/id"));
  EXPECT_THAT(places(R"([{"op":"group","name":"n","ops":[{"op":"set","at":"stage:a",
    "field":"skills.listening","from":1,"to":"2"}]}])"),
              ElementsAre("/ops/0/ops/0/to"));
}

TEST(OperationsInJson, MendAKeyThatIsNearlyRight) {
  try {
    read(
        R"([{"op":"add","at":"goal:g","list":"stages","item":{"id":"c","nam":"C"},"after":null}])");
    FAIL();
  } catch (const base::Error& error) {
    ASSERT_EQ(error.faults().size(), 1U);
    EXPECT_THAT(error.faults()[0].mend.text(), HasSubstr("'name'"));
  }
}

TEST(OperationsInJson, HaveLimitsOfNumberAndDepth) {
  json::array many(limits::operations + 1, json::parse(R"({"op":"group","name":"n","ops":[]})"));
  EXPECT_THROW(read_operations(many), base::Error);
  many.pop_back();
  EXPECT_EQ(read_operations(many).operations.size(), limits::operations);
  json::value deep = json::array();
  for (int i = 0; i <= limits::group_depth; ++i)
    deep = json::array{json::object{{"op", "group"}, {"name", "n"}, {"ops", deep}}};
  EXPECT_THROW(read_operations(deep.as_array()), base::Error);
  EXPECT_NO_THROW(read_operations(deep.as_array()[0].at("ops").as_array()));
}

TEST(OperationsInJson, HaveALimitOfValues) {
  json::array lines(limits::operation_values, "x");
  json::array ops{json::object{
      {"op", "set"}, {"at", "stage:a"}, {"field", "does"}, {"from", nullptr}, {"to", lines}}};
  EXPECT_THROW(read_operations(ops), base::Error);
}

}  // namespace
}  // namespace stagecraft::process
