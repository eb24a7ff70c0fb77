#include "selling/guide_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "selling/embedded_data.h"

namespace stagecraft::selling {

const GuideWords& GuideWords::in(std::string_view language) {
  static const std::map<std::string_view, GuideWords> known = [] {
    std::map<std::string_view, GuideWords> read;
    for (const auto tag : process::message_languages)
      read.emplace(tag, GuideWords(embedded_data(fmt::format("guide-{}.yaml", tag))));
    return read;
  }();
  return known.at(language);
}

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
