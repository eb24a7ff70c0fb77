#include "base/statistics/merged_life_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/statistics/interval.h"
#include "base/statistics/log_log_band.h"
#include "base/statistics/quantile.h"
#include "base/statistics/radix_sort.h"

namespace stagecraft::base::statistics {

namespace {

/// Besides where somebody is censored or comes late, classes end at about so many even quantiles,
/// so that none holds many endings: one that a reading lies in has to be sorted.
constexpr std::size_t even_classes = 1024;
/// Classes that are passed over together when no band can cross among them.
constexpr std::size_t merged_block = 64;
/// Endings that are looked through together for those near a reading.
constexpr std::size_t ending_block = 256;
/// Of so many endings one may lie in the tail that is kept aside.
constexpr std::size_t few_in_tail = 64;

/// Calls `use(age)` with about `even_classes` endings, evenly drawn.
template <typename Use>
void for_some_endings(const StayColumns& stays, Use use) {
  const std::size_t stride = std::max<std::size_t>(stays.ended_count() / even_classes, 1);
  for (const auto& run : stays.ended)
    for (std::size_t i = 0; i < run.size(); i += stride) use(StayColumns::age_of(run[i]));
}

/// REQUIRES `stays.censored` and `.entries` sorted.
AgeClasses classes_of(const StayColumns& stays, const std::vector<Age>& read_at) {
  std::vector<Age> cuts = read_at;
  cuts.insert(cuts.end(), stays.entries.begin(), stays.entries.end());
  for_some_endings(stays, [&](Age age) { cuts.push_back(age); });
  std::erase_if(cuts, [&](Age age) { return age < 0 || age >= stays.longest; });
  cuts.push_back(stays.longest);
  std::ranges::sort(cuts);
  std::vector<Age> ends(cuts.size() + stays.censored.size());
  std::merge(cuts.begin(), cuts.end(), stays.censored.begin(), stays.censored.end(), ends.begin(),
             [](auto a, auto b) { return static_cast<Age>(a) < static_cast<Age>(b); });
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return AgeClasses(std::move(ends));
}

/// The curve class by class, and which classes a reading lies in.
class Marks {
 public:
  /// `at_risk` and `ended` by class.
  Marks(std::span<const std::uint32_t> at_risk, std::span<const std::uint32_t> ended)
      : at_risk_(at_risk), ended_(ended), marked_(ended.size()) {}

  void mark(std::size_t k) { marked_[k] = 1; }
  bool operator[](std::size_t k) const { return marked_[k] != 0; }

  /// All classes in which a quantile, or an end of its interval, may lie.
  void mark_quantiles(std::span<const double> quantiles) {
    if (quantiles.empty()) return;
    draw_curve();
    for (const double q : quantiles) mark_quantile(q);
  }

 private:
  void draw_curve() {
    points_.reserve(ended_.size() + 1);
    CurvePoint point;
    points_.push_back(point);
    for (std::size_t k = 0; k < ended_.size(); ++k) {
      const double n = at_risk_[k];
      const double left = n - ended_[k];
      if (ended_[k] > 0) point.survival *= left / n;
      if (ended_[k] > 0 && left > 0) point.greenwood += ended_[k] / (n * left);
      points_.push_back(point);
    }
  }

  void mark_quantile(double q) {
    const double share = 1 - q;
    mark_value(share);
    mark_crossing(
        [&](const CurvePoint& a, const CurvePoint& b) { return low_may_reach(share, a, b); },
        [&](const CurvePoint& p) { return band_of(p).low <= share; });
    mark_crossing(
        [&](const CurvePoint& a, const CurvePoint& b) { return high_may_pass(share, a, b); },
        [&](const CurvePoint& p) { return band_of(p).high < share; });
  }

  const CurvePoint& before(std::size_t k) const { return points_[k]; }
  const CurvePoint& after(std::size_t k) const { return points_[k + 1]; }

  /// From where S comes down to the share to where it goes below.
  void mark_value(double share) {
    for (std::size_t k = 0; k < marked_.size(); ++k) {
      if (ended_[k] == 0 || after(k).survival > share + same_share) continue;
      mark(k);
      if (after(k).survival < share - same_share) return;
    }
  }

  template <typename MayCross, typename HasCrossed>
  void mark_crossing(MayCross may_cross, HasCrossed has_crossed) {
    for (std::size_t begin = 0; begin < marked_.size(); begin += merged_block) {
      const std::size_t end = std::min(begin + merged_block, marked_.size());
      if (!may_cross(before(begin), after(end - 1))) continue;
      for (std::size_t k = begin; k < end; ++k) {
        if (ended_[k] == 0 || !may_cross(before(k), after(k))) continue;
        mark(k);
        if (has_crossed(after(k))) return;
      }
    }
  }

