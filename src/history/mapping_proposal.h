#pragma once

#include <string>

#include "history/inspect.h"

namespace stagecraft::history {

/// A mapping file to start from, with comments that say what was seen and what is left to decide.
struct Proposal {
  std::string yaml;
  bool is_complete = false;  ///< It can be used as it is.
};

/// Proposes a mapping by the names and kinds of the columns. Which values mean won and lost is
/// never guessed: they are listed for a person to sort.
Proposal propose_mapping(const FileSummary& file);

}  // namespace stagecraft::history
