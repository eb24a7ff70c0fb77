#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "history/dictionary.h"
#include "history/import_findings.h"
#include "history/log_builder.h"
#include "history/value_reader.h"

namespace stagecraft::history {

/// A value of an attribute, as a row tells it. Views need to live only during the call.
struct Sighting {
  std::string_view deal, attribute;
  std::string_view value;  ///< Canonical text; empty: not stated.
  std::string_view actor;
  EventTime time;
  std::string_view before = {};  ///< The value until then, where the source tells it.
};

/// Attribute values seen at instants, in any order, on their way to attribute_changed events.
/// Sources tell the value after a change, seldom the one before: that is known only once a deal's
/// values are in order.
class AttributeTimeline {
 public:
  /// `attribute` had `value` at `time` (a row of layout events): a change where it differs from the
  /// value before, if there was one.
  void observe(const Sighting& sighting);
  /// `attribute` was set to `value` (a row of layout changes): a change whatever it was before.
  void change(const Sighting& sighting);

  /// Gives the changes and the values of now to the builder. O(n log n). Afterwards it is empty.
  void give_to(LogBuilder& builder, ImportFindings& findings);

 private:
  struct Run {
    std::uint32_t deal, attribute, value, before, actor;
    std::int64_t first_at, last_at;  ///< The value was seen at both, and nothing else between them.
    Precision precision;
    bool is_change;
  };

  Run to_run(const Sighting& sighting);
  void add(const Run& run);
  void split_runs();
  void give_values(LogBuilder& builder, ImportFindings& findings, std::size_t begin,
                   std::size_t end) const;

  Dictionary deals_, attributes_, values_, actors_;
  std::vector<Run> runs_;
  std::vector<std::vector<std::uint32_t>> last_run_;  ///< attribute, deal -> its last run, + 1.
};

}  // namespace stagecraft::history
