#include "base/sentence.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"

namespace stagecraft::base {

const std::string* Phrasebook::find(std::string_view pattern) const {
  const auto found = patterns_.find(pattern);
  return found == patterns_.end() ? nullptr : &found->second;
}

Sentence Sentence::of(std::string_view pattern) { return of(pattern, {}); }

std::string Phrasebook::number(std::string text) const {
  const auto* notation = find("1,234.5");
  if (notation == nullptr) return text;
  const char grouping = (*notation)[1], point = (*notation)[5];
  for (char& sign : text) sign = sign == ',' ? grouping : sign == '.' ? point : sign;
  return text;
}

Sentence Sentence::number(std::string text) {
  Sentence made(std::move(text));
  made.is_number_ = true;
  return made;
}

Sentence Sentence::of(std::string_view pattern, std::vector<Sentence> values) {
  Sentence made;
  made.pattern_ = pattern;
  made.values_ = std::move(values);
  return made;
}

Sentence Sentence::joined(std::vector<Sentence> parts, std::string_view separator) {
  auto made = of(separator, std::move(parts));
  made.is_list_ = true;
  return made;
}

std::string Sentence::text(const Phrasebook& book) const {
  if (pattern_.empty() && !is_list_) return is_number_ ? book.number(verbatim_) : verbatim_;
  const auto* known = book.find(pattern_);
  const std::string_view pattern = known ? std::string_view(*known) : pattern_;
  if (is_list_) {
    std::string text;
    for (const auto& part : values_)
      text.append(text.empty() ? "" : pattern).append(part.text(book));
    return text;
  }
  if (values_.empty()) return std::string(pattern);
  fmt::dynamic_format_arg_store<fmt::format_context> values;
  for (const auto& value : values_) values.push_back(value.text(book));
  return fmt::vformat(fmt::string_view(pattern.data(), pattern.size()), values);
}

bool Sentence::is_known_to(const Phrasebook& book) const {
  const bool is_known = pattern_.empty() || book.is_english() || book.find(pattern_);
  return is_known && std::ranges::all_of(
                         values_, [&](const Sentence& value) { return value.is_known_to(book); });
}

Sentence Sentence::printable() const {
  auto made = *this;
  made.verbatim_ = base::printable(verbatim_);
  for (auto& value : made.values_) value = value.printable();
  return made;
}

Sentence did_you_mean(std::string_view near) {
  return near.empty() ? Sentence() : say("Did you mean '{}'?", near);
}

Sentence quoted(const std::vector<std::string>& names) {
  std::vector<Sentence> list;
  for (const auto& name : names) list.push_back(say("'{}'", name));
  return Sentence::joined(std::move(list), ", ");
}

std::ostream& operator<<(std::ostream& out, const Sentence& sentence) {
  return out << sentence.text();
}

}  // namespace stagecraft::base
