#include "selling/guide_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "selling/embedded_data.h"

namespace stagecraft::selling {

namespace {

const process::Messages& sentences(std::string_view language) {
  static const process::Translations files("guide", embedded_data);
  return files.in(language);
}

}  // namespace

GuideWords::GuideWords(std::string_view language) : messages_(sentences(language)) {}

std::string GuideWords::days(int count) const {
  return count == 1 ? phrase("one_day") : phrase("days", {{"count", fmt::format("{}", count)}});
}

std::string GuideWords::number(double value) const {
  auto text = fmt::format("{:.1f}", value);
  return text.replace(text.find('.'), 1, phrase("decimal_point"));
}

std::string GuideWords::either(const std::vector<std::string>& texts, std::string_view mark) const {
  return fmt::format("{}", fmt::join(texts, fmt::format("{} {} ", mark, phrase("or"))));
}

}  // namespace stagecraft::selling
