#include "report/html_text.h"

#include "drawing/svg.h"

namespace stagecraft::report {
namespace {

/// White space behind these would be seen.
bool is_inline(std::string_view tag) {
  return tag == "span" || tag == "sup" || tag == "strong" || tag == "abbr";
}

}  // namespace

void Html::begin(std::string_view tag, const HtmlAttributes& attributes) {
  (out_ += '<') += tag;
  for (const auto& [name, value] : attributes)
    ((((out_ += ' ') += name) += "=\"") += drawing::escape_xml(value)) += '"';
}

Html& Html::open(std::string_view tag, const HtmlAttributes& attributes) {
  begin(tag, attributes);
  out_ += '>';
  open_.emplace_back(tag);
  return *this;
}

Html& Html::close() {
  ((out_ += "</") += open_.back()) += '>';
  if (!is_inline(open_.back())) out_ += '\n';
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view words) {
  out_ += drawing::escape_xml(words);
  return *this;
}

Html& Html::markup(std::string_view markup) {
  out_ += markup;
  return *this;
}

Html& Html::element(std::string_view tag, std::string_view words,
                    const HtmlAttributes& attributes) {
  return markup(html_element(tag, words, attributes));
}

Html& Html::empty(std::string_view tag, const HtmlAttributes& attributes) {
  begin(tag, attributes);
  out_ += "/>\n";
  return *this;
}

std::string html_element(std::string_view tag, std::string_view words,
                         const HtmlAttributes& attributes) {
  return Html().open(tag, attributes).text(words).close().take();
}

std::string with_replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  std::size_t at = 0;
  for (auto found = text.find(from); found != std::string_view::npos; found = text.find(from, at)) {
    out.append(text.substr(at, found - at)).append(to);
    at = found + from.size();
  }
  return out.append(text.substr(at));
}

}  // namespace stagecraft::report
