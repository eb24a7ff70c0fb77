#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.h"

namespace stagecraft::process {

enum class Severity : std::uint8_t {
  error,    ///< The map can't be published.
  warning,  ///< The map has a weakness that counts in the score card.
  note,     ///< Worth a thought.
};

/// 'error', 'warning', 'note'.
std::string_view to_word(Severity severity);

/// Something that the check has to say about a map.
struct Finding {
  std::string rule;
  std::string case_;  ///< Empty where the rule has none.
  Severity severity = Severity::note;
  int mistake = 0;      ///< 1-4, the classic mistake that it belongs to; 0: none of them.
  std::string address;  ///< `stage:demo`, `map`.
  base::Place place;    ///< Where the value was written; line 0 if nobody knows.
  std::vector<base::Place> related;
  std::string message, mend;  ///< Sentences for people, safe on a terminal.
  bool waived = false;

  bool operator==(const Finding&) const = default;
};

/// `seller-centred/no-act`, or the rule alone where it has no cases.
std::string name_of(const Finding& finding);

/// What a finding is about, as `Places::find` takes it: an element, a key in it, an item of that
/// key's list. What has no id of its own is found by a path from the nearest element above, or from
/// `map`.
struct Spot {
  std::string address;
  std::string key = {};  ///< Empty: the element as a whole.
  int index = -1;        ///< -1: the key as a whole.
};

}  // namespace stagecraft::process
