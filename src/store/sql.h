#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"
#include "store/parameter.h"

namespace stagecraft::store {

/// A statement whose text depends on what is asked (filters, order, who asks), with its values.
/// Values go in as parameters alone; texts of the statement are our own, never a user's.
class Sql {
 public:
  explicit Sql(std::string_view text) : text_(text) {}

  Sql& add(std::string_view text) {
    text_ += text;
    return *this;
  }
  /// Keeps the value, and gives its place: `$3`.
  std::string parameter(const Parameter& value) {
    parameters_.push_back(kept(value));
    return "$" + std::to_string(parameters_.size());
  }

  /// Keeps values, and gives their places for `IN (...)`: `$3, $4`. `values`: a range of what
  /// parameters are made of, at least one.
  template <class Values>
  std::string parameters(const Values& values) {
    std::string places;
    for (const auto& value : values) {
      if (!places.empty()) places += ", ";
      places += parameter(value);
    }
    return places;
  }

  Rows query(Connection& db) const { return db.query_with(text_, parameters_); }
  std::int64_t run(Connection& db) const { return db.run_with(text_, parameters_); }

 private:
  Parameter kept(const Parameter& value) {
    if (value.is_null()) return value;
    if (value.kind() == ValueKind::text) return texts_.emplace_back(value.text());
    if (value.kind() == ValueKind::bytes) return Bytes{texts_.emplace_back(value.text())};
    return value;
  }

  std::string text_;
  std::vector<Parameter> parameters_;
  std::deque<std::string> texts_;  // Stays where it is while it grows.
};

}  // namespace stagecraft::store
