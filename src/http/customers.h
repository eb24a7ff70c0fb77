#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "http/desk.h"
#include "http/shape.h"
#include "selling/duplicates.h"

/// What the resources of accounts and contacts share.
namespace stagecraft::http {

struct LikelyDuplicate {
  std::int64_t id = 0;
  std::string name;
  std::optional<double> score;       ///< 0 to 1: the chance that one reason at least is right.
  std::vector<std::string> reasons;  ///< Strongest first.
  static constexpr Note notes[] = {
      {.field = "score", .text = "0 to 1; null, and no reasons, where you may not see it"}};
};
BOOST_DESCRIBE_STRUCT(LikelyDuplicate, (), (id, name, score, reasons))

struct LikelyDuplicates {
  std::vector<LikelyDuplicate> likely;
};
BOOST_DESCRIBE_STRUCT(LikelyDuplicates, (), (likely))

/// How likely each of the others is the same as `card`, highest score first.
template <class Card>
LikelyDuplicates likely_duplicates(const Card& card, const std::vector<Card>& others) {
  std::vector<Card> cards(others);
  cards.push_back(card);
  LikelyDuplicates found;
  for (auto& pair : selling::find_duplicates(std::span<const Card>(cards), 0)) {
    if (pair.first != card.id && pair.second != card.id) continue;
    const auto id = pair.first == card.id ? pair.second : pair.first;
    const auto other = std::ranges::find(others, id, &Card::id);
    found.likely.push_back({id.value, other->name, pair.score, std::move(pair.reasons)});
  }
  return found;
}

/// Null takes the text away.
void set_text(std::string& text, const Change<std::string>& change);

/// Throws Error{invalid} for a name of nothing.
void require_name(std::string_view name);

/// Throws Error{invalid} where the person or the team is not there.
void check_holder(const Desk& desk, const std::optional<selling::PersonId>& owner,
                  const std::optional<selling::TeamId>& team);

}  // namespace stagecraft::http
