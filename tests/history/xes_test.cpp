#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/error.h"
#include "history/export.h"
#include "history/import.h"
#include "history/xes_reader.h"
#include "tests/history/told.h"
#include "tests/temp_folder.h"

namespace stagecraft::history {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string small =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/">
<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
<string key="about" value="all"><string key="nested" value="x"/></string>
<trace>
 <string key="concept:name" value="case &amp; 1"/>
 <int key="size" value="12"/><float key="score" value="1.5E2"/><string key="channel" value="web"/>
 <event>
  <string key="concept:name" value="register"/><string key="org:resource" value="Pete"/>
  <date key="time:timestamp" value="2010-12-30T14:32:00.000+01:00"/>
  <string key="lifecycle:transition" value="COMPLETE"/><string key="Costs" value="50"><string key="in" value="EUR"/></string>
 </event>
 <event><string key="concept:name" value="check"/><string key="lifecycle:transition" value="start"/></event>
</trace>
</log>
)";

Imported import_text(const std::string& text, ImportOptions options = {}) {
  const TempFolder folder;
  return import_history({folder.write("log.xes", text)}, options);
}

std::string error_of(const std::string& text) {
  try {
    import_text(text);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST(Xes, MakesDealsOfTracesAndStagesOfEvents) {
  const auto [log, report] = import_text(small);
  ASSERT_EQ(log.deal_count(), 1u);
  EXPECT_EQ(log.deal_id(0), "case & 1");
  ASSERT_EQ(log.event_count(), 2u);
  EXPECT_EQ(log.kind(0), EventKind::stage_entered);
  EXPECT_EQ(log.symbols().text(log.symbol(0)), "register");
  EXPECT_EQ(log.actors().text(log.actor(0)), "Pete");
  EXPECT_EQ(base::to_iso(log.at(0)), "2010-12-30T13:32:00.000Z");
  EXPECT_EQ(log.details(0), R"({"lifecycle:transition":"COMPLETE"})");
  EXPECT_EQ(log.precision(1), Precision::unknown);
  EXPECT_EQ(log.find_attribute("size")->numbers[0], 12'000'000);
  EXPECT_EQ(log.find_attribute("score")->numbers[0], 150'000'000);
  EXPECT_EQ(log.find_attribute("channel")->dictionary.text(log.find_attribute("channel")->codes[0]),
            "web");
  EXPECT_EQ(log.find_attribute("nested"), nullptr);
  EXPECT_THAT(texts_of(report.notes), Contains(HasSubstr("Costs")));
}

TEST(Xes, KeepsOneTransitionWhenAsked) {
  ImportOptions options;
  options.lifecycle = "complete";
  const auto [log, report] = import_text(small, options);
  EXPECT_EQ(log.event_count(), 1u);
  EXPECT_THAT(texts_of(report.notes), Contains(HasSubstr("1 events of other transitions")));
}

TEST(Xes, ListsEventsThatCannotBeUsed) {
  const auto [log, report] = import_text(
      "<log><trace><string key='concept:name' value='c'/>\n"
      "<event><string key='org:resource' value='x'/></event>\n"
      "<event><string key='concept:name' value='a'/><date key='time:timestamp' "
      "value='9999-01-01'/></event>\n"
      "<event><string key='concept:name' value='a'/><date key='time:timestamp' "
      "value='0000-01-01T00:00:00Z'/></event>\n"
      "<event><string key='concept:name' value='a'/><date key='time:timestamp' "
      "value='2020-01-01'/></event>\n"
      "</trace></log>");
  EXPECT_EQ(log.event_count(), 1u);
  ASSERT_EQ(report.rejected.size(), 3u);
  EXPECT_EQ(report.rejected[0].line, 2);
  EXPECT_EQ(report.rejected[1].line, 3);
  EXPECT_EQ(report.rejected[1].column, "time:timestamp");
  EXPECT_EQ(report.rejected[1].value, "9999-01-01");
}

TEST(Xes, SaysWhereACutFileEnds) {
  const std::string cut = small.substr(0, small.find("</trace>"));
  EXPECT_THAT(error_of(cut), AllOf(HasSubstr("line 14"), HasSubstr("2 events were read")));
}

TEST(Xes, SaysHowFarACutGzipGoes) {
  std::string many = "<log><trace>";
  for (int i = 0; i < 20'000; ++i)
    many += "<event><string key=\"concept:name\" value=\"a" + std::to_string(i * 7919 % 10'007) +
            "\"/></event>";
  const std::string packed = gzip(many + "</trace></log>");
  EXPECT_EQ(import_text(packed).log.event_count(), 20'000u);
  EXPECT_THAT(error_of(packed.substr(0, packed.size() / 2)),
              AllOf(HasSubstr("cut off"), HasSubstr("at byte")));
  std::string damaged = packed;
  damaged[packed.size() / 2] = static_cast<char>(~damaged[packed.size() / 2]);
  EXPECT_NE(error_of(damaged), "");
}

TEST(Xes, RefusesEntitiesThatExpand) {
  EXPECT_THAT(
      error_of("<?xml version='1.0'?><!DOCTYPE log [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
               "<log><trace><string key='concept:name' value='&b;'/></trace></log>"),
      HasSubstr("DOCTYPE"));
}

TEST(Xes, RefusesWhatIsNoXes) {
  EXPECT_THAT(error_of("<html></html>"), HasSubstr("begins with <html>"));
  EXPECT_THAT(error_of("<log><trace></log>"), HasSubstr("mismatched tag"));
}

/// An XES whose one attribute never ends, or whose elements nest without end.
class Endless : public ByteSource {
 public:
  Endless(std::string head, std::string again) : text_(std::move(head)), again_(std::move(again)) {}
  std::size_t read(char* to, std::size_t size) override {
    while (text_.size() < size) text_ += again_;
    std::copy_n(text_.begin(), size, to);
    text_.erase(0, size);
    given += size;
    return size;
  }
  std::int64_t bytes_done() const override { return 0; }
  std::int64_t bytes_total() const override { return 0; }

  std::size_t given = 0;

 private:
  std::string text_, again_;
};

TEST(Xes, GivesUpOnEndlessElementsAndNesting) {
  const std::function<void(const ImportProgress&)> nobody;
  for (const char* again : {"x", "<a>"}) {
    LogBuilder builder;
    ImportReport report;
    ProgressMeter meter(nobody);
    Endless source(
        std::string("<log><trace><string key=") + (*again == 'x' ? "'k' value='" : "'k'>"),
        *again == 'x' ? std::string(4'096, 'x') : std::string(again));
    EXPECT_THROW(
        read_xes(source, "endless.xes", {.builder = builder, .report = report, .meter = meter}),
        base::Error);
    EXPECT_LT(source.given, std::size_t{18} << 20);
  }
}

EventLog read_with(const std::string& text, XmlReader with) {
  const std::function<void(const ImportProgress&)> nobody;
  ProgressMeter meter(nobody);
  LogBuilder builder;
  ImportReport report;
  read_xes(*text_source(text), "t.xes", {.builder = builder, .report = report, .meter = meter},
           with);
  return builder.finish();
}

TEST(Xes, IsReadAsExpatReadsIt) {
  const std::string odd =
      "\xEF\xBB\xBF<?xml version='1.0'?><?pi <x> ?><!-- <log> - >--><log\n a = 'b>c'\t><!-- - "
      "--><![CDATA[<trace>]]>"
      "<trace><string  value='&lt;&#65;&#x20AC;&#10;&quot;\r\n\t\nü' key = \"concept:name\" /> "
      "text &gt;"
      "<list key='l'><values><string key='concept:name' value='no'/></values></list>"
      "<xes:event ><string key='concept:name' value='a'></string ></xes:event></trace></log>\n<!-- "
      "end --> ";
  for (const std::string& text : {small, odd}) {
    const EventLog log = read_with(text, XmlReader::by_encoding);
    EXPECT_EQ(log.event_count(), text == small ? 2u : 1u);
    EXPECT_TRUE(log == read_with(text, XmlReader::expat));
  }
  EXPECT_EQ(read_with(odd, XmlReader::by_encoding).deal_id(0), "<A€\n\"   ü");
}

TEST(Xes, ReadsOtherEncodings) {
  const auto log = import_text(
                       "<?xml version='1.0' encoding='ISO-8859-1'?><log><trace><string "
                       "key='concept:name' value='M\xFCller'/></trace></log>")
                       .log;
  EXPECT_EQ(log.deal_id(0), "Müller");
}

TEST(Xes, SaysWhereItIsNotWellFormed) {
  for (const char* broken :
       {"<log>\n<trace a></trace></log>", "<log>\n<trace a=b/></log>", "<log>\n<trace></log>",
        "<log>\n<string key='&nbsp;' value='x'/></log>", "<log>\n<string key='<' value='x'/></log>",
        "<log>\n<string key='\xC3' value='x'/></log>",
        "<log>\n<string key='&#0;' value='x'/></log>", "<log>\n</log>x", "<log>\n</log><log/>",
        "<log>\n<trace", "<log>\n"}) {
    EXPECT_THAT(error_of(broken), HasSubstr("line 2, column")) << broken;
    EXPECT_THROW(read_with(broken, XmlReader::expat), base::Error) << broken;
  }
}

TEST(Xes, ComesBackFromItsOwnExport) {
  const auto [log, report] = import_text(small);
  std::string xml;
  export_xes(log, [&](std::string_view piece) { xml += piece; });
  EXPECT_TRUE(import_text(xml).log == log);
}

}  // namespace
}  // namespace stagecraft::history
