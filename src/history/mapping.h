#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/place.h"
#include "base/time.h"
#include "history/date_format.h"
#include "history/event_log.h"
#include "history/mapping_flag.h"

/// The mapping file (history.md, 3): how the columns of a file from elsewhere become events.
namespace stagecraft::history {

enum class Layout : std::uint8_t {
  events,  ///< A row an event.
  deals,   ///< A row a deal.
  changes  ///< A row a changed field.
};

/// A column by its name, or several names of which a file has one (exports name them by language
/// and age).
struct ColumnRef {
  std::vector<std::string> names;

  bool is_stated() const { return !names.empty(); }
  /// `Stage or StageName`, for messages.
  std::string to_text() const;
  bool operator==(const ColumnRef&) const = default;
};

/// A deal's row says that it is in a stage, and perhaps since when.
struct StateRule {
  ColumnRef column;
  ColumnRef at;  ///< Not stated: in the stage, date unknown.
  std::vector<std::string>
      is;  ///< Values that mean this stage; empty: each value is a stage's name.

  bool operator==(const StateRule&) const = default;
};

/// How a row of layout deals tells of one stage.
struct StageRule {
  std::string stage;
  ColumnRef entered;  ///< Column of its date.
  std::optional<StateRule> state;

  bool operator==(const StageRule&) const = default;
};

/// Which values of the source are outcomes, and where and when.
struct OutcomeRule {
  ColumnRef column;  ///< Not stated: the column of the activity, or of the state.
  ColumnRef at;
  ColumnRef reason;
  std::vector<std::string> won, lost, no_decision;
  std::vector<std::string> open;  ///< Values that take a closing back.

  bool operator==(const OutcomeRule&) const = default;
};

struct AttributeRule {
  std::string name;
  ColumnRef column;
  std::optional<ValueKind>
      kind;  ///< Left out: money for amount, date for expected_close, else text.

  bool operator==(const AttributeRule&) const = default;
};

/// A join: the row's value of `key` is looked for in column `their_key` of `file`.
struct Lookup {
  std::string file;  ///< Relative to the mapping file, else to the file that is read.
  ColumnRef key;
  std::string their_key;                    ///< Left out in the file: the name of `key`.
  std::map<std::string, std::string> take;  ///< Attribute -> column of `file`.

  bool operator==(const Lookup&) const = default;
};

/// A mapping. Members are named as the keys of the file.
struct Mapping {
  std::string preset;  ///< Name of the preset this is; empty: a mapping of the user.
  std::vector<ColumnRef> recognised_by;  ///< Of a preset: columns that a file must have.
  std::vector<ColumnRef> not_with;       ///< Of a preset: columns that a file must not have.
  Layout layout = Layout::events;
  ColumnRef deal;
  std::string zone = "UTC";
  bool zone_stated = false;
  std::optional<DateFormat> date_format;  ///< Left out: inferred, column by column.
  char decimal = '.';
  base::Currency currency;  ///< Not stated, or in `currency_column`.
  ColumnRef currency_column;
  std::optional<DateValue> exported_at;  ///< In `zone`; a day means its end.
  ColumnRef activity;                    ///< events
  ColumnRef at;                          ///< events, changes
  ColumnRef actor;
  ColumnRef order;                    ///< events, changes: numbers that break ties.
  ColumnRef created;                  ///< When the deal was made.
  ColumnRef field, value, old_value;  ///< changes
  /// changes: field of the source -> stage, created, won, lost, no_decision, outcome, or an
  /// attribute.
  std::map<std::string, std::string> fields;
  std::vector<StageRule> stages;   ///< deals, in file order
  std::optional<StateRule> state;  ///< deals: the stage it is in now.
  std::optional<OutcomeRule> outcome;
  std::map<std::string, std::string> touchpoints;  ///< events: activity -> call, email, meeting ...
  std::vector<AttributeRule> attributes;
  std::map<std::string, std::map<std::string, std::string>>
      values;  ///< Attribute or column -> wrong -> right.
  std::vector<Lookup> lookups;
  std::map<std::string, std::string>
      stage_values;  ///< Value of the source -> id of a stage or outcome.
  std::map<std::string, std::vector<std::string>>
      leave_out;       ///< Column -> values whose rows are left out.
  std::string folder;  ///< Of the mapping file; lookups are found from here.

  bool operator==(const Mapping&) const = default;
};

/// Reads a mapping; flags replace the keys of the text. Throws Error{invalid} that lists every
/// error of the text at once, each with file, line and column. `file_name` is for messages.
Mapping read_mapping(std::string_view text, const std::string& file_name,
                     const std::vector<MappingFlag>& flags = {});

/// Reads a mapping file; `folder` becomes that of the file. Throws as read_mapping, and
/// Error{not_found}.
Mapping read_mapping_file(const std::string& path, const std::vector<MappingFlag>& flags = {});

/// A mapping of flags alone.
Mapping mapping_of_flags(const std::vector<MappingFlag>& flags);

/// The JSON Schema (2020-12) of the mapping file, made from the table that the reader goes by.
std::string mapping_schema();

}  // namespace stagecraft::history
