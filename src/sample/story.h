#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sample/company.h"
#include "sample/customers.h"
#include "sample/deal.h"
#include "selling/event.h"

/// Simulated deals with all that their pages show: people of the customer, promises, objections,
/// quotes, evidence. Which way they go is that of simulate_deal; the story fills the stays.
namespace stagecraft::sample {

/// One event of a story, as far as it can be told before there are ids.
struct StoryEvent {
  /// Without actor and ids in its details. Attributes of people, teams and accounts have names.
  selling::Event event;
  std::string_view actor;          ///< A Member's name.
  std::vector<int> contacts = {};  ///< Places in Customer::people.
  std::string_view person = {};    ///< A Member's name: to whom it is handed over.
};

struct Story {
  std::string key;  ///< Of the deal: seed and number.
  std::string name;
  std::uint64_t customer = 0;      ///< Number for make_customer.
  std::vector<StoryEvent> events;  ///< By time; at one instant in their order.
};

/// An objection that customers of the sample raise, with answers that help.
struct ObjectionText {
  std::string_view topic, name;
  std::array<std::string_view, 2> texts, answers;
};
std::span<const ObjectionText> objection_texts();

/// How many customers there are to so many deals.
std::uint64_t customer_count(std::uint64_t deals_in_all);

/// Deal `number` of about `deals_in_all`. `scenario` has workspace_extent. Depends on scenario,
/// number and deals_in_all alone. All events lie before the scenario's `until`; promises, dates of
/// closing and planned calls may lie behind it.
Story tell_story(const Scenario& scenario, std::uint64_t number, std::uint64_t deals_in_all);

}  // namespace stagecraft::sample
