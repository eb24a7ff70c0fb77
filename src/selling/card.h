#pragma once

#include <optional>
#include <string>
#include <vector>

#include "selling/next_step.h"
#include "selling/promises.h"

/// What a deal tells at a glance, on a board or in a list (D2).
namespace stagecraft::selling {

/// An open promise.
struct CardPromise {
  int number = 0;
  std::string side;     ///< `us`, `customer`, `partner`.
  std::string planned;  ///< Kind of touchpoint; empty: none.
  std::string text;
  base::Day due{};
  Keeping keeping = Keeping::open;

  bool operator==(const CardPromise&) const = default;
};

struct OpenCriterion {
  std::string criterion, text;

  bool operator==(const OpenCriterion&) const = default;
};

struct Card {
  DealId deal;
  std::optional<NextStep> next_step;   ///< The first of next_steps.
  std::optional<CardPromise> promise;  ///< The open one that is due first.
  std::string to, to_name;             ///< Where the map leads from here; empty: nowhere.
  bool is_ready = false;               ///< The gate before `to` is open.
  std::vector<OpenCriterion> missing;  ///< Required in front of `to`, and not met.
  /// Of the stage that the deal is in; nullopt: not stated.
  std::optional<double> expected_days, late_after_days;
  bool is_late = false;  ///< It is in its stage for longer than `late_after_days`.

  bool operator==(const Card&) const = default;
};

/// O(next_steps + criteria).
Card card_of(const Deal& deal, const Habits& habits, const Setting& setting);

}  // namespace stagecraft::selling
