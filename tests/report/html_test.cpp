#include "report/html.h"

#include <expat.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

#include "report/definitions.h"
#include "report/html_table.h"
#include "report/html_text.h"
#include "tests/report/measured_world.h"

namespace stagecraft::report {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What the page is made of, as an XML parser sees it.
struct Page {
  std::string error;
  std::vector<std::string> headings;  ///< `h1`, `h2` ... in their order.
  std::vector<std::string> links;     ///< Values of href, src and action.
  std::set<std::string> ids, section_ids, elements;
  std::size_t repeated_ids = 0, pictures = 0, named_pictures = 0;
  std::string text;
};

void read_element(Page& page, const std::string& name, const char** attributes) {
  page.elements.insert(name);
  if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
    page.headings.push_back(name);
  if (name == "svg") ++page.pictures;
  bool is_image = false;
  for (; *attributes != nullptr; attributes += 2) {
    const std::string key = attributes[0], value = attributes[1];
    if (key == "href" || key == "src" || key == "action") page.links.push_back(value);
    if (key == "id" && !page.ids.insert(value).second) ++page.repeated_ids;
    if (key == "id" && name == "section") page.section_ids.insert(value);
    is_image = is_image || (key == "role" && value == "img");
  }
  if (name == "svg" && is_image) ++page.named_pictures;
}

Page read(const std::string& html) {
  Page page;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &page);
  XML_SetElementHandler(
      parser,
      [](void* data, const char* name, const char** attributes) {
        read_element(*static_cast<Page*>(data), name, attributes);
      },
      [](void*, const char*) {});
  XML_SetCharacterDataHandler(parser, [](void* data, const char* text, int length) {
    static_cast<Page*>(data)->text.append(text, static_cast<std::size_t>(length));
  });
  if (XML_Parse(parser, html.data(), static_cast<int>(html.size()), 1) != XML_STATUS_OK)
    page.error = fmt::format("line {}: {}", XML_GetCurrentLineNumber(parser),
                             XML_ErrorString(XML_GetErrorCode(parser)));
  XML_ParserFree(parser);
  return page;
}

TEST(HtmlReport, IsWellFormedAndTheSameEveryTime) {
  const auto world = test::log_e_world();
  const auto html = to_html(world->measured());
  EXPECT_THAT(read(html).error, IsEmpty());
  EXPECT_EQ(html, to_html(world->measured()));
}

TEST(HtmlReport, NeedsNothingButItself) {
  const auto html = to_html(test::log_e_world()->measured());
  const auto page = read(html);
  EXPECT_THAT(page.elements, Not(Contains("script")));
  EXPECT_THAT(page.elements, Not(Contains("link")));
  for (const auto& link : page.links) {
    ASSERT_EQ(link.substr(0, 1), "#") << link;
    EXPECT_TRUE(page.ids.contains(link.substr(1))) << link;
  }
  EXPECT_THAT(html, Not(HasSubstr("@import")));
  for (auto at = html.find("url("); at != std::string::npos; at = html.find("url(", at + 1)) {
    const auto target = html.substr(at + 4, 5);
    EXPECT_TRUE(target == "data:" || target[0] == '#') << target;
  }
  EXPECT_THAT(html, Not(HasSubstr("SANS_FONT")));
  EXPECT_THAT(html, Not(HasSubstr("PRINT_TOKENS")));
}

TEST(HtmlReport, HasEverySection) {
  const auto page = read(to_html(test::log_e_world()->measured()));
  for (const char* id :
       {"map", "limit", "money", "funnel", "stages", "time", "conversion", "cohorts", "trend",
        "slices", "transitions", "stale", "more", "notes", "definitions"})
    EXPECT_THAT(page.section_ids, Contains(id));
  EXPECT_THAT(page.section_ids, Not(Contains("changes"))) << "no other period was asked for";
}

TEST(HtmlReport, ComparesPeriodsWhenAsked) {
  auto request = measures::request_at(70);
  request.period = measures::days(30, 60);
  request.compare_with = measures::days(0, 30);
  const test::MeasuredWorld world(test::small_map(), measures::log_e(), request);
  const auto page = read(to_html(world.measured()));
  EXPECT_THAT(page.error, IsEmpty());
  EXPECT_THAT(page.section_ids, Contains("changes"));
  EXPECT_THAT(page.section_ids, Not(Contains("slices")));
  EXPECT_THAT(page.text, HasSubstr("Before: 1 Jan 2025 to 30 Jan 2025"));
}

