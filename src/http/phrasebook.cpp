#include "http/phrasebook.h"

#include <fmt/args.h>
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <array>
#include <map>
#include <stdexcept>

#include "http/embedded_data.h"
#include "process/messages.h"

namespace stagecraft::http {
namespace {

constexpr std::array folders{"base", "process", "history", "measures", "selling", "store", "http"};

std::size_t values_of(std::string_view pattern) {
  std::size_t count = 0;
  for (auto at = pattern.find("{}"); at != pattern.npos; at = pattern.find("{}", at + 2)) ++count;
  return count;
}

/// Throws what fmt says of a translation that asks for values which the pattern does not have.
void try_out(std::string_view pattern, const std::string& translation) {
  const auto count = values_of(pattern);
  if (count == 0) return;
  fmt::dynamic_format_arg_store<fmt::format_context> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(std::string());
  fmt::vformat(translation, values);
}

void read_file(std::string_view text, base::Phrasebook::Patterns& patterns) {
  for (const auto& entry : YAML::Load(std::string(text))) {
    const auto pattern = entry.first.as<std::string>();
    const auto translation = entry.second.as<std::string>();
    try_out(pattern, translation);
    const auto [known, is_new] = patterns.emplace(pattern, translation);
    if (!is_new && known->second != translation)
      throw std::logic_error("'" + pattern + "' is told in two ways");
  }
}

base::Phrasebook read_book(std::string_view language) {
  base::Phrasebook::Patterns patterns;
  for (const auto* folder : folders) {
    const auto name = fmt::format("refusals/{}-{}.yaml", folder, language);
    try {
      read_file(embedded_data(name), patterns);
    } catch (const std::exception& error) {
      throw std::logic_error(name + ": " + error.what());
    }
  }
  return base::Phrasebook(std::move(patterns));
}

std::map<std::string_view, base::Phrasebook> read_books() {
  std::map<std::string_view, base::Phrasebook> books;
  for (const auto language : process::message_languages)
    books.emplace(language, read_book(language));
  return books;
}

}  // namespace

const base::Phrasebook& phrasebook(std::string_view language) {
  static const auto books = read_books();
  return books.at(language);
}

}  // namespace stagecraft::http
