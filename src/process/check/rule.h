#pragma once

#include <span>
#include <string_view>

#include "base/time.h"
#include "process/automaton.h"
#include "process/check/finding.h"
#include "process/check/words.h"
#include "process/reader.h"

namespace stagecraft::process {

class Findings;

/// What a rule may look at. Views: valid during the check.
struct CheckInput {
  const LoadedMap& loaded;
  const Map& map;  ///< loaded.map
  const Automaton& automaton;
  const Words* words;    ///< Null: there is no word list; rules that read texts keep silent.
  const Map* template_;  ///< The built-in template that `origin: source` names; null: none known.
  base::Day today;
};

/// One thing that a rule can find.
struct Case {
  std::string_view name;  ///< Empty: the rule's only or main case.
  Severity severity;
  int mistake = 0;  ///< 1-4; 0: none of the four.
};

/// A rule of the check: a pure function from a map to findings. docs/check has a page for each.
struct Rule {
  std::string_view id;
  std::span<const Case> cases;
  void (*look)(const CheckInput&,
               Findings&);  ///< Null: applied apart from the others, see `check.h`.
};

}  // namespace stagecraft::process
