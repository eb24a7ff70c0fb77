#pragma once

#include <array>
#include <boost/describe.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"

/// What a C++ type looks like in JSON, made from Boost.Describe's metadata. One table a type gives
/// the reader of bodies and query strings, the writer, and the schema of the OpenAPI document; the
/// code that walks the tables is no template, so that a type costs only its table.
///
///   struct NewDeal {
///     std::string name;
///     std::optional<base::Money> amount;
///     static constexpr Note notes[] = {{.field = "name", .text = "What it is called", .most =
///     200}};
///   };
///   BOOST_DESCRIBE_STRUCT(NewDeal, (), (name, amount))
///
/// A command of the domain, which knows nothing of JSON, is described beside its routes, in its own
/// namespace; `required_of(const Command*)` there gives the names of the fields that may not be
/// left out.
namespace stagecraft::http {

enum class Kind : std::uint8_t {
  boolean,
  integer,     ///< Any integer type, and base::Id (1 and more).
  number,      ///< double, finite.
  text,        ///< std::string, UTF-8 without control characters but tab and line breaks.
  word,        ///< A described enum; one `_` at the end of an enumerator is left out.
  instant,     ///< base::Instant: `2026-01-31T12:00:00.000Z`.
  day,         ///< base::Day: `2026-01-31`.
  money,       ///< base::Money: `{"amount_minor": 120000, "currency": "EUR"}`.
  json,        ///< RawJson: any value.
  optional,    ///< std::optional: null when there is none; may be left out of a request.
  change,      ///< Change: left out, null, or a value.
  list,        ///< std::vector and std::deque; left out of a request it is empty.
  dictionary,  ///< std::map of texts; likewise.
  object,      ///< A described struct.
};

/// JSON that is passed on as it is. REQUIRES valid JSON when it is written.
struct RawJson {
  std::string text = "null";
};

/// A member of a request that changes something: left out, it stays; null takes the value away.
template <class T>
struct Change {
  bool is_given = false;
  std::optional<T> value;
};

/// What a field's type does not say; `notes` of a described struct.
struct Note {
  std::string_view field;
  std::string_view text = {};  ///< For the documentation.
  /// Limits of a number, of a text's length in code points, or of a list's length.
  std::optional<std::int64_t> least = {}, most = {};
  bool may_be_left_out = false;  ///< Then it keeps the value of the member's initializer.
};

struct Shape;

struct Field {
  std::string_view name;
  const Shape& (*shape)();
  void* (*member)(void* object);
  Note note;
};

struct Word {
  std::string_view name;
  std::int64_t value;
};

struct Shape {
  using Visit = std::function<void(const std::string& key, const void* value)>;

  Kind kind;
  std::string_view name;             ///< Of the C++ type, without namespaces.
  std::span<const Field> fields;     ///< object
  std::span<const Word> words;       ///< word
  const Shape& (*item)() = nullptr;  ///< optional, change, list, dictionary

  /// integer, word
  std::int64_t least = 0, most = 0;
  void (*set_integer)(void* value, std::int64_t number) = nullptr;
  std::int64_t (*get_integer)(const void* value) = nullptr;

