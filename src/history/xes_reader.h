#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "history/byte_source.h"
#include "history/import.h"
#include "history/log_builder.h"
#include "history/progress_meter.h"

namespace stagecraft::history {

/// What an activity of the source is to the log.
struct Activity {
  EventKind kind = EventKind::stage_entered;
  std::string symbol;
  bool is_inside = true;  ///< False: the map does not know it; counted as outside the map.
};

/// What reading an XES needs and fills.
struct XesReading {
  LogBuilder& builder;
  ImportReport& report;
  ProgressMeter& meter;
  std::string lifecycle = "all";  ///< Keep only events of this transition, whatever its case.
  /// Asked once for each activity; empty: every activity is a stage by its own name.
  std::function<Activity(std::string_view)> match = {};
};

/// Expat reads about 110 to 130 MB/s of XES, so what is in UTF-8 is read by XmlScanner; expat does
/// the rest, and is what tests compare with.
enum class XmlReader : std::uint8_t { by_encoding, expat };

/// Reads an XES log (IEEE 1849) as a stream: trace -> deal (concept:name), its attributes ->
/// attributes of the deal, event -> stage_entered, org:resource -> actor, lifecycle:transition -> a
/// detail. Other attributes of events are named in a note. Events without a name or with a wrong
/// time are listed as rejected. Throws Error{invalid} where the file is no well-formed XML or ends
/// too early (with line and column, and how many events were read), is no XES, has a DTD (entities
/// can be made to fill all memory), an element of more than 16 MiB or a nesting of more than 100.
void read_xes(ByteSource& source, const std::string& name, const XesReading& reading,
              XmlReader with = XmlReader::by_encoding);

}  // namespace stagecraft::history
