#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"

namespace stagecraft::store {

/// The kinds of values that both engines know.
enum class ValueKind : std::uint8_t { unknown, integer, real, text, bytes };

/// Bytes that are no text, as a parameter. A view: the bytes must outlive the statement.
struct Bytes {
  std::string_view view;
};

/// One value for a `$n` of a statement. Instants travel as UTC milliseconds, days as days since
/// 1970, booleans as 0 and 1, ids as their number. Texts are views that must outlive the statement,
/// which holds for whatever is written in the call of `run` or `query`.
class Parameter {
 public:
  Parameter(std::nullopt_t) {}
  template <std::integral T>
  Parameter(T value)
      : kind_(ValueKind::integer), is_null_(false), integer_(static_cast<std::int64_t>(value)) {}
  Parameter(double value) : kind_(ValueKind::real), is_null_(false), real_(value) {}
  Parameter(std::string_view value) : kind_(ValueKind::text), is_null_(false), text_(value) {}
  Parameter(const std::string& value) : Parameter(std::string_view(value)) {}
  Parameter(const char* value) : Parameter(std::string_view(value)) {}
  Parameter(Bytes value) : kind_(ValueKind::bytes), is_null_(false), text_(value.view) {}
  template <class Tag>
  Parameter(base::Id<Tag> id) : Parameter(id.value) {}
  Parameter(base::Instant at) : Parameter(at.time_since_epoch().count()) {}
  Parameter(base::Day day) : Parameter(day.time_since_epoch().count()) {}
  /// Null when empty, and then still of the kind of T.
  template <class T>
  Parameter(const std::optional<T>& value) : Parameter(value ? Parameter(*value) : null_of<T>()) {}

  ValueKind kind() const { return kind_; }
  bool is_null() const { return is_null_; }
  std::int64_t integer() const { return integer_; }
  double real() const { return real_; }
  /// Of texts and bytes.
  std::string_view text() const { return text_; }

  /// Whether both are written alike.
  friend bool operator==(const Parameter& a, const Parameter& b) {
    if (a.is_null_ || b.is_null_) return a.is_null_ == b.is_null_;
    return a.kind_ == b.kind_ && a.integer_ == b.integer_ && a.real_ == b.real_ &&
           a.text_ == b.text_;
  }

 private:
  template <class T>
  static Parameter null_of() {
    Parameter null{T{}};
    null.is_null_ = true;
    return null;
  }

  ValueKind kind_ = ValueKind::unknown;
  bool is_null_ = true;
  std::int64_t integer_ = 0;
  double real_ = 0;
  std::string_view text_;
};

using Parameters = std::span<const Parameter>;

}  // namespace stagecraft::store
