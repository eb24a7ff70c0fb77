#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/sentence.h"
#include "history/date_format.h"

namespace stagecraft::history {

/// Finds out, over a whole column, how its dates are written. Feed it every value, then ask.
class DateInference {
 public:
  /// Empty values are passed over. `line` is told when the column turns out to be mixed.
  void see(std::string_view value, std::int64_t line);

  /// Non-empty values seen.
  std::int64_t count() const { return count_; }
  /// Every value so far had its year first, and there were at least `enough` of them: nothing that
  /// follows would change the answer, only be rejected.
  bool is_settled(std::int64_t enough) const;

  struct Answer {
    std::optional<DateFormat> format;
    /// Of a refusal: what is unclear, as a part of a sentence; empty otherwise.
    base::Sentence reason;
    std::int64_t fitting = 0;  ///< Values that the format reads.
  };

  /// The style that reads most values; refused when none reads any, when day and month could be
  /// either way round (`is_ambiguous`), or when some values are day first and others month first.
  Answer answer() const;
  /// Two styles read the column equally well, and mean different days.
  bool is_ambiguous() const;

 private:
  struct Example {
    std::string value;
    std::int64_t line = 0;
  };

  std::int64_t reads(DateStyle style) const { return reads_[static_cast<std::size_t>(style)]; }

  std::int64_t count_ = 0;
  std::array<std::int64_t, 5> reads_{};  ///< By style: values that it reads.
  std::int64_t only_dmy_ = 0, only_mdy_ = 0;
  std::int64_t differing_ = 0;  ///< Read by dmy and by mdy as different days.
  Example dmy_, mdy_, either_;
};

}  // namespace stagecraft::history
