#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string_view>

#include "base/error.h"
#include "history/export.h"
#include "history/xes_reader.h"

namespace base = stagecraft::base;
namespace history = stagecraft::history;

/// Any bytes as an XES: an error or a log, every event accounted for, and a log that can be
/// written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::function<void(const history::ImportProgress&)> nobody;
  history::ProgressMeter meter(nobody);
  history::LogBuilder builder;
  history::ImportReport report;
  try {
    const auto source = history::text_source({reinterpret_cast<const char*>(data), size});
    history::read_xes(*source, "fuzz.xes", {.builder = builder, .report = report, .meter = meter});
  } catch (const base::Error&) {
    return 0;
  }
  if (report.rows_accepted + report.rows_rejected != report.rows_read) std::abort();
  const history::EventLog log = builder.finish();
  if (static_cast<std::int64_t>(log.event_count()) != report.rows_accepted) std::abort();
  history::export_xes(log, [](std::string_view) {});
  return 0;
}