  std::span<const std::uint32_t> at_risk_, ended_;
  std::vector<CurvePoint> points_;  ///< [k]: before class k; and one at the end.
  std::vector<char> marked_;
};

class Merging {
 public:
  Merging(StayColumns stays, Cause causes, const Readings& readings)
      : stays_(std::move(stays)), causes_(causes) {
    radix_sort(stays_.censored, StayColumns::age_bits);
    std::ranges::sort(stays_.entries);
    classes_ = classes_of(stays_, readings.ages);
    if (causes_ > 1 && readings.quantiles.empty()) tail_from_ = find_tail();
    count_endings();
    count_at_risk();
    Marks marks(at_risk_, ended_);
    marks.mark_quantiles(readings.quantiles);
    if (last_with_five_) marks.mark(*last_with_five_);
    write(marks);
  }

  LifeTable take() { return std::move(table_); }

 private:
  std::uint32_t* ended_by(std::size_t k) { return ended_by_.data() + k * causes_; }

  /// An age that the class with `h_star` cannot begin before: those five that are censored last are
  /// at risk until the first of them is, and the class before ends where another was. nullopt: none
  /// can be told, or many end beyond it.
  std::optional<Age> find_tail() const {
    const auto& ages = stays_.censored;
    if (!stays_.entries.empty() || ages.size() < minimum::at_risk) return std::nullopt;
    const auto fifth = ages.end() - minimum::at_risk;
    const auto same = std::lower_bound(ages.begin(), fifth, *fifth);
    if (same == ages.begin()) return std::nullopt;
    const auto tail_from = static_cast<Age>(same[-1]);
    std::size_t beyond = 0;
    for_some_endings(stays_, [&](Age age) { beyond += age > tail_from ? 1U : 0U; });
    if (beyond > even_classes / few_in_tail) return std::nullopt;
    return tail_from;
  }

  /// Out of line, because it is hardly ever called, from a loop that needs all registers.
  [[gnu::noinline]] void keep(std::uint64_t ending) { tail_.push_back(ending); }

  void count_endings() {
    if (causes_ == 1)
      count_single_cause();
    else
      count_by_cause();
  }

  void count_single_cause() {
    struct Tally {
      std::uint64_t ages = 0;  ///< Summed.
      std::uint32_t endings = 0;
    };
    BigVector<Tally> tallies(classes_.size(), Tally());
    const AgeClasses::Finder classes = classes_.finder();
    for (const auto& run : stays_.ended)
      for (const std::uint64_t ending : run) {
        const Age age = StayColumns::age_of(ending);
        Tally& tally = tallies.data()[classes.of(age)];
        tally.ages += static_cast<std::uint64_t>(age);
        ++tally.endings;
      }
    ended_by_.reserve(tallies.size());
    missed_.reserve(tallies.size());
    for (std::size_t k = 0; k < tallies.size(); ++k) {
      const auto end = static_cast<std::uint64_t>(classes_.end(k));
      ended_by_.push_back(tallies[k].endings);
      missed_.push_back(static_cast<double>(tallies[k].endings * end - tallies[k].ages));
    }
    ended_.assign(ended_by_.begin(), ended_by_.end());
  }

  void count_by_cause() {
    ended_by_.assign(classes_.size() * causes_, 0);
    const std::size_t causes = causes_;
    const AgeClasses::Finder classes = classes_.finder();
    std::uint32_t* const counts = ended_by_.data();
    const Age tail_from = tail_from_.value_or(INT64_MAX);
    for (const auto& run : stays_.ended)
      for (const std::uint64_t ending : run) {
        const Age age = StayColumns::age_of(ending);
        ++counts[classes.of(age) * causes + StayColumns::cause_of(ending) - 1U];
        if (age > tail_from) [[unlikely]]
          keep(ending);
      }
    ended_.resize(classes_.size());
    for (std::size_t k = 0; k < classes_.size(); ++k)
      for (Cause c = 0; c < causes_; ++c) ended_[k] += ended_by(k)[c];
  }

  /// Walks the classes; late comers join with the class after their entry.
  void count_at_risk() {
    std::size_t left = stays_.size(), entered = 0, censored_before = 0;
    at_risk_.reserve(classes_.size());
    Age begin = -1;
    for (std::size_t k = 0; k < classes_.size(); ++k) {
      while (entered < stays_.entries.size() && stays_.entries[entered] <= begin) ++entered;
      const std::size_t at_risk = left - (stays_.entries.size() - entered);
      at_risk_.push_back(static_cast<std::uint32_t>(at_risk));
      begin = classes_.end(k);
      const std::size_t censored_here = censored_until(begin, censored_before) - censored_before;
      if (at_risk >= minimum::at_risk && ended_[k] + censored_here > 0) last_with_five_ = k;
      left -= ended_[k] + censored_here;
      censored_before += censored_here;
    }
  }

  std::size_t censored_until(Age age, std::size_t from) const {
    while (from < stays_.censored.size() && static_cast<Age>(stays_.censored[from]) <= age) ++from;
    return from;
  }