  /// optional, change, list: makes an item and says where; dictionary: under a key.
  void* (*make)(void* value, const std::string& key) = nullptr;
  /// optional, change, list, dictionary: every item in order; keys only of dictionaries.
  void (*each)(const void* value, const Visit& visit) = nullptr;
  /// change: notes that null was given.
  void (*clear)(void* value) = nullptr;
};

template <class T>
const Shape& shape_of();

/// A member whose absence a request may afford.
bool may_be_left_out(const Field& field);

namespace detail {

/// The last part of a type's name, as the compiler writes it.
template <class T>
constexpr std::string_view type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  text = text.substr(0, text.find_first_of(";]"));
  const auto colon = text.rfind(':');
  return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

/// Enumerators and members that would be keywords carry a `_` at their end.
constexpr std::string_view plain_name(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<base::Id<Tag>> : std::true_type {};

template <class T, template <class...> class Template>
struct IsOf : std::false_type {};
template <template <class...> class Template, class... Arguments>
struct IsOf<Template<Arguments...>, Template> : std::true_type {};
template <class T, template <class...> class Template>
constexpr bool is_of = IsOf<T, Template>::value;

template <class T>
constexpr Note note_for(std::string_view field) {
  if constexpr (requires { T::notes; })
    for (const Note& note : T::notes)
      if (note.field == field) return note;
  Note note{.field = field};
  if constexpr (requires(const T* type) { required_of(type); }) {
    note.may_be_left_out = true;
    for (const std::string_view required : required_of(static_cast<const T*>(nullptr)))
      if (required == field) note.may_be_left_out = false;
  }
  return note;
}

template <class T, class Member>
constexpr Field field_of() {
  using Value = std::remove_reference_t<decltype(std::declval<T&>().*Member::pointer)>;
  constexpr std::string_view name = plain_name(Member::name);
  return {
      .name = name,
      .shape = &shape_of<Value>,
      .member = [](void* object) -> void* { return &(static_cast<T*>(object)->*Member::pointer); },
      .note = note_for<T>(name)};
}

template <class T, template <class...> class List, class... Members>
constexpr std::array<Field, sizeof...(Members)> fields_of(List<Members...>) {
  return {field_of<T, Members>()...};
}

template <template <class...> class List, class... Words>
constexpr std::array<Word, sizeof...(Words)> words_of(List<Words...>) {
  return {Word{plain_name(Words::name), static_cast<std::int64_t>(Words::value)}...};
}

// `inline`, because g++ 12 gives these templates internal linkage otherwise, and places them in the
// group of the function that refers to them: the linker then drops the group and misses them.
template <class T>
inline constexpr auto field_table =
    fields_of<T>(boost::describe::describe_members<T, boost::describe::mod_public |
                                                          boost::describe::mod_inherited>());
template <class T>
inline constexpr auto word_table = words_of(boost::describe::describe_enumerators<T>());

template <class T>
constexpr Shape object_shape() {
  return {.kind = Kind::object, .name = type_name<T>(), .fields = field_table<T>};
}

template <class T>
constexpr Shape word_shape() {
  return {
      .kind = Kind::word,
      .name = type_name<T>(),
      .words = word_table<T>,
      .set_integer = [](void* value,
                        std::int64_t number) { *static_cast<T*>(value) = static_cast<T>(number); },
      .get_integer =
          [](const void* value) {
            return static_cast<std::int64_t>(*static_cast<const T*>(value));
          }};
}

template <class T>
constexpr Shape id_shape() {
  return {.kind = Kind::integer,
          .name = "id",
          .least = 1,
          .most = std::numeric_limits<std::int64_t>::max(),
          .set_integer = [](void* value,
                            std::int64_t number) { static_cast<T*>(value)->value = number; },
          .get_integer = [](const void* value) { return static_cast<const T*>(value)->value; }};
}

template <class T>
constexpr Shape integer_shape() {
  static_assert(sizeof(T) < 8 || std::is_signed_v<T>, "JSON here has numbers up to 2^63 - 1");
  return {
      .kind = Kind::integer,
      .name = "integer",
      .least = std::numeric_limits<T>::min(),
      .most = std::numeric_limits<T>::max(),
      .set_integer = [](void* value,
                        std::int64_t number) { *static_cast<T*>(value) = static_cast<T>(number); },
      .get_integer =
          [](const void* value) {
            return static_cast<std::int64_t>(*static_cast<const T*>(value));
          }};
}

template <class T>
constexpr Shape optional_shape() {
  using Item = typename T::value_type;
  return {.kind = Kind::optional,
          .name = "optional",
          .item = &shape_of<Item>,
          .make = [](void* value, const std::string&) -> void* {
            return &static_cast<T*>(value)->emplace();
          },
          .each =
              [](const void* value, const Shape::Visit& visit) {
                if (const auto& item = *static_cast<const T*>(value)) visit({}, &*item);
              }};
}

template <class T>
constexpr Shape change_shape() {
  using Item = typename decltype(T::value)::value_type;
  return {.kind = Kind::change,
          .name = "change",
          .item = &shape_of<Item>,
          .make = [](void* value, const std::string&) -> void* {
            static_cast<T*>(value)->is_given = true;
            return &static_cast<T*>(value)->value.emplace();
          },
          .each =
              [](const void* value, const Shape::Visit& visit) {
                if (const auto& item = static_cast<const T*>(value)->value) visit({}, &*item);
              },
          .clear = [](void* value) { *static_cast<T*>(value) = {.is_given = true, .value = {}}; }};
}

template <class T>
constexpr Shape list_shape() {
  using Item = typename T::value_type;
  static_assert(!std::is_same_v<T, std::vector<bool>>, "its items have no address; use a deque");
  return {.kind = Kind::list,
          .name = "list",
          .item = &shape_of<Item>,
          .make = [](void* value, const std::string&) -> void* {
            return &static_cast<T*>(value)->emplace_back();
          },
          .each =
              [](const void* value, const Shape::Visit& visit) {
                for (const auto& item : *static_cast<const T*>(value)) visit({}, &item);
              }};
}

template <class T>
constexpr Shape dictionary_shape() {
  return {.kind = Kind::dictionary,
          .name = "dictionary",
          .item = &shape_of<typename T::mapped_type>,
          .make = [](void* value, const std::string& key) -> void* {
            return &(*static_cast<T*>(value))[key];
          },
          .each =
              [](const void* value, const Shape::Visit& visit) {
                for (const auto& [key, item] : *static_cast<const T*>(value)) visit(key, &item);
              }};
}

template <class T>
constexpr Shape make_shape() {
  if constexpr (std::is_same_v<T, bool>)
    return {.kind = Kind::boolean, .name = "boolean"};
  else if constexpr (std::is_same_v<T, double>)
    return {.kind = Kind::number, .name = "number"};
  else if constexpr (std::is_same_v<T, std::string>)
    return {.kind = Kind::text, .name = "text"};
  else if constexpr (std::is_same_v<T, base::Instant>)
    return {.kind = Kind::instant, .name = "instant"};
  else if constexpr (std::is_same_v<T, base::Day>)
    return {.kind = Kind::day, .name = "day"};
  else if constexpr (std::is_same_v<T, base::Money>)
    return {.kind = Kind::money, .name = "Money"};
  else if constexpr (std::is_same_v<T, RawJson>)
    return {.kind = Kind::json, .name = "json"};
  else if constexpr (IsId<T>::value)
    return id_shape<T>();
  else if constexpr (std::is_integral_v<T>)
    return integer_shape<T>();
  else if constexpr (std::is_enum_v<T>)
    return word_shape<T>();
  else if constexpr (is_of<T, std::optional>)
    return optional_shape<T>();
  else if constexpr (is_of<T, Change>)
    return change_shape<T>();
  else if constexpr (is_of<T, std::vector> || is_of<T, std::deque>)
    return list_shape<T>();
  else if constexpr (is_of<T, std::map>)
    return dictionary_shape<T>();
  else
    return object_shape<T>();
}

}  // namespace detail

/// The table of a type: a constant of the program.
template <class T>
const Shape& shape_of() {
  static constexpr Shape shape = detail::make_shape<T>();
  return shape;
}

}  // namespace stagecraft::http
