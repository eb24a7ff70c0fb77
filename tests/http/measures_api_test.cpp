#include <fmt/format.h>

#include "http/answer_cache.h"
#include "http/figure_shapes.h"
#include "http/json_reader.h"
#include "report/figure_fields.h"
#include "tests/http/measures_world.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(MeasuresApi, CountWhatTheVerbsHaveDone) {
  create();
  offer(create());
  win(create());
  lose(create());
  EXPECT_EQ(figure("in_stage", "needs"), 1);
  EXPECT_EQ(figure("in_stage", "offer"), 1);
  EXPECT_EQ(figure("entered", "needs"), 4);
  EXPECT_EQ(figure("entered", "offer"), 2);
  EXPECT_EQ(figure("win_rate"), 0.5);
}

TEST_F(MeasuresApi, SeeAWriteAtOnceThoughAnswersAreKept) {
  const auto deal = create();
  EXPECT_EQ(get(path()).status, 200);
  const auto before = get(path()).text;
  EXPECT_EQ(get(path()).text, before);
  const auto moved = post(deal + "/stage-entries", R"({"stage":"offer"})");
  ASSERT_EQ(moved.status, 409);
  ASSERT_EQ(post(deal + "/evidence", R"({"criterion":"told","note":"Said so"})").status, 201);
  ASSERT_EQ(post(deal + "/stage-entries", R"({"stage":"offer"})").status, 201);
  EXPECT_NE(get(path()).text, before);
  EXPECT_EQ(figure("in_stage", "offer"), 1);
}

TEST_F(MeasuresApi, RestOnTheDealsThatWhoAsksMaySee) {
  create();
  create();
  as(sam);
  const auto own = create();
  EXPECT_EQ(figure("in_stage", "needs"), 1);
  EXPECT_THAT(get(path("/measures/deals?measure=in_stage&stage=needs")).at("/deals").as_array(),
              ElementsAre(number_of(own)));
  as(rob);
  EXPECT_EQ(figure("in_stage", "needs"), 2);
  as(mia);
  EXPECT_EQ(figure("in_stage", "needs"), 3);
}

TEST_F(MeasuresApi, CountDealsThatNobodyHasForWhoeverIsShownThem) {
  as(ada);
  const auto deal = create();
  create();
  pass(std::chrono::hours(1));
  ASSERT_EQ(patch(deal, R"({"values":[{"name":"owner","value":""}]})").status, 200);
  as(sam);
  EXPECT_EQ(get("/api/deals").at("/deals").as_array().size(), 1U);
  EXPECT_EQ(figure("in_stage", "needs"), 1);
}

TEST_F(MeasuresApi, LeaveOutTheDealsOfOtherProcesses) {
  create();
  const auto first = process_;
  process_ = publish(map_called("other"));
  create();
  create();
  EXPECT_EQ(figure("entered", "needs"), 2);
  process_ = first;
  EXPECT_EQ(figure("entered", "needs"), 1);
}

TEST_F(MeasuresApi, TellTheDealsBehindAFigure) {
  const auto stays = create();
  const auto won = create();
  win(won);
  pass(std::chrono::hours(1));
  const auto stock = get(path("/measures/deals?measure=in_stage&stage=needs"));
  EXPECT_THAT(stock.at("/deals").as_array(), ElementsAre(number_of(stays))) << stock.text;
  EXPECT_THAT(std::string(stock.at("/query").as_string()), HasSubstr("process = 'small'"));
  const auto closed = get(path("/measures/deals?measure=win_rate"));
  EXPECT_THAT(closed.at("/deals").as_array(), ElementsAre(number_of(won))) << closed.text;
  const auto one = get(path("/measures/deals?measure=entered&stage=needs&limit=1"));
  EXPECT_EQ(one.at("/count"), 2);
  EXPECT_EQ(one.at("/deals").as_array().size(), 1U);
}

TEST_F(MeasuresApi, TellApartTheDealsOfEachPartOfAFigure) {
  const auto won = create();
  win(won);
  const auto lost = create();
  lose(lost);
  pass(std::chrono::hours(1));
  const auto deals_of = [&](const std::string& query) {
    const auto answer = get(path("/measures/deals?measure=" + query));
    EXPECT_EQ(answer.status, 200) << query << answer.text;
    return answer.json();
  };
  EXPECT_THAT(deals_of("touches_a_deal").at("deals").as_array(), ::testing::IsEmpty())
      << "without touchpoints it is undefined, and of no deal";
  EXPECT_THAT(deals_of("win_rate&part=decided").at("deals").as_array(),
              ElementsAre(number_of(won), number_of(lost)));
  EXPECT_THAT(deals_of("left&part=to&stage=needs&target=gone").at("deals").as_array(),
              ElementsAre(number_of(lost)));
  EXPECT_THAT(deals_of("transitions&stage=needs&target=offer").at("deals").as_array(),
              ElementsAre(number_of(won)));
  const auto entered = deals_of("entered&part=first&stage=needs");
  EXPECT_EQ(entered.at("count"), 2);
  EXPECT_EQ(entered.at("counted"), 2);
}

