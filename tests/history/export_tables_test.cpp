#include <gtest/gtest.h>

#include "history/export.h"
#include "history/import.h"
#include "tests/temp_folder.h"

namespace stagecraft::history {
namespace {

constexpr std::string_view changes =
    "deal_id,change_time,changed_field_key,new_value\n"
    "7,2026-01-01 10:00:00.000Z,add_time,2026-01-01 10:00:00.000Z\n"
    "7,2026-01-02 10:00:00.000Z,stage_id,talk\n"
    "7,2026-01-04 10:00:00.000Z,user_id,Ben\n"
    "7,2026-01-05 10:00:00.000Z,status,lost\n"
    "7,2026-01-07 10:00:00.000Z,status,open\n"
    "7,2026-01-08 10:00:00.000Z,status,won\n";

EventLog log_of(std::string_view text) {
  const TempFolder folder;
  return import_history({folder.write("history.csv", text)}, {}).log;
}

std::string written(const EventLog& log, void (*write)(const EventLog&, const TextSink&)) {
  std::string text;
  write(log, [&](std::string_view part) { text += part; });
  return text;
}

TEST(ExportPipedrive, GivesTheRowsThatWereRead) {
  EXPECT_EQ(written(log_of(changes), export_pipedrive), changes);
}

TEST(ExportMaven, TellsTheFirstStageAndTheClosing) {
  EXPECT_EQ(
      written(log_of(changes), export_maven),
      "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
      "7,Ben,,,Won,2026-01-02,2026-01-08,\n");
}

}  // namespace
}  // namespace stagecraft::history
