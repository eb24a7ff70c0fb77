#include <fmt/format.h>

#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A process with one version, no draft, and two who edit: Ada and Eve. Its first draft was change
/// 1, publishing it change 2, so that what a test does begins with 3.
class DraftEditing : public ApiWorld {
 protected:
  DraftEditing() {
    eve = add_person("Eve", "editor");
    as(ada);
    path_ = fmt::format("/api/processes/{}", publish(map_of_two_stages));
  }

  static json::object set(const std::string& at, const std::string& field, const json::value& from,
                          const json::value& to) {
    json::object op;
    op["op"] = "set";
    op["at"] = at;
    op["field"] = field;
    op["from"] = from;
    op["to"] = to;
    return op;
  }
  static json::object rename(const std::string& from, const std::string& to) {
    return set("stage:a", "name", json::value(from), json::value(to));
  }
  Answer operate(std::int64_t base_seq, const std::vector<json::object>& ops,
                 std::vector<Header> headers = {}) {
    json::array list;
    for (const auto& op : ops) list.emplace_back(op);
    json::object body;
    body["base_seq"] = base_seq;
    body["ops"] = std::move(list);
    return ask(Method::post, draft("/operations"), json::serialize(body), std::move(headers));
  }
  Answer put(std::string_view text, std::string_view etag) {
    return ask(Method::put, draft(), json::serialize(json::object{{"text", std::string(text)}}),
               {{"if-match", std::string(etag)}});
  }
  std::string draft(std::string_view more = "") const {
    return path_ + "/draft" + std::string(more);
  }
  std::string name_of_a() { return std::string(get(draft()).at("/map/stages/0/name").as_string()); }
  /// Numbers of what a refusal tells to have been accepted since.
  static std::vector<std::int64_t> since(const Answer& refused) {
    std::vector<std::int64_t> numbers;
    const auto told = refused.at("/since");
    for (const auto& change : told.as_array()) numbers.push_back(change.at("seq").as_int64());
    return numbers;
  }

  selling::PersonId eve;
  std::string path_;
};

TEST_F(DraftEditing, BeginsFromTheNewestVersionWithTheFirstOperation) {
  EXPECT_EQ(get(draft()).status, 404);
  const auto done = operate(0, {rename("A", "Ask")});
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.at("/seq"), 3);
  const auto now = get(draft());
  EXPECT_EQ(now.header("ETag"), "\"3\"");
  EXPECT_EQ(now.at("/based_on"), 1);
  EXPECT_EQ(now.at("/map/stages/0/name"), "Ask");
  EXPECT_EQ(now.at("/changed_by"), ada.value);
  EXPECT_THAT(std::string(now.at("/text").as_string()), HasSubstr("name: Ask"));
  EXPECT_TRUE(now.json().at("check").as_object().contains("mistakes"));
}

TEST_F(DraftEditing, TakesChangesOfDifferentFieldsThatWereMadeOnTheSameDraft) {
  ASSERT_EQ(operate(0, {rename("A", "Ask")}).status, 200);
  as(eve);
  const auto other = operate(0, {set("stage:a", "expected_days", nullptr, 7)});
  EXPECT_EQ(other.status, 200) << other.text;
  EXPECT_EQ(other.at("/seq"), 4);
  EXPECT_EQ(name_of_a(), "Ask");
  EXPECT_EQ(get(draft()).at("/map/stages/0/expected_days"), 7);
}

TEST_F(DraftEditing, ShowsBothToTheLaterAuthorOfOneField) {
  ASSERT_EQ(operate(0, {rename("A", "Ask")}).status, 200);
  as(eve);
  const auto refused = operate(0, {rename("A", "Talk")});
  ASSERT_EQ(refused.status, 409) << refused.text;
  EXPECT_THAT(refused.faults(), ElementsAre("/ops/0"));
  EXPECT_EQ(refused.at("/conflicts/0/path"), "/ops/0");
  EXPECT_EQ(refused.at("/conflicts/0/operation/to"), "Talk");
  EXPECT_EQ(refused.at("/conflicts/0/now"), "Ask");
  EXPECT_EQ(refused.at("/seq"), 3);
  EXPECT_EQ(refused.at("/since_is_complete"), true);
  ASSERT_THAT(since(refused), ElementsAre(3));
  EXPECT_EQ(refused.at("/since/0/by"), ada.value);
  EXPECT_TRUE(refused.at("/since/0/at").is_string());
  EXPECT_EQ(refused.at("/since/0/ops/0/to"), "Ask");
  EXPECT_EQ(name_of_a(), "Ask");
}

