#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "process/reading_error.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// The text of one file, made fit for the YAML parser: byte order mark gone, line ends LF. Finds
/// line and column of a byte.
class YamlSource {
 public:
  YamlSource(std::string_view text, std::uint16_t file);

  const std::string& text() const { return text_; }
  std::size_t line_count() const { return line_begins_.size(); }
  /// Line and column of the byte at `offset`; past the end: of the end. Fast when asked in rising
  /// order.
  Mark mark(std::size_t offset) const;

 private:
  std::string text_;
  std::vector<std::size_t> line_begins_;
  std::uint16_t file_;
  // The last answer, from which the next one is counted on: a file of one long line stays linear.
  mutable std::size_t last_offset_ = 0, last_line_ = 0;
  mutable int last_column_ = 1;
};

/// What makes a text unfit to be parsed at all: too large, not UTF-8, NUL, other control
/// characters.
std::optional<ReadingError> find_unfit_text(std::string_view text, const std::string& file_name);

/// Offset just after the quoted scalar that begins at `at`; nullopt where it is not closed. A quote
/// behind a backslash in double quotes, and a doubled one in single quotes, are text.
std::optional<std::size_t> find_end_of_quoted(std::string_view text, std::size_t at);
/// The same; the text's end where it is not closed.
std::size_t end_of_quoted(std::string_view text, std::size_t at);

/// Whether a value read from a file holds a control character (an escape may have made it), a tab
/// included, newline not.
bool has_control_character(std::string_view text);

}  // namespace stagecraft::process
