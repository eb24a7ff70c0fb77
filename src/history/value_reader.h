#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/amount_parser.h"
#include "history/column_binding.h"
#include "history/csv_reader.h"
#include "history/date_format.h"
#include "history/import_findings.h"
#include "history/mapping.h"
#include "history/zone_clock.h"
#include "process/map.h"

namespace stagecraft::history {

/// An instant as an event takes it.
struct EventTime {
  std::int64_t at = 0;  ///< UTC ms; of a date its UTC midnight.
  Precision precision = Precision::unknown;
};

/// What a date cell says: nothing, an instant, or something that makes the row unusable.
struct DateCell {
  bool is_empty = false;
  std::string_view problem = {};  ///< Why it can't be used; empty: it can.
  EventTime time = {};
};

/// Reads dates of one column or field.
class DateReader {
 public:
  DateReader(DateFormat format, ZoneClock& clock) : format_(std::move(format)), clock_(&clock) {}
  DateCell read(std::string_view text) const;

 private:
  DateFormat format_;
  ZoneClock* clock_;
};

/// Values that stand for others, by attribute or column (`values` of the mapping).
class Corrections {
 public:
  explicit Corrections(const Mapping& mapping) : mapping_(mapping) {}
  /// The right value, counted if it differs; stable while the mapping lives.
  std::string_view apply(std::string_view attribute, std::string_view column,
                         std::string_view value, ImportFindings& findings) const;

 private:
  const Mapping& mapping_;
};

/// One attribute on its way from a cell to the canonical text that LogBuilder takes.
struct AttributeValue {
  std::string text;         ///< Empty: not stated.
  base::Currency currency;  ///< That the cell itself names.
};

/// How the values of an attribute are read.
struct AttributeFormat {
  std::string name;
  ValueKind kind = ValueKind::text;
  DateFormat date;
  char decimal = '.';
  base::Currency currency;  ///< Declared for the whole file.
};

/// Canonical text of `value`; what can't be read is listed at `place` and comes back as not stated.
AttributeValue read_attribute(std::string_view value, const AttributeFormat& format,
                              const CellPlace& place, ImportFindings& findings);

/// As the rule says; else amount is money, expected_close a date, an own field of the map what the
/// map says, all else text. `map` may be null.
ValueKind kind_of(const AttributeRule& rule, const process::Map* map);

/// The details of an event that tell its reason; empty for an empty reason.
std::string reason_details(std::string_view reason);

}  // namespace stagecraft::history
