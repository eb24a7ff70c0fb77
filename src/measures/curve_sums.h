#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/statistics/life_table.h"

/// Survival and incidence curves as functions of sums over stays, so that a bootstrap can compute
/// them anew from the sums of a resample without going through its stays. Ages are cut into classes
/// that end where somebody is censored or comes late: in between nobody leaves the risk set but by
/// ending, and then S(t) = S * (n - ended)/n for the class as a whole, exactly. Only where there
/// are more such ages than classes are censorings moved to the end of their class.
namespace stagecraft::measures {

/// A stay and the deal (or unit) that it belongs to.
struct UnitStay {
  static constexpr base::statistics::Age from_birth = -1;

  std::uint32_t unit = 0;
  base::statistics::Cause cause = base::statistics::censored;
  bool by_date = false;  ///< Its ends are known by day; `entry` is then set back by half a day.
  base::statistics::Age length = 0;
  /// Age at which it came under observation; below 0: seen from its beginning.
  base::statistics::Age entry = from_birth;

  bool is_late() const { return entry >= 0; }
  /// How much of it was observed.
  base::statistics::Age observed() const {
    constexpr base::statistics::Age half_day = 43'200'000;
    return is_late() ? length - entry - (by_date ? half_day : 0) : length;
  }
};

/// The last age with 5 at risk, where curves with censoring end; without censoring the last age.
/// nullopt where there never were 5, or there are no stays. O(stays).
std::optional<base::statistics::Age> find_h_star(std::span<const UnitStay> stays);

/// Where a curve over the stays ends: h_star, or the length of the longest stay; 0 without stays.
base::statistics::Age horizon_of(std::span<const UnitStay> stays);

/// How many classes of ages a curve has: every age once it is told, few in each resample.
inline constexpr std::size_t all_classes = SIZE_MAX - 1;
inline constexpr std::size_t resampled_classes = 64;

/// Where classes end: at most `most` ages below `horizon` at which stays are censored or come late,
/// and the horizon itself. O(stays), and a radix sort of the censored ones.
std::vector<base::statistics::Age> class_ends(std::span<const UnitStay> stays,
                                              base::statistics::Age horizon, std::size_t most);

/// Where classes end that hold about as many ends of stays each: at most `most` ages up to
/// `horizon`, which is the last. O(stays), and a radix sort.
std::vector<base::statistics::Age> even_ends(std::span<const UnitStay> stays,
                                             base::statistics::Age horizon, std::size_t most);

/// A curve read at the end of its last class.
struct Curve {
  std::vector<double> incidence;  ///< F by cause - 1 (Aalen-Johansen).
  double survival = 1;            ///< S.
  double mean = 0;                ///< Area under S from 0: the mean restricted to the horizon.
};

/// Which sums of stays a curve needs, and the curve from them.
class CurveSums {
 public:
  /// `ends` ascending and not empty.
  CurveSums(std::vector<base::statistics::Age> ends, base::statistics::Cause causes)
      : classes_(std::move(ends)), causes_(causes) {}

  /// How many sums there are.
  std::size_t size() const { return 1 + classes_.size() * stride(); }
  /// Calls add(which sum, value) for all that a stay adds to.
  template <typename Add>
  void spread(const UnitStay& stay, Add add) const;
  /// REQUIRES sums.size() == size().
  Curve curve(std::span<const double> sums) const;
  /// S at the end of each class.
  std::vector<double> survival(std::span<const double> sums) const;

 private:
  // Sum 0: at risk from birth. Then by class: endings by cause; censored; come late; ended before
  // the end.
  std::size_t stride() const { return causes_ + 3U; }
  std::size_t at(std::size_t age_class, std::size_t which) const {
    return 1 + age_class * stride() + which;
  }

  base::statistics::AgeClasses classes_;
  base::statistics::Cause causes_;
};

template <typename Add>
void CurveSums::spread(const UnitStay& stay, Add add) const {
  const std::size_t last = classes_.of(stay.length);
  const std::size_t joined = stay.is_late() ? classes_.of(stay.entry) : 0;
  if (joined == classes_.size()) return;  // Comes under observation beyond the horizon.
  // Late comers count from the class after; one that ends in the class of its entry, from that
  // class on.
  if (!stay.is_late() || last == 0)
    add(std::size_t{0}, 1.0);
  else
    add(at(joined < last ? joined : last - 1, causes_ + 1U), 1.0);
  if (last == classes_.size()) return;  // Lasts beyond the horizon.
  if (stay.cause == base::statistics::censored) {
    add(at(last, causes_), 1.0);
  } else {
    add(at(last, stay.cause - 1U), 1.0);
    add(at(last, causes_ + 2U), static_cast<double>(classes_.end(last) - stay.length));
  }
}

}  // namespace stagecraft::measures