TEST(HtmlReport, HasOneTitleAndHeadingsInOrder) {
  const auto page = read(to_html(test::log_e_world()->measured()));
  ASSERT_FALSE(page.headings.empty());
  EXPECT_EQ(page.headings.front(), "h1");
  EXPECT_EQ(std::ranges::count(page.headings, "h1"), 1);
  for (std::size_t i = 1; i < page.headings.size(); ++i)
    EXPECT_LE(page.headings[i][1], page.headings[i - 1][1] + 1);
}

TEST(HtmlReport, NamesEachPictureAndRepeatsNoId) {
  const auto page = read(to_html(test::log_e_world()->measured()));
  EXPECT_GE(page.pictures, 6U);
  EXPECT_EQ(page.named_pictures, page.pictures);
  EXPECT_EQ(page.repeated_ids, 0U);
}

TEST(HtmlReport, EscapesHostileNamesAndValues) {
  const std::string hostile = "</style><script>alert('x')</script>\"&\x01";
  auto map = test::small_map();
  map.name = hostile;
  map.summary = hostile;
  map.goals.front().name = hostile;
  for (auto& stage : map.goals.front().stages) stage.name = hostile;
  for (auto& outcome : map.outcomes) outcome.name = hostile;
  auto deals = measures::log_e();
  for (auto& deal : deals) deal.attributes["owner"] = hostile;
  auto request = measures::request_at(70);
  request.by = {"owner"};
  test::MeasuredWorld world(std::move(map), deals, request);
  world.import().outside_map[hostile] = 3;
  world.import().notes = {base::Sentence(hostile)};
  const auto html = to_html(world.measured(hostile));
  const auto page = read(html);
  EXPECT_THAT(page.error, IsEmpty());
  EXPECT_THAT(page.elements, Not(Contains("script")));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(page.text, HasSubstr("alert('x')"));
}

TEST(HtmlReport, SaysThatAHistoryIsSimulated) {
  const auto world = test::log_e_world();
  EXPECT_THAT(read(to_html(world->measured("seed 7"))).text,
              HasSubstr("Simulated history (seed 7): nobody sold anything here."));
  EXPECT_THAT(read(to_html(world->measured())).text, Not(HasSubstr("Simulated")));
}

TEST(HtmlReport, TellsWhyFiguresOfAnEmptyHistoryAreMissing) {
  const test::MeasuredWorld world(test::small_map(), {}, measures::request_at(70));
  const auto page = read(to_html(world.measured()));
  EXPECT_THAT(page.error, IsEmpty());
  EXPECT_THAT(page.text, HasSubstr("no deal was closed"));
  EXPECT_THAT(page.text, HasSubstr("No deal began in the period."));
  EXPECT_THAT(page.text, HasSubstr("No share can be told yet."));
  EXPECT_THAT(page.text, HasSubstr("No visit of the period is long enough to tell."));
  EXPECT_THAT(page.text, Not(HasSubstr("nan")));
}

TEST(HtmlReport, DefinesEveryMeasureThatItShows) {
  const auto world = test::log_e_world();
  const auto text = read(to_html(world->measured())).text;
  for (const auto& figure : world->report().figures) {
    const auto* definition = find_definition(figure.measure);
    ASSERT_NE(definition, nullptr) << figure.measure;
    EXPECT_THAT(text, HasSubstr(std::string(definition->sentence)));
  }
}

TEST(HtmlReport, PrintsInTheLightTheme) {
  const auto html = to_html(test::log_e_world()->measured());
  const auto print = html.substr(html.find("@media print"));
  EXPECT_THAT(print.substr(0, print.find("</style>")), HasSubstr("--paper: #ffffff"));
}

TEST(HtmlTable, TellsAReasonOnceBelowTheTable) {
  HtmlTable table("Caption", {{"Name", false}, {"Value"}, {"Unused"}});
  table.add({{"one"}, {.text = "–", .note = "no deal was won", .is_grey = true}, {}});
  table.add({{"two"}, {.text = "–", .note = "no deal was won", .is_grey = true}, {}});
  table.add({{"three"}, {.text = "5", .note = "only 4 ended", .is_grey = true}, {}});
  const auto html = table.html();
  EXPECT_EQ(html.find("no deal was won"), html.rfind("no deal was won"));
  EXPECT_THAT(html, HasSubstr("<sup>b</sup> only 4 ended."));
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\">one</th>"));
  EXPECT_THAT(html, Not(HasSubstr("Unused"))) << "a column without text is left out";
}

}  // namespace
}  // namespace stagecraft::report
