#include "process/check/score.h"

#include <algorithm>
#include <map>
#include <string>

#include "process/check/walk.h"

namespace stagecraft::process {
namespace {

/// The findings, counted by name and address: those that count, and those that the team keeps.
class Tally {
 public:
  explicit Tally(std::span<const Finding> findings) {
    for (const auto& finding : findings) {
      ++(finding.waived ? waived_ : open_)[name_of(finding)][finding.address];
      if (finding.waived || finding.mistake == 0) continue;
      any_[index(finding.mistake)] = true;
      if (finding.severity != Severity::note) warned_[index(finding.mistake)] = true;
    }
  }

  bool has(std::string_view name) const { return open_.contains(name); }
  bool has_any(int mistake) const { return any_[index(mistake)]; }
  bool has_warning(int mistake) const { return warned_[index(mistake)]; }
  std::size_t count_at(std::string_view name, const std::string& address) const {
    return count(open_, name, address);
  }
  bool is_waived_at(std::string_view name, const std::string& address) const {
    return count(waived_, name, address) > 0;
  }

 private:
  using Counts = std::map<std::string, std::map<std::string, std::size_t>, std::less<>>;

  static std::size_t index(int mistake) { return static_cast<std::size_t>(mistake - 1); }

  static std::size_t count(const Counts& counts, std::string_view name,
                           const std::string& address) {
    const auto named = counts.find(name);
    if (named == counts.end()) return 0;
    const auto at = named->second.find(address);
    return at == named->second.end() ? 0 : at->second;
  }

  Counts open_, waived_;
  std::array<bool, mistake_count> any_{}, warned_{};
};

/// How many of how many.
struct Share {
  std::size_t of = 0, all = 0;

  void add(bool counts) {
    of += counts ? 1u : 0u;
    ++all;
  }
  bool is_under_half() const { return of * 2 < all; }
  bool is_over_half() const { return of * 2 > all; }
  bool is_all() const { return of == all; }
};

Grade grade_steps(const Tally& tally) {
  if (tally.has("no-goals/flat") || tally.has("too-many-steps")) return Grade::present;
  return tally.has_any(1) ? Grade::weak : Grade::fine;
}

bool has_act(const Stage& stage, const Tally& tally) {
  const auto address = address_of(stage);
  if (stage.does.empty()) return tally.is_waived_at("seller-centred/no-act", address);
  return tally.count_at("seller-centred/seller-act", address) < stage.does.size();
}

Grade grade_side(const Map& map, const Tally& tally) {
  Share acts, values, opinions;
  for_each_customer_stage(map, [&](const Stage& stage) { acts.add(has_act(stage, tally)); });
  for (const auto& goal : map.goals) {
    const auto address = address_of(map, goal);
    values.add(!map.flat && tally.count_at("seller-centred/no-value", address) == 0 &&
               tally.count_at("seller-centred/seller-value", address) == 0);
  }
  for_each_stage(map, [&](const Stage& stage) {
    for (const auto& criterion : stage.exit) {
      const auto address = address_of(criterion);
      opinions.add(tally.count_at("opinion-criterion/opinion", address) > 0 ||
                   tally.count_at("opinion-criterion/seller-act", address) > 0);
    }
  });
  if (acts.is_under_half() || values.is_under_half() || opinions.is_over_half() ||
      tally.has("seller-centred/internal-outputs"))
    return Grade::present;
  return acts.is_all() && values.is_all() && !tally.has_warning(2) ? Grade::fine : Grade::weak;
}

bool is_measured(const Map& map, const Goal& goal, const Tally& tally) {
  const auto address = address_of(map, goal);
  return std::ranges::any_of(goal.measures,
                             [](const Target& target) { return target.target.has_value(); }) ||
         tally.is_waived_at("unmeasured/goal-unmeasured", address) ||
         tally.is_waived_at("unmeasured/no-target", address);
}

Grade grade_measures(const Map& map, const Tally& tally) {
  Share measured;
  for (const auto& goal : map.goals) measured.add(!map.flat && is_measured(map, goal, tally));
  if (measured.is_under_half() || tally.has("unmeasured/no-money") ||
      tally.has("unmeasured/small-measures"))
    return Grade::present;
  return measured.is_all() && !tally.has_warning(3) ? Grade::fine : Grade::weak;
}

Grade grade_authors(const Tally& tally) {
  if (tally.has("borrowed/not-adapted") || tally.has("borrowed/no-contributors"))
    return Grade::present;
  return tally.has_any(4) ? Grade::weak : Grade::fine;
}

}  // namespace

std::string_view to_word(Grade grade) {
  switch (grade) {
    case Grade::fine:
      return "fine";
    case Grade::weak:
      return "weak";
    case Grade::present:
      return "present";
  }
  return {};
}

ScoreCard score(const Map& map, std::span<const Finding> findings) {
  const Tally tally(findings);
  ScoreCard card{{grade_steps(tally), grade_side(map, tally), grade_measures(map, tally),
                  grade_authors(tally)},
                 {}};
  for (const auto& finding : findings)
    if (finding.waived && finding.mistake > 0)
      ++card.waived[static_cast<std::size_t>(finding.mistake - 1)];
  return card;
}

ScoreCard worst_of(const ScoreCard& a, const ScoreCard& b) {
  ScoreCard worst;
  for (std::size_t i = 0; i < mistake_count; ++i) {
    worst.grades[i] = std::max(a.grades[i], b.grades[i]);
    worst.waived[i] = a.waived[i] + b.waived[i];
  }
  return worst;
}

}  // namespace stagecraft::process
