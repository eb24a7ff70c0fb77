#include "cli/measuring.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/hash.h"
#include "cli/load_map.h"
#include "measures/asked_period.h"
#include "measures/deal_fields.h"
#include "process/yaml_write.h"

namespace stagecraft::cli {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;

measures::Settings load_settings(const std::string& path) {
  if (path.empty()) return {};
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path))
    throw Error(ErrorKind::io, fmt::format("Cannot read the settings file {}.", path));
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return measures::read_settings(text, path);
}

history::Imported import_something(const MeasureFlags& flags, const process::Map& map,
                                   Context& context) {
  auto imported = import_with(flags.history, flags.import, &map, context);
  if (imported.log.deal_count() == 0)
    throw Error(ErrorKind::invalid, fmt::format("'{}' holds no deal: there is nothing to measure.",
                                                fmt::join(flags.history, "', '")));
  return imported;
}

/// Deals made by `stagecraft sample` carry an attribute of this name.
std::string simulated_mark(const history::EventLog& log) {
  const auto* mark = log.find_attribute("simulated");
  if (mark == nullptr || !mark->is_text() || mark->dictionary.size() < 2) return {};
  return std::string(mark->dictionary.text(1));
}

}  // namespace

std::string map_version(const process::Map& map) {
  constexpr std::size_t digits = 12;
  return map.id + "@" + base::sha256_hex(process::write_yaml(map)).substr(0, digits);
}

Measurement::Measurement(process::Map map, std::vector<process::Map> earlier,
                         const MeasureFlags& flags, Context& context)
    : map_(std::move(map)),
      earlier_(std::move(earlier)),
      automaton_(map_),
      settings_(load_settings(flags.settings)),
      imported_(import_something(flags, map_, context)),
      request_(make_request(flags)),
      map_version_(map_version(map_)) {
  report_ = measures::measure_all(
      {map_, automaton_, imported_.log, settings_, map_version_, earlier_}, request_);
}

measures::Request Measurement::make_request(const MeasureFlags& flags) const {
  measures::Request request;
  const std::string& zone = flags.zone.empty() ? settings_.zone : flags.zone;
  if (!zone.empty()) request.zone = base::Zone(zone);
  const Instant export_instant = imported_.report.as_of;
  request.as_of =
      flags.at.empty() ? export_instant : measures::read_instant("--at", flags.at, request.zone);
  request.known_at = flags.known_at.empty()
                         ? std::max(export_instant, request.as_of)
                         : measures::read_instant("--known-at", flags.known_at, request.zone);
  request.period = measures::read_period({"--from", "--to", flags.from, flags.to});
  request.compare_with = measures::read_period(
      {"--against-from", "--against-to", flags.against_from, flags.against_to});
  if (request.compare_with && !request.period)
    throw Error(ErrorKind::invalid,
                "To compare periods, state the first one too: --from and --to.");
  request.by = flags.by;
  if (!flags.where.empty()) request.where = measures::parse_where(map_, imported_.log, flags.where);
  request.slice_at = measures::find_slice_at(flags.slice_at).value_or(measures::SliceAt::by_rule);
  request.intervals = measures::find_intervals(flags.intervals).value_or(measures::Intervals::full);
  return request;
}

report::Measured Measurement::measured() const {
  const auto& common = report_.common;
  return {common ? common->map : map_,
          common ? common->automaton : automaton_,
          request_,
          report_,
          imported_.report,
          map_version_,
          simulated_mark(imported_.log)};
}

std::unique_ptr<Measurement> measure(const MeasureFlags& flags, Context& context) {
  auto loaded = load_map(flags.map, context);
  if (!loaded) return nullptr;
  std::vector<process::Map> earlier;
  for (const auto& path : flags.earlier_maps) {
    auto older = load_map(path, context);
    if (!older) return nullptr;
    earlier.push_back(std::move(older->map));
  }
  return std::make_unique<Measurement>(std::move(loaded->map), std::move(earlier), flags, context);
}

}  // namespace stagecraft::cli
