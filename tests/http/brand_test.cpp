#include <fmt/format.h>

#include "http/picture_size.h"
#include "store/services.h"
#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;

/// A PNG's beginning, as far as its header: 3 wide, 2 high.
const std::string png =
    "\x89PNG\r\n\x1A\n"s + "\0\0\0\x0DIHDR\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0"s + "crc!"s;
const std::string jpeg = "\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC0\0\x11\x08\0\x02\0\x03\x03rest"s;
const std::string webp = "RIFF\x1A\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x02\0\0\x01\0\0"s + "rest"s;

TEST(PictureSize, IsReadFromTheHeadersOfPicturesThatHoldNoScript) {
  const PictureSize size{3, 2};
  EXPECT_EQ(picture_size("image/png", png), size);
  EXPECT_EQ(picture_size("image/jpeg", jpeg), size);
  EXPECT_EQ(picture_size("image/webp", webp), size);
  EXPECT_FALSE(picture_size("image/svg+xml", "<svg width='3' height='2'/>"));
}

TEST(PictureSize, IsUnknownWhereThePictureIsCutOffOrEmpty) {
  for (const auto& [type, bytes] :
       {std::pair("image/png", png), std::pair("image/jpeg", jpeg), std::pair("image/webp", webp)})
    for (std::size_t length = 0; length < bytes.size() - 8; ++length)
      EXPECT_FALSE(picture_size(type, bytes.substr(0, length))) << type << " " << length;
}

class Brand : public ApiWorld {
 protected:
  Brand() { as(ada); }

  Answer put(std::string_view body) { return ask(Method::put, "/api/workspace/brand", body); }
  Answer put_logo(std::string_view bytes, std::string_view type) {
    return upload("/api/workspace/brand/logo", bytes, type, Method::put);
  }
};

TEST_F(Brand, IsEmptyUntilItIsSettled) {
  const auto brand = get("/api/workspace/brand");
  EXPECT_EQ(brand.text, R"({"name":"","colour":"","logo":null})");
  EXPECT_EQ(get("/api/workspace/brand/logo").status, 404);
}

TEST_F(Brand, IsSettledByAdministratorsAndKnownToEverybody) {
  EXPECT_EQ(put(R"({"name":"Nordlicht","colour":"#1f6f8b"})").status, 200);
  as({});
  EXPECT_EQ(get("/api/workspace/brand").at("/name"), "Nordlicht");
  as(mia);
  EXPECT_EQ(put(R"({"name":"Other","colour":""})").status, 403);
  as(ada);
  EXPECT_EQ(put(R"({"name":"","colour":"red;}"})").status, 422);
  EXPECT_EQ(ask(Method::put, "/api/workspace/brand", R"({"name":"A","colour":""})",
                {{"if-match", "\"other\""}})
                .status,
            412);
}

TEST_F(Brand, ShowsNoEmptyPictureForALogoThatIsDamaged) {
  workspace().write([&](store::Transaction& transaction) {
    store::set_setting(
        transaction,
        {.name = "brand",
         .value = R"({"name":"","colour":"","logo":{"media_type":"image/png","sha256":"x",)"
                  R"("base64":"broken","width":3,"height":2}})",
         .at = now(),
         .by = ada});
  });
  EXPECT_EQ(get("/api/workspace/brand").at("/logo/width"), 3);
  EXPECT_EQ(get("/api/workspace/brand/logo").status, 503);
}

TEST_F(Brand, HasALogoThatBrowsersShowAndNeverRun) {
  const auto made = put_logo(png, "image/png");
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(made.at("/logo/width"), 3);
  as({});
  const auto logo = get(std::string(made.at("/logo/path").as_string()));
  EXPECT_EQ(logo.text, png);
  EXPECT_EQ(get("/api/workspace/brand").at("/logo/media_type"), "image/png");
  as(ada);
  EXPECT_EQ(ask(Method::delete_, "/api/workspace/brand/logo", "").status, 200);
  EXPECT_TRUE(get("/api/workspace/brand").at("/logo").is_null());
  EXPECT_THAT(get("/api/audit").text, HasSubstr("brand_changed"));
}

TEST_F(Brand, RefusesALogoThatIsNoPictureOrTooLarge) {
  EXPECT_EQ(put_logo("<svg onload='x'/>", "image/svg+xml").status, 415);
  EXPECT_EQ(put_logo("<svg onload='x'/>", "image/png").status, 422);
  EXPECT_EQ(put_logo(png + std::string(200'000, 'x'), "image/png").status, 413);
  auto wide = png;
  wide[18] = '\x7F';
  EXPECT_EQ(put_logo(wide, "image/png").status, 422);
  EXPECT_TRUE(get("/api/workspace/brand").at("/logo").is_null());
}

}  // namespace
}  // namespace stagecraft::http
