#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "history/event_log.h"
#include "history/flow.h"
#include "measures/request.h"

/// A code for every deal that may change in time: the value of an attribute, or whether a condition
/// holds.
namespace stagecraft::measures {

class Timeline {
 public:
  using Code = std::uint32_t;
  static constexpr Code outside = UINT32_MAX;  ///< The deal belongs to no slice at that time.

  /// A value from an instant on.
  struct Step {
    std::int64_t at;  ///< Milliseconds; date-only: UTC midnight of the day.
    bool date_only;
    Code code;
  };

  /// Every deal has code 0, always.
  Timeline() = default;

  /// How the values of an attribute become codes. `value` is coded as in history::Attribute.
  using Encode = std::function<Code(history::DealIndex deal, std::int64_t value)>;
  /// The values of one attribute, as far as they had happened and were known by `reading`.
  /// O(deals + changes).
  static Timeline of_attribute(const history::EventLog& log, const history::Attribute& attribute,
                               const history::Reading& reading, const Encode& encode);
  /// `other` where the condition holds, else `outside`.
  Timeline where(const history::EventLog& log, const DealCondition& condition,
                 const history::Reading& reading) const;

  bool is_constant() const { return steps_.empty(); }
  bool is_trivial() const { return first_.empty(); }
  /// The value at an event of instant `at`: changes of the same instant come before it (1.4).
  Code at(history::DealIndex d, std::int64_t at) const {
    if (first_.empty()) return 0;
    return steps_.empty() ? first_[d] : find_at(d, at);
  }
  /// The value just before a border.
  Code before(history::DealIndex d, const base::Border& border) const;
  Code last(history::DealIndex d) const;

  /// The changes of a deal, in order.
  std::span<const Step> steps(history::DealIndex d) const;
  Code first(history::DealIndex d) const { return first_.empty() ? 0 : first_[d]; }

 private:
  Code find_at(history::DealIndex d, std::int64_t at) const;

  std::vector<Code> first_;                ///< Before the first step; empty: 0 for all.
  std::vector<std::uint32_t> step_begin_;  ///< Empty when there are no steps.
  std::vector<Step> steps_;
};

}  // namespace stagecraft::measures
