#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "selling/rights_on.h"
#include "store/deals.h"
#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

using selling::Holder;
using selling::Right;
using ::testing::UnorderedElementsAre;

std::set<std::string> words_in(const boost::json::value& list) {
  std::set<std::string> words;
  for (const auto& word : list.as_array()) words.emplace(word.as_string());
  return words;
}

/// What is told of rights on a deal, held against what the acts then do.
class RightsOnDeals : public ApiWorld {
 protected:
  RightsOnDeals() : process_(publish(map_of_one_stage)), edda_(add_person("Edda", "editor")) {}

  std::vector<selling::PersonId> people() const { return {ada, mia, edda_, rob, sam, vic}; }
  /// Each person's own, the team's, another team's, one that a team has, and nobody's.
  std::vector<Holder> holders() const {
    return {{.owner = ada},
            {.owner = rob, .team = north},
            {.owner = mia, .team = north},
            {.owner = sam, .team = south},
            {.team = north},
            {}};
  }

  std::string add_deal(const Holder& holder) {
    std::vector<selling::Event> events;
    const auto add = [&](selling::EventKind kind, std::string symbol, std::string to) {
      events.emplace_back();
      events.back().kind = kind;
      events.back().symbol = std::move(symbol);
      events.back().to = std::move(to);
      events.back().actor = ada;
      events.back().at = events.back().recorded_at = now();
    };
    add(selling::EventKind::created, "", selling::to_text({selling::ProcessId{process_}, 1}));
    const auto state = [&](std::string name, std::int64_t id) {
      add(selling::EventKind::attribute_changed, std::move(name), std::to_string(id));
    };
    if (holder.owner) state("owner", holder.owner->value);
    if (holder.team) state("team", holder.team->value);
    return workspace().write([&](store::Transaction& tx) {
      store::MapCache maps;
      const store::StoredMaps stored(tx.db(), maps, base::Zone());
      return fmt::format("/api/deals/{}", store::create_deal(tx, events, stored).id.value);
    });
  }

  /// Every act on a deal, by its route.
  std::vector<const Route*> acts() const {
    std::vector<const Route*> found;
    for (const auto& route : routes().all())
      if (!is_safe(route.method) && route.path.starts_with("/api/deals/{deal}"))
        found.push_back(&route);
    return found;
  }
  Answer act(const Route& route, const std::string& deal) {
    std::string path = deal;
    for (const auto& part : parts_of(route.path.substr(std::string_view("/api/deals").size())))
      if (part.name != "deal") path += "/" + std::string(part.name.empty() ? part.text : "1");
    if (route.takes_file) return upload(path + "?name=a.txt", "text", "text/plain");
    const auto found = bodies_.find(route.path);
    auto body = found == bodies_.end() ? std::string("{}") : found->second;
    if (const auto at = body.find("<deal>"); at != body.npos)
      body.replace(at, 6, deal.substr(deal.rfind('/') + 1));
    return ask(route.method, path, body);
  }
  /// With what it takes to get beyond reading it; a deal merged into itself is refused after that.
  const std::map<std::string_view, std::string> bodies_{
      {"/api/deals/{deal}/mergers", R"({"into":<deal>})"},
      {"/api/deals/{deal}/plan/links", R"({"title":"Plan","good_until":"2030-01-01"})"},
      {"/api/deals/{deal}/follow-on-deals", R"({"origin":"referral","name":"Next"})"}};

  std::string whose(selling::PersonId person, const Holder& holder) const {
    return fmt::format("person {} on a deal of person {}, team {}", person.value,
                       holder.owner ? holder.owner->value : 0,
                       holder.team ? holder.team->value : 0);
  }

  std::int64_t process_;
  selling::PersonId edda_;
};

TEST_F(RightsOnDeals, AreTakenByEveryActOnOne) {
  for (const auto* route : acts())
    EXPECT_EQ(std::ranges::count(selling::rights_about_deals(), route->access.right.value()), 1)
        << route->path;
  EXPECT_GT(acts().size(), 25U);
}

