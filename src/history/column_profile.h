#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "history/date_inference.h"

namespace stagecraft::history {

enum class ColumnKind : std::uint8_t { empty, flag, whole_number, number, date, json, text };

/// `whole number`.
std::string_view to_word(ColumnKind kind);

/// What one column holds. Memory is bounded: values are told apart up to a limit.
struct ColumnSummary {
  std::string name;
  ColumnKind kind = ColumnKind::empty;
  std::int64_t filled = 0, empty = 0;
  std::int64_t distinct = 0;
  bool distinct_is_least = false;  ///< There are more than `distinct`.
  std::int64_t repeated = 0;       ///< Values that stand more than once.
  std::string least,
      most;  ///< By the kind's order: numbers, dates, else text. Of dates: as written.
  std::string date_format;  ///< date: as inferred; empty where it is ambiguous.
  char decimal = '.';       ///< number
  std::vector<std::pair<std::string, std::int64_t>>
      commonest;  ///< At most 10, where few are different.
};

/// Gathers a ColumnSummary, value by value.
class ColumnProfile {
 public:
  explicit ColumnProfile(std::string name) : name_(std::move(name)) {}

  void see(std::string_view value, std::int64_t line);
  ColumnSummary summary() const;
  /// The different values, if they are few; and the texts within JSON.
  const std::map<std::string, std::int64_t>& values() const { return values_; }
  const std::map<std::string, std::int64_t>& json_texts() const { return texts_; }

 private:
  ColumnKind kind() const;
  void count_value(std::string_view value);
  void see_number(std::string_view value);
  void see_json(std::string_view value);

  std::string name_;
  std::int64_t filled_ = 0, empty_ = 0, flags_ = 0, wholes_ = 0, json_ = 0;
  std::int64_t points_ = 0, commas_ = 0;  ///< Values that read as a number with this decimal sign.
  DateInference dates_;
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;  ///< Hash of a value -> how often.
  bool is_full_ = false;
  std::map<std::string, std::int64_t> values_, texts_;
  bool has_many_values_ = false;
  std::string least_, most_;
  double least_number_ = 0, most_number_ = 0;
  bool has_number_ = false;
  std::string least_number_text_, most_number_text_;
};

}  // namespace stagecraft::history
