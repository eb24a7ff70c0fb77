#pragma once

#include <span>
#include <string>

#include "measures/figure.h"

/// Figures as data for other programs. Values are written in full precision; rounding is for
/// people.
namespace stagecraft::report {

/// `{"figures": [...]}`, a figure a line, as docs/schema/figures-1.schema.json says.
std::string to_json(std::span<const measures::Figure> figures);

/// One figure a line under a header of the same keys (RFC 4180). Null is an empty field;
/// `excluded`, `period`, `extras` and `remarks` are JSON in a field.
std::string to_csv(std::span<const measures::Figure> figures);

/// The JSON Schema (2020-12) of `to_json`.
std::string figures_schema();

}  // namespace stagecraft::report
