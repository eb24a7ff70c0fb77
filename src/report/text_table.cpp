#include "report/text_table.h"

#include <algorithm>
#include <cassert>

#include "base/text.h"

namespace stagecraft::report {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t least_text = 20;  // Less of a text says nothing.

std::string shortened(const std::string& text, std::size_t width) {
  if (base::display_width(text) <= width) return text;
  std::string cut;
  std::size_t used = 1;
  for (const char32_t c : base::code_points(text)) {
    std::string next;
    base::append_utf8(next, c);
    used += base::display_width(next);
    if (used > width) break;
    cut += next;
  }
  return cut + "…";
}

std::size_t total(const std::vector<std::size_t>& widths) {
  std::size_t sum = 0;
  for (const auto width : widths)
    if (width > 0) sum += width + gap;
  return sum > 0 ? sum - gap : 0;
}

void append_cell(std::string& line, const std::string& cell, std::size_t width, bool is_right) {
  const std::string padding(width - base::display_width(cell), ' ');
  line += is_right ? padding + cell : cell + padding;
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

void TextTable::add(std::vector<std::string> cells) {
  assert(cells.size() == columns_.size());
  for (std::size_t i = 0; i < cells.size(); ++i)
    cells[i] = shortened(base::printable(cells[i]), columns_[i].most_width);
  rows_.push_back({std::move(cells), {}});
}

void TextTable::add_heading(std::string_view text) { rows_.push_back({{}, base::printable(text)}); }

std::vector<std::size_t> TextTable::widths() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      widths[i] = std::max(widths[i], base::display_width(row.cells[i]));
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (widths[i] > 0) widths[i] = std::max(widths[i], base::display_width(columns_[i].head));
  return widths;
}

bool TextTable::fits(std::size_t width) const { return total(widths()) <= width; }

void TextTable::narrow(std::vector<std::size_t>& widths, std::size_t width) const {
  for (std::size_t i = columns_.size(); i-- > 0 && total(widths) > width;) {
    if (columns_[i].is_number || widths[i] <= least_text) continue;
    const auto excess = total(widths) - width;
    const bool has_room = widths[i] >= least_text + excess;
    widths[i] = has_room ? widths[i] - excess : i == 0 ? least_text : 0;
  }
}

std::string TextTable::text(std::size_t width) const {
  auto widths = this->widths();
  narrow(widths, width);
  const auto line_of = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (widths[i] == 0) continue;
      if (!line.empty()) line.append(gap, ' ');
      append_cell(line, shortened(cell_of(i), widths[i]), widths[i], columns_[i].is_number);
    }
    return trimmed(std::move(line)) + '\n';
  };
  std::string text = line_of([&](std::size_t i) -> const std::string& { return columns_[i].head; });
  for (const auto& row : rows_)
    text += row.cells.empty()
                ? row.heading + '\n'
                : line_of([&](std::size_t i) -> const std::string& { return row.cells[i]; });
  return text;
}

std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string lines, line;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (!line.empty() &&
        indent + base::display_width(line) + 1 + base::display_width(word) > width) {
      lines += margin + line + '\n';
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return line.empty() ? lines : lines + margin + line + '\n';
}

}  // namespace stagecraft::report
