#pragma once

#include <string>
#include <vector>

#include "base/sentence.h"
#include "history/event_log.h"
#include "history/flow.h"
#include "measures/request.h"
#include "measures/timeline.h"

/// A partition of the deals: the whole (one slice), or one slice a value of an attribute. Slices
/// are found while the visits are passed once; the log is never run again for a slice.
namespace stagecraft::measures {

class Slicing {
 public:
  using Code = Timeline::Code;
  static constexpr Code outside = Timeline::outside;

  std::string attribute;            ///< Empty: the whole.
  std::vector<std::string> labels;  ///< `owner=Ana`, in order of the values; the whole: one, empty.
  std::vector<base::Sentence> remarks;

  Slicing(SliceAt option, base::Border period_end, Timeline timeline)
      : option_(option), period_end_(period_end), timeline_(std::move(timeline)) {}

  std::size_t size() const { return labels.size(); }
  const Timeline& timeline() const { return timeline_; }
  /// True when no deal ever changes its slice: then all readings agree.
  bool is_constant() const { return timeline_.is_constant(); }
  bool is_trivial() const { return timeline_.is_trivial(); }
  /// True when a deal can change its slice in the middle of a visit, so that hand-overs are
  /// counted.
  bool has_handovers() const {
    return !is_constant() && (option_ == SliceAt::by_rule || option_ == SliceAt::event);
  }
  SliceAt option() const { return option_; }

  /// The slice of an entry, exit or closing at `at`. `created` is the deal's.
  Code of_event(history::DealIndex d, std::int64_t at, std::int64_t created) const {
    if (is_constant()) return timeline_.first(d);
    return option_ == SliceAt::by_rule || option_ == SliceAt::event ? timeline_.at(d, at)
                                                                    : fixed(d, created);
  }
  /// The slice of a stock at a border.
  Code of_stock(history::DealIndex d, const base::Border& border, std::int64_t created) const {
    if (is_constant()) return timeline_.first(d);
    return option_ == SliceAt::by_rule || option_ == SliceAt::event ? timeline_.before(d, border)
                                                                    : fixed(d, created);
  }
  /// The slice of a stay, conversion or cohort that ran from `begin` to `end`.
  Code of_span(history::DealIndex d, std::int64_t begin, std::int64_t end,
               std::int64_t created) const {
    if (is_constant()) return timeline_.first(d);
    if (option_ == SliceAt::by_rule) return timeline_.at(d, begin);
    return option_ == SliceAt::event ? timeline_.at(d, end) : fixed(d, created);
  }

 private:
  Code fixed(history::DealIndex d, std::int64_t created) const;

  SliceAt option_;
  base::Border period_end_;
  Timeline timeline_;
};

/// The slices of one deal: asked once where the deal never changes its slice.
class DealSlices {
 public:
  using Code = Slicing::Code;

  /// `created` is the deal's. `slicing` must outlive it.
  DealSlices(const Slicing& slicing, history::DealIndex d, std::int64_t created)
      : slicing_(slicing),
        deal_(d),
        created_(created),
        is_constant_(slicing.is_constant()),
        code_(slicing.timeline().first(d)) {}

  bool is_constant() const { return is_constant_; }
  /// Its slice, where that is constant.
  Code first() const { return code_; }

  Code of_event(std::int64_t at) const {
    return is_constant_ ? code_ : slicing_.of_event(deal_, at, created_);
  }
  Code of_stock(const base::Border& border) const {
    return is_constant_ ? code_ : slicing_.of_stock(deal_, border, created_);
  }
  Code of_span(std::int64_t begin, std::int64_t end) const {
    return is_constant_ ? code_ : slicing_.of_span(deal_, begin, end, created_);
  }

 private:
  const Slicing& slicing_;
  history::DealIndex deal_;
  std::int64_t created_;
  bool is_constant_;
  Code code_;
};

/// The whole, and then one partition for each attribute of `request.by`, all within
/// `request.where`. Money and numbers fall into thirds, dates into months; `size` means thirds of
/// the amount. Throws Error{invalid} for an attribute that the log does not have, naming those that
/// it has.
std::vector<Slicing> make_slicings(const history::EventLog& log, const Request& request,
                                   const history::Reading& reading, const base::Border& period_end);

}  // namespace stagecraft::measures
