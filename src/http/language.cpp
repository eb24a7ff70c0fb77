#include "http/language.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/text.h"
#include "process/messages.h"

namespace stagecraft::http {
namespace {

/// `de-AT` and `DE` name `de`.
bool names(std::string_view range, std::string_view language) {
  const auto primary = range.substr(0, range.find('-'));
  return std::ranges::equal(primary, language, [](char a, char b) { return (a | 0x20) == b; });
}

/// The weight behind a range, `;q=0.8`: 1 where none is stated, 0 where it cannot be read.
double weight_of(std::string_view parameters) {
  parameters = base::trim(parameters);
  if (parameters.empty()) return 1;
  if (!parameters.starts_with("q=")) return 0;
  double weight = 0;
  const auto text = parameters.substr(2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  return error == std::errc() && end == text.data() + text.size() && weight <= 1 ? weight : 0;
}

}  // namespace

std::string_view asked_language(const Request& request) {
  auto best = process::message_languages.front();
  double most = 0;
  for (auto rest = request.header("accept-language").value_or(""); !rest.empty();) {
    const auto end = std::min(rest.find(','), rest.size());
    const auto item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto semicolon = std::min(item.find(';'), item.size());
    const auto range = base::trim(item.substr(0, semicolon));
    const double weight = weight_of(item.substr(std::min(semicolon + 1, item.size())));
    for (const auto language : process::message_languages)
      if (weight > most && names(range, language)) {
        best = language;
        most = weight;
      }
  }
  return best;
}

Response in_language(Response response, std::string_view language) {
  response.with("Content-Language", std::string(language));
  response.with("Vary", "Accept-Language");
  return response;
}

}  // namespace stagecraft::http
