#include "history/own_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "history/csv_text.h"
#include "history/export.h"
#include "history/import.h"
#include "tests/temp_folder.h"

namespace stagecraft::history {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view header =
    "deal,kind,symbol,from,to,actor,at,at_precision,recorded_at,source_seq,details\n";

Imported import_text(const TempFolder& folder, const std::string& events, unsigned threads = 1) {
  return import_history({folder.write("h.csv", std::string(header) + events)},
                        {.threads = threads});
}

std::string text_of(void (*write)(const EventLog&, const TextSink&), const EventLog& log) {
  std::string text;
  write(log, [&](std::string_view piece) { text += piece; });
  return text;
}

/// What comes back when both files are written and read again.
EventLog through_files(const TempFolder& folder, const EventLog& log, unsigned threads = 1) {
  folder.write("out.deals.csv", text_of(export_deals, log));
  Imported again =
      import_history({folder.write("out.csv", text_of(export_events, log))}, {.threads = threads});
  EXPECT_EQ(again.report.rows_rejected, 0);
  return std::move(again.log);
}

RC_GTEST_PROP(OwnCsv, WritesNothingThatASpreadsheetWouldRun, ()) {
  const auto begin =
      *rc::gen::element<std::string>("=", "+", "-", "@", "'=", "''-", "\t=", "\r", "-1");
  const auto text =
      begin + *rc::gen::container<std::string>(rc::gen::elementOf(std::string("aB1.'=-,\"( ")));
  const auto field = safe_csv_field(text);
  const auto shown = field.starts_with('"') ? field.substr(1) : field;
  const bool is_number = text.find_first_not_of("0123456789.", 1) == std::string::npos &&
                         text.size() > 1 && (text[0] == '-' || text[0] == '+');
  RC_ASSERT(is_number || std::string("=+-@\t\r").find(shown.front()) == std::string::npos);
  std::string guarded = text;
  if (runs_as_formula(behind_apostrophes(text))) guarded = "'" + text;
  RC_ASSERT(without_guard(guarded) == text);
}

TEST(OwnCsv, GivesTextsThatLookLikeFormulasBack) {
  const TempFolder folder;
  const auto read = import_text(
      folder,
      "'=d1,created,,,,'+Ana,2026-01-05T08:00:00.000Z,,,,\n'=d1,attribute_changed,amount,,"
      "-5,'+Ana,2026-01-07T08:00:00Z,,,,\n");
  EXPECT_EQ(read.log.deal_id(0), "=d1");
  const auto again = through_files(folder, read.log);
  EXPECT_EQ(again.deal_id(0), "=d1");
  EXPECT_EQ(again.actors().text(again.actor(0)), "+Ana");
  EXPECT_THAT(text_of(export_events, again), HasSubstr("\n'=d1,attribute_changed,amount,,-5"));
}

TEST(OwnCsv, ReadsEveryColumn) {
  const TempFolder folder;
  const auto [log, report] =
      import_text(folder,
                  "d1,created,,,,Ana,2026-01-05T08:00:00.000Z,time,2026-01-05T09:00:00.000Z,7,\n"
                  "d1,stage_entered,lead,,,,2026-01-06,date,,,\n"
                  "d1,attribute_changed,amount,,1500.5,Ana,2026-01-07T08:00:00Z,,,,\n"
                  "d1,lost,lost,,,,,unknown,,,\"{\"\"reason\"\":\"\"price\"\"}\"\n");
  EXPECT_THAT(report.rejected, IsEmpty());
  EXPECT_EQ(report.rows_accepted, 4);
  ASSERT_EQ(log.event_count(), 4u);
  EXPECT_EQ(log.actors().text(log.actor(0)), "Ana");
  EXPECT_EQ(base::to_iso(log.recorded_at(0)), "2026-01-05T09:00:00.000Z");
  EXPECT_EQ(log.source_seq(0), 7);
  EXPECT_EQ(log.precision(1), Precision::date);
  EXPECT_EQ(log.find_change(2)->to, 150'050);
  EXPECT_EQ(log.precision(3), Precision::unknown);
  EXPECT_EQ(log.details(3), "{\"reason\":\"price\"}");
  EXPECT_EQ(base::to_iso(report.as_of), "2026-01-07T08:00:00.000Z");
}

TEST(OwnCsv, ListsRejectedRowsWithLineColumnAndValue) {
  const TempFolder folder;
  const auto [log, report] = import_text(folder,
                                         "d,born,,,,,2026-01-05,,,,\n"
                                         "d,created,,,,,0000-01-05,,,,\n"
                                         "d,created,,,,,9999-01-05,,,,\n"
                                         "d,created,,,,,2026-02-30,,,,\n"
                                         "d,created,,,,,2026-01-05,time,,,\n"
                                         "d,created,,,,,2026-01-05,,,minus,\n"
                                         "d,created,,,,,2026-01-05,,,,{\n"
                                         ",created,,,,,2026-01-05,,,,\n"
                                         "d,created,,,,,2026-01-05,,,,\n");
  EXPECT_EQ(report.rows_read, 9);
  EXPECT_EQ(report.rows_accepted, 1);
  ASSERT_EQ(report.rejected.size(), 8u);
  const std::vector<std::string> columns = {"kind",         "at",         "at",      "at",
                                            "at_precision", "source_seq", "details", "deal"};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    EXPECT_EQ(report.rejected[i].column, columns[i]);
    EXPECT_EQ(report.rejected[i].line, static_cast<std::int64_t>(i) + 2);
  }
  EXPECT_EQ(report.rejected[1].value, "0000-01-05");
  EXPECT_EQ(log.event_count(), 1u);
}

TEST(OwnCsv, SaysWhyNothingCouldBeRead) {
  const TempFolder folder;
  try {
    import_text(folder, "d,born,,,,,,,,,\n");
    FAIL() << "a history without a good row was taken";
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("not a kind of event"));
  }
}

