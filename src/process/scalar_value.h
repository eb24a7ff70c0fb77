#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/sentence.h"
#include "base/time.h"
#include "process/description.h"

/// One scalar of a map against its rule, and between text and value.
namespace stagecraft::process {

/// Why a text cannot be the value of a field.
struct Fault {
  std::string id;  ///< wrong-type, out-of-range or bad-id
  base::Sentence message;
};

/// nullopt when the text is a value as `rule` wants it. Conditions and formulas are judged
/// elsewhere.
std::optional<Fault> find_fault(const FieldRule& rule, std::string_view text);

/// A decimal as YAML and JSON write it; nullopt for anything else, for infinity and beyond.
std::optional<double> parse_number(std::string_view text);
/// Shortest decimal that reads back as the same number, without exponent: `0.75`, `14`.
std::string write_number(double value);

/// `2026-01-31`, a day that exists, in the years 1 to 9999.
std::optional<base::Day> parse_day(std::string_view text);

}  // namespace stagecraft::process