TEST_F(RightsOnDeals, AreToldAsTheActsThenHaveThem) {
  for (const auto person : people())
    for (const auto& holder : holders())
      for (const auto* route : acts()) {
        as(person);
        const auto deal = add_deal(holder);
        const auto view = get(deal);
        const auto answer = act(*route, deal);
        const auto what = fmt::format("{} {}, {}: {}", to_word(route->method), route->path,
                                      whose(person, holder), answer.text);
        if (view.status == 404) {
          EXPECT_TRUE(answer.status == 404 || answer.status == 403) << what;
          continue;
        }
        const auto word = std::string(selling::row_of(route->access.right.value()).word);
        EXPECT_EQ(words_in(view.at("/may")).contains(word), answer.status != 403) << what;
      }
}

TEST_F(RightsOnDeals, TellOfAnExceptionWhatTheGateThenDoes) {
  for (const auto person : people())
    for (const auto& holder : holders()) {
      as(ada);
      const auto deal = add_deal(holder);
      ASSERT_EQ(post(deal + "/qualifications", "{}").status, 201);
      as(person);
      const auto view = get(deal);
      const auto answer = post(deal + "/closings", R"({"outcome":"ordered","exception":"Asked"})");
      const bool may = view.status == 200 && words_in(view.at("/may")).contains("deal.except");
      EXPECT_EQ(may, answer.status == 201) << whose(person, holder) << answer.text;
    }
}

TEST_F(RightsOnDeals, AreTheSameInListsOfDealsAndOfPromises) {
  for (const auto& holder : holders()) {
    as(ada);
    const auto deal = add_deal(holder);
    ASSERT_EQ(post(deal + "/promises", R"({"side":"us","text":"Call","due":"2030-01-01"})").status,
              201);
  }
  for (const auto person : people()) {
    as(person);
    const auto deals = get("/api/deals").at("/deals").as_array();
    ASSERT_FALSE(deals.empty());
    std::map<std::int64_t, bool> may_change;
    for (const auto& row : deals) {
      const auto id = row.at("id").as_int64();
      const auto may = words_in(get(fmt::format("/api/deals/{}", id)).at("/may"));
      EXPECT_EQ(row.at("may_change").as_bool(), may.contains("deal.change")) << id;
      EXPECT_EQ(row.at("may_move").as_bool(), may.contains("deal.move")) << id;
      may_change[id] = row.at("may_change").as_bool();
    }
    const auto promises = get("/api/promises").at("/promises").as_array();
    EXPECT_EQ(promises.size(), deals.size());
    for (const auto& row : promises)
      EXPECT_EQ(row.at("may_change").as_bool(), may_change.at(row.at("deal").as_int64()));
  }
}

TEST_F(RightsOnDeals, ThatIsGoneAreToReadItAlone) {
  as(ada);
  const auto deleted = add_deal({.owner = ada}), merged = add_deal({.owner = ada});
  const auto into = add_deal({.owner = ada});
  ASSERT_EQ(post(deleted + "/deletions", R"({"note":"Twice"})").status, 201);
  ASSERT_EQ(
      post(merged + "/mergers", fmt::format(R"({{"into":{}}})", into.substr(into.rfind('/') + 1)))
          .status,
      201);
  for (const auto& deal : {deleted, merged}) {
    EXPECT_THAT(words_in(get(deal).at("/may")), UnorderedElementsAre("deal.read"));
    for (const auto* route : acts())
      EXPECT_GE(act(*route, deal).status, 400) << deal << " " << route->path;
  }
  const auto gone = get("/api/deals?status=deleted&status=merged").at("/deals").as_array();
  EXPECT_EQ(gone.size(), 2U);
  for (const auto& row : gone)
    EXPECT_FALSE(row.at("may_change").as_bool() || row.at("may_move").as_bool());
}

/// Answers are kept while nothing changes, and not told to somebody else.
TEST_F(RightsOnDeals, AreThoseOfWhoAsksAlsoWhereAnAnswerIsKept) {
  const auto deal = add_deal({.owner = rob, .team = north});
  as(rob);
  const auto own = get(deal);
  as(vic);
  const auto others = get(deal);
  EXPECT_THAT(words_in(others.at("/may")), UnorderedElementsAre("deal.read"));
  EXPECT_NE(own.header("ETag"), others.header("ETag"));
  as(rob);
  EXPECT_EQ(get(deal).text, own.text);
  by_token("deal.read deal.move");
  EXPECT_THAT(words_in(get(deal).at("/may")), UnorderedElementsAre("deal.read", "deal.move"));
}

}  // namespace
}  // namespace stagecraft::http
