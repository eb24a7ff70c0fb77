#pragma once

#include <span>
#include <string>
#include <string_view>

#include "measures/figure.h"
#include "process/map.h"

/// What the figures mean, for readers of a report: one or two sentences a measure. The long form,
/// with formulas and examples, is docs/measures.
namespace stagecraft::report {

struct Definition {
  std::string_view measure;  ///< As in Figure::measure.
  std::string_view title;    ///< `Win rate`.
  std::string_view unit;     ///< In words: `per cent of deals`.
  std::string_view sentence;
};

/// Every measure of the product, in the order in which a report explains them.
std::span<const Definition> definitions();
/// Null: a measure of the map's own.
const Definition* find_definition(std::string_view measure);

/// `Time in stage, median, 3.2 Proof on own data`.
std::string figure_title(const process::Map& map, const measures::Figure& figure);

}  // namespace stagecraft::report
