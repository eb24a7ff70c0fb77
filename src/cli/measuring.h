#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/import_flags.h"
#include "measures/report.h"
#include "measures/settings.h"
#include "process/reader.h"
#include "report/measured.h"

namespace stagecraft::cli {

/// What is to be measured, as said on the command line. Dates are YYYY-MM-DD, or instants with an
/// offset.
struct MeasureFlags {
  std::string map;
  std::vector<std::string> earlier_maps;  ///< Older versions of it, oldest first.
  std::vector<std::string> history;
  ImportFlags import;
  std::string from, to;                  ///< Period, half-open: `to` is the first day after it.
  std::string against_from, against_to;  ///< Period to compare with.
  std::string at, known_at;              ///< As of, known at; a date means its end.
  std::string zone, settings;
  std::vector<std::string> by;
  std::string where, slice_at = "by_rule", intervals = "full";
};

/// Offers the flags that say what is measured: those of the import, period, slices, settings; not
/// the map and the history themselves. `flags` has to outlive the command.
void add_measure_flags(CLI::App& command, MeasureFlags& flags);

/// One measurement with everything that it rests on: owns map, log and report. Made in place,
/// because its parts refer to one another.
class Measurement {
 public:
  /// Loads, imports and measures. Throws Error for anything that cannot be used. `earlier`: the
  /// versions of the map before it, oldest first.
  Measurement(process::Map map, std::vector<process::Map> earlier, const MeasureFlags& flags,
              Context& context);
  Measurement(const Measurement&) = delete;
  Measurement& operator=(const Measurement&) = delete;

  /// Borrows from this.
  report::Measured measured() const;

 private:
  measures::Request make_request(const MeasureFlags& flags) const;

  process::Map map_;
  std::vector<process::Map> earlier_;
  process::Automaton automaton_;
  measures::Settings settings_;
  history::Imported imported_;
  measures::Request request_;
  std::string map_version_;
  measures::Report report_;
};

/// Loads the map and its earlier versions, and measures. Null: one of them did not load, and what
/// is wrong with it has been told.
std::unique_ptr<Measurement> measure(const MeasureFlags& flags, Context& context);

/// `planning_direct@4f2a91c03b7e`: id and the first digits of the SHA-256 of its canonical text.
std::string map_version(const process::Map& map);

}  // namespace stagecraft::cli
