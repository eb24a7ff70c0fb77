#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "history/export.h"
#include "history/xes_reader.h"

namespace base = stagecraft::base;
namespace history = stagecraft::history;

namespace {

struct Read {
  history::EventLog log;
  history::ImportReport report;
};

std::optional<Read> read_as(std::string_view text, history::XmlReader with) {
  const std::function<void(const history::ImportProgress&)> nobody;
  history::ProgressMeter meter(nobody);
  history::LogBuilder builder;
  Read read;
  try {
    const auto source = history::text_source(text);
    history::read_xes(*source, "fuzz.xes",
                      {.builder = builder, .report = read.report, .meter = meter}, with);
  } catch (const base::Error&) {
    return std::nullopt;
  }
  read.log = builder.finish();
  return read;
}

}  // namespace

/// Any bytes as an XES: an error or a log, every event accounted for, and a log that can be
/// written. What expat takes, the scanner takes, too, and makes the same log of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scanned = read_as(text, history::XmlReader::by_encoding);
  const auto parsed = read_as(text, history::XmlReader::expat);
  if (parsed && (!scanned || !(scanned->log == parsed->log))) std::abort();
  if (!scanned) return 0;
  const history::ImportReport& report = scanned->report;
  if (report.rows_accepted + report.rows_rejected != report.rows_read) std::abort();
  if (static_cast<std::int64_t>(scanned->log.event_count()) != report.rows_accepted) std::abort();
  history::export_xes(scanned->log, [](std::string_view) {});
  return 0;
}
