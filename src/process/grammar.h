#pragma once

#include <array>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "process/description.h"
#include "process/limits.h"
#include "process/map.h"

/// The one source of description.h: each struct of map.h with its keys, in canonical order, tied to
/// its members. For code that goes over members; what needs only rules includes description.h.
namespace stagecraft::process {

/// The words of an enum, in its order.
template <class Enum>
inline constexpr std::array<std::string_view, 0> words_of = {};
template <>
inline constexpr std::array<std::string_view, 4> words_of<OriginKind> = {"own", "template",
                                                                         "import", "discovered"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<Side> = {"customer", "us", "partner"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<Party> = {"us", "customer", "partner"};
template <>
inline constexpr std::array<std::string_view, 2> words_of<Audience> = {"us", "customer"};
template <>
inline constexpr std::array<std::string_view, 3> words_of<OutcomeKind> = {"won", "lost",
                                                                          "no_decision"};
template <>
inline constexpr std::array<std::string_view, 5> words_of<EvidenceKind> = {
    "touchpoint", "document", "field", "record", "answer"};
template <>
inline constexpr std::array<std::string_view, 6> words_of<TouchpointKind> = {
    "call", "email", "meeting", "demo", "visit", "form"};
template <>
inline constexpr std::array<std::string_view, 7> words_of<RecordKind> = {
    "contact", "quote", "payment", "referral", "promise", "objection", "touchpoint"};
template <>
inline constexpr std::array<std::string_view, 4> words_of<Period> = {"week", "month", "quarter",
                                                                     "year"};
template <>
inline constexpr std::array<std::string_view, 7> words_of<FieldKind> = {
    "number", "money", "days", "date", "text", "flag", "choice"};
template <>
inline constexpr std::array<std::string_view, 4> words_of<MeasureKind> = {"count", "share", "days",
                                                                          "money"};
template <>
inline constexpr std::array<std::string_view, 2> words_of<Direction> = {"higher", "lower"};
template <>
inline constexpr std::array<std::string_view, 4> words_of<OfferingPhase> = {
    "introduction", "growth", "maturity", "decline"};

template <class Enum>
  requires std::is_enum_v<Enum>
constexpr std::string_view to_word(Enum value) {
  return words_of<Enum>[static_cast<std::size_t>(value)];
}

/// `fields`: a tuple of Bound; `noun`, `kind`, `one_line` as in Shape.
template <class Struct>
struct Grammar;

template <class Struct>
concept Described = requires { Grammar<Struct>::noun; };

namespace detail {

/// What a member holds, without the optional, list or mapping around it.
template <class T>
struct Element {
  using type = T;
};
template <class T>
struct Element<std::optional<T>> : Element<T> {};
template <class T>
struct Element<std::vector<T>> : Element<T> {};
template <class T>
struct Element<std::map<std::string, T>> : Element<T> {};

template <class T>
constexpr Form form_of = Form::one;
template <class T>
constexpr Form form_of<std::optional<T>> = form_of<T>;
template <class T>
constexpr Form form_of<std::vector<T>> = Form::list;
template <class T>
constexpr Form form_of<std::map<std::string, T>> = Form::mapping;
template <class T>
constexpr Form form_of<std::map<std::string, std::vector<T>>> = Form::mapping_lists;

template <class Struct>
struct ShapeOf;

}  // namespace detail

/// The rules of one struct as data.
template <Described Struct>
constexpr const Shape& shape_of() {
  return detail::ShapeOf<Struct>::shape;
}

/// A key tied to its member. `Access` is a pointer to the member, or a type whose `get(object)`
/// gives a pointer, null where the object has no such key.
template <class Access, class Member>
struct Bound {
  Access access;
  FieldRule rule;
};

template <class Owner, class Member>
constexpr FieldRule complete(FieldRule rule) {
  using Value = typename detail::Element<Member>::type;
  rule.form = detail::form_of<Member>;
  if constexpr (std::is_enum_v<Value>) {
    rule.rule = ValueRule::word;
    rule.words = words_of<Value>;
  } else if constexpr (std::same_as<Value, bool>) {
    rule.rule = ValueRule::flag;
  } else if constexpr (std::same_as<Value, base::Day>) {
    rule.rule = ValueRule::date;
  } else if constexpr (Described<Value>) {
    rule.rule = ValueRule::object;
    rule.shape = &shape_of<Value>();
  }
  return rule;
}

template <class Owner, class Member>
constexpr auto member_as(Member Owner::*member, FieldRule rule) {
  return Bound<Member Owner::*, Member>{member, complete<Owner, Member>(rule)};
}

namespace detail {

template <class Struct>
struct ShapeOf {
  static constexpr auto rules = std::apply(
      [](const auto&... bound) { return std::array<FieldRule, sizeof...(bound)>{bound.rule...}; },
      Grammar<Struct>::fields);
  static constexpr Shape shape{Grammar<Struct>::noun, Grammar<Struct>::kind,
                               Grammar<Struct>::one_line, rules};
};

}  // namespace detail

/// Calls visit(const FieldRule&, member) for each key of `object`, in canonical order. A flat map
/// shows its stages under `stages` and no goals. `x_` keys are not among them: they are in the
/// member `x`.
template <class Object, class Visit>
void for_each_field(Object& object, Visit&& visit) {
  using Struct = std::remove_const_t<Object>;
  std::apply(
      [&](const auto&... bound) {
        const auto one = [&](const auto& b) {
          if constexpr (std::is_member_object_pointer_v<std::decay_t<decltype(b.access)>>)
            visit(b.rule, object.*b.access);
          else if (auto* value = b.access.get(object))
            visit(b.rule, *value);
        };
        (one(bound), ...);
      },
      Grammar<Struct>::fields);
}

}  // namespace stagecraft::process

#include "process/grammar_map.h"