TEST(OwnCsv, ReadsDealsWithTheirAttributesAndOwnFields) {
  const TempFolder folder;
  folder.write(
      "h.deals.csv",
      std::string(deals_header) +
          ",score:number,renewal:date,segment\n"
          "d2,Big one,Acme,Ana,North,web,,,,100.00,EUR,2026-03-31,main,3,0.5,2027-01-01,S\n"
          "d1,,,,,,,,,x,,,,,,,\n");
  const auto [log, report] =
      import_text(folder, "d1,created,,,,,2026-01-05,,,,\nd2,created,,,,,2026-01-05,,,,\n");
  ASSERT_EQ(log.deal_count(), 2u);
  EXPECT_EQ(log.deal_id(0), "d2");
  EXPECT_EQ(log.find_attribute("amount")->numbers[0], 10'000);
  EXPECT_EQ(log.find_attribute("score")->numbers[0], 500'000);
  EXPECT_EQ(log.find_attribute("renewal")->kind, ValueKind::date);
  EXPECT_EQ(log.find_attribute("persona"), nullptr);
  ASSERT_EQ(report.rejected.size(), 1u);
  EXPECT_EQ(report.rejected[0].column, "amount");
}

TEST(OwnCsv, TakesAnAttributeForTheSameWhateverWhiteSpaceIsAroundItsName) {
  const TempFolder folder;
  const auto [log, report] = import_text(folder,
                                         "d1,attribute_changed,\"1\n\",,a,,2026-01-05,,,,\n"
                                         "d1,attribute_changed, 1,a,b,,2026-01-06,,,,\n"
                                         "d1,attribute_changed,\"\n\",,c,,2026-01-07,,,,\n");
  ASSERT_EQ(report.rejected.size(), 1u);
  EXPECT_EQ(report.rejected[0].reason, "a change that names no attribute");
  EXPECT_NE(log.find_attribute("1"), nullptr);
  EXPECT_EQ(log.find_attribute(" 1"), nullptr);
  EXPECT_EQ(log.symbols().text(log.symbol(0)), "1");
  EXPECT_TRUE(through_files(folder, log) == log);
}

TEST(OwnCsv, GivesTheSameLogAndReportOnAnyNumberOfThreads) {
  const TempFolder folder;
  std::string events;
  for (int i = 0; i < 60'000; ++i) {
    const std::string deal = "deal " + std::to_string(i * 7919 % 20'011);
    if (i % 997 == 0) events += deal + ",oops,,,,,2026-01-05,,,,\n";
    const std::string note = i % 13 == 0 ? "\"{\"\"note\"\":\"\"a,\n,b\"\"}\"" : "";
    events += deal + ",stage_entered,stage " + std::to_string(i % 31) + ",,,rep " +
              std::to_string(i % 307) + ",2026-01-" + std::to_string(10 + i % 20) +
              "T08:00:00.000Z,,,," + note + "\n";
  }
  // JSON has no bare line breaks in strings: those rows are refused, wherever the file is cut.
  const Imported one = import_text(folder, events, 1);
  EXPECT_GT(one.report.rows_rejected, 0);
  for (unsigned threads = 2; threads <= 4; ++threads) {
    const Imported many = import_text(folder, events, threads);
    EXPECT_TRUE(many.log == one.log);
    ASSERT_EQ(many.report.rejected.size(), one.report.rejected.size());
    for (std::size_t i = 0; i < one.report.rejected.size(); ++i)
      ASSERT_EQ(many.report.rejected[i].line, one.report.rejected[i].line);
  }
}

TEST(OwnCsv, FindsTheRowsWhereAPartWouldBeginInsideQuotes) {
  const TempFolder folder;
  // Quoted fields full of what looks like rows, so that every cut falls into one.
  std::string events;
  for (int i = 0; i < 40; ++i) {
    events += "d" + std::to_string(i) + ",created,,,,\"";
    for (int line = 0; line < 2'000; ++line) events += "x,created,,,,,2026-01-05,,,,\n";
    events += "\",2026-01-05,,,,\n";
  }
  const Imported one = import_text(folder, events, 1);
  EXPECT_EQ(one.log.event_count(), 40u);
  for (unsigned threads = 2; threads <= 4; ++threads) {
    const Imported many = import_text(folder, events, threads);
    EXPECT_TRUE(many.log == one.log);
    EXPECT_EQ(many.report.rows_rejected, one.report.rows_rejected);
  }
}

TEST(OwnCsv, TellsProgress) {
  const TempFolder folder;
  std::int64_t rows = -1;
  ImportOptions options;
  options.on_progress = [&](const ImportProgress& progress) { rows = progress.rows; };
  import_history({folder.write("h.csv", std::string(header) + "d,created,,,,,2026-01-05,,,,\n")},
                 options);
  EXPECT_EQ(rows, 1);
}

TEST(OwnCsv, IsReadNoFurtherWhenWhoIsToldOfItThrows) {
  struct Enough {};
  const TempFolder folder;
  std::string events(header);
  while (events.size() < std::size_t{4} << 20) events += "d,created,,,,,2026-01-05,,,,\n";
  const auto file = folder.write("h.csv", events);
  for (const unsigned threads : {1U, 2U, 3U}) {
    int told = 0;
    ImportOptions options;
    options.threads = threads;
    options.on_progress = [&](const ImportProgress&) {
      ++told;
      throw Enough{};
    };
    EXPECT_THROW(import_history({file}, options), Enough);
    EXPECT_EQ(told, 1);
  }
}

std::string nasty_text() {
  const auto letter = rc::gen::element<std::string>("a", "b", ",", "\"", "\n", "\r\n", " ", "ä",
                                                    "€", "'", "\t", "{");
  std::string text;
  for (const auto& part : *rc::gen::container<std::vector<std::string>>(letter)) text += part;
  return text;
}

EventRow random_event(std::vector<std::string>& texts) {
  const auto keep = [&](std::string text) -> std::string_view {
    return texts.emplace_back(std::move(text));
  };
  EventRow event;
  event.deal = keep("d" + std::to_string(*rc::gen::inRange(0, 4)) + nasty_text());
  event.kind = static_cast<EventKind>(*rc::gen::inRange(0, event_kind_count));
  event.symbol = keep(nasty_text());
  event.from = keep(nasty_text());
  event.to = keep(nasty_text());
  event.actor = keep(nasty_text());
  const auto day = *rc::gen::inRange<std::int64_t>(-1'000, 1'000);
  event.precision = static_cast<Precision>(*rc::gen::inRange(0, 3));
  event.at = day * 86'400'000 +
             (event.precision == Precision::time ? *rc::gen::inRange(0, 86'400'000) : 0);
  if (*rc::gen::arbitrary<bool>())
    event.recorded_at = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
  if (*rc::gen::arbitrary<bool>()) event.source_seq = *rc::gen::inRange(0, 100);
  if (*rc::gen::arbitrary<bool>()) event.details = R"({"a":"b, \" ,"})";
  if (event.kind == EventKind::attribute_changed)
    event.symbol =
        keep(*rc::gen::element<std::string>("amount", "owner", "own field", "expected_close"));
  if (event.symbol == "amount") event.from = keep("-0.5"), event.to = keep("12345.67");
  if (event.symbol == "expected_close") event.from = {}, event.to = keep("2026-01-31");
  return event;
}

RC_GTEST_PROP(OwnCsv, ExportAndImportGiveTheIdenticalLog, ()) {
  const TempFolder folder;
  LogBuilder builder;
  builder.declare_attribute("size:number", ValueKind::text);
  builder.declare_attribute("score", ValueKind::number);
  builder.declare_attribute("due", ValueKind::date);
  std::vector<std::string> texts;
  texts.reserve(1'000);
  const int count = *rc::gen::inRange(0, 25);
  for (int i = 0; i < count; ++i) RC_ASSERT(builder.add(random_event(texts)).empty());
  const int deals = *rc::gen::inRange(0, 5);
  for (int i = 0; i < deals; ++i) {
    const std::string deal = "d" + std::to_string(i);
    RC_ASSERT(builder.set_attribute(deal, "name", nasty_text()).empty());
    RC_ASSERT(builder
                  .set_attribute(deal, "currency",
                                 *rc::gen::element<std::string>("EUR", "JPY", "KWD", ""))
                  .empty());
    RC_ASSERT(
        builder.set_attribute(deal, "amount", *rc::gen::element<std::string>("1.234", "-7", ""))
            .empty());
    RC_ASSERT(
        builder.set_attribute(deal, "score", *rc::gen::element<std::string>("0.000001", "-7", ""))
            .empty());
    RC_ASSERT(builder.set_attribute(deal, "due", *rc::gen::element<std::string>("1999-12-31", ""))
                  .empty());
    RC_ASSERT(builder.set_attribute(deal, "size:number", nasty_text()).empty());
  }
  const EventLog log = builder.finish();
  if (log.deal_count() == 0) return;
  const EventLog again = through_files(folder, log, static_cast<unsigned>(*rc::gen::inRange(1, 4)));
  RC_ASSERT(text_of(export_events, again) == text_of(export_events, log));
  RC_ASSERT(text_of(export_deals, again) == text_of(export_deals, log));
  RC_ASSERT(again == log);
}

}  // namespace
}  // namespace stagecraft::history
