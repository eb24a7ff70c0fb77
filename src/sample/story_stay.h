#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "sample/story_pen.h"

namespace stagecraft::sample {

/// How a stay ends: the deal goes on, goes back, is given up, or is still there.
enum class StayEnd : std::uint8_t { forward, back, lost, still };

/// How things stand with a deal that is open at the end of the history.
enum class Mood : std::uint8_t {
  busy,     ///< Talks are planned, promises fall due soon.
  overdue,  ///< Somebody did not do what they promised.
  idle,     ///< There is no next step.
  silent,   ///< Nothing has happened for weeks.
};

/// A stay in a customer stage.
struct Stay {
  process::NodeIndex stage = process::no_node;
  base::Instant from{}, to{};
  StayEnd end = StayEnd::still;
  std::string next;  ///< Stage or outcome that it went on to.
  Mood mood = Mood::busy;
};

/// What is known of a deal from one stay to the next.
struct StoryState {
  std::array<bool, people_a_customer> is_known{};
  std::array<std::string, people_a_customer> views;
  base::Money amount;  ///< Not stated before it is known.
  bool has_quote = false;
};

/// Fills a stay: whom was spoken with, what was promised, asked, offered and shown.
void write_stay(const Scenario& scenario, const Stay& stay, StoryState& state, StoryPen& pen);

}  // namespace stagecraft::sample