TEST_F(MeasuresApi, SayThatThereIsNoSuchFigure) {
  create();
  const auto part = get(path("/measures/deals?measure=entered&stage=needs&part=sometimes"));
  EXPECT_EQ(part.status, 404) << part.text;
  EXPECT_THAT(part.text, HasSubstr("There is no figure entered, part 'sometimes'"));
}

TEST_F(MeasuresApi, SaysOfAFigureMadeOfFiguresThatItHasNoDealsOfItsOwn) {
  auto map = map_called("rated");
  map += "measures:\n  - {id: twice, name: Twice, kind: share, formula: 2 * win_rate}\n";
  process_ = publish(map);
  create();
  const auto answer = get(path("/measures/deals?measure=twice"));
  EXPECT_EQ(answer.status, 409) << answer.text;
  EXPECT_THAT(answer.text, HasSubstr("2 * win_rate"));
}

TEST_F(MeasuresApi, SliceByTheVersionThatDealsRunOn) {
  create();
  as(ada);
  auto second = map_called("small");
  second.replace(second.find("Offer"), 5, "Offered");
  const auto draft =
      ask(Method::put, path("/draft"),
          boost::json::serialize(boost::json::object{{"text", second}}), {{"if-match", "*"}});
  ASSERT_EQ(draft.status, 200) << draft.text;
  ASSERT_EQ(post(path("/versions"), "{}").status, 201);
  as(rob);
  create();
  pass(std::chrono::hours(1));
  const auto answer = get(path("/measures?measure=entered&by=version"));
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_THAT(answer.text, HasSubstr("version=1"));
  EXPECT_THAT(answer.text, HasSubstr("version=2"));
  const auto first = get(path("/measures/deals?measure=entered&stage=needs&where=version%3D'1'"));
  EXPECT_EQ(first.at("/count"), 1) << first.text;
}

TEST_F(MeasuresApi, TellTheFunnelOfAGoalAndItsCohorts) {
  process_ = publish(map_of_goals());
  win(create());
  create();
  EXPECT_EQ(figure("goal_funnel", "needs", "/measures", "reached"), 2);
  EXPECT_EQ(figure("goal_funnel", "offer", "/measures", "reached"), 1);
  pass(std::chrono::hours(1));
  const auto cohorts = get(path("/measures/cohorts?goal=understand"));
  ASSERT_EQ(cohorts.status, 200) << cohorts.text;
  EXPECT_EQ(cohorts.at("/to"), "agree");
  EXPECT_EQ(cohorts.at("/cohorts/rows/0/deals"), 2) << cohorts.text;
  EXPECT_EQ(get(path("/measures/cohorts")).status, 422);
  EXPECT_EQ(get(path("/measures/cohorts?stage=moon")).status, 422);
}

TEST_F(MeasuresApi, SayInTheDocumentWhatAFigureIs) {
  create();
  const auto figures = get(path("/measures?intervals=full")).json().at("figures").as_array();
  const auto& shape = shape_of<FigureView>();
  ASSERT_EQ(shape.fields.size(), report::figure_fields().size());
  for (std::size_t i = 0; i < shape.fields.size(); ++i)
    EXPECT_EQ(shape.fields[i].name, report::figure_fields()[i].key);
  for (const auto& one : figures)
    EXPECT_NO_THROW(from_json<FigureView>(boost::json::serialize(one))) << one;
}

TEST_F(MeasuresApi, TellTheFiguresThatAreNamedAlone) {
  win(create());
  const auto answer = get(path("/measures?measure=win_rate"));
  const auto figures = answer.at("/figures").as_array();
  EXPECT_FALSE(figures.empty());
  for (const auto& figure : figures) EXPECT_EQ(figure.at("measure"), "win_rate");
}

TEST_F(MeasuresApi, ReportTheLimitTheWeeksAndTheWayThroughTheMap) {
  win(create());
  const auto answer = get(path("/measures/report"));
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.at("/won"), 1);
  EXPECT_EQ(answer.at("/funnel/0/id"), "needs");
  EXPECT_EQ(answer.at("/boxes/0/stage"), "needs");
  EXPECT_EQ(answer.at("/limit/stage"), "") << "one deal names nothing";
  EXPECT_FALSE(answer.at("/limit/headline").as_string().empty());
  EXPECT_FALSE(answer.at("/trend/weeks").as_array().empty());
  EXPECT_TRUE(answer.at("/changes").as_array().empty());
}

