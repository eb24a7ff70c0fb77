#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "process/check/finding.h"
#include "process/map.h"

namespace stagecraft::process {

/// How far a map shows one of the four classic mistakes; later is worse.
enum class Grade : std::uint8_t { fine, weak, present };

/// 'fine', 'weak', 'present'.
std::string_view to_word(Grade grade);

inline constexpr int mistake_count = 4;

/// The four mistakes: 1 steps in the foreground instead of goals, 2 told from the seller's side,
/// 3 not measured, 4 borrowed. Index 0 is mistake 1.
struct ScoreCard {
  std::array<Grade, mistake_count> grades{};
  std::array<int, mistake_count>
      waived{};  ///< Waived findings of each mistake, which do not count.

  Grade grade(int mistake) const { return grades[static_cast<std::size_t>(mistake - 1)]; }
  bool operator==(const ScoreCard&) const = default;
};

/// Judges a map by its findings (process-map.md 4.2). Shares over nothing count as fulfilled.
ScoreCard score(const Map& map, std::span<const Finding> findings);

/// The worse grade of each mistake; waived findings are added up.
ScoreCard worst_of(const ScoreCard& a, const ScoreCard& b);

}  // namespace stagecraft::process
