#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/byte_source.h"
#include "history/import_session.h"
#include "history/mapping.h"
#include "history/stage_matcher.h"
#include "history/xes_reader.h"

namespace stagecraft::history {

/// The part of an import that knows files from elsewhere: which mapping reads which file, and what
/// is told only when all files are read. `options`, builder, report and meter have to outlive it.
class ForeignImport {
 public:
  ForeignImport(const ImportOptions& options, LogBuilder& builder, ImportReport& report,
                ProgressMeter& meter);

  /// The mapping by which a file with this header is read: the one given (for `is_only` file, and
  /// for every file that has its columns), else the preset that knows the header. Throws
  /// Error{invalid}.
  Mapping find_mapping(const std::string& file, const std::vector<std::string>& header,
                       bool is_only) const;
  /// To be called for the mapping of every file, before the first is read.
  void declare(const Mapping& mapping);
  /// Reads a file of layout events, deals or changes. `source` has been looked at, not read.
  void read(std::unique_ptr<ByteSource> source, const std::string& file, const Mapping& mapping);
  /// What the activities of an XES mean; the mapping and the map of the options decide.
  std::function<Activity(std::string_view)> xes_activities();
  /// Hands over what needs all files: changes in order, reopenings. To be called last.
  void finish();

 private:
  void take_exported_at(const Mapping& mapping);

  const ImportOptions& options_;
  ImportReport& report_;
  ImportFindings findings_;
  ImportSession session_;
  Mapping xes_mapping_;
  std::optional<StageMatcher> xes_matcher_;
};

}  // namespace stagecraft::history
