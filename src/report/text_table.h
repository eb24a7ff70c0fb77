#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::report {

/// A table for a terminal: columns as wide as their widest cell, text left, figures right. Widths
/// count the cells of the terminal, so accented and East Asian text lines up.
class TextTable {
 public:
  struct Column {
    std::string head;
    bool is_number = true;
    std::size_t most_width = 44;  ///< Longer text ends in an ellipsis.
  };

  static constexpr std::size_t no_limit = 100'000;

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// REQUIRES as many cells as columns.
  void add(std::vector<std::string> cells);
  /// A line of its own across the columns.
  void add_heading(std::string_view text);
  bool is_empty() const { return rows_.empty(); }
  /// Every line ends with a line break; no trailing blanks. Columns without any text are left out.
  /// To stay within `width` cells, columns of text are cut, the last one first, and those but the
  /// first left out where too little of them would remain; figures are never cut.
  std::string text(std::size_t width = no_limit) const;
  /// Whether all of it fits into so many cells.
  bool fits(std::size_t width) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::string heading;
  };

  std::vector<std::size_t> widths() const;
  void narrow(std::vector<std::size_t>& widths, std::size_t width) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

/// Words of `text` in lines of at most `width` cells, each begun by `indent` blanks.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent = 0);

}  // namespace stagecraft::report
