#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json.hpp>

#include "base/error.h"
#include "http/json_reader.h"
#include "http/json_schema.h"
#include "http/json_writer.h"
#include "http/problem.h"
#include "selling/ids.h"

namespace stagecraft::http {

enum class Phase { lead, qualified, won, new_ };
BOOST_DESCRIBE_ENUM(Phase, lead, qualified, won, new_)

struct Item {
  std::string name;
  int qty = 0;
  static constexpr Note notes[] = {{.field = "qty", .text = "How many", .least = 1, .most = 100},
                                   {.field = "name", .least = 1, .most = 10}};
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, qty))

struct Order {
  selling::DealId deal;
  Phase stage = Phase::lead;
  std::vector<Item> items;
  std::optional<double> share;
  std::optional<base::Money> amount;
  Change<base::Day> due;
  std::optional<base::Instant> at;
  bool is_open = true;
  std::map<std::string, std::int64_t> counts;
  RawJson other;
  static constexpr Note notes[] = {{.field = "is_open", .may_be_left_out = true},
                                   {.field = "other", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (deal, stage, items, share, amount, due, at, is_open, counts, other))

struct Listing {
  std::optional<int> limit;
  std::vector<Phase> stage;
  std::string search;
  std::optional<base::Day> from;
  static constexpr Note notes[] = {{.field = "limit", .least = 1, .most = 100},
                                   {.field = "search", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(Listing, (), (limit, stage, search, from))

struct Tree {
  std::string name;
  std::vector<Tree> children;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (name, children))

namespace {

using ::testing::ElementsAre;

/// `at: message` of every fault.
std::vector<std::string> faults_of(std::string_view text) {
  try {
    from_json<Order>(text);
  } catch (const base::Error& error) {
    std::vector<std::string> out;
    for (const auto& fault : error.faults()) out.push_back(fault.at + ": " + fault.message.text());
    return out;
  }
  return {};
}

std::string order_with(std::string_view members) {
  return fmt::format(R"({{"deal":7,"stage":"won",{}}})", members);
}

TEST(JsonReader, ReadsEveryKindOfMember) {
  const auto order = from_json<Order>(R"({
    "deal": 7, "stage": "new", "items": [{"name": "a", "qty": 3.0}], "share": 0.5,
    "amount": {"amount_minor": 120000, "currency": "EUR"}, "due": "2026-01-31",
    "at": "2026-01-31T14:00:00.250+02:00", "is_open": false, "counts": {"x": 1}, "other": {"y": [1]}})");
  EXPECT_EQ(order.deal.value, 7);
  EXPECT_EQ(order.stage, Phase::new_);
  EXPECT_EQ(order.items.at(0).qty, 3);
  EXPECT_EQ(order.share, 0.5);
  EXPECT_EQ(order.amount->minor, 120000);
  EXPECT_EQ(base::to_iso(order.due.value.value()), "2026-01-31");
  EXPECT_EQ(base::to_iso(order.at.value()), "2026-01-31T12:00:00.250Z");
  EXPECT_FALSE(order.is_open);
  EXPECT_EQ(order.counts.at("x"), 1);
  EXPECT_EQ(order.other.text, R"({"y":[1]})");
}

TEST(JsonReader, LeavesWhatIsNotGivenAsItWas) {
  const auto order = from_json<Order>(" {\"deal\":1,\"stage\":\"lead\"} \n");
  EXPECT_TRUE(order.is_open);
  EXPECT_FALSE(order.due.is_given);
  EXPECT_FALSE(order.amount);
}

TEST(JsonReader, TellsTakenAwayFromNotGiven) {
  const auto order = from_json<Order>(order_with(R"("due":null)"));
  EXPECT_TRUE(order.due.is_given);
  EXPECT_FALSE(order.due.value);
}

struct Case {
  std::string_view json, fault;
};

class JsonFault : public ::testing::TestWithParam<Case> {};

TEST_P(JsonFault, IsSaidWithItsPlace) {
  EXPECT_THAT(faults_of(GetParam().json), ElementsAre(std::string(GetParam().fault)));
}

INSTANTIATE_TEST_SUITE_P(
    All, JsonFault,
    ::testing::Values(
        Case{"3", ": expected an object"}, Case{"null", ": expected an object"},
        Case{R"({"stage":"won"})", "/deal: missing"},
        Case{R"({"deal":0,"stage":"won"})", "/deal: number out of range or not whole"},
        Case{R"({"deal":-1,"stage":"won"})", "/deal: number out of range or not whole"},
        Case{R"({"deal":1.5,"stage":"won"})", "/deal: number out of range or not whole"},
        Case{R"({"deal":9223372036854775808,"stage":"won"})",
             "/deal: number out of range or not whole"},
        Case{R"({"deal":"1","stage":"won"})", "/deal: expected a whole number"},
        Case{R"({"deal":1,"stage":"lost"})", "/stage: expected one of lead, qualified, won, new"},
        Case{R"({"deal":1,"stage":3})", "/stage: expected one of lead, qualified, won, new"},
        Case{R"({"deal":1,"stage":"won","x":1})", "/x: unknown field"},
        Case{R"({"deal":1,"stage":"won","a/b~c":1})", "/a~1b~0c: unknown field"},
        Case{R"({"deal":1,"stage":"won","items":{}})", "/items: expected a list"},
        Case{R"({"deal":1,"stage":"won","items":[{"name":"a","qty":0}]})",
             "/items/0/qty: number out of range or not whole"},
        Case{R"({"deal":1,"stage":"won","items":[{"name":"a","qty":101}]})",
             "/items/0/qty: number out of range or not whole"},
        Case{R"({"deal":1,"stage":"won","items":[{"name":"","qty":1}]})", "/items/0/name: empty"},
        Case{R"({"deal":1,"stage":"won","items":[{"name":"12345678901","qty":1}]})",
             "/items/0/name: 11 characters; at most 10 may be"},
        Case{R"({"deal":1,"stage":"won","items":[{"name":"a\u0000","qty":1}]})",
             "/items/0/name: holds control characters"},
        Case{R"({"deal":1,"stage":"won","items":[null]})", "/items/0: expected an object"},
        Case{R"({"deal":1,"stage":"won","share":"a"})", "/share: expected a number"},
        Case{R"({"deal":1,"stage":"won","amount":5})", "/amount: expected an object"},
        Case{R"({"deal":1,"stage":"won","amount":{"amount_minor":1,"currency":"XXQ"}})",
             "/amount/currency: not a known currency"},
        Case{R"({"deal":1,"stage":"won","amount":{"amount_minor":1}})",
             "/amount/currency: missing"},
        Case{R"({"deal":1,"stage":"won","due":"2026-02-30"})", "/due: not a day"},
        Case{R"({"deal":1,"stage":"won","due":3})", "/due: expected a day as \"2026-01-31\""},
        Case{R"({"deal":1,"stage":"won","at":"2026-01-31T12:00:00"})", "/at: not an instant"},
        Case{R"({"deal":1,"stage":"won","is_open":null})", "/is_open: expected true or false"},
        Case{R"({"deal":1,"stage":"won","counts":{"a":"b"}})",
             "/counts/a: expected a whole number"}));

TEST(JsonReader, SaysAllFaultsAtOnce) {
  EXPECT_THAT(faults_of(R"({"stage":"x","items":[{"name":"a","qty":1},{"qty":"b"}],"y":0})"),
              ElementsAre("/deal: missing", "/stage: expected one of lead, qualified, won, new",
                          "/items/1/name: missing", "/items/1/qty: expected a whole number",
                          "/y: unknown field"));
}

TEST(JsonReader, ListsOnlySoManyFaultsAndCountsAll) {
  std::string items;
  for (int i = 0; i < 500; ++i) items += i == 0 ? "0" : ",0";
  try {
    from_json<Order>(order_with(R"("items":[)" + items + "]"));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.faults().size(), fault_limit);
    EXPECT_THAT(error.what(), ::testing::StartsWith("500 faults in the body; the first: /items/0"));
  }
}

TEST(JsonReader, RefusesTextThatIsNoJson) {
  for (const auto* text : {"", "{", "{\"a\":}", "nul", "{} {}", "\"\xff\"", "{\"a\":1,}",
                           "// x\n{}", R"({"a":1,"a":1})"})
    EXPECT_THROW(from_json<Order>(text), Refusal) << text;
}

TEST(JsonReader, ReadsTypesThatHoldThemselves) {
  const auto tree = from_json<Tree>(R"({"name":"a","children":[{"name":"b","children":[]}]})");
  EXPECT_EQ(tree.children.at(0).name, "b");
}

TEST(JsonWriter, WritesEveryMemberAndNullForWhatThereIsNot) {
  Order order{.deal = {7}, .stage = Phase::new_};
  order.items.push_back({"a\"\n\x01", 2});
  EXPECT_EQ(to_json(order),
            R"({"deal":7,"stage":"new","items":[{"name":"a\"\n\u0001","qty":2}],"share":null,)"
            R"("amount":null,"due":null,"at":null,"is_open":true,"counts":{},"other":null})");
}

TEST(JsonWriter, MendsBytesThatAreNoText) {
  std::string out;
  write_quoted(out, "a\xff");
  EXPECT_EQ(out, "\"a\xEF\xBF\xBD\"");
}

TEST(JsonWriter, WritesZeroThatReadsTheSame) {
  const std::string text = R"({"deal":7,"stage":"won","items":[],"share":-0.0,"counts":{}})";
  const auto written = to_json(from_json<Order>(text));
  EXPECT_THAT(written, testing::HasSubstr(R"("share":0,)"));
  EXPECT_EQ(to_json(from_json<Order>(written)), written);
}

RC_GTEST_PROP(JsonWriter, WritesWhatTheReaderReads,
              (const std::vector<int>& quantities, std::int64_t id)) {
  Order order{.deal = {std::max<std::int64_t>(1, id & 0x7fffffffffffffff)}};
  for (const int qty : quantities) {
    order.items.push_back({fmt::format("{}", qty & 0xff), 1 + (qty & 63)});
    order.counts[fmt::format("k{}", qty)] = qty;
  }
  order.share = static_cast<double>(id) / 7;
  order.at = base::Instant(base::Milliseconds(id % 4'000'000'000'000 + 5'000'000'000'000));
  const auto text = to_json(order);
  RC_ASSERT(to_json(from_json<Order>(text)) == text);
}

RC_GTEST_PROP(JsonReader, NeverCrashesOnAnyText, (const std::string& text)) {
  try {
    from_json<Order>(text);
  } catch (const base::Error&) {
  } catch (const Refusal&) {
  }
}

TEST(QueryReader, ReadsScalarsListsAndWhatIsLeftOut) {
  const std::vector<QueryItem> items{
      {"limit", "5"}, {"stage", "won"}, {"stage", "lead"}, {"from", "2026-01-31"}};
  const auto listing = from_query<Listing>(items);
  EXPECT_EQ(listing.limit, 5);
  EXPECT_THAT(listing.stage, ElementsAre(Phase::won, Phase::lead));
  EXPECT_EQ(listing.search, "");
}

TEST(QueryReader, SaysAllFaultsAtOnce) {
  const std::vector<QueryItem> items{
      {"limit", "0"}, {"stage", "x"}, {"limti", "3"}, {"from", "x"}, {"from", "y"}};
  try {
    from_query<Listing>(items);
    FAIL();
  } catch (const base::Error& error) {
    std::vector<std::string> places;
    for (const auto& fault : error.faults())
      places.push_back(fault.at + ": " + fault.message.text());
    EXPECT_THAT(places,
                ElementsAre("?limit: number out of range or not whole",
                            "?stage: expected one of lead, qualified, won, new",
                            "?limti: unknown parameter", "?from: not a day", "?from: given twice"));
  }
}

TEST(JsonSchema, TellsRequestsFromAnswers) {
  Components components;
  components.schema(shape_of<Order>(), Direction::request);
  components.schema(shape_of<Order>(), Direction::answer);
  const auto& all = components.all();
  const auto input = boost::json::parse(all.at("OrderInput")).as_object();
  const auto output = boost::json::parse(all.at("Order")).as_object();
  EXPECT_EQ(boost::json::serialize(input.at("required")), R"(["deal","stage"])");
  EXPECT_EQ(output.at("required").as_array().size(), 10U);
  EXPECT_EQ(
      boost::json::serialize(boost::json::parse(all.at("Item")).at_pointer("/properties/qty")),
      R"({"type":"integer","format":"int64","minimum":1,"maximum":100,"description":"How many"})");
  EXPECT_EQ(all.at("Phase"), R"({"type":"string","enum":["lead","qualified","won","new"]})");
}

TEST(JsonSchema, EndsForTypesThatHoldThemselves) {
  Components components;
  components.schema(shape_of<Tree>(), Direction::request);
  EXPECT_EQ(components.all().count("TreeInput"), 1U);
}

}  // namespace
}  // namespace stagecraft::http
