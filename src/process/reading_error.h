#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/place.h"
#include "base/sentence.h"

namespace stagecraft::process {

/// Something that keeps a map file from being read (process-map.md, 3). The ids are words of the
/// product: syntax unknown-key duplicate-key duplicate-id wrong-type missing-key out-of-range
/// bad-id bad-place bad-formula too-large unsupported-yaml format-version extends-missing
/// extends-cycle; `map check` adds unreadable, of a file that cannot be opened.
struct ReadingError {
  std::string id;
  base::Place place;
  base::Sentence message;  ///< One line; text of the file in it has been made harmless.
  base::Sentence mend;  ///< How to mend it, where the message does not say so already; else empty.

  bool operator==(const ReadingError&) const = default;
};

/// `map.yaml:41:7: error: unknown key 'expected_day' in a stage; did you mean 'expected_days'?
/// [unknown-key]`, without a line break at its end.
std::string to_line(const ReadingError& error);

/// Sorts by file, line, column, then id; equal errors become one.
void sort_errors(std::vector<ReadingError>& errors);

/// Text from a file as it may stand in a message: control characters and overrides of the writing
/// direction become U+FFFD, and more than 80 code points end in an ellipsis.
std::string shown(std::string_view text);
/// The same for the name of a file, which is never cut.
std::string shown_file(std::string_view name);

/// "; did you mean 'x'?", for the end of a message; empty where nothing is near.
base::Sentence hint_at(std::string_view near);

}  // namespace stagecraft::process
