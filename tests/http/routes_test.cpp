#include "http/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "http/url.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;

void add(Routes& routes, Method method, std::string_view path) {
  routes.add({.method = method,
              .path = path,
              .access = Access::anyone(),
              .summary = path,
              .replies = {},
              .handler = [](const Request&, App&) { return no_content(); }});
}

Routes some_routes() {
  Routes routes;
  for (const auto* path :
       {"/api/deals", "/api/deals/{deal}", "/api/deals/mine", "/api/deals/{name:text}",
        "/api/deals/{deal}/promises", "/api/deals/{name:text}/notes", "/"})
    add(routes, Method::get, path);
  add(routes, Method::post, "/api/deals");
  add(routes, Method::delete_, "/api/deals/{deal}");
  return routes;
}

std::string found(const Routes& routes, std::string_view path, Method method = Method::get) {
  const auto match = routes.find(method, parse_target(path).value().segments);
  return match.route == nullptr ? "" : std::string(match.route->path);
}

TEST(Routes, PreferFixedSegmentsThenIdsThenTexts) {
  const auto routes = some_routes();
  EXPECT_EQ(found(routes, "/api/deals/mine"), "/api/deals/mine");
  EXPECT_EQ(found(routes, "/api/deals/12"), "/api/deals/{deal}");
  EXPECT_EQ(found(routes, "/api/deals/x12"), "/api/deals/{name:text}");
  EXPECT_EQ(found(routes, "/api/deals/0"), "/api/deals/{name:text}");
  EXPECT_EQ(found(routes, "/"), "/");
}

TEST(Routes, GoBackWhereAPreferredSegmentLeadsNowhere) {
  const auto routes = some_routes();
  EXPECT_EQ(found(routes, "/api/deals/mine/notes"), "/api/deals/{name:text}/notes");
  EXPECT_EQ(found(routes, "/api/deals/12/notes"), "/api/deals/{name:text}/notes");
}

TEST(Routes, GiveTheValuesOfThePath) {
  const auto routes = some_routes();
  Request request;
  request.path_values = routes.find(Method::get, {"api", "deals", "12", "promises"}).path_values;
  EXPECT_EQ(request.text("deal"), "12");
  EXPECT_EQ(request.id_of<base::Id<struct SomeTag>>("deal").value, 12);
}

TEST(Routes, SayWhichMethodsThereAre) {
  const auto routes = some_routes();
  EXPECT_THAT(routes.find(Method::put, {"api", "deals"}).allowed_methods,
              ElementsAre(Method::get, Method::post));
  EXPECT_TRUE(routes.find(Method::put, {"api"}).allowed_methods.empty());
  EXPECT_EQ(found(routes, "/api/deals", Method::head), "/api/deals");
}

TEST(Routes, RefuseWhatIsWrittenBadly) {
  Routes routes;
  add(routes, Method::get, "/a/{b}");
  EXPECT_THROW(add(routes, Method::get, "/a/{c}"), std::logic_error) << "the same path twice";
  EXPECT_THROW(add(routes, Method::get, "a"), std::logic_error);
  EXPECT_THROW(add(routes, Method::get, "/{}"), std::logic_error);
  EXPECT_THROW(add(routes, Method::get, "/{a:number}"), std::logic_error);
  EXPECT_THROW(add(routes, Method::get, "/{a}/{a}"), std::logic_error);
  EXPECT_THROW(add(routes, Method::head, "/b"), std::logic_error);
  EXPECT_THROW(
      routes.add({.path = "/c", .handler = [](const Request&, App&) { return no_content(); }}),
      std::logic_error)
      << "nobody said who may ask";
}

RC_GTEST_PROP(Routes, FindEveryRouteByAPathMadeFromIt, ()) {
  static const Routes routes = some_routes();
  const auto& route = routes.all().at(*rc::gen::inRange<std::size_t>(0, routes.all().size()));
  std::vector<std::string> segments;
  for (const auto& part : parts_of(route.path))
    segments.push_back(part.name.empty() ? std::string(part.text)
                       : part.is_id ? std::to_string(*rc::gen::inRange<std::int64_t>(1, 1LL << 60))
                                    : "t" + *rc::gen::string<std::string>());
  RC_ASSERT(routes.find(route.method, segments).route == &route);
}

RC_GTEST_PROP(Target, KeepsWhatIsEncoded, (const std::string& bytes)) {
  std::string encoded = "/", plain;
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) continue;
    constexpr std::string_view hex = "0123456789ABCDEF";
    plain += c;
    encoded +=
        {'%', hex[static_cast<unsigned char>(c) >> 4], hex[static_cast<unsigned char>(c) & 15]};
  }
  const auto target = parse_target(encoded);
  RC_ASSERT(target.has_value() == (plain != "." && plain != ".."));
  if (target) RC_ASSERT(target->segments == std::vector<std::string>{plain});
}

TEST(Target, TakesPathAndQueryApart) {
  const auto target = parse_target("/a%2Fb/c?x=1&y=a+b%26&flag&&x=2").value();
  EXPECT_THAT(target.segments, ElementsAre("a/b", "c"));
  EXPECT_THAT(target.query, ElementsAre(QueryItem{"x", "1"}, QueryItem{"y", "a b&"},
                                        QueryItem{"flag", ""}, QueryItem{"x", "2"}));
  EXPECT_EQ(parse_target("http://host:80/a?b=c").value().path, "/a");
  EXPECT_EQ(parse_target("https://host").value().path, "/");
}

TEST(Target, RefusesWhatCouldMislead) {
  for (const auto* text : {"", "a", "*", "/%", "/%4", "/%g0", "/%00", "/%1b", "/%ff", "/..",
                           "/a/%2e%2e/b", "/./a", "/?a=%0", "/?a=%c3"})
    EXPECT_FALSE(parse_target(text)) << text;
  std::string deep, many = "/?";
  for (int i = 0; i < 70; ++i) deep += "/a";
  for (int i = 0; i < 201; ++i) many += "a&";
  EXPECT_FALSE(parse_target(deep));
  EXPECT_FALSE(parse_target(many));
}

}  // namespace
}  // namespace stagecraft::http