  /// The endings of the marked classes, in order.
  BigVector<std::uint64_t> endings_in(const Marks& marks) const {
    std::vector<char> strips(classes_.strip_count());
    for (std::size_t k = 0; k < classes_.size(); ++k) {
      if (!marks[k]) continue;
      const std::size_t first = k == 0 ? 0 : classes_.strip_of(classes_.end(k - 1));
      for (std::size_t s = first; s <= classes_.strip_of(classes_.end(k)); ++s) strips[s] = 1;
    }
    BigVector<std::uint64_t> found;
    const AgeClasses::Finder classes = classes_.finder();
    const char* const is_wanted = strips.data();
    std::array<std::uint64_t, ending_block> near;
    const auto look_through = [&](std::span<const std::uint64_t> run) {
      for (std::size_t begin = 0; begin < run.size(); begin += ending_block) {
        const std::size_t end = std::min(begin + ending_block, run.size());
        // Sums and no conditions: which endings lie near a reading cannot be foreseen.
        std::size_t count = 0;
        for (std::size_t i = begin; i < end; ++i) {
          near[count] = run[i];
          count += is_wanted[classes.strip_of(StayColumns::age_of(run[i]))] != 0 ? 1U : 0U;
        }
        for (const std::uint64_t ending : std::span(near).first(count))
          if (marks[classes.of(StayColumns::age_of(ending))]) found.push_back(ending);
      }
    };
    if (tail_from_)
      look_through(tail_);
    else
      for (const auto& run : stays_.ended) look_through(run);
    radix_sort(found, StayColumns::age_bits);
    return found;
  }

  void write(const Marks& marks) {
    const BigVector<std::uint64_t> endings = endings_in(marks);
    if (causes_ > 1) table_.ended_by.resize(causes_);
    std::size_t next = 0, censored_before = 0;
    for (std::size_t k = 0; k < classes_.size(); ++k) {
      std::uint32_t at_end = at_risk_[k];
      if (marks[k]) {
        at_end = write_singly(k, std::span(endings).subspan(next, ended_[k]));
        next += ended_[k];
      } else if (ended_[k] > 0) {
        add_row(classes_.end(k), at_risk_[k], {ended_by(k), causes_});
        if (causes_ == 1) table_.missed.push_back(missed_[k]);
      }
      const std::size_t censored_here =
          censored_until(classes_.end(k), censored_before) - censored_before;
      censored_before += censored_here;
      if (marks[k] && censored_here > 0 && at_end >= minimum::at_risk)
        table_.h_star = classes_.end(k);
    }
    table_.n = static_cast<std::int64_t>(stays_.size());
    table_.censored_at.assign(stays_.censored.begin(), stays_.censored.end());
    if (stays_.censored.empty() && !table_.age.empty()) table_.h_star = table_.age.back();
  }

  /// A row an age. Returns how many are at risk at the end of the class.
  std::uint32_t write_singly(std::size_t k, std::span<const std::uint64_t> endings) {
    std::vector<std::uint32_t> counts(causes_);
    std::uint32_t at_risk = at_risk_[k];
    std::uint32_t at_end = at_risk;
    for (std::size_t i = 0; i < endings.size();) {
      const Age age = StayColumns::age_of(endings[i]);
      std::ranges::fill(counts, 0U);
      std::uint32_t here = 0;
      for (; i < endings.size() && StayColumns::age_of(endings[i]) == age; ++i, ++here)
        ++counts[StayColumns::cause_of(endings[i]) - 1U];
      if (at_risk >= minimum::at_risk) table_.h_star = age;
      add_row(age, at_risk, counts);
      if (causes_ == 1) table_.missed.push_back(0);
      at_risk -= here;
      if (age < classes_.end(k)) at_end = at_risk;
    }
    return at_end;
  }

  void add_row(Age age, std::uint32_t at_risk, std::span<const std::uint32_t> by_cause) {
    std::uint32_t ended = 0;
    for (const std::uint32_t count : by_cause) ended += count;
    table_.age.push_back(age);
    table_.at_risk.push_back(at_risk);
    table_.ended.push_back(ended);
    for (std::size_t c = 0; c < table_.ended_by.size(); ++c)
      table_.ended_by[c].push_back(by_cause[c]);
  }

  StayColumns stays_;
  Cause causes_;
  AgeClasses classes_;
  std::optional<Age> tail_from_;       ///< Where all readings of single endings lie beyond one age,
  BigVector<std::uint64_t> tail_;      ///< and the endings beyond it.
  BigVector<std::uint32_t> ended_by_;  ///< [class * causes + cause - 1]
  std::vector<std::uint32_t> ended_;   ///< By class.
  std::vector<double> missed_;         ///< By class; of tables with one cause.
  std::vector<std::uint32_t> at_risk_;  ///< By class, when it begins.
  std::optional<std::size_t> last_with_five_;
  LifeTable table_;
};

}  // namespace

LifeTable merged_life_table(StayColumns stays, Cause causes, const Readings& readings) {
  return Merging(std::move(stays), causes, readings).take();
}

}  // namespace stagecraft::base::statistics