TEST_F(MeasuresApi, CompareWithAnotherPeriod) {
  win(create());
  pass(std::chrono::days(30));
  const auto then = base::to_iso(std::chrono::floor<std::chrono::days>(now()));
  win(create());
  const auto answer = get(path("/measures/report?from=" + then +
                               "&to=2027-01-01&against_from=2020-01-01&against_to=" + then));
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_FALSE(answer.at("/changes").as_array().empty());
  EXPECT_EQ(answer.at("/changes/0/differs"), false);
}

TEST_F(MeasuresApi, KeepToTheConditionAndThePeriodThatAreAskedFor) {
  create();
  as(sam);
  create();
  as(ada);
  EXPECT_EQ(figure("entered", "needs", fmt::format("/measures?where=owner%3D'{}'", sam.value)), 1);
  EXPECT_EQ(figure("entered", "needs", "/measures?from=2020-01-01&to=2020-02-01"), 0);
  EXPECT_EQ(figure("entered", "needs", "/measures?at=2020-01-01"), 0);
  const auto sliced = get(path("/measures?by=owner"));
  EXPECT_THAT(sliced.text, HasSubstr(fmt::format("owner={}", sam.value)));
}

TEST_F(MeasuresApi, DoNotNameTheSlicesOfOthersDeals) {
  create();
  as(sam);
  create();
  const auto sliced = get(path("/measures?by=owner"));
  EXPECT_THAT(sliced.text, HasSubstr(fmt::format("owner={}", sam.value)));
  EXPECT_THAT(sliced.text, Not(HasSubstr(fmt::format("owner={}\"", rob.value))));
}

TEST_F(MeasuresApi, SayTheSameWhateverOthersDealsAre) {
  const auto make = [&](std::string_view values) {
    pass(std::chrono::hours(1));
    const auto made = post("/api/deals", fmt::format(R"({{"name":"P","qualify":true,"process":{},)"
                                                     R"("values":[{}]}})",
                                                     process_, values));
    EXPECT_EQ(made.status, 201) << made.text;
    return made.header("Location");
  };
  const auto amount = [](int value) {
    return fmt::format(R"({{"name":"amount","value":"{}"}})", value);
  };
  for (const int value : {100, 200, 300, 400}) make(amount(value));
  win(make(amount(500)));
  const std::vector<std::string> questions{
      "/measures?at=2027-01-01&known_at=2027-01-01",
      "/measures?by=size&at=2027-01-01&known_at=2027-01-01",
      "/measures?by=owner&at=2027-01-01&known_at=2027-01-01",
      "/measures?by=campaign&at=2027-01-01",
      "/measures?where=campaign%3D'spring'&at=2027-01-01",
      "/measures/deals?measure=win_rate&at=2027-01-01&known_at=2027-01-01",
      "/map.svg?view=measured&at=2027-01-01&known_at=2027-01-01"};
  const auto answers = [&] {
    std::vector<std::string> texts;
    as(rob);
    for (const auto& question : questions) {
      const auto answer = get(path(question));
      // Refusals carry nothing of the request but its id, which is always the same here.
      texts.push_back(fmt::format("{} {}", answer.status, answer.text));
    }
    return texts;
  };
  const auto before = answers();
  as(sam);
  for (const int value : {5, 90'000, 95'000}) {
    const auto deal = make(amount(value) + R"(,{"name":"campaign","value":"spring"},)"
                                           R"({"name":"currency","value":"USD"})");
    if (value > 5) win(deal);
  }
  EXPECT_THAT(answers(), ::testing::ElementsAreArray(before));
}

TEST_F(MeasuresApi, RestOnTheSettingsOfTheWorkspace) {
  pass(std::chrono::hours(1));
  const auto made =
      post("/api/deals", fmt::format(R"({{"name":"P","qualify":true,"process":{},"values":[)"
                                     R"({{"name":"amount","value":"100"}},)"
                                     R"({{"name":"currency","value":"USD"}}]}})",
                                     process_));
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_THAT(get(path()).text, Not(HasSubstr("converted from USD")));
  const auto put = [&](std::string_view text, std::vector<Header> headers = {}) {
    return ask(Method::put, "/api/workspace/measures",
               boost::json::serialize(boost::json::object{{"text", std::string(text)}}),
               std::move(headers));
  };
  constexpr std::string_view rates =
      "stagecraft_settings: 1\nreporting_currency: EUR\n"
      "rates: [{currency: USD, from: 2020-01-01, rate: 0.5}]\n";
  EXPECT_EQ(put(rates).status, 403);
  as(ada);
  EXPECT_EQ(put("stagecraft_settings: 1\nfiscal_year_start: 13\n").status, 422);
  const auto german =
      put("stagecraft_settings: 1\nrates: []\nzones: 1\n", {{"accept-language", "de"}});
  EXPECT_EQ(german.at("/detail"),
            "settings:3:1: unbekannter Schlüssel „zones“; meinten Sie „zone“?");
  const auto seen = get("/api/workspace/measures").header("ETag");
  EXPECT_EQ(put(rates, {{"if-match", seen}}).status, 200);
  EXPECT_EQ(put("", {{"if-match", seen}}).status, 412) << "somebody has settled rates since";
  EXPECT_EQ(get("/api/workspace/measures").at("/text").as_string(), rates);
  as(rob);
  EXPECT_THAT(get(path()).text, HasSubstr("converted from USD"));
  as(ada);
  EXPECT_EQ(put("").status, 200);
  EXPECT_EQ(patch("/api/workspace", R"({"currency":"EUR"})").status, 200);
  as(rob);
  EXPECT_THAT(get(path()).text, HasSubstr("amounts in USD have no rate"));
}

