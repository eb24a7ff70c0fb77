#include "store/few_deals.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <utility>

#include "store/deal_list.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using history::EventKind;
using selling::Deal;
using selling::DealId;
using selling::DealStatus;

/// Deals of which few are alike in some fields and many in others, so that lists begin with few and
/// walk, by turns.
class FewDeals : public World {
 protected:
  void make_deals(int count) {
    for (int i = 0; i < count; ++i) deals_.push_back(make("Deal " + std::to_string(any(40))));
  }

  int any(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  /// A value of so many; the first is that of most.
  std::string skewed(std::string_view stem, int values) {
    return fmt::format("{}{}", stem, std::min(any(values), any(values)));
  }

  Deal make(const std::string& name) {
    const auto when = at(1 + any(60));
    std::vector<selling::Event> events{set("channel", skewed("channel", 6), when),
                                       set("campaign", skewed("campaign", 12), when)};
    if (any(3) != 0)
      events.push_back(set("expected_close", fmt::format("2026-0{}-11", 1 + any(9)), when));
    if (any(4) == 0) events.push_back(set("owner", std::to_string(bob().value), when));
    if (any(4) != 0)
      events.push_back(
          event(EventKind::stage_entered, any(3) == 0 ? "needs" : "trial", at(61 + any(9))));
    if (any(5) == 0) events.push_back(event(EventKind::lost, "gone", at(75)));
    if (any(20) == 0) events.push_back(event(EventKind::deleted, "", at(80)));
    return deal(name, std::move(events));
  }

  struct Case {
    ListQuery query;
    Viewer viewer = Viewer::everything();
    std::vector<std::function<bool(const Deal&)>> leaves;
  };

  void add_filter(Case& made, Filter filter, std::function<bool(const Deal&)> leaves) {
    made.query.filters.push_back(std::move(filter));
    made.leaves.push_back(std::move(leaves));
  }

  Case any_case() {
    constexpr std::array orders{
        "id", "name", "created_at", "last_event_at", "expected_close", "stage_entered_at"};
    Case made{.query = {.order = orders[static_cast<std::size_t>(any(orders.size()))],
                        .is_descending = any(2) == 0,
                        .limit = 1 + any(12)},
              .leaves = {}};
    for (const std::string name : {"channel", "campaign"})
      if (any(2) == 0) {
        const auto value = skewed(name, 12);
        add_filter(made, {name, Compare::is, {value}},
                   [=](const Deal& deal) { return deal.attribute(name) == value; });
      }
    if (any(3) == 0)
      add_filter(made, {"stage", Compare::is, {"needs"}},
                 [](const Deal& deal) { return deal.stage == "needs"; });
    if (any(3) == 0)
      add_filter(made, {"owner", Compare::is, {std::to_string(bob().value)}},
                 [this](const Deal& deal) { return deal.owner() == bob(); });
    if (any(3) == 0)
      add_filter(made, {"expected_close", Compare::before, {"2026-03-01"}}, [](const Deal& deal) {
        const auto day = deal.attribute("expected_close");
        return !day.empty() && day < "2026-03-01";
      });
    const bool asks_for_lost = any(4) == 0;
    if (asks_for_lost)
      add_filter(made, {"status", Compare::is, {"lost"}},
                 [](const Deal& deal) { return deal.status == DealStatus::lost; });
    else
      made.leaves.push_back([](const Deal& deal) { return !deal.is_gone(); });
    if (any(4) == 0) {
      made.viewer = {.person = bob(), .team = {}, .scope = Scope::own};
      made.leaves.push_back([this](const Deal& deal) { return deal.owner() == bob(); });
    }
    return made;
  }

  std::vector<DealId> listed(ListQuery query, const Viewer& viewer) {
    std::vector<DealId> found;
    do {
      const auto page =
          workspace().read([&](Connection& db) { return list_deals(db, viewer, query); });
      for (const auto& row : page.rows) found.push_back(row.id);
      query.cursor = page.next;
    } while (!query.cursor.empty());
    return found;
  }

  /// The same, from the list that nothing is filtered from.
  std::vector<DealId> expected(const Case& one) {
    auto query = one.query;
    query.filters = {{"status", Compare::is, {"lead", "open", "won", "lost"}}};
    query.limit = 500;
    auto ids = listed(query, Viewer::everything());
    std::erase_if(ids, [&](DealId id) {
      const auto found = std::ranges::find(deals_, id, &Deal::id);
      return !std::ranges::all_of(one.leaves, [&](const auto& leaves) { return leaves(*found); });
    });
    return ids;
  }

  bool begins_with_few(const Case& one) {
    const FilteredDeals asked{
        .fields = indexed_, .filters = one.query.filters, .viewer = one.viewer};
    return workspace().read(
        [&](Connection& db) { return find_few(db, asked, one.query.limit + 1) != nullptr; });
  }

 private:
  static constexpr std::array<Field, 7> indexed_{
      {{"channel", "d.channel"},
       {"campaign", "d.campaign"},
       {"stage", "d.stage"},
       {"status", "d.status"},
       {"owner", "d.owner_id", FieldKind::number},
       {"waits_for", "d.waits_for", FieldKind::number},
       {"expected_close", "d.expected_close", FieldKind::day, true, true}}};

  std::mt19937 random_{7};
  std::vector<Deal> deals_;
};

TEST_P(FewDeals, AreListedAsAWalkThroughAllWouldListThem) {
  make_deals(160);
  int with_few = 0, of = 0;
  for (; of < 150; ++of) {
    const auto one = any_case();
    EXPECT_EQ(listed(one.query, one.viewer), expected(one))
        << "order " << one.query.order << ", case " << of;
    with_few += begins_with_few(one);
  }
  // Both ways were gone.
  EXPECT_GT(with_few, 15);
  EXPECT_LT(with_few, 135);
}

TEST_P(FewDeals, AreBegunWithOnlyWhereThatIsLessThanPassingOthersBy) {
  for (int i = 0; i < 100; ++i) deal("Deal", {set("channel", i < 2 ? "rare" : "usual", at(1))});
  const auto begins = [&](const std::string& channel) {
    return begins_with_few(
        {.query = {.filters = {{"channel", Compare::is, {channel}}}, .limit = 3}, .leaves = {}});
  };
  EXPECT_TRUE(begins("rare"));
  EXPECT_TRUE(begins("nobody's"));
  EXPECT_FALSE(begins("usual"));
}

TEST_P(FewDeals, AreBegunWithByWhatTheyWaitFor) {
  for (int i = 0; i < 100; ++i)
    deal("Deal", i < 98 ? std::vector{event(EventKind::lost, "gone", at(9))}
                        : std::vector<selling::Event>());
  EXPECT_TRUE(begins_with_few(
      {.query = {.filters = {{"waits_for", Compare::is, {"1"}}}, .limit = 3}, .leaves = {}}));
}

INSTANTIATE_TEST_SUITE_P(Store, FewDeals, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
