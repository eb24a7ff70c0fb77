#include "http/live_measurement.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/hash.h"
#include "http/measure_settings.h"
#include "http/phrasebook.h"
#include "measures/asked_period.h"
#include "measures/deal_fields.h"
#include "measures/deals_behind.h"
#include "measures/map_versions.h"
#include "store/profile.h"

namespace stagecraft::http {
namespace {

using base::Error;
using base::ErrorKind;

/// Of the machine, for one answer: others are waiting for theirs.
constexpr unsigned threads_an_answer = 2;

base::Zone read_zone(const std::string& name) {
  try {
    return base::Zone(name);
  } catch (const Error& error) {
    throw Error(
        ErrorKind::invalid, error.sentence(),
        {{.at = "?zone", .message = "no such time zone is known", .mend = "Europe/Berlin"}});
  }
}

void refuse_unknown_slices(const history::EventLog& log, const std::vector<std::string>& by) {
  for (const auto& name : by) {
    const auto& read = name == "size" ? "amount" : name;
    if (log.find_attribute(read) != nullptr) continue;
    if (name == measures::version_field && measures::tells_versions(log)) continue;
    throw Error(ErrorKind::invalid,
                base::say("No deal of this history has an attribute '{}' to slice by.", name),
                {{.at = "?by", .message = "no deal has this attribute", .mend = {}}});
  }
}

measures::Request request_of(const MeasureGround& ground, const AskMeasures& asked) {
  measures::Request request;
  request.zone = asked.zone ? read_zone(*asked.zone) : ground.zone;
  request.as_of = asked.at ? measures::read_instant("?at", *asked.at, request.zone) : ground.now;
  request.known_at = asked.known_at
                         ? measures::read_instant("?known_at", *asked.known_at, request.zone)
                         : std::max(ground.now, request.as_of);
  request.period =
      measures::read_period({"?from", "?to", asked.from.value_or(""), asked.to.value_or("")});
  request.compare_with =
      measures::read_period({"?against_from", "?against_to", asked.against_from.value_or(""),
                             asked.against_to.value_or("")});
  request.by = asked.by;
  request.slice_at = asked.slice_at.value_or(measures::SliceAt::by_rule);
  request.intervals = asked.intervals.value_or(measures::Intervals::fast);
  request.threads = threads_an_answer;
  return request;
}

std::vector<process::Map> maps_of(const std::vector<const selling::ProcessVersion*>& versions) {
  std::vector<process::Map> maps;
  for (const auto* version : versions) maps.push_back(version->map);
  return maps;
}

/// All that settings come from.
std::string settings_key(const Desk& desk, const MeasureSettings& stated) {
  const auto profile = store::find_profile(desk.db());
  return fmt::format("{} {}", profile ? profile->currency : "", base::sha256_hex(stated.text));
}

/// As the workspace states them; figures are told in its currency unless they say otherwise.
measures::Settings settings_of(const Desk& desk, const MeasureSettings& stated) {
  auto settings =
      stated.text.empty() ? measures::Settings{} : measures::read_settings(stated.text, "settings");
  const auto profile = store::find_profile(desk.db());
  if (!settings.reporting_currency && profile)
    settings.reporting_currency = base::Currency::find(profile->currency);
  return settings;
}

}  // namespace

MeasureGround ground_of(const Desk& desk, selling::ProcessId process, std::optional<int> number) {
  constexpr std::size_t digits = 12;
  desk.process(process);
  const auto& version = number ? desk.version({process, *number}) : desk.newest_version(process);
  const auto row = store::find_version(desk.db(), version.id);
  const auto stated = measure_settings(desk.db());
  MeasureGround ground{.version = &version,
                       .earlier = {},
                       .map_version = version.map.id + "@" + row->sha256.substr(0, digits),
                       .viewer = desk.viewer(),
                       .zone = desk.zone(),
                       .now = desk.now(),
                       .settings = settings_of(desk, stated),
                       .settings_text = settings_key(desk, stated),
                       .language = desk.language()};
  for (int earlier = 1; earlier < version.id.number; ++earlier)
    ground.earlier.push_back(&desk.version({process, earlier}));
  return ground;
}

LiveMeasurement::LiveMeasurement(const MeasureGround& ground,
                                 std::shared_ptr<const store::LiveHistory> history,
                                 const AskMeasures& asked)
    : book_(phrasebook(ground.language)),
      history_(std::move(history)),
      earlier_(maps_of(ground.earlier)),
      settings_(ground.settings),
      inputs_{.map = ground.version->map,
              .automaton = ground.version->automaton,
              .log = history_->log,
              .settings = settings_,
              .map_version = ground.map_version,
              .earlier = earlier_},
      request_(request_of(ground, asked)) {
  const auto& log = history_->log;
  refuse_unknown_slices(log, request_.by);
  auto seen = condition_of({.process = ground.version->id.process,
                            .map_id = ground.version->map.id,
                            .viewer = ground.viewer},
                           log);
  request_.where =
      asked.where
          ? both(std::move(seen), measures::parse_where(inputs_.map, log, *asked.where, "?where"))
          : std::move(seen);
}

measures::Report LiveMeasurement::report() const { return report_of(request_); }

std::vector<measures::Figure> LiveMeasurement::figures() const {
  auto request = request_;
  request.goal_funnels = true;
  return report_of(request).figures;
}

measures::Report LiveMeasurement::report_of(const measures::Request& request) const {
  auto report = measures::measure_all(inputs_, request);
  for (const auto& remark : remarks()) {
    report.remarks.push_back(remark);
    for (auto& figure : report.figures) figure.remarks.push_back(remark);
  }
  for (auto& remark : report.remarks) remark = told(remark);
  for (auto& figure : report.figures) tell(figure);
  return report;
}

void LiveMeasurement::tell(measures::Figure& figure) const {
  if (book_.is_english()) return;
  figure.reason = told(figure.reason);
  for (auto& remark : figure.remarks) remark = told(remark);
  std::map<std::string, std::int64_t> excluded;
  for (const auto& [reason, count] : figure.excluded)
    excluded[told(base::Sentence::of(reason))] = count;
  figure.excluded = std::move(excluded);
}

std::vector<std::string> LiveMeasurement::remarks() const {
  if (history_->left_out.empty()) return {};
  return {base::say("{} events are left out: of a year before 1900, or with a value that is not of "
                    "its field's kind",
                    history_->left_out.size())
              .text(book_)};
}

}  // namespace stagecraft::http
