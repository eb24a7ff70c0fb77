#pragma once

#include <memory>
#include <string>
#include <utility>

#include "report/measured.h"
#include "tests/measures/small_history.h"

namespace stagecraft::report::test {

/// A measured history that keeps everything a report borrows.
class MeasuredWorld {
 public:
  MeasuredWorld(process::Map map, std::vector<measures::DealStory> deals, measures::Request request)
      : map_(std::move(map)),
        automaton_(map_),
        log_(measures::log_of(deals, {})),
        request_(std::move(request)),
        report_(measures::measure_all({map_, automaton_, log_, settings_, "small@1"}, request_)) {}
  MeasuredWorld(const MeasuredWorld&) = delete;
  MeasuredWorld& operator=(const MeasuredWorld&) = delete;

  Measured measured(const std::string& simulated = {}) const {
    return {map_, automaton_, request_, report_, import_, "small@1", simulated};
  }
  const measures::Report& report() const { return report_; }
  history::ImportReport& import() { return import_; }

 private:
  process::Map map_;
  process::Automaton automaton_;
  history::EventLog log_;
  measures::Settings settings_;
  measures::Request request_;
  history::ImportReport import_;
  measures::Report report_;
};

inline process::Map small_map() { return measures::SmallHistory::map_of({"A", "B", "C"}); }

/// Log E, sliced by owner, as on its day 70.
inline std::unique_ptr<MeasuredWorld> log_e_world(process::Map map = small_map()) {
  auto request = measures::request_at(70);
  request.by = {"owner"};
  return std::make_unique<MeasuredWorld>(std::move(map), measures::log_e(), request);
}

}  // namespace stagecraft::report::test
