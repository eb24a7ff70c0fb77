#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Markup that cannot go wrong: elements are closed in order, and what comes from maps and
/// histories is escaped wherever it enters. The result is well-formed XML as well.
namespace stagecraft::report {

using HtmlAttributes = std::vector<std::pair<std::string_view, std::string>>;

class Html {
 public:
  Html& open(std::string_view tag, const HtmlAttributes& attributes = {});
  /// Closes the element that was opened last. REQUIRES one that is open.
  Html& close();
  /// Escaped.
  Html& text(std::string_view words);
  /// As it is: markup that was made by another Html, or an SVG.
  Html& markup(std::string_view markup);
  /// An element that holds only text.
  Html& element(std::string_view tag, std::string_view words,
                const HtmlAttributes& attributes = {});
  /// An element that never holds anything: `<meta .../>`.
  Html& empty(std::string_view tag, const HtmlAttributes& attributes);

  /// REQUIRES that everything is closed.
  std::string take() { return std::move(out_); }

 private:
  void begin(std::string_view tag, const HtmlAttributes& attributes);

  std::string out_;
  std::vector<std::string> open_;
};

/// An element that holds only text, as markup.
std::string html_element(std::string_view tag, std::string_view words,
                         const HtmlAttributes& attributes = {});

/// `text` with every `from` replaced. REQUIRES that `from` is not empty.
std::string with_replaced(std::string_view text, std::string_view from, std::string_view to);

}  // namespace stagecraft::report
