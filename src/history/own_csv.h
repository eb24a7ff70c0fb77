#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "history/csv_reader.h"
#include "history/import.h"
#include "history/import_report.h"
#include "history/log_builder.h"
#include "history/progress_meter.h"

/// Stagecraft's own files (history.md, 2): the events CSV, which holds everything that an event
/// does, and the deals CSV beside it with the values of now. They need no mapping.
namespace stagecraft::history {

/// Columns of the events CSV, in order.
inline constexpr std::string_view events_header =
    "deal,kind,symbol,from,to,actor,at,at_precision,recorded_at,source_seq,details";
/// Columns of the deals CSV that are always there; own fields follow, those that are not text as
/// `name:number`, `name:money`, `name:date`.
inline constexpr std::string_view deals_header =
    "deal,name,account,owner,team,channel,offering,campaign,persona,amount,currency,expected_close,"
    "map,"
    "map_version";

bool is_events_header(const std::vector<std::string>& header);
bool is_deals_header(const std::vector<std::string>& header);

/// `history.deals.csv` for `history.csv`.
std::string deals_file_beside(const std::string& events_file);

/// What reading one of them needs and fills.
struct OwnCsvReading {
  LogBuilder& builder;
  ImportReport& report;
  ProgressMeter& meter;
  unsigned threads;  ///< 0: as many as the machine has.
};

/// Takes over what the parts of a file made (csv_parts.h), in order.
template <typename Parts>
void append_parts(const OwnCsvReading& reading, Parts& parts) {
  std::int64_t lines_before = 0;
  for (auto& part : parts) {
    reading.builder.append(std::move(part.consumer.builder));
    append(reading.report, std::move(part.consumer.report), lines_before);
    lines_before += part.lines;
  }
}

/// Adds the events of a file to the builder; `head` has read its header. Rows that break a rule are
/// listed in the report. Throws as CsvReader.
void read_own_events(CsvReader& head, const std::string& file, const OwnCsvReading& reading);
/// The same for deals and their attributes.
void read_own_deals(CsvReader& head, const std::string& file, const OwnCsvReading& reading);

}  // namespace stagecraft::history
