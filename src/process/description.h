#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// The grammar of a map as data (process-map.md, 1 and 3): for each kind of thing its keys in
/// canonical order, with rule, default and description. Reader, writer, JSON Schema, JSON,
/// comparison and `extends` all read it; grammar.h, which ties it to the members of the structs, is
/// its one source.
namespace stagecraft::process {

/// What one value has to be. Limits are those of process-map.md, 1.1.
enum class ValueRule : std::uint8_t {
  id,         ///< `[a-z][a-z0-9_]{0,63}`
  reference,  ///< An id of the kind in FieldRule::refers; whether it is there is a matter of the
              ///< check.
  name,       ///< One line, 1 to 120 characters.
  text,       ///< 1 to 2,000 characters.
  url,        ///< http or https.
  path,       ///< A relative path, or the id of a process.
  days,       ///< 0 < d <= 3,650
  hours,      ///< 0 < h <= 1,000
  share,      ///< 0 to 1
  number,     ///< Any decimal up to 10^15.
  whole,      ///< A whole number from FieldRule::low to FieldRule::high.
  flag,       ///< true, false
  date,       ///< YYYY-MM-DD
  word,       ///< One of FieldRule::words.
  language,   ///< en, pt-BR
  currency,   ///< ISO 4217
  address,    ///< `kind:id`, or `map`
  condition,  ///< process-map.md, 1.3
  formula,    ///< process-map.md, 1.3
  object,     ///< A mapping with the keys of FieldRule::shape.
};

/// What a number is written for: days, hours, share, number, whole.
constexpr bool is_number(ValueRule rule) {
  return rule == ValueRule::days || rule == ValueRule::hours || rule == ValueRule::share ||
         rule == ValueRule::number || rule == ValueRule::whole;
}

/// A key of somebody else's, which is kept as it is.
constexpr bool is_extension(std::string_view key) { return key.starts_with("x_"); }

enum class Form : std::uint8_t {
  one,
  list,
  mapping,        ///< Free keys (ids) with one value each.
  mapping_lists,  ///< Free keys (words) with a list each.
};

struct Shape;

struct FieldRule {
  std::string_view key;
  ValueRule rule = ValueRule::text;
  std::string_view about = {};  ///< One sentence, shown by editors as a tooltip.
  Form form = Form::one;
  bool required = false;
  std::string_view fallback = {};  ///< The default as it would be written; empty: none.
  std::string_view refers = {};    ///< reference: kinds of address that will do, `|` between them.
  std::string_view only_for =
      {};                      ///< Stands only where `kind` is this word; `!won`: where it is not.
  bool empty_differs = false;  ///< An empty list says something else than a list left out.
  bool inherited = true;       ///< A variant takes it over from its base.
  bool section = false;        ///< A part of the file of its own, with a blank line before it.
  std::size_t limit = 50;      ///< Most items of a list.
  int low = 1, high = 1;       ///< whole
  std::span<const std::string_view> words = {};
  std::span<const std::string_view> keys = {};  ///< The only keys of a mapping; empty: any id.
  const Shape* shape = nullptr;

  bool is_list() const { return form == Form::list; }
};

/// The grammar of one kind of mapping.
struct Shape {
  std::string_view noun;  ///< 'a stage', for messages.
  std::string_view kind;  ///< Kind of its address ('stage'); empty: it has no id of its own.
  bool one_line = false;  ///< Written as one flow line where it fits.
  std::span<const FieldRule> fields;

  const FieldRule* find(std::string_view key) const;
  bool has_id() const { return !kind.empty(); }
};

/// The grammar of a whole map.
const Shape& map_shape();

/// 'Expected days' for `expected_days`: how a key is called in sentences and titles.
std::string title_of(std::string_view key);

/// All kinds of address, in the order of process-map.md, 1.1.
std::span<const std::string_view> address_kinds();

/// `[a-z][a-z0-9_]{0,63}`
bool is_id(std::string_view text);

}  // namespace stagecraft::process
