#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "history/event_log.h"
#include "measures/request.h"
#include "process/condition.h"
#include "process/map.h"

/// The fields of deals as conditions and formulas see them, read from a history.
namespace stagecraft::measures {

/// What a condition on deals of this history may name: the attributes of the log, `currency`,
/// `created_on`, `days_open`, `stage`, and where the history tells of them `version` of the map.
/// Both must outlive the table.
process::FieldTable deal_field_table(const process::Map& map, const history::EventLog& log);

/// Reads one field of any deal as it was just before a border.
class FieldReader {
 public:
  /// REQUIRES that deal_field_table finds `name`.
  FieldReader(const history::EventLog& log, std::string_view name);

  process::FieldValue value(history::DealIndex d, const base::Border& at) const;

 private:
  enum class Source : std::uint8_t { attribute, currency, created_on, days_open, stage, version };

  process::FieldValue attribute_value(history::DealIndex d, const base::Border& at) const;

  const history::EventLog* log_;
  const history::Attribute* attribute_ = nullptr;
  Source source_ = Source::attribute;
};

/// `--where`. Throws Error{invalid} that says what is wrong at which character; `name` is what the
/// asker calls the parameter.
DealCondition parse_where(const process::Map& map, const history::EventLog& log,
                          std::string_view text, std::string_view name = "--where");

}  // namespace stagecraft::measures
