#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/base64.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/audit.h"
#include "http/desk.h"
#include "http/media_types.h"
#include "http/picture_size.h"
#include "http/precondition.h"
#include "http/problem.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/shape.h"
#include "selling/gaps.h"
#include "store/services.h"

namespace stagecraft::http {

struct LogoView {
  std::string path, media_type;
  int width = 0, height = 0;
  static constexpr Note notes[] = {
      {.field = "path", .text = "Where it is; another one when the picture is another"}};
};
BOOST_DESCRIBE_STRUCT(LogoView, (), (path, media_type, width, height))

struct BrandView {
  std::string name, colour;
  std::optional<LogoView> logo;
  static constexpr Note notes[] = {
      {.field = "name", .text = "What pages call the company; empty: they do not"},
      {.field = "colour", .text = "#rrggbb; empty: none"}};
};
BOOST_DESCRIBE_STRUCT(BrandView, (), (name, colour, logo))

struct BrandText {
  std::string name, colour;
  static constexpr Note notes[] = {
      {.field = "name", .text = "What pages call the company; empty: they do not", .most = 60},
      {.field = "colour", .text = "#rrggbb; empty: none", .most = 7}};
};
BOOST_DESCRIBE_STRUCT(BrandText, (), (name, colour))

/// As the settings keep it. A logo is small, so it stands there itself: in back-ups, and the same
/// on every server.
struct KeptLogo {
  std::string media_type, sha256, base64;
  int width = 0, height = 0;
};
BOOST_DESCRIBE_STRUCT(KeptLogo, (), (media_type, sha256, base64, width, height))

struct KeptBrand {
  std::string name, colour;
  std::optional<KeptLogo> logo;
};
BOOST_DESCRIBE_STRUCT(KeptBrand, (), (name, colour, logo))

struct LogoVersion {
  std::string v;
  static constexpr Note notes[] = {{.field = "v",
                                    .text = "Makes the address another one for another picture",
                                    .most = 100,
                                    .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(LogoVersion, (), (v))

struct LogoDigest {
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(LogoDigest, (), (sha256))

namespace {

using base::Error;
using base::ErrorKind;
using selling::Right;

constexpr std::string_view brand_setting = "brand";
constexpr std::string_view logo_types = "image/png, image/jpeg, image/webp";
constexpr std::int64_t most_bytes = 200'000;
constexpr int most_pixels = 2'000;  ///< On a side.

KeptBrand kept_brand(store::Connection& db) {
  const auto text = store::find_setting(db, brand_setting);
  return text ? from_json<KeptBrand>(*text) : KeptBrand{};
}

void keep(const Desk& desk, store::Transaction& transaction, const KeptBrand& brand) {
  const auto text = to_json(brand);
  store::set_setting(
      transaction,
      {.name = brand_setting, .value = text, .at = desk.now(), .by = desk.actor().person});
}

BrandView view_of(const KeptBrand& kept) {
  BrandView view{.name = kept.name, .colour = kept.colour, .logo = {}};
  if (kept.logo)
    view.logo = LogoView{fmt::format("/api/workspace/brand/logo?v={}", kept.logo->sha256),
                         kept.logo->media_type, kept.logo->width, kept.logo->height};
  return view;
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text.front() == '#' && std::ranges::all_of(text.substr(1), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

Response get_brand(const Request& request, App& app) {
  const auto view =
      app.workspace->read([](store::Connection& db) { return view_of(kept_brand(db)); });
  return with_etag(reply(200, view), etag_of(view), request);
}

Response put_brand(const Request& request, App& app) {
  const auto wanted = request.read<BrandText>();
  selling::Gaps gaps;
  gaps.unless(wanted.colour.empty() || is_colour(wanted.colour), "/colour", "this is no colour",
              "Write it as #1f6f8b.");
  gaps.refuse("The brand cannot be written");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto brand = kept_brand(desk.db());
    respect_match(request, etag_of(view_of(brand)));
    const BrandText before{brand.name, brand.colour};
    brand.name = base::trim(wanted.name);
    brand.colour = wanted.colour;
    keep(desk, transaction, brand);
    note_change(desk, transaction, {store::AuditKind::brand_changed}, to_json(before),
                to_json(BrandText{brand.name, brand.colour}));
    return reply_with_tag(200, view_of(brand));
  });
}

std::string bytes_of(const Request& request) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(request.body_file, failed);
  if (!failed && size > static_cast<std::uintmax_t>(most_bytes))
    throw Refusal(413, base::say("A logo has at most {} kB.", most_bytes / 1000));
  std::ifstream in(request.body_file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Only pictures that can hold no script, and that say their size as such a picture does.
KeptLogo read_logo(const Request& request) {
  const auto type = media_type_of(request.header("content-type").value_or(""));
  if (!is_listed(type, logo_types))
    throw Refusal(415, base::say("A logo is a picture of one of these types: {}.", logo_types));
  const auto bytes = bytes_of(request);
  const auto found = agrees(type, bytes) ? picture_size(type, bytes) : std::nullopt;
  const auto size = found.value_or(PictureSize{});
  selling::Gaps gaps;
  gaps.unless(found.has_value(), "", base::say("the file is no picture of type {}", type));
  gaps.unless(size.width <= most_pixels && size.height <= most_pixels, "",
              base::say("the picture has more than {} pixels on a side", most_pixels),
              "Make it smaller.");
  gaps.refuse("The logo cannot be kept");
  return {.media_type = type,
          .sha256 = base::sha256_hex(bytes),
          .base64 = base::to_base64(bytes),
          .width = size.width,
          .height = size.height};
}

std::string digest_of(const KeptBrand& brand) {
  return brand.logo ? to_json(LogoDigest{brand.logo->sha256}) : "{}";
}

Response set_logo(const Desk& desk, store::Transaction& transaction, std::optional<KeptLogo> logo) {
  auto brand = kept_brand(desk.db());
  const auto before = digest_of(brand);
  brand.logo = std::move(logo);
  keep(desk, transaction, brand);
  note_change(desk, transaction, {store::AuditKind::brand_changed}, before, digest_of(brand));
  return reply_with_tag(200, view_of(brand));
}

Response put_logo(const Request& request, App& app) {
  const auto logo = read_logo(request);
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    return set_logo(desk, transaction, logo);
  });
}

Response delete_logo(const Request& request, App& app) {
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    return set_logo(desk, transaction, {});
  });
}

Response get_logo(const Request& request, App& app) {
  request.query<LogoVersion>();  // It says nothing, but has to be one.
  const auto logo = app.workspace->read([](store::Connection& db) { return kept_brand(db).logo; });
  if (!logo) throw Error(ErrorKind::not_found, "There is no logo.");
  auto picture = base::find_base64(logo->base64);
  if (!picture) throw Error(ErrorKind::io, "The logo that is kept is damaged. Send it again.");
  Response response;
  response.type = logo->media_type;
  response.content_security_policy = "sandbox; default-src 'none'; frame-ancestors 'none'";
  response.body = *std::move(picture);
  return with_etag(std::move(response), fmt::format("\"{}\"", logo->sha256), request);
}

void add_logo(Routes& routes) {
  constexpr std::string_view path = "/api/workspace/brand/logo";
  routes.add({.path = path,
              .access = Access::anyone(),
              .summary = "The logo",
              .query = &shape_of<LogoVersion>(),
              .replies = {{200, "The picture", nullptr, "image/png"},
                          {200, {}, nullptr, "image/jpeg"},
                          {200, {}, nullptr, "image/webp"},
                          {304, "It is what the client has"},
                          {404, "There is no logo"}},
              .handler = get_logo});
  routes.add(
      {.method = Method::put,
       .path = path,
       .access = Access::with(Right::workspace_change),
       .summary = "Settle the logo",
       .text = "The body is the picture itself: PNG, JPEG or WebP, up to 200 kB and 2,000 "
               "pixels on a side.",
       .replies = {{200, "The brand", &shape_of<BrandView>()}, {415, "It is none of these types"}},
       .handler = put_logo,
       .takes_file = true});
  routes.add({.method = Method::delete_,
              .path = path,
              .access = Access::with(Right::workspace_change),
              .summary = "Do without a logo",
              .replies = {{200, "The brand", &shape_of<BrandView>()}},
              .handler = delete_logo});
}

}  // namespace

void add_brand(Routes& routes) {
  routes.add(
      {.path = "/api/workspace/brand",
       .access = Access::anyone(),
       .summary = "Name, colour and logo that pages show",
       .text = "Known to everybody, as pages show it before anybody has signed in.",
       .replies = {{200, "The brand", &shape_of<BrandView>()}, {304, "It is what the client has"}},
       .handler = get_brand});
  routes.add({.method = Method::put,
              .path = "/api/workspace/brand",
              .access = Access::with(Right::workspace_change),
              .summary = "Settle the name and colour that pages show",
              .body = &shape_of<BrandText>(),
              .replies = {{200, "The brand", &shape_of<BrandView>()},
                          {412, "It is no longer as If-Match says"}},
              .handler = put_brand});
  add_logo(routes);
}

}  // namespace stagecraft::http
