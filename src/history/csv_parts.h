#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "history/csv_reader.h"
#include "history/progress_meter.h"

namespace stagecraft::history {

/// Bytes [begin, end) of a file, whole rows as far as can be told without reading all that is
/// before.
struct CsvPart {
  std::int64_t begin = 0, end = 0;
};

/// Cuts a plain file behind its header into parts that begin after a line end. A line end may stand
/// inside quotes: read_in_parts finds that out.
std::vector<CsvPart> cut_csv(const std::string& file, const CsvDialect& dialect, CsvPart whole,
                             unsigned parts);

/// A part that has been read.
template <typename Consumer>
struct ReadPart {
  Consumer consumer;
  std::int64_t end = 0;  ///< Where in the file its last row ended.
  std::int64_t lines =
      0;  ///< How many lines it has, counted from the start of the file for the first.
};

/// Gives the rows of `reader` that begin before `end` to the consumer's `take`; returns where they
/// end.
template <typename Consumer>
void read_rows(CsvReader& reader, std::int64_t end, Consumer& consumer, ProgressMeter& meter,
               bool tells) {
  constexpr std::int64_t rows_a_report = 4096;
  CsvRow row;
  std::int64_t told_rows = 0;
  std::int64_t told_bytes = reader.bytes_done();
  const auto report = [&] {
    meter.add(reader.bytes_done() - told_bytes, reader.rows() - told_rows);
    told_bytes = reader.bytes_done();
    told_rows = reader.rows();
    if (tells) meter.tell();
  };
  while (reader.offset() < end && !meter.is_stopped() && reader.next_row(row)) {
    consumer.take(row);
    if (reader.rows() - told_rows >= rows_a_report) report();
  }
  report();
}

/// Reads the rows of a CSV on several threads, each into a Consumer of its own (`make()`, then
/// `take(row)` for each row), and returns them in the order of the file. Each part is begun at a
/// line end; where the part before it turns out to end elsewhere, because that line end was inside
/// quotes, it is read again from there. So the rows are those that one thread would find. `head`
/// has read the header.
template <typename Make>
auto read_in_parts(CsvReader& head, const std::string& file, unsigned threads, ProgressMeter& meter,
                   const Make& make) {
  using Consumer = decltype(make());
  constexpr std::int64_t worth_a_thread = 1 << 20;
  const std::int64_t size = splittable_size(file);
  const CsvPart whole{head.offset(), size};
  const auto most = static_cast<unsigned>(std::max<std::int64_t>(size / worth_a_thread, 1));
  const unsigned count = std::min(base::thread_count(threads), most);

  std::vector<ReadPart<Consumer>> read;
  if (count == 1) {
    read.push_back({make()});
    read_rows(head, INT64_MAX, read[0].consumer, meter, true);
    return read;
  }
  const auto parts = cut_csv(file, head.dialect(), whole, count);
  for (std::size_t i = 0; i < parts.size(); ++i) read.push_back({make()});
  const auto read_part = [&](std::size_t i, std::int64_t begin) {
    CsvReader reader(open_range(file, begin, size), head.file(),
                     {.dialect = head.dialect(),
                      .first_line = i == 0 ? head.line() : 1,
                      .header = head.header()});
    read_rows(reader, parts[i].end - begin, read[i].consumer, meter, i == 0);
    read[i].end = begin + reader.offset();
    read[i].lines = reader.line() - 1;
  };
  base::on_threads(static_cast<unsigned>(parts.size()),
                   [&](unsigned i) { read_part(i, parts[i].begin); });
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (read[i - 1].end == parts[i].begin) continue;
    read[i] = {make()};
    read_part(i, read[i - 1].end);
  }
  return read;
}

}  // namespace stagecraft::history
