#include "http/openapi.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <boost/json.hpp>
#include <set>

#include "http/json_reader.h"
#include "http/operations.h"

namespace stagecraft::http {

namespace json = boost::json;

struct Gadget {
  std::string name;
  std::optional<int> size;
};
BOOST_DESCRIBE_STRUCT(Gadget, (), (name, size))

struct GadgetFilter {
  std::optional<int> limit;
  static constexpr Note notes[] = {
      {.field = "limit", .text = "At most so many", .least = 1, .most = 200}};
};
BOOST_DESCRIBE_STRUCT(GadgetFilter, (), (limit))

namespace other {
struct Gadget {
  int x = 0;
};
BOOST_DESCRIBE_STRUCT(Gadget, (), (x))
}  // namespace other

namespace {

Response nothing(const Request&, App&) { return no_content(); }

void add_gadgets(Routes& routes) {
  routes.add({.method = Method::post,
              .path = "/api/gadgets",
              .access = Access::with(selling::Right::deal_create),
              .summary = "Create a gadget",
              .body = &shape_of<Gadget>(),
              .replies = {{201, "The gadget", &shape_of<Gadget>()}, {409, "It is there already"}},
              .handler = nothing,
              .takes_idempotency_key = true});
  routes.add(
      {.path = "/api/gadgets/{gadget}/parts/{part:text}",
       .access = Access::signed_in(),
       .summary = "Show a part",
       .query = &shape_of<GadgetFilter>(),
       .replies = {{200, "The parts", &shape_of<std::vector<Gadget>>()}, {404, "No such part"}},
       .handler = nothing});
}

json::object document() {
  Routes routes;
  add_operations(routes);
  add_documentation(routes);
  add_gadgets(routes);
  return json::parse(to_openapi(routes)).as_object();
}

template <class Visit>
void each_operation(const json::object& api, Visit visit) {
  for (const auto& [path, item] : api.at("paths").as_object())
    for (const auto& [method, operation] : item.as_object())
      visit(std::string(path), std::string(method), operation.as_object());
}

void collect_references(const json::value& value, std::set<std::string>& references) {
  if (value.is_array())
    for (const auto& item : value.get_array()) collect_references(item, references);
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.get_object())
    if (key == "$ref")
      references.insert(std::string(member.as_string()));
    else
      collect_references(member, references);
}

TEST(OpenApi, SaysItsVersionAndWhatItIs) {
  const auto api = document();
  EXPECT_EQ(api.at("openapi").as_string(), "3.1.0");
  EXPECT_TRUE(api.at("info").as_object().contains("version"));
  EXPECT_EQ(api.size(), 6U);
}

TEST(OpenApi, DescribesEveryRouteOnce) {
  Routes routes;
  add_operations(routes);
  add_documentation(routes);
  add_gadgets(routes);
  std::set<std::string> ids;
  std::size_t count = 0;
  each_operation(document(), [&](const auto&, const auto&, const json::object& operation) {
    ++count;
    ids.insert(std::string(operation.at("operationId").as_string()));
  });
  EXPECT_EQ(count, routes.all().size());
  EXPECT_EQ(ids.size(), count);
  EXPECT_TRUE(ids.contains("get_gadgets_gadget_parts_part"));
}

TEST(OpenApi, DeclaresEveryVariableOfAPathAndNoOther) {
  each_operation(document(), [](const std::string& path, const auto&,
                                const json::object& operation) {
    std::size_t variables = 0;
    for (const auto& parameter : operation.at("parameters").as_array()) {
      if (parameter.at("in").as_string() != "path") continue;
      ++variables;
      EXPECT_TRUE(parameter.at("required").as_bool());
      EXPECT_NE(path.find("{" + std::string(parameter.at("name").as_string()) + "}"), path.npos);
    }
    EXPECT_EQ(variables, static_cast<std::size_t>(std::ranges::count(path, '{'))) << path;
  });
}

TEST(OpenApi, RefersOnlyToWhatIsThere) {
  const auto api = document();
  std::set<std::string> references;
  collect_references(json::value(api), references);
  EXPECT_GE(references.size(), 4U);
  for (const auto& reference : references) {
    ASSERT_TRUE(reference.starts_with("#/")) << reference;
    EXPECT_NO_THROW(json::value(api).at_pointer(reference.substr(1))) << reference;
  }
}

TEST(OpenApi, SaysWhatTheServerItselfMayAnswer) {
  each_operation(
      document(), [](const std::string& path, const auto&, const json::object& operation) {
        const auto& answers = operation.at("responses").as_object();
        for (const auto* status : {"400", "422", "429"})
          EXPECT_TRUE(answers.contains(status)) << path;
        EXPECT_EQ(answers.contains("401"), !operation.at("security").as_array().empty()) << path;
        for (const auto& [status, answer] : answers)
          EXPECT_FALSE(answer.at("description").as_string().empty()) << path << " " << status;
      });
}

TEST(OpenApi, TellsEveryTypeThatAnAnswerMayHave) {
  Routes routes;
  routes.add({.path = "/api/gadgets",
              .access = Access::anyone(),
              .summary = "Gadgets",
              .replies = {{200, "As JSON or CSV", &shape_of<std::vector<Gadget>>()},
                          {200, {}, nullptr, "text/csv"},
                          {409, "Not now; says why", &shape_of<Gadget>()}},
              .handler = nothing});
  const auto responses =
      json::parse(to_openapi(routes)).at_pointer("/paths/~1api~1gadgets/get/responses");
  EXPECT_EQ(responses.at_pointer("/200/description"), "As JSON or CSV");
  EXPECT_EQ(responses.at_pointer("/200/content").as_object().size(), 2U);
  EXPECT_TRUE(responses.at_pointer("/409/content").as_object().contains("application/json"));
  EXPECT_TRUE(
      responses.at_pointer("/409/content").as_object().contains("application/problem+json"));
}

TEST(OpenApi, LeavesOutOfRequestsWhatMayBeLeftOut) {
  const auto api = document();
  const auto& schemas = api.at("components").at("schemas");
  EXPECT_EQ(json::serialize(schemas.at("GadgetInput").at("required")), R"(["name"])");
  EXPECT_EQ(json::serialize(schemas.at("Gadget").at("required")), R"(["name","size"])");
}

TEST(OpenApi, IsTheSameEveryTime) {
  Routes routes;
  add_gadgets(routes);
  EXPECT_EQ(to_openapi(routes), to_openapi(routes));
}

TEST(OpenApi, RefusesTwoTypesOfOneName) {
  Routes routes;
  add_gadgets(routes);
  routes.add({.path = "/api/other",
              .access = Access::anyone(),
              .summary = "Other",
              .replies = {{200, "Other", &shape_of<other::Gadget>()}},
              .handler = nothing});
  EXPECT_THROW(to_openapi(routes), std::logic_error);
}

}  // namespace
}  // namespace stagecraft::http
