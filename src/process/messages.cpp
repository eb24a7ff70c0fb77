#include "process/messages.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace stagecraft::process {
namespace {

constexpr std::string_view phrases = "phrases";
constexpr std::size_t longest_value = 300;  // Code points.
constexpr std::size_t longest_list = 10;
constexpr char32_t ellipsis = 0x2026;

std::string shortened(const std::string& value) {
  const auto safe = base::printable(value);
  const auto letters = base::code_points(safe);
  std::string text;
  for (std::size_t i = 0; i < std::min(letters.size(), longest_value); ++i)
    base::append_utf8(text, letters[i] == U'\n' ? U' ' : letters[i]);
  if (letters.size() > longest_value) base::append_utf8(text, ellipsis);
  return text;
}

const std::string* find_fill(std::string_view name, Fills fills) {
  const auto fill = std::ranges::find(fills, name, &Fills::value_type::first);
  return fill == fills.end() ? nullptr : &fill->second;
}

/// Calls `on_text` and `on_brace` for the pieces of a template in order.
template <class OnText, class OnBrace>
void for_pieces(std::string_view form, OnText on_text, OnBrace on_brace) {
  while (!form.empty()) {
    const auto open = form.find('{');
    on_text(form.substr(0, open));
    if (open == std::string_view::npos) return;
    const auto close = form.find('}', open);
    if (close == std::string_view::npos)
      throw std::logic_error("a message has an open brace: " + std::string(form));
    on_brace(form.substr(open + 1, close - open - 1));
    form.remove_prefix(close + 1);
  }
}

std::string fill_in(std::string_view form, Fills fills) {
  std::string filled;
  for_pieces(
      form, [&](std::string_view text) { filled += text; },
      [&](std::string_view name) {
        const auto* value = find_fill(name, fills);
        if (!value) throw std::logic_error("no value for {" + std::string(name) + "} in a message");
        filled += shortened(*value);
      });
  return filled;
}

bool lacks_value(std::string_view form, Fills fills) {
  bool lacks = false;
  for_pieces(
      form, [](std::string_view) {},
      [&](std::string_view name) {
        const auto* value = find_fill(name, fills);
        lacks = lacks || (value && value->empty());
      });
  return lacks;
}

}  // namespace

Messages::Messages(std::string_view yaml) {
  for (const auto& entry : YAML::Load(std::string(yaml)))
    for (const auto& text : entry.second)
      entries_[entry.first.as<std::string>()][text.first.as<std::string>()] =
          text.second.as<std::string>();
}

std::string Messages::message(std::string_view name, Fills fills) const {
  return fill_in(text(name, "says"), fills);
}

std::string Messages::mend(std::string_view name, Fills fills) const {
  const auto& form = text(name, "mend");
  const bool has_other = entries_.find(name)->second.contains("mend_else");
  return has_other && lacks_value(form, fills) ? fill_in(text(name, "mend_else"), fills)
                                               : fill_in(form, fills);
}

std::string Messages::outline(std::string_view name) const {
  std::string outlined;
  for_pieces(
      text(name, "says"), [&](std::string_view piece) { outlined += piece; },
      [&](std::string_view) { base::append_utf8(outlined, ellipsis); });
  return outlined;
}

std::string_view Messages::example(std::string_view name) const { return text(name, "breaks"); }

std::string Messages::phrase(std::string_view name, Fills fills) const {
  return fill_in(text(phrases, name), fills);
}

std::string Messages::list(const std::vector<std::string>& names) const {
  std::string joined;
  for (std::size_t i = 0; i < std::min(names.size(), longest_list); ++i)
    joined += (i == 0 ? "" : ", ") + names[i];
  if (names.size() <= longest_list) return joined;
  return phrase("and_more",
                {{"names", joined}, {"count", std::to_string(names.size() - longest_list)}});
}

std::vector<std::string> Messages::names() const {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries_)
    if (name != phrases) names.push_back(name);
  return names;
}

const std::string& Messages::text(std::string_view name, std::string_view key) const {
  const auto entry = entries_.find(name);
  if (entry != entries_.end())
    if (const auto found = entry->second.find(key); found != entry->second.end())
      return found->second;
  throw std::logic_error("there is no sentence '" + std::string(key) + "' for '" +
                         std::string(name) + "'");
}

Translations::Translations(std::string_view name, std::string_view (*file)(std::string_view)) {
  for (const auto tag : message_languages)
    by_language_.emplace(tag, Messages(file(std::string(name) + "-" + std::string(tag) + ".yaml")));
}

const Messages& Translations::in(std::string_view language) const {
  return by_language_.at(language);
}

}  // namespace stagecraft::process
