#include "drawing/svg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <regex>

#include "base/error.h"
#include "drawing/raster.h"
#include "tests/drawing/world.h"

namespace stagecraft::drawing {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string overview(const process::Map& map, Theme theme = Theme::light) {
  return draw_map(map, {}, {.palette = Palette::standalone(theme)});
}

TEST(SvgNumber, HasAtMostTwoDecimalsAndNoMinusZero) {
  EXPECT_EQ(svg_number(12), "12");
  EXPECT_EQ(svg_number(12.5), "12.5");
  EXPECT_EQ(svg_number(1.0 / 3), "0.33");
  EXPECT_EQ(svg_number(-0.001), "0");
  EXPECT_EQ(svg_number(-2.345), "-2.35");
}

TEST(Svg, IsTheSameBytesEveryTime) {
  for (const auto& name : test::example_names()) {
    const auto map = test::example(name);
    EXPECT_EQ(overview(map), overview(test::example(name)));
  }
}

TEST(Svg, DoesNotFollowTheLocale) {
  const auto map = test::example("four-goals.yaml");
  const auto before = overview(map);
  const bool has_commas =
      std::setlocale(LC_ALL, "de_DE.UTF-8") || std::setlocale(LC_ALL, "C.UTF-8");
  const auto after = overview(map);
  std::setlocale(LC_ALL, "C");
  EXPECT_TRUE(has_commas);
  EXPECT_EQ(before, after);
}

TEST(Svg, IsWellFormedWhateverTheTextHolds) {
  const auto map = test::hostile_map();
  const auto figures = test::figures_for(map);
  for (const auto view : {View::overview, View::lanes, View::measured}) {
    const auto svg = draw_map(
        map, {.choice = {view, {}}, .link_base = "https://x/?a=1&b=", .figures = &figures}, {});
    EXPECT_THAT(test::xml_error(svg), IsEmpty());
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
    EXPECT_THAT(svg, Not(HasSubstr("\u202E")));
  }
}

TEST(Svg, KeepsTheWholeTextOfWhatIsCut) {
  const auto svg = overview(test::hostile_map());
  EXPECT_THAT(svg, HasSubstr("\u2026<title>" + std::string(400, 'W') + "</title>"));
}

TEST(Svg, GivesRightToLeftTextItsDirection) {
  EXPECT_THAT(overview(test::hostile_map()), HasSubstr("direction=\"rtl\""));
  EXPECT_THAT(overview(test::map_of({2})), Not(HasSubstr("direction=")));
}

TEST(Svg, TellsItselfToThoseWhoDoNotSeeIt) {
  const auto svg = overview(test::example("four-goals.yaml"));
  EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-labelledby=\"title desc\""));
  EXPECT_THAT(svg,
              HasSubstr("<title id=\"title\">Planning software, sold directly: overview</title>"));
  EXPECT_THAT(svg, HasSubstr("Stage 3.4: Agreement. After it the deal is won: Agreed."));
  EXPECT_THAT(
      svg,
      HasSubstr("<g id=\"stage-trial_run\"><title>Stage 3.2: Trial on their own orders</title>"));
}

TEST(Svg, TakesThePagesColoursInsideAPage) {
  const auto svg =
      draw_map(test::map_of({2}), {}, {.palette = Palette::css_variables(), .id_prefix = "map-"});
  EXPECT_THAT(svg, HasSubstr("var(--ink)"));
  EXPECT_THAT(svg, HasSubstr("id=\"map-stage-s_0_0\""));
  EXPECT_FALSE(std::regex_search(svg, std::regex("\"#[0-9a-f]{6}\"")));
}

TEST(Svg, LinksCardsWhenThereIsSomewhereToGo) {
  const auto svg = draw_map(test::map_of({2}), {.link_base = "https://desk.example/map/"}, {});
  EXPECT_THAT(svg, HasSubstr("<a href=\"https://desk.example/map/stage:s_0_0\">"));
}

TEST(Tokens, HaveTheContrastOfTheDesign) {
  EXPECT_NEAR(contrast("#16211e", "#ffffff"), 16.5, 0.05);
  EXPECT_NEAR(contrast("#ffffff", "#ffffff"), 1, 1e-9);
  EXPECT_NEAR(contrast("#000000", "#ffffff"), 21, 1e-9);
}

TEST(Png, HasTheSizeOfThePictureTimesTheScale) {
  const auto svg = overview(test::map_of({2}));
  const auto png = to_png(svg, 2);
  ASSERT_THAT(png, testing::StartsWith("\x89PNG"));
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(png[at]); };
  EXPECT_EQ(byte(18) * 256 + byte(19), 2 * (232 + 64));
  EXPECT_EQ(png, to_png(svg, 2));
}

TEST(Png, IsRefusedBeyondWhatCairoCanHold) {
  EXPECT_THROW(to_png(overview(test::map_of({2})), 500), base::Error);
}

TEST(Pdf, HasTheSizeOfItsPaper) {
  const auto svg = overview(test::example("seven-steps.yaml"));
  const auto media_box = [](const std::string& pdf) {
    std::smatch box;
    return std::regex_search(pdf, box, std::regex("MediaBox \\[ 0 0 ([0-9.]+) ([0-9.]+) \\]"))
               ? box[1].str() + " x " + box[2].str()
               : "none";
  };
  EXPECT_THAT(media_box(to_pdf(svg, Paper::a4)), testing::MatchesRegex("841\\.8.* x 595\\.2.*"));
  EXPECT_THAT(media_box(to_pdf(svg, Paper::a3)), testing::MatchesRegex("1190\\.5.* x 841\\.8.*"));
  EXPECT_EQ(to_pdf(svg, Paper::a4), to_pdf(svg, Paper::a4));
}

TEST(Raster, SaysWhyAPictureCannotBeRead) { EXPECT_THROW(to_png("<svg", 1), base::Error); }

}  // namespace
}  // namespace stagecraft::drawing
