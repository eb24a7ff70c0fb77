#include "http/json_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "http/iso_time.h"
#include "http/json_parser.h"
#include "process/scalar_value.h"

namespace stagecraft::http {

namespace json = boost::json;

namespace {

constexpr std::int64_t text_length_limit = 100'000;

/// What is wrong, collected while reading goes on.
class Faults {
 public:
  void add(const std::string& at, base::Sentence message, base::Sentence mend = {}) {
    ++count_;
    if (list_.size() < fault_limit) list_.push_back({at, std::move(message), std::move(mend)});
  }
  /// `several` is a pattern for their number and the first of them.
  void throw_if_any(std::string_view several) {
    if (list_.empty()) return;
    const auto& first = list_.front();
    auto sentence = first.at.empty() ? first.message : base::say("{}: {}", first.at, first.message);
    if (count_ > 1)
      sentence = base::Sentence::of(several, {fmt::to_string(count_), std::move(sentence)});
    throw base::Error(base::ErrorKind::invalid, base::say("{}.", std::move(sentence)),
                      std::move(list_));
  }

 private:
  std::vector<base::Fault> list_;
  std::size_t count_ = 0;
};

/// A key as a part of a JSON pointer (RFC 6901).
std::string pointer_part(std::string_view key) {
  std::string out = "/";
  for (const char c : key)
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  return out;
}

template <class T>
T& as(void* value) {
  return *static_cast<T*>(value);
}

std::vector<std::string_view> names_of(const Shape& shape) {
  std::vector<std::string_view> names;
  for (const auto& field : shape.fields) names.push_back(field.name);
  return names;
}

base::Sentence mend_unknown(std::string_view key, const Shape& shape) {
  const auto names = names_of(shape);
  if (const auto near = base::nearest(key, names); !near.empty()) return base::did_you_mean(near);
  if (names.empty()) return "Nothing is read here.";
  return base::say("There are: {}.", fmt::join(names, ", "));
}

base::Sentence range_text(std::int64_t least, std::int64_t most) {
  constexpr auto unlimited = std::numeric_limits<std::int64_t>::max();
  return most == unlimited ? base::say("a whole number from {}", least)
                           : base::say("a whole number from {} to {}", least, most);
}

bool is_allowed_in_text(char32_t c) {
  return c >= 0x20 ? c != 0x7f : c == U'\t' || c == U'\n' || c == U'\r';
}

/// Reads what a scalar says, from JSON or from a query string.
class ScalarReader {
 public:
  ScalarReader(Faults& faults, const std::string& at, const Note& note)
      : faults_(faults), at_(at), note_(note) {}

  void integer(const Shape& shape, std::optional<std::int64_t> number, void* value) {
    const auto least = std::max(shape.least, note_.least.value_or(shape.least));
    const auto most = std::min(shape.most, note_.most.value_or(shape.most));
    if (!number || *number < least || *number > most)
      return faults_.add(at_, "number out of range or not whole", range_text(least, most));
    shape.set_integer(value, *number);
  }
  void number(double number, void* value) {
    const bool fits = (!note_.least || number >= static_cast<double>(*note_.least)) &&
                      (!note_.most || number <= static_cast<double>(*note_.most));
    if (!std::isfinite(number) || !fits)
      return faults_.add(at_, "number out of range",
                         note_.most ? base::say("{} to {}", note_.least.value_or(0), *note_.most)
                                    : base::Sentence());
    as<double>(value) = number;
  }
  void text(std::string_view text, void* value) {
    const auto points = base::code_points(text);
    const auto length = static_cast<std::int64_t>(points.size());
    const auto most = note_.most.value_or(text_length_limit);
    if (!std::ranges::all_of(points, is_allowed_in_text))
      return faults_.add(at_, "holds control characters",
                         "only tabs and line breaks may be in a text");
    if (length > most)
      return faults_.add(at_, base::say("{} characters; at most {} may be", length, most));
    if (length < note_.least.value_or(0))
      return faults_.add(at_, length == 0 ? base::Sentence("empty") : base::Sentence("too short"),
                         base::say("at least {} characters", *note_.least));
    as<std::string>(value) = text;
  }
  void word(const Shape& shape, std::string_view text, void* value) {
    for (const auto& word : shape.words)
      if (word.name == text) return shape.set_integer(value, word.value);
    expected_word(shape);
  }
  void expected_word(const Shape& shape) {
    std::vector<std::string_view> names;
    for (const auto& word : shape.words) names.push_back(word.name);
    faults_.add(at_, base::say("expected one of {}", fmt::join(names, ", ")));
  }
  void instant(std::string_view text, void* value) {
    if (const auto at = parse_instant(text))
      as<base::Instant>(value) = *at;
    else
      faults_.add(at_, "not an instant", "write it as 2026-01-31T12:00:00Z");
  }
  void day(std::string_view text, void* value) {
    if (const auto day = parse_day(text))
      as<base::Day>(value) = *day;
    else
      faults_.add(at_, "not a day", "write it as 2026-01-31");
  }

