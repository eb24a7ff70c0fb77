#include "measures/map_versions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "measures/deal_fields.h"
#include "tests/measures/small_history.h"

namespace stagecraft::measures {
namespace {

using history::EventKind;
using testing::ElementsAre;

/// d1 began on version 9 of process 7 and moved to version 10 in A; d2 began on 10; d3 is of no
/// process.
history::EventLog migrated_log() {
  history::LogBuilder builder;
  const auto add = [&](const char* deal, EventKind kind, const char* symbol, double day,
                       const char* from = "", const char* to = "") {
    const auto refusal = builder.add({.deal = deal,
                                      .kind = kind,
                                      .symbol = symbol,
                                      .from = from,
                                      .to = to,
                                      .at = instant_of(day).time_since_epoch().count()});
    if (!refusal.empty()) throw std::invalid_argument(std::string(refusal));
  };
  add("d1", EventKind::created, "", 0, "", "7@9");
  add("d1", EventKind::stage_entered, "A", 0);
  add("d1", EventKind::migrated, "", 5, "7@9", "7@10");
  add("d1", EventKind::stage_entered, "B", 8);
  add("d2", EventKind::created, "", 1, "", "7@10");
  add("d2", EventKind::stage_entered, "A", 1);
  add("d3", EventKind::created, "", 2);
  add("d3", EventKind::stage_entered, "A", 2);
  return builder.finish();
}

SmallHistory migrated_history() {
  SmallHistory history({});
  history.log = migrated_log();
  return history;
}

std::optional<double> value_of(const std::vector<Figure>& figures, const char* measure,
                               const char* part, const char* stage, const char* slice) {
  const Figure* figure = find_figure(figures, measure, part, stage, slice);
  return figure == nullptr ? std::nullopt : figure->value;
}

TEST(MapVersions, SliceByTheVersionThatADealRanOnThen) {
  const SmallHistory history = migrated_history();
  Request request = request_at(20);
  request.by = {"version"};
  const auto figures = measure_all(history.inputs(), request).figures;
  EXPECT_EQ(value_of(figures, "entered", "", "A", "version=9"), 1);
  EXPECT_EQ(value_of(figures, "entered", "", "A", "version=10"), 1);
  EXPECT_EQ(value_of(figures, "entered", "", "A", "version=(not stated)"), 1);
  EXPECT_EQ(value_of(figures, "entered", "", "B", "version=9"), 0);
  EXPECT_EQ(value_of(figures, "entered", "", "B", "version=10"), 1);
}

TEST(MapVersions, TakeTheVersionOfWhenADurationBegan) {
  const SmallHistory history = migrated_history();
  Request request = request_at(20);
  request.by = {"version"};
  const auto figures = measure_all(history.inputs(), request).figures;
  const Figure* old = find_figure(figures, "conversion", "reached", "A", "version=9");
  ASSERT_NE(old, nullptr);
  EXPECT_EQ(old->n, 1);
  EXPECT_EQ(old->value, 1) << "age goes on through a migration";
}

TEST(MapVersions, ComeInTheOrderOfTheirNumbers) {
  const SmallHistory history = migrated_history();
  Request request = request_at(20);
  request.by = {"version"};
  const Study study(history.inputs(), request);
  EXPECT_THAT(study.slicings().back().labels,
              ElementsAre("version=9", "version=10", "version=(not stated)"));
}

TEST(MapVersions, AreAConditionToo) {
  const SmallHistory history = migrated_history();
  Request request = request_at(20);
  request.where = parse_where(history.map, history.log, "version = '10'");
  const auto figures = measure_all(history.inputs(), request).figures;
  EXPECT_EQ(value_of(figures, "entered", "", "A", ""), 1);
  EXPECT_EQ(value_of(figures, "entered", "", "B", ""), 1);
  EXPECT_EQ(value_of(figures, "in_stage", "", "A", ""), 1) << "d1 has gone on, d3 has no version";
}

TEST(MapVersions, AreNothingToSliceByWhereNoDealStatesOne) {
  const SmallHistory history(log_e());
  EXPECT_FALSE(tells_versions(history.log));
  Request request = request_at(70);
  request.by = {"version"};
  EXPECT_THROW(measure_all(history.inputs(), request), base::Error);
}

}  // namespace
}  // namespace stagecraft::measures