TEST_F(DraftEditing, IsUndoneByTheInverseUntilTheFieldHasMovedOn) {
  ASSERT_EQ(operate(0, {rename("A", "Ask")}).status, 200);
  ASSERT_EQ(operate(3, {rename("Ask", "A")}).status, 200);
  EXPECT_EQ(name_of_a(), "A");
  ASSERT_EQ(operate(4, {rename("A", "Ask")}).status, 200);
  as(eve);
  ASSERT_EQ(operate(5, {rename("Ask", "Talk")}).status, 200);
  as(ada);
  const auto undo = operate(5, {rename("Ask", "A")});
  EXPECT_EQ(undo.status, 409);
  EXPECT_EQ(undo.at("/conflicts/0/now"), "Talk");
  EXPECT_THAT(since(undo), ElementsAre(6));
}

TEST_F(DraftEditing, TakesAllOperationsOfARequestOrNone) {
  const auto refused =
      operate(0, {rename("A", "Ask"), set("stage:b", "name", "X", "Y"), rename("Ask", "Z")});
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.faults(), ElementsAre("/ops/1"));
  EXPECT_EQ(get(draft()).status, 404);
}

TEST_F(DraftEditing, IsRefusedWithTheJsonPathOfEachFault) {
  auto unknown = rename("A", "B");
  unknown["why"] = "because";
  EXPECT_THAT(operate(0, {rename("A", "B"), unknown, set("stage:a", "name", "A", 7)}).faults(),
              ElementsAre("/ops/1/why", "/ops/2/to"));
  const auto negative = operate(0, {set("stage:a", "expected_days", nullptr, -1)});
  EXPECT_EQ(negative.status, 422);
  EXPECT_THAT(negative.faults(), ElementsAre("/ops/0/to"));
  EXPECT_THAT(operate(0, {}).faults(), ElementsAre("/ops"));
  EXPECT_THAT(operate(9, {rename("A", "B")}).faults(), ElementsAre("/base_seq"));
}

TEST_F(DraftEditing, IsDoneOnceForOneIdempotencyKey) {
  const std::vector<Header> key{{"idempotency-key", "one"}};
  EXPECT_EQ(operate(0, {rename("A", "Ask")}, key).at("/seq"), 3);
  const auto again = operate(0, {rename("A", "Ask")}, key);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.at("/seq"), 3);
  EXPECT_EQ(get(draft()).at("/seq"), 3);
}

TEST_F(DraftEditing, KeepsTheCommentsOfTheText) {
  ASSERT_EQ(put(std::string("# Ours.\n") + std::string(map_of_two_stages), "\"0\"").status, 200);
  ASSERT_EQ(operate(3, {rename("A", "Ask")}).status, 200);
  EXPECT_THAT(std::string(get(draft()).at("/text").as_string()),
              AllOf(HasSubstr("# Ours.\n"), HasSubstr("name: Ask")));
}

TEST_F(DraftEditing, SaysWhereATextThatCannotBeReadTakesNoOperations) {
  ASSERT_EQ(put("stagecraft: 1\nid: tiny\nstages: 7\n", "\"0\"").status, 200);
  EXPECT_TRUE(get(draft()).at("/map").is_null());
  const auto refused = operate(3, {rename("A", "Ask")});
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.faults(), Not(IsEmpty()));
  EXPECT_THAT(refused.faults().front(), HasSubstr("line "));
  EXPECT_THAT(refused.at("/conflicts").as_array(), IsEmpty());
}

TEST_F(DraftEditing, TellsATextThatWasWrittenAsItsOperations) {
  ASSERT_EQ(operate(0, {set("stage:b", "expected_days", nullptr, 3)}).status, 200);
  std::string text(get(draft()).at("/text").as_string());
  text.replace(text.find("name: A"), 7, "name: Ask");
  const auto written = put(text, "\"3\"");
  ASSERT_EQ(written.status, 200) << written.text;
  EXPECT_EQ(written.header("ETag"), "\"4\"");
  as(eve);
  const auto refused = operate(3, {rename("A", "Talk")});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.at("/since_is_complete"), true);
  EXPECT_EQ(refused.at("/since/0/ops/0/op"), "set");
  EXPECT_EQ(refused.at("/since/0/ops/0/to"), "Ask");
}