 private:
  Faults& faults_;
  const std::string& at_;
  const Note& note_;
};

/// A whole number, also when it is written as 3.0.
std::optional<std::int64_t> whole_number(const json::value& value) {
  if (value.is_int64()) return value.get_int64();
  if (!value.is_double()) return {};
  const double number = value.get_double();
  if (std::trunc(number) != number || std::abs(number) > 9007199254740992.0) return {};
  return static_cast<std::int64_t>(number);
}

class JsonReader {
 public:
  explicit JsonReader(Faults& faults) : faults_(faults) {}

  void read(const json::value& from, const Shape& shape, void* value, const Note& note = {});

 private:
  void expected(base::Sentence what) {
    faults_.add(at_, base::say("expected {}", std::move(what)));
  }
  void read_text(const json::value& from, const Shape& shape, void* value, const Note& note);
  void read_object(const json::value& from, const Shape& shape, void* value);
  void read_list(const json::value& from, const Shape& shape, void* value, const Note& note);
  void read_dictionary(const json::value& from, const Shape& shape, void* value, const Note& note);
  void read_money(const json::value& from, base::Money& money);
  void read_below(std::string_view part, const json::value& from, const Shape& shape, void* value,
                  const Note& note = {});

  Faults& faults_;
  std::string at_;
};

void JsonReader::read(const json::value& from, const Shape& shape, void* value, const Note& note) {
  switch (shape.kind) {
    case Kind::boolean:
      if (!from.is_bool()) return expected("true or false");
      as<bool>(value) = from.get_bool();
      return;
    case Kind::integer:
      if (!from.is_number()) return expected("a whole number");
      return ScalarReader(faults_, at_, note).integer(shape, whole_number(from), value);
    case Kind::number:
      if (!from.is_number()) return expected("a number");
      return ScalarReader(faults_, at_, note).number(from.to_number<double>(), value);
    case Kind::text:
    case Kind::word:
    case Kind::instant:
    case Kind::day:
      return read_text(from, shape, value, note);
    case Kind::money:
      return read_money(from, as<base::Money>(value));
    case Kind::json:
      as<RawJson>(value).text = json::serialize(from);
      return;
    case Kind::optional:
      if (!from.is_null()) read(from, shape.item(), shape.make(value, {}), note);
      return;
    case Kind::change:
      if (from.is_null()) return shape.clear(value);
      return read(from, shape.item(), shape.make(value, {}), note);
    case Kind::list:
      return read_list(from, shape, value, note);
    case Kind::dictionary:
      return read_dictionary(from, shape, value, note);
    case Kind::object:
      return read_object(from, shape, value);
  }
}

void JsonReader::read_below(std::string_view part, const json::value& from, const Shape& shape,
                            void* value, const Note& note) {
  const auto length = at_.size();
  at_ += pointer_part(part);
  read(from, shape, value, note);
  at_.resize(length);
}

void JsonReader::read_text(const json::value& from, const Shape& shape, void* value,
                           const Note& note) {
  ScalarReader scalar(faults_, at_, note);
  if (!from.is_string()) {
    if (shape.kind == Kind::word) return scalar.expected_word(shape);
    if (shape.kind == Kind::text) return expected("a text");
    if (shape.kind == Kind::day) return expected("a day as \"2026-01-31\"");
    return expected("an instant as \"2026-01-31T12:00:00Z\"");
  }
  const std::string_view text = from.get_string();
  if (shape.kind == Kind::text) return scalar.text(text, value);
  if (shape.kind == Kind::word) return scalar.word(shape, text, value);
  if (shape.kind == Kind::day) return scalar.day(text, value);
  scalar.instant(text, value);
}

void JsonReader::read_object(const json::value& from, const Shape& shape, void* value) {
  if (!from.is_object()) return expected("an object");
  const auto& object = from.get_object();
  for (const auto& field : shape.fields) {
    const auto* member = object.if_contains(field.name);
    if (member != nullptr)
      read_below(field.name, *member, field.shape(), field.member(value), field.note);
    else if (!may_be_left_out(field))
      faults_.add(at_ + pointer_part(field.name), "missing");
  }
  for (const auto& [key, member] : object) {
    const bool is_known = std::ranges::any_of(
        shape.fields, [&](const Field& field) { return field.name == std::string_view(key); });
    if (!is_known) faults_.add(at_ + pointer_part(key), "unknown field", mend_unknown(key, shape));
  }
}

void JsonReader::read_list(const json::value& from, const Shape& shape, void* value,
                           const Note& note) {
  if (!from.is_array()) return expected("a list");
  const auto& array = from.get_array();
  const auto count = static_cast<std::int64_t>(array.size());
  if (note.most && count > *note.most)
    return faults_.add(at_, base::say("{} items; at most {} may be", count, *note.most));
  if (note.least && count < *note.least)
    return faults_.add(at_, "too few items", base::say("at least {}", *note.least));
  for (std::size_t i = 0; i < array.size(); ++i)
    read_below(fmt::to_string(i), array[i], shape.item(), shape.make(value, {}));
}

void JsonReader::read_dictionary(const json::value& from, const Shape& shape, void* value,
                                 const Note& note) {
  if (!from.is_object()) return expected("an object");
  const auto& object = from.get_object();
  const auto count = static_cast<std::int64_t>(object.size());
  if (note.most && count > *note.most)
    return faults_.add(at_, base::say("{} entries; at most {} may be", count, *note.most));
  for (const auto& [key, item] : object) {
    std::string name;
    ScalarReader(faults_, at_, {}).text(key, &name);
    read_below(key, item, shape.item(), shape.make(value, name));
  }
}

void JsonReader::read_money(const json::value& from, base::Money& money) {
  struct Members {
    std::int64_t amount_minor = 0;
    std::string currency;
  } members;
  static constexpr std::array<Field, 2> fields = {
      {{.name = "amount_minor",
        .shape = &shape_of<std::int64_t>,
        .member = [](void* object) -> void* { return &as<Members>(object).amount_minor; }},
       {.name = "currency", .shape = &shape_of<std::string>, .member = [](void* object) -> void* {
          return &as<Members>(object).currency;
        }}}};
  static constexpr Shape shape{.kind = Kind::object, .name = "Money", .fields = fields};
  read_object(from, shape, &members);
  const auto currency = base::Currency::find(members.currency);
  if (currency)
    money = {members.amount_minor, *currency};
  else if (!members.currency.empty())
    faults_.add(at_ + "/currency", "not a known currency", "three letters of ISO 4217, as EUR");
}

class QueryReader {
 public:
  explicit QueryReader(Faults& faults) : faults_(faults) {}

