#include "sample/story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "process/reader.h"
#include "sample/embedded_data.h"
#include "selling/fold.h"
#include "selling/promises.h"

namespace stagecraft::sample {
namespace {

using selling::EventKind;

constexpr std::uint64_t deals_in_all = 600;
const base::Instant until =
    base::Instant(base::Day(std::chrono::year(2026) / 6 / 30)) + std::chrono::hours(15);

const process::Map& four_goals() {
  static const auto loaded =
      process::read_map(std::string(embedded_data("four-goals.yaml")), "map");
  return loaded.map;
}

class OneVersion : public selling::MapVersions {
 public:
  const process::Automaton* find_automaton(selling::MapVersion) const override {
    return &automaton_;
  }

 private:
  process::Automaton automaton_{four_goals()};
};

/// As a workspace would have it, with places as contacts.
selling::Deal deal_of(const Story& story) {
  static const OneVersion versions;
  selling::Change change;
  for (const auto& told : story.events) {
    auto event = told.event;
    if (event.kind == EventKind::created) event.to = "1@1";
    for (const int place : told.contacts)
      event.details.contacts.push_back(selling::ContactId{place + 1});
    change.push_back(std::move(event));
  }
  return selling::fold(selling::DealId{1}, change, versions);
}

class Stories : public ::testing::Test {
 protected:
  Stories() {
    for (std::uint64_t number = 0; number < deals_in_all; ++number)
      stories_.push_back(tell_story(scenario_, number, deals_in_all));
  }
  Scenario scenario_{four_goals(), 7, until, workspace_extent};
  std::vector<Story> stories_;
};

TEST_F(Stories, AreTheSameForTheSameSeedAndNumber) {
  const Scenario again(four_goals(), 7, until, workspace_extent);
  for (const std::uint64_t number : {0U, 17U, 599U}) {
    const auto told = tell_story(again, number, deals_in_all);
    ASSERT_EQ(told.events.size(), stories_[number].events.size());
    for (std::size_t i = 0; i < told.events.size(); ++i) {
      EXPECT_EQ(told.events[i].event, stories_[number].events[i].event);
      EXPECT_EQ(told.events[i].contacts, stories_[number].events[i].contacts);
    }
  }
  const Scenario other(four_goals(), 8, until, workspace_extent);
  EXPECT_NE(tell_story(other, 3, deals_in_all).name, stories_[3].name);
}

TEST_F(Stories, EndWithTheHistoryAndBeginWithTheCreation) {
  for (const auto& story : stories_) {
    ASSERT_FALSE(story.events.empty());
    EXPECT_EQ(story.events.front().event.kind, EventKind::created);
    EXPECT_TRUE(
        std::ranges::is_sorted(story.events, {}, [](const auto& told) { return told.event.at; }));
    EXPECT_LE(story.events.back().event.at, until);
  }
}

TEST_F(Stories, MoveAsTheMapAllows) {
  for (const auto& story : stories_) {
    const auto deal = deal_of(story);
    for (const auto& visit : deal.visits) EXPECT_NE(visit.entry, process::EntryClass::outside);
  }
}

TEST_F(Stories, NameOnlyPeopleWhoAreThere) {
  std::set<std::string_view> names;
  for (const auto& member : company()) names.insert(member.name);
  for (const auto& story : stories_)
    for (const auto& told : story.events) {
      EXPECT_TRUE(names.contains(told.actor)) << told.actor;
      EXPECT_TRUE(told.person.empty() || names.contains(told.person));
      for (const int place : told.contacts) EXPECT_LT(place, static_cast<int>(people_a_customer));
      EXPECT_TRUE(told.event.details.contacts.empty());
      EXPECT_FALSE(told.event.details.person);
    }
}

TEST_F(Stories, LeaveOpenDealsInEveryState) {
  int open = 0, planned = 0, overdue = 0, idle = 0, silent = 0, with_deciders = 0;
  for (const auto& story : stories_) {
    const auto deal = deal_of(story);
    if (deal.status != selling::DealStatus::open) continue;
    ++open;
    bool has_next = false, is_late = false;
    for (const auto& promise : deal.promises) {
      const auto keeping =
          selling::keeping_of(promise, deal, {std::chrono::floor<std::chrono::days>(until)});
      has_next = has_next || promise.state == selling::PromiseState::open;
      is_late = is_late || keeping == selling::Keeping::overdue;
      planned += promise.state == selling::PromiseState::open && !promise.planned.empty();
    }
    overdue += is_late;
    idle += !has_next;
    silent += until - deal.last_event_at > std::chrono::days(12);
    with_deciders += std::ranges::any_of(deal.buying_group, [](const auto& member) {
      return std::ranges::find(member.roles, "decision_maker") != member.roles.end();
    });
  }
  EXPECT_GT(open, 40);
  EXPECT_GT(planned, open / 3);
  EXPECT_GT(overdue, open / 12);
  EXPECT_GT(idle, open / 20);
  EXPECT_GT(silent, 0);
  EXPECT_GT(with_deciders, open / 6);
}

TEST_F(Stories, HoldWhatThePagesShow) {
  std::map<EventKind, int> kinds;
  std::set<std::string> currencies;
  int met_by_talk = 0;
  for (const auto& story : stories_)
    for (const auto& [event, actor, contacts, person] : story.events) {
      ++kinds[event.kind];
      met_by_talk += !event.details.confirms.empty();
      if (event.symbol == "currency") currencies.insert(event.to);
    }
  using enum EventKind;
  for (const auto kind : {won,
                          lost,
                          no_decision,
                          reopened,
                          criterion_met,
                          exception_made,
                          touchpoint,
                          literature_given,
                          promise_made,
                          promise_kept,
                          promise_moved,
                          promise_withdrawn,
                          contact_role_set,
                          agreement_set,
                          objection_raised,
                          objection_answered,
                          objection_closed,
                          quote_made,
                          quote_approved,
                          payment,
                          handed_over,
                          onboarding_confirmed})
    EXPECT_GT(kinds[kind], 0) << history::to_word(kind);
  EXPECT_GT(met_by_talk, 100);
  EXPECT_TRUE(currencies.contains("EUR"));
  EXPECT_GE(currencies.size(), 4U);
}

TEST_F(Stories, BeginAnewWithoutOldPromisesWhenADealIsReopened) {
  int reopened = 0;
  for (const auto& story : stories_) {
    base::Instant last{};
    for (const auto& told : story.events)
      if (told.event.kind == EventKind::reopened) last = told.event.at;
    reopened += last != base::Instant();
    for (const auto& promise : deal_of(story).promises)
      EXPECT_TRUE(promise.state != selling::PromiseState::open || promise.made_at >= last);
  }
  EXPECT_GT(reopened, 5);
}

TEST(Customers, HaveDifferentNamesAndAddressesThatNobodyHas) {
  std::set<std::string> names, domains;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    const auto customer = make_customer(7, i);
    EXPECT_TRUE(names.insert(customer.name).second) << customer.name;
    EXPECT_TRUE(domains.insert(customer.domain).second) << customer.domain;
    EXPECT_TRUE(customer.domain.ends_with(".example"));
    for (const auto& person : customer.people) {
      EXPECT_TRUE(person.email.ends_with('@' + customer.domain));
      EXPECT_TRUE(std::ranges::all_of(person.email, [](char c) { return c > ' ' && c <= '~'; }))
          << person.email;
    }
  }
}

TEST(Company, HasTheSellersOfItsScenario) {
  const Scenario scenario(four_goals(), 7, until, workspace_extent);
  for (const auto& rep : scenario.reps()) {
    const auto found = std::ranges::find(company(), rep.name, &Member::name);
    ASSERT_NE(found, company().end()) << rep.name;
    EXPECT_EQ(found->team, rep.team);
    EXPECT_EQ(found->role, "rep");
  }
  EXPECT_EQ(company().front().role, "administrator");
  EXPECT_EQ(manager().role, "manager");
}

}  // namespace
}  // namespace stagecraft::sample