TEST_F(DraftEditing, CannotTellWhatLedToATextThatReplacedAnUnreadableOne) {
  ASSERT_EQ(put("stagecraft: 1\n", "\"0\"").status, 200);
  std::string text(map_of_two_stages);
  text.replace(text.find("name: A"), 7, "name: Ask");
  ASSERT_EQ(put(text, "\"3\"").status, 200);
  const auto refused = operate(3, {rename("A", "Talk")});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.at("/since_is_complete"), false);
  EXPECT_EQ(refused.at("/seq"), 4);
  EXPECT_EQ(operate(3, {set("stage:b", "name", "B", "Bind")}).status, 200)
      << "an operation needs no more than its own preconditions";
}

TEST_F(DraftEditing, IsWrittenAsAWholeOnlyByWhoeverHasSeenItsLastState) {
  EXPECT_EQ(put(map_of_two_stages, "\"2\"").status, 412) << "there is none yet";
  ASSERT_EQ(operate(0, {rename("A", "Ask")}).status, 200);
  EXPECT_EQ(put(map_of_two_stages, "\"0\"").status, 412);
  const auto body = json::serialize(json::object{{"text", std::string(map_of_two_stages)}});
  EXPECT_EQ(ask(Method::put, draft(), body).status, 428);
  EXPECT_EQ(put(map_of_two_stages, "\"3\"").status, 200);
}

TEST_F(DraftEditing, CountsOnWhenADraftIsPublished) {
  ASSERT_EQ(operate(0, {rename("A", "Ask")}).status, 200);
  ASSERT_EQ(post(path_ + "/versions", "{}").status, 201);
  const auto next = operate(0, {rename("Ask", "Talk")});
  ASSERT_EQ(next.status, 200) << next.text;
  EXPECT_EQ(next.at("/seq"), 5) << "publishing was change 4";
  EXPECT_EQ(put(map_of_two_stages, "\"3\"").status, 412);
  const auto refused = operate(3, {rename("Ask", "Tell")});
  EXPECT_EQ(refused.at("/since_is_complete"), false);
  const auto changes = get(path_ + "/changes?from=1&to=2");
  EXPECT_EQ(changes.at("/operations/0/to"), "Ask");
  EXPECT_THAT(std::string(changes.at("/sentences/0").as_string()), HasSubstr("renamed 'Ask'"));
}

TEST_F(DraftEditing, IsForThoseWhoMayEdit) {
  as(rob);
  EXPECT_EQ(operate(0, {rename("A", "Ask")}).status, 403);
  as(eve);
  ASSERT_EQ(operate(0, {rename("A", "Ask")}).status, 200);
  as(vic);
  EXPECT_EQ(name_of_a(), "Ask");
}

TEST_F(DraftEditing, StatesInAVariantWhatBecomesDifferentFromItsBase) {
  constexpr std::string_view variant =
      "stagecraft: 1\nid: v\nname: V\nextends: tiny.yaml  # ours\n";
  path_ = fmt::format("/api/processes/{}", publish(variant));
  ASSERT_EQ(operate(0, {rename("A", "Ask")}).status, 200);
  EXPECT_EQ(name_of_a(), "Ask");
  const auto text = std::string(get(draft()).at("/text").as_string());
  EXPECT_THAT(text, HasSubstr("extends: tiny.yaml  # ours\n"));
  EXPECT_THAT(text, HasSubstr("- id: a\n    name: Ask\n"));
  EXPECT_EQ(operate(0, {rename("A", "Asked")}).status, 409);
  ASSERT_EQ(operate(1, {rename("Ask", "A")}).status, 200);
  EXPECT_EQ(get(draft()).at("/text").as_string(), variant);
}

TEST_F(DraftEditing, GivesTheMapWithDefaultsToWhomAsks) {
  ASSERT_EQ(operate(0, {rename("A", "Ask")}).status, 200);
  EXPECT_FALSE(get(draft()).at("/map/stages/0").as_object().contains("optional"));
  EXPECT_EQ(get(draft("?defaults=true")).at("/map/stages/0/optional"), false);
  EXPECT_EQ(get(path_ + "/versions/1?defaults=true").at("/stages/0/optional"), false);
}

}  // namespace
}  // namespace stagecraft::http
