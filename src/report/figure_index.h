#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "measures/figure.h"

namespace stagecraft::report {

/// Which figure is meant; what is left out is empty in the figure as well.
struct FigureKey {
  std::string_view measure;
  std::string_view part = {};
  std::string_view place = {};  ///< Id of a stage or goal.
  std::string_view to = {};
  std::string_view slice = {};
  std::string_view currency = {};
};

/// Finds the figures that a report shows. Borrows the figures.
class FigureIndex {
 public:
  explicit FigureIndex(const std::vector<measures::Figure>& figures);

  /// Null: there is no such figure. O(1).
  const measures::Figure* find(const FigureKey& key) const;
  /// The first figure of that measure, part, place and slice, whatever it leads to: a stage's
  /// conversion to the next stage stands before that to won. Null: there is none. O(1).
  const measures::Figure* first(const FigureKey& key) const;
  /// Currencies of a measure's figures (of the whole map, without slice), in their order; "" when
  /// it has a figure without currency.
  std::vector<std::string> currencies_of(std::string_view measure) const;

 private:
  const std::vector<measures::Figure>& figures_;
  std::unordered_map<std::string, std::size_t> by_key_, first_;
};

}  // namespace stagecraft::report