TEST_F(MeasuresApi, NameTheParameterThatCannotBeUsed) {
  create();
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"from=2026-01-01", "?to"},
      {"from=2026-13-01&to=2026-12-01", "?from"},
      {"from=2026-02-01&to=2026-01-01", "?from"},
      {"at=yesterday", "?at"},
      {"known_at=2026-01-01T10:00", "?known_at"},
      {"zone=Nowhere", "?zone"},
      {"where=colour%3D'red'", "?where"},
      {"by=colour", "?by"},
      {"slice_at=never", "?slice_at"},
      {"intervals=wide", "?intervals"},
      {"version=0", "?version"},
      {"verison=1", "?verison"}};
  for (const auto& [query, fault] : wrong) {
    const auto answer = get(path("/measures?" + query));
    EXPECT_EQ(answer.status, 422) << query << answer.text;
    EXPECT_THAT(answer.faults(), ElementsAre(fault)) << query;
  }
  const std::vector<std::pair<std::string, std::string>> behind{
      {"stage=needs", "?measure"},
      {"measure=luck", "?measure"},
      {"measure=entered&stage=moon", "?stage"},
      {"measure=entered&goal=needs", "?goal"},
      {"measure=conversion&stage=needs&target=moon", "?target"},
      {"measure=win_rate&slice=owner%3D1", "?slice"}};
  for (const auto& [query, fault] : behind) {
    const auto answer = get(path("/measures/deals?" + query));
    EXPECT_EQ(answer.status, 422) << query << answer.text;
    EXPECT_THAT(answer.faults(), ElementsAre(fault)) << query;
  }
  EXPECT_EQ(get("/api/processes/999/measures").status, 404);
  EXPECT_EQ(get(path("/measures?version=9")).status, 404);
}

TEST_F(MeasuresApi, DrawTheMapBareAndWithItsFigures) {
  create();
  pass(std::chrono::hours(1));
  const auto bare = get(path("/map.svg"));
  EXPECT_EQ(bare.status, 200) << bare.text;
  EXPECT_EQ(bare.text.rfind("<svg", 0) == 0 || bare.text.rfind("<?xml", 0) == 0, true);
  const auto measured = get(path("/map.svg?view=measured&theme=dark"));
  EXPECT_EQ(measured.status, 200) << measured.text;
  EXPECT_THAT(measured.text, HasSubstr("1 deal"));
  EXPECT_THAT(bare.text, Not(HasSubstr("1 deal")));
  EXPECT_THAT(get(path("/map.svg?view=moon")).faults(), ElementsAre("?view"));
  EXPECT_THAT(get(path("/map.svg?theme=pink")).faults(), ElementsAre("?theme"));
}

TEST(AnswerCache, MakesAnAnswerOnceAndKeepsTheOnesAskedForLast) {
  AnswerCache cache(2);
  int made = 0;
  const auto ask = [&](const std::string& key) {
    return *cache.get(key, [&] { return fmt::format("{} {}", key, ++made); });
  };
  EXPECT_EQ(ask("a"), "a 1");
  EXPECT_EQ(ask("b"), "b 2");
  EXPECT_EQ(ask("a"), "a 1");
  EXPECT_EQ(ask("c"), "c 3");
  EXPECT_EQ(ask("a"), "a 1");
  EXPECT_EQ(ask("b"), "b 4");
}

TEST(AnswerCache, KeepsNoFailure) {
  AnswerCache cache(2);
  EXPECT_THROW(cache.get("a", []() -> std::string { throw std::runtime_error("no"); }),
               std::runtime_error);
  EXPECT_EQ(*cache.get("a", [] { return std::string("yes"); }), "yes");
}

}  // namespace
}  // namespace stagecraft::http