  void read(std::span<const QueryItem> items, const Shape& shape, void* value) {
    std::set<std::string_view> given;
    for (const auto& [name, text] : items) {
      const auto field = std::ranges::find(shape.fields, std::string_view(name), &Field::name);
      const std::string at = "?" + name;
      if (field == shape.fields.end())
        faults_.add(at, "unknown parameter", mend_unknown(name, shape));
      else if (!given.insert(field->name).second && field->shape().kind != Kind::list)
        faults_.add(at, "given twice");
      else
        item(at, text, field->shape(), field->member(value), field->note);
    }
    for (const auto& field : shape.fields)
      if (!given.contains(field.name) && !may_be_left_out(field))
        faults_.add("?" + std::string(field.name), "missing");
  }

 private:
  void item(const std::string& at, const std::string& text, const Shape& shape, void* value,
            const Note& note) {
    ScalarReader scalar(faults_, at, note);
    switch (shape.kind) {
      case Kind::boolean:
        if (text != "true" && text != "false") return faults_.add(at, "expected true or false");
        as<bool>(value) = text == "true";
        return;
      case Kind::integer:
        return scalar.integer(shape, whole(text), value);
      case Kind::number:
        return scalar.number(process::parse_number(text).value_or(std::nan("")), value);
      case Kind::text:
        return scalar.text(text, value);
      case Kind::word:
        return scalar.word(shape, text, value);
      case Kind::instant:
        return scalar.instant(text, value);
      case Kind::day:
        return scalar.day(text, value);
      case Kind::optional:
      case Kind::list:
        return item(at, text, shape.item(), shape.make(value, {}), note);
      case Kind::money:
      case Kind::json:
      case Kind::change:
      case Kind::dictionary:
      case Kind::object:
        throw std::logic_error("A query parameter is a scalar or a list of them.");
    }
  }
  static std::optional<std::int64_t> whole(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
  }

  Faults& faults_;
};

}  // namespace

bool may_be_left_out(const Field& field) {
  const auto kind = field.shape().kind;
  return field.note.may_be_left_out || kind == Kind::optional || kind == Kind::change ||
         ((kind == Kind::list || kind == Kind::dictionary) && field.note.least.value_or(0) < 1);
}

void read_json(std::string_view text, const Shape& shape, void* value) {
  const auto tree = parse_json(text);
  Faults faults;
  JsonReader(faults).read(tree, shape, value);
  faults.throw_if_any("{} faults in the body; the first: {}");
}

void read_query(std::span<const QueryItem> items, const Shape& shape, void* value) {
  Faults faults;
  QueryReader(faults).read(items, shape, value);
  faults.throw_if_any("{} faults in the query string; the first: {}");
}

}  // namespace stagecraft::http
