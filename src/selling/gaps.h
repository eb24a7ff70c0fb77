#pragma once

#include <string>
#include <vector>

#include "base/error.h"

namespace stagecraft::selling {

/// What is wrong with a command, gathered, so that its answer names every gap and not the first
/// alone.
class Gaps {
 public:
  /// `at` is a JSON pointer into the command (`/due`). What a message quotes of the command is made
  /// safe to show.
  void add(std::string at, const base::Sentence& message, base::Sentence mend = {});
  /// Adds the gap unless the claim holds.
  void unless(bool claim, std::string at, const base::Sentence& message, base::Sentence mend = {});

  bool empty() const { return faults_.empty(); }
  /// All of them: `this is missing; that is no number`.
  base::Sentence sentence() const;
  /// Throws Error{invalid} with all gaps, if there are any; `what` begins the sentence: "The
  /// promise cannot be made".
  void refuse(base::Sentence what) const;

 private:
  std::vector<base::Fault> faults_;
};

}  // namespace stagecraft::selling
