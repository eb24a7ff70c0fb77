#include "http/language.h"
#include "http/map_texts.h"
#include "http/resources.h"

namespace stagecraft::http {

struct MapText {
  std::string text;
  static constexpr Note notes[] = {{.field = "text", .text = "A map in YAML", .most = longest_map}};
};
BOOST_DESCRIBE_STRUCT(MapText, (), (text))

namespace {

Response check_map(const Request& request, App& app) {
  const auto text = request.read<MapText>().text;
  return look(request, app, [&](const Desk& desk) {
    return in_language(reply(200, check_map_text(desk, read_map_text(desk, text))),
                       desk.language());
  });
}

}  // namespace

void add_map_checks(Routes& routes) {
  routes.add({.method = Method::post,
              .path = "/api/map-checks",
              .access = Access::with(selling::Right::map_read),
              .summary = "Check a map against the four classic mistakes; nothing is kept",
              .body = &shape_of<MapText>(),
              .replies = {{200, "Findings, and how to mend each", &shape_of<MapCheck>()}},
              .handler = check_map});
}

}  // namespace stagecraft::http
