#pragma once

#include <gmock/gmock.h>

#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "history/log_builder.h"
#include "measures/report.h"
#include "measures/study.h"
#include "tests/process/small_maps.h"

/// A small history, told in lines, and what is measured of it.
namespace stagecraft::measures {

/// Matches a sentence by its English text.
template <class Matcher>
auto says(const Matcher& matcher) {
  return testing::ResultOf([](const base::Sentence& sentence) { return sentence.text(); }, matcher);
}

/// Day 0 of all test histories.
inline const base::Day day_zero = base::Day(std::chrono::year(2025) / 1 / 1);

inline base::Instant instant_of(double day) {
  return base::Instant(day_zero) +
         base::Milliseconds(static_cast<std::int64_t>(day * static_cast<double>(day_ms)));
}

/// `A 0, B 10, won 40` of one deal, with its attributes.
struct DealStory {
  std::string id, story;
  std::map<std::string, std::string> attributes;
};

struct WorldOptions {
  std::vector<std::string> stages{"A", "B", "C"};
  history::Precision precision = history::Precision::time;
  /// Days that only become known later: deal and day of the event -> day on which it was recorded.
  std::map<std::pair<std::string, double>, double> recorded{};
};

/// Adds the events of one story. Words: a stage enters it; won, lost, stalled close; `reopened S`,
/// `deleted`, `touch`, `owner=Ben`. The new deal is created when its first event happens.
inline void tell(history::LogBuilder& builder, const DealStory& deal, const WorldOptions& options) {
  using history::EventKind;
  std::istringstream items(deal.story);
  std::string item;
  bool is_first = true;
  const auto add = [&](EventKind kind, const std::string& symbol, double day,
                       const std::string& to = {}) {
    std::optional<std::int64_t> recorded;
    if (!options.recorded.empty()) {
      const auto later = options.recorded.find({deal.id, day});
      recorded = instant_of(later == options.recorded.end() ? day : later->second)
                     .time_since_epoch()
                     .count();
    }
    const auto refusal = builder.add({.deal = deal.id,
                                      .kind = kind,
                                      .symbol = symbol,
                                      .to = to,
                                      .at = instant_of(day).time_since_epoch().count(),
                                      .precision = options.precision,
                                      .recorded_at = recorded});
    if (!refusal.empty()) throw std::invalid_argument(std::string(refusal));
  };
  while (std::getline(items, item, ',')) {
    std::istringstream words(item);
    std::string word, stage;
    words >> word;
    if (word == "reopened") words >> stage;
    double day = 0;
    words >> day;
    if (is_first) add(EventKind::created, "", day);
    is_first = false;
    const auto equals = word.find('=');
    if (equals != std::string::npos)
      add(EventKind::attribute_changed, word.substr(0, equals), day, word.substr(equals + 1));
    else if (word == "won")
      add(EventKind::won, "won", day);
    else if (word == "lost")
      add(EventKind::lost, "lost", day);
    else if (word == "stalled")
      add(EventKind::no_decision, "stalled", day);
    else if (word == "reopened")
      add(EventKind::reopened, stage, day);
    else if (word == "deleted")
      add(EventKind::deleted, "", day);
    else if (word == "touch")
      add(EventKind::touchpoint, "call", day);
    else if (word != "created")
      add(EventKind::stage_entered, word, day);
  }
}

inline history::EventLog log_of(const std::vector<DealStory>& deals, const WorldOptions& options) {
  history::LogBuilder builder;
  for (const DealStory& deal : deals) {
    tell(builder, deal, options);
    for (const auto& [name, value] : deal.attributes)
      if (const auto refusal = builder.set_attribute(deal.id, name, value); !refusal.empty())
        throw std::invalid_argument(std::string(refusal));
  }
  return builder.finish();
}

/// A history on a map, ready to be measured.
struct SmallHistory {
  process::Map map;
  process::Automaton automaton;
  history::EventLog log;
  Settings settings;

  explicit SmallHistory(const std::vector<DealStory>& deals, const WorldOptions& options = {})
      : map(map_of(options.stages)), automaton(map), log(log_of(deals, options)) {}

  Inputs inputs() const { return {map, automaton, log, settings, "small"}; }

  /// `B`, or `B<X<Y` for a stage that replaces X and Y.
  static process::Stage stage_of(const std::string& text) {
    std::istringstream words(text);
    std::string id, old;
    std::getline(words, id, '<');
    process::Stage made = process::stage(id);
    while (std::getline(words, old, '<')) made.replaces.push_back(old);
    return made;
  }

  static process::Map map_of(const std::vector<std::string>& ids) {
    std::vector<process::Stage> stages;
    for (const std::string& id : ids) stages.push_back(stage_of(id));
    return process::map_of(std::move(stages));
  }
};

/// All up to and including a day's fraction; minimum numbers waived, no bootstraps.
inline Request request_at(double day) {
  Request request;
  request.as_of = instant_of(day);
  request.known_at = instant_of(day);
  request.intervals = Intervals::fast;
  request.waive_minimums = true;
  request.threads = 1;
  return request;
}

inline FigurePeriod days(int from, int to) {
  return {day_zero + std::chrono::days(from), day_zero + std::chrono::days(to)};
}

/// Log E of measures.md 2.
inline std::vector<DealStory> log_e() {
  const auto deal = [](const char* id, const char* owner, const char* amount, const char* story) {
    return DealStory{id, story, {{"owner", owner}, {"amount", amount}, {"currency", "EUR"}}};
  };
  return {deal("d1", "Ana", "10000", "A 0, B 10, C 30, won 40"),
          deal("d2", "Ana", "8000", "A 5, B 25, lost 35, reopened B 55, won 66"),
          deal("d3", "Ben", "20000", "A 8, C 20, won 50"),
          deal("d4", "Ana", "15000", "A 12, B 22, A 32, B 40, C 60"),
          deal("d5", "Ben", "5000", "A 15, lost 45"),
          deal("d6", "Ana", "12000", "A 20, B 50"),
          deal("d7", "Ben", "6000", "A 30, stalled 65"),
          deal("d8", "Ana", "9000", "A 40")};
}

}  // namespace stagecraft::measures
