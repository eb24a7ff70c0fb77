#pragma once

#include <concepts>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/id.h"
#include "base/time.h"
#include "store/parameter.h"

namespace stagecraft::store {

/// The row at which a query stands. Columns count from 0. Reading a null as something that is not
/// optional is a defect of ours and throws std::logic_error.
class Row {
 public:
  virtual ~Row() = default;

  /// integral types, bool, double, std::string, Id, Instant, Day, and std::optional of them;
  /// std::string_view (texts and bytes), which is valid until the next row.
  template <class T>
  T get(int column) const {
    if constexpr (is_optional<T>) {
      if (is_null(column)) return std::nullopt;
      return get<typename T::value_type>(column);
    } else {
      require_value(column);
      return read<T>(column);
    }
  }
  template <class T>
  T get_or(int column, T otherwise) const {
    return is_null(column) ? otherwise : get<T>(column);
  }

  virtual bool is_null(int column) const = 0;
  virtual int column_count() const = 0;
  virtual std::string_view column_name(int column) const = 0;
  /// Of the value that stands there; `unknown` for null.
  virtual ValueKind kind(int column) const = 0;

 protected:
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;

 private:
  template <class T>
  static constexpr bool is_optional = false;
  template <class T>
  static constexpr bool is_id = false;

  void require_value(int column) const;

  template <class T>
  T read(int column) const {
    if constexpr (std::same_as<T, bool>)
      return integer(column) != 0;
    else if constexpr (std::integral<T>)
      return static_cast<T>(integer(column));
    else if constexpr (std::same_as<T, double>)
      return real(column);
    else if constexpr (std::same_as<T, base::Instant>)
      return base::Instant(base::Milliseconds(integer(column)));
    else if constexpr (std::same_as<T, base::Day>)
      return base::Day(std::chrono::days(integer(column)));
    else if constexpr (is_id<T>)
      return T{integer(column)};
    else
      return T(text(column));
  }
};

template <class T>
constexpr bool Row::is_optional<std::optional<T>> = true;
template <class Tag>
constexpr bool Row::is_id<base::Id<Tag>> = true;

/// What a query found, row by row: `for (const Row& row : db.query(...))`. Read once, from front to
/// back. Lives no longer than its connection.
class Rows {
 public:
  class Cursor : public Row {
   public:
    /// Steps to the next row; false after the last one.
    virtual bool next() = 0;
  };

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = const Row*;
    using reference = const Row&;

    explicit Iterator(Cursor* cursor) : cursor_(cursor) {}
    const Row& operator*() const { return *cursor_; }
    Iterator& operator++() {
      if (!cursor_->next()) cursor_ = nullptr;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    Cursor* cursor_;
  };

  explicit Rows(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}

  Iterator begin() { return Iterator(cursor_->next() ? cursor_.get() : nullptr); }
  Iterator end() { return Iterator(nullptr); }

 private:
  std::unique_ptr<Cursor> cursor_;
};

}  // namespace stagecraft::store
