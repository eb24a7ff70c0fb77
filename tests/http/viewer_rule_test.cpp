#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "http/desk.h"
#include "http/seen_deals.h"
#include "store/deal_list.h"
#include "store/deals.h"
#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

using selling::Actor;
using selling::DealId;
using selling::Holder;
using selling::Scope;

/// Who sees a deal is said three times: in words of the domain (selling::sees), in the SQL of the
/// store, and over the log that figures rest on. Here all are held to the first, for every deal
/// and person that can differ.
class ViewerRule : public ApiWorld {
 protected:
  ViewerRule() : process_(publish(map_of_two_stages)) {
    for (const auto owner : people())
      for (const auto team : teams()) add_deal({.owner = owner, .team = team});
  }

  std::vector<std::optional<selling::PersonId>> people() const {
    return {std::nullopt, ada, mia, rob, sam, vic};
  }
  std::vector<std::optional<selling::TeamId>> teams() const { return {std::nullopt, north, south}; }

  void add_deal(const Holder& holder) {
    workspace().write([&](store::Transaction& tx) {
      std::vector<selling::Event> events{event(selling::EventKind::created, "")};
      events[0].to = selling::to_text({selling::ProcessId{process_}, 1});
      const auto state = [&](std::string name, std::int64_t id) {
        events.push_back(event(selling::EventKind::attribute_changed, std::move(name)));
        events.back().to = std::to_string(id);
      };
      if (holder.owner) state("owner", holder.owner->value);
      if (holder.team) state("team", holder.team->value);
      store::MapCache maps;
      const auto deal =
          store::create_deal(tx, events, store::StoredMaps(tx.db(), maps, base::Zone()));
      deals_.emplace_back(deal.id, holder);
    });
  }
  selling::Event event(selling::EventKind kind, std::string symbol) const {
    selling::Event made;
    made.kind = kind;
    made.symbol = std::move(symbol);
    made.actor = ada;
    made.at = made.recorded_at = now();
    return made;
  }

  std::vector<Actor> actors() const {
    using selling::Role;
    std::vector<std::optional<selling::Reach>> reaches{std::nullopt};
    for (const auto scope : {Scope::none, Scope::own, Scope::team, Scope::all})
      reaches.push_back(selling::Reach{scope, scope});
    std::vector<Actor> made;
    for (const auto role :
         {Role::administrator, Role::manager, Role::editor, Role::rep, Role::viewer})
      for (const auto& reach : reaches)
        for (const auto person : {ada, mia, rob})
          for (const auto team : teams()) {
            made.push_back({.person = person, .role = role, .reach = reach});
            if (team) made.back().teams = {*team};
          }
    return made;
  }

  std::set<DealId> by_the_rule(const Actor& actor) const {
    std::set<DealId> seen;
    for (const auto& [id, holder] : deals_)
      if (selling::sees(actor, holder)) seen.insert(id);
    return seen;
  }
  std::set<DealId> by_the_store(const Actor& actor) {
    return workspace().read([&](store::Connection& db) {
      std::set<DealId> seen;
      for (const auto& row : store::list_deals(db, viewer_of(actor), {.limit = 500}).rows)
        seen.insert(row.id);
      return seen;
    });
  }
  std::set<DealId> by_the_log(const Actor& actor, const store::LiveHistory& history) const {
    const auto condition = condition_of(
        {.process = selling::ProcessId{process_}, .map_id = "tiny", .viewer = viewer_of(actor)},
        history.log);
    std::set<DealId> seen;
    for (history::DealIndex d = 0; d < history.log.deal_count(); ++d)
      if (condition.holds(d, base::Border::just_after(now(), base::Zone())))
        seen.insert(*selling::find_deal_id(history.log.deal_id(d)));
    return seen;
  }

  std::int64_t process_;
  std::vector<std::pair<DealId, Holder>> deals_;
};

TEST_F(ViewerRule, IsTheSameInTheDomainTheStoreAndTheFigures) {
  store::LiveLog live(workspace());
  const auto history = live.now();
  ASSERT_EQ(history->log.deal_count(), deals_.size());
  for (const auto& actor : actors()) {
    const auto seen = by_the_rule(actor);
    const auto who = fmt::format("{} {} of team {}, reads {}", selling::to_word(actor.role),
                                 actor.person.value, actor.teams.empty() ? 0 : actor.teams[0].value,
                                 selling::to_word(selling::reach_of(actor).reads));
    EXPECT_EQ(by_the_store(actor), seen) << who;
    EXPECT_EQ(by_the_log(actor, *history), seen) << who;
  }
}

TEST_F(ViewerRule, ShowsDealsThatNobodyHasToWhoeverReadsATeams) {
  const Actor rep{.person = rob, .role = selling::Role::rep, .teams = {north}};
  const auto nobodys = std::ranges::find_if(
      deals_, [](const auto& deal) { return !deal.second.owner && !deal.second.team; });
  EXPECT_TRUE(by_the_store(rep).contains(nobodys->first));
}

}  // namespace
}  // namespace stagecraft::http
