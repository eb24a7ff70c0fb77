#pragma once

#include <span>
#include <string_view>

#include "measures/figure.h"

namespace boost::json {
class value;
}

/// One table of what a figure is made of; JSON, CSV and the published schema come from it.
namespace stagecraft::report {

struct FigureField {
  std::string_view key;
  std::string_view schema;  ///< JSON Schema of the value, as JSON text.
  std::string_view description;
  boost::json::value (*value)(const measures::Figure&);
};

/// In the order in which they are written. The same keys are the columns of the CSV.
std::span<const FigureField> figure_fields();

}  // namespace stagecraft::report
