#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "history/csv_reader.h"
#include "history/export.h"
#include "history/own_csv.h"

namespace base = stagecraft::base;
namespace history = stagecraft::history;

namespace {

/// Any bytes as a table: fields are within their limits and valid text, lines only go forward.
void read_table(std::string_view text) {
  history::CsvOptions options;
  options.field_limit = 64;  // Small, so that short inputs reach the limits.
  options.row_limit = 256;
  history::CsvReader reader(history::text_source(text), "fuzz.csv", options);
  history::CsvRow row;
  std::int64_t line = 0;
  while (reader.next_row(row)) {
    if (row.line() < line) std::abort();
    line = row.line();
    if (!row.is_ok()) continue;
    if (row.size() != reader.header().size()) std::abort();
    for (std::size_t i = 0; i < row.size(); ++i)
      if (base::find_invalid_utf8(row[i])) std::abort();
  }
}

/// Any bytes as rows of an events CSV: what is taken comes back from its own export.
void read_events(std::string_view text) {
  const std::function<void(const history::ImportProgress&)> nobody;
  history::ProgressMeter meter(nobody);
  history::LogBuilder builder;
  history::ImportReport report;
  history::CsvReader head(
      history::text_source(text), "-",
      {.dialect = history::CsvDialect(),
       .header = std::vector<std::string>{"deal", "kind", "symbol", "from", "to", "actor", "at",
                                          "at_precision", "recorded_at", "source_seq", "details"}});
  history::read_own_events(head, "-", {builder, report, meter, 1});
  if (report.rows_accepted + report.rows_rejected != report.rows_read) std::abort();
  const history::EventLog log = builder.finish();
  if (static_cast<std::int64_t>(log.event_count()) != report.rows_accepted) std::abort();

  std::string deals, events;
  history::export_deals(log, [&](std::string_view piece) { deals += piece; });
  history::export_events(log, [&](std::string_view piece) { events += piece; });
  history::LogBuilder again;
  history::ImportReport second;
  history::CsvReader deals_head(history::text_source(deals), "-",
                                {.dialect = history::CsvDialect()});
  history::CsvReader events_head(history::text_source(events), "-",
                                 {.dialect = history::CsvDialect()});
  history::read_own_deals(deals_head, "-", {again, second, meter, 1});
  history::read_own_events(events_head, "-", {again, second, meter, 1});
  if (second.rows_rejected != 0 || !(again.finish() == log)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    read_table(text);
  } catch (const base::Error&) {
  }
  read_events(text);
  return 0;
}
