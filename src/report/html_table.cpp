#include "report/html_table.h"

#include <algorithm>

namespace stagecraft::report {

HtmlCell figure_cell(const measures::Figure* figure, measures::MoneyStyle style) {
  if (figure == nullptr) return {};
  const auto shown = measures::show(*figure, style);
  return {.text = shown.value,
          .unit = shown.is_defined ? shown.unit : std::string(),
          .note = shown.is_defined && !shown.is_grey ? std::string() : shown.note,
          .is_grey = shown.is_grey || !shown.is_defined};
}

HtmlCell interval_cell(const measures::Figure* figure, measures::MoneyStyle style) {
  if (figure == nullptr) return {};
  const auto shown = measures::show(*figure, style);
  return {.text = shown.interval(), .is_grey = true};
}

HtmlCell n_cell(const measures::Figure* figure) {
  if (figure == nullptr) return {};
  return {.text = measures::count_text(figure->n), .is_grey = true};
}

void HtmlTable::add(std::vector<HtmlCell> cells, std::string row_class) {
  for (const auto& cell : cells)
    if (!cell.note.empty() && std::ranges::find(notes_, cell.note) == notes_.end())
      notes_.push_back(cell.note);
  rows_.push_back({std::move(cells), std::move(row_class), {}});
}

void HtmlTable::add_heading(std::string text) { rows_.push_back({{}, {}, std::move(text)}); }

bool HtmlTable::is_used(std::size_t column) const {
  return column == 0 || std::ranges::any_of(rows_, [&](const Row& row) {
           return column < row.cells.size() && !row.cells[column].text.empty();
         });
}

std::string HtmlTable::html() const {
  Html html;
  html.open("div",
            {{"class", "wide"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", caption_}});
  html.open("table").element("caption", caption_);
  write_head(html);
  html.open("tbody");
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    // A group of rows is a body of its own, so that its heading belongs to it.
    if (r > 0 && !rows_[r].heading.empty()) html.close().open("tbody");
    write_row(html, rows_[r]);
  }
  html.close().close().close();
  write_notes(html);
  return html.take();
}

void HtmlTable::write_head(Html& html) const {
  html.open("thead").open("tr");
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (!is_used(c)) continue;
    HtmlAttributes attributes{{"scope", "col"}};
    if (columns_[c].is_number) attributes.emplace_back("class", "num");
    html.open("th", attributes);
    if (columns_[c].full.empty())
      html.text(columns_[c].head);
    else
      html.element("abbr", columns_[c].head, {{"title", columns_[c].full}});
    html.close();
  }
  html.close().close();
}

void HtmlTable::write_row(Html& html, const Row& row) const {
  if (!row.heading.empty()) {
    html.open("tr", {{"class", "goal"}});
    const auto used = std::ranges::count_if(columns_, [&](const Column& column) {
      return is_used(static_cast<std::size_t>(&column - columns_.data()));
    });
    html.element("th", row.heading, {{"scope", "rowgroup"}, {"colspan", std::to_string(used)}});
    html.close();
    return;
  }
  html.open("tr",
            row.row_class.empty() ? HtmlAttributes{} : HtmlAttributes{{"class", row.row_class}});
  for (std::size_t c = 0; c < row.cells.size(); ++c)
    if (is_used(c)) write_cell(html, row.cells[c], c);
  html.close();
}

void HtmlTable::write_cell(Html& html, const HtmlCell& cell, std::size_t column) const {
  if (column == 0) {
    html.element("th", cell.text, {{"scope", "row"}});
    return;
  }
  std::string classes = columns_[column].is_number ? "num" : "words";
  if (cell.is_grey) classes += " thin";
  if (!cell.shade.empty()) classes += " " + cell.shade;
  html.open("td", {{"class", classes}}).text(cell.text);
  if (!cell.unit.empty()) html.text(" ").element("span", cell.unit, {{"class", "unit"}});
  if (!cell.note.empty()) html.element("sup", mark_of(cell.note));
  html.close();
}

// Letters, because a figure behind a figure would be read as a power.
std::string HtmlTable::mark_of(const std::string& note) const {
  constexpr std::size_t letters = 26;
  auto at = static_cast<std::size_t>(std::ranges::find(notes_, note) - notes_.begin());
  std::string mark;
  for (++at; at > 0; at = (at - 1) / letters)
    mark.insert(mark.begin(), static_cast<char>('a' + (at - 1) % letters));
  return mark;
}

void HtmlTable::write_notes(Html& html) const {
  if (notes_.empty()) return;
  html.open("p", {{"class", "quiet"}});
  for (const auto& note : notes_) {
    html.element("sup", mark_of(note)).text(" " + note + ". ");
  }
  html.close();
}

}  // namespace stagecraft::report
