#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/desk.h"
#include "http/seen_deals.h"
#include "http/shape.h"
#include "measures/report.h"
#include "measures/settings.h"
#include "measures/study.h"
#include "report/measured.h"
#include "store/live_log.h"

namespace stagecraft::measures {

BOOST_DESCRIBE_ENUM(SliceAt, by_rule, created, event, period_end, now)
BOOST_DESCRIBE_ENUM(Intervals, full, fast, none)

}  // namespace stagecraft::measures

namespace stagecraft::http {

/// What `stagecraft measure` takes as flags.
struct AskMeasures {
  std::optional<int> version;
  std::optional<std::string> from, to, against_from, against_to, at, known_at, zone, where;
  std::vector<std::string> by;
  std::optional<measures::SliceAt> slice_at;
  std::optional<measures::Intervals> intervals;
  static constexpr Note notes[] = {
      {.field = "version", .text = "Of the process; left out: the newest", .least = 1},
      {.field = "from", .text = "First day of the period; left out: the whole history"},
      {.field = "to", .text = "First day after the period"},
      {.field = "against_from", .text = "First day of the period to compare with"},
      {.field = "against_to", .text = "First day after that period"},
      {.field = "at", .text = "As of: a day, or an instant with its offset; left out: now"},
      {.field = "known_at", .text = "As known then; left out: as known now"},
      {.field = "zone", .text = "Where days begin; left out: the workspace's"},
      {.field = "where", .text = "A condition on deals, as owner = '7' and amount >= 5000"},
      {.field = "by", .text = "Attributes to slice by"},
      {.field = "slice_at", .text = "When the attribute of a slice is read"},
      {.field = "intervals", .text = "Left out: fast, without bootstraps"}};
};
BOOST_DESCRIBE_STRUCT(AskMeasures, (),
                      (version, from, to, against_from, against_to, at, known_at, zone, where, by,
                       slice_at, intervals))

/// What figures rest on beside the history, read from the workspace.
struct MeasureGround {
  const selling::ProcessVersion* version;               ///< Of the cache of the server: stays.
  std::vector<const selling::ProcessVersion*> earlier;  ///< Oldest first.
  std::string map_version;  ///< Id of the map and the first digits of its SHA-256.
  store::Viewer viewer;
  base::Zone zone;
  base::Instant now;
  measures::Settings settings;
  std::string settings_text;  ///< What they come from: the same for the same settings.
  std::string_view language;  ///< In which figures say why they are undefined or too thin.
};

/// Throws Error{not_found}, Error{invalid} where the process has no version.
MeasureGround ground_of(const Desk& desk, selling::ProcessId process, std::optional<int> version);

/// One question to the live history, made ready. Made in place, because its parts refer to one
/// another.
class LiveMeasurement {
 public:
  /// `history` holds the deals of the question alone (SeenHistories). Throws Error{invalid} that
  /// names the parameter.
  LiveMeasurement(const MeasureGround& ground, std::shared_ptr<const store::LiveHistory> history,
                  const AskMeasures& asked);
  LiveMeasurement(const LiveMeasurement&) = delete;
  LiveMeasurement& operator=(const LiveMeasurement&) = delete;

  const measures::Inputs& inputs() const { return inputs_; }
  const measures::Request& request() const { return request_; }
  /// Every figure says which events are left out.
  measures::Report report() const;
  /// The figures of the report, and the funnels of goals whatever the intervals.
  std::vector<measures::Figure> figures() const;
  /// In the language of who asks.
  std::string told(const base::Sentence& sentence) const { return sentence.text(book_); }
  /// What holds for every answer.
  std::vector<std::string> remarks() const;

 private:
  measures::Report report_of(const measures::Request& request) const;
  /// Reasons and remarks in the language of who asks.
  void tell(measures::Figure& figure) const;

  const base::Phrasebook& book_;

  std::shared_ptr<const store::LiveHistory> history_;
  std::vector<process::Map> earlier_;
  measures::Settings settings_;
  measures::Inputs inputs_;
  measures::Request request_;
};

}  // namespace stagecraft::http
