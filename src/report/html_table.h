#pragma once

#include <string>
#include <vector>

#include "measures/display.h"
#include "measures/figure.h"
#include "report/html_text.h"

namespace stagecraft::report {

/// A cell of a table: text, or a figure whose unit is set apart.
struct HtmlCell {
  std::string text;
  std::string unit = {};
  std::string note = {};  ///< Why it is grey or a dash; told below the table.
  bool is_grey = false;
  std::string shade = {};  ///< Class of the cell; empty: none.
};

/// Null is an empty cell: the measure does not apply there.
HtmlCell figure_cell(const measures::Figure* figure,
                     measures::MoneyStyle style = measures::MoneyStyle::table);
/// `25.2 to 28.6`: the unit is that of the figure beside it.
HtmlCell interval_cell(const measures::Figure* figure,
                       measures::MoneyStyle style = measures::MoneyStyle::table);
/// How many deals or visits a figure rests on.
HtmlCell n_cell(const measures::Figure* figure);

/// A table for a page: a caption, heads with their scope, the first column names the row. Reasons
/// of dashes and grey figures become notes below it, each told once.
class HtmlTable {
 public:
  struct Column {
    std::string head;
    bool is_number = true;
    std::string full = {};  ///< What a short head stands for.
  };

  HtmlTable(std::string caption, std::vector<Column> columns)
      : caption_(std::move(caption)), columns_(std::move(columns)) {}

  /// REQUIRES as many cells as columns.
  void add(std::vector<HtmlCell> cells, std::string row_class = {});
  /// Begins a group of rows.
  void add_heading(std::string text);
  bool is_empty() const { return rows_.empty(); }
  /// Columns without any text are left out.
  std::string html() const;

 private:
  struct Row {
    std::vector<HtmlCell> cells;
    std::string row_class, heading;
  };

  bool is_used(std::size_t column) const;
  void write_head(Html& html) const;
  void write_row(Html& html, const Row& row) const;
  void write_cell(Html& html, const HtmlCell& cell, std::size_t column) const;
  std::string mark_of(const std::string& note) const;
  void write_notes(Html& html) const;

  std::string caption_;
  std::vector<Column> columns_;
  std::vector<Row> rows_;
  std::vector<std::string> notes_;
};

}  // namespace stagecraft::report
