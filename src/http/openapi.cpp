#include "http/openapi.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "http/json_schema.h"
#include "http/json_writer.h"

namespace stagecraft::http {
namespace {

constexpr std::string_view problem_schema =
    R"({"type":"object","description":"Why a request was not done (RFC 9457).","properties":{)"
    R"("type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},)"
    R"("detail":{"type":"string"},"faults":{"type":"array","items":{"type":"object","properties":{)"
    R"("at":{"type":"string","description":"JSON pointer, ?parameter, or address in the map"},)"
    R"("message":{"type":"string"},"mend":{"type":"string"}},"required":["at","message","mend"]}},)"
    R"("request_id":{"type":"string"}},"required":["type","title","status","detail","faults","request_id"]})";

constexpr std::string_view security_schemes =
    R"({"session":{"type":"apiKey","in":"cookie","name":"stagecraft_session"},)"
    R"("token":{"type":"http","scheme":"bearer"}})";

/// `/api/deals/{deal}`: as OpenAPI writes it, without kinds.
std::string plain_path(std::string_view path) {
  std::string out;
  for (const auto& part : parts_of(path))
    out += part.name.empty() ? fmt::format("/{}", part.text) : fmt::format("/{{{}}}", part.name);
  return out;
}

/// The noun after /api, by which the documentation is ordered.
std::string tag_of(const Route& route) {
  const auto parts = parts_of(route.path);
  const bool is_api = parts.front().text == "api" && parts.size() > 1;
  const bool is_own = is_api && (parts[1].text == "docs" || parts[1].text == "openapi.json");
  return is_api && !is_own ? std::string(parts[1].text) : "server";
}

std::string parameters_of(const Route& route, Components& components) {
  JsonList parameters;
  for (const auto& part : parts_of(route.path)) {
    if (part.name.empty()) continue;
    parameters.add(JsonObject()
                       .text("name", part.name)
                       .text("in", "path")
                       .add("required", "true")
                       .add("schema", part.is_id
                                          ? R"({"type":"integer","format":"int64","minimum":1})"
                                          : R"({"type":"string"})")
                       .str());
  }
  if (route.query != nullptr)
    for (const auto& field : route.query->fields) {
      JsonObject parameter;
      parameter.text("name", field.name).text("in", "query");
      if (!field.note.text.empty()) parameter.text("description", field.note.text);
      if (!may_be_left_out(field)) parameter.add("required", "true");
      Field bare = field;
      bare.note.text = {};
      if (field.shape().kind == Kind::optional) bare.shape = field.shape().item;
      parameters.add(parameter.add("schema", components.schema(bare, Direction::request)).str());
    }
  if (route.takes_idempotency_key)
    parameters.add(
        R"({"name":"Idempotency-Key","in":"header","description":"A word of your own for this request; sent again with the same word, it is done once.","schema":{"type":"string","minLength":1,"maxLength":200}})");
  return parameters.str();
}

std::string body_of(const Route& route, Components& components) {
  if (route.takes_file)
    return R"({"required":true,"content":{"*/*":{"schema":{"type":"string","contentMediaType":"application/octet-stream"}}}})";
  return fmt::format(R"({{"required":true,"content":{{"application/json":{{"schema":{}}}}}}})",
                     components.schema(*route.body, Direction::request));
}

/// What a reply's body may be, by type; nothing for no body.
void add_content(const Reply& reply, Components& components, JsonObject& content) {
  constexpr std::string_view problem = R"({"$ref":"#/components/schemas/Problem"})";
  if (reply.status >= 400 && reply.type == problem_type)
    content.add(problem_type, fmt::format(R"({{"schema":{{"allOf":[{},{}]}}}})", problem,
                                          components.open_schema(*reply.body, Direction::answer)));
  else if (reply.status >= 400)
    content.add(problem_type, fmt::format(R"({{"schema":{}}})", problem));
  if (reply.type == problem_type) return;
  if (reply.body != nullptr)
    content.add(reply.type, fmt::format(R"({{"schema":{}}})",
                                        components.schema(*reply.body, Direction::answer)));
  else if (reply.status < 400 && reply.type != "application/json")
    content.add(reply.type, R"({"schema":{"type":"string"}})");
}

/// Replies of one status: the first says what it means, each adds a type of body.
std::string replies_text(const std::vector<Reply>& replies, Components& components) {
  JsonObject out, content;
  out.text("description", replies.front().text);
  for (const auto& reply : replies) add_content(reply, components, content);
  if (const auto text = content.str(); text != "{}") out.add("content", text);
  return out.str();
}

using RepliesByStatus = std::map<int, std::vector<Reply>>;

/// What the server itself may answer before or instead of the handler.
void add_common_replies(const Route& route, RepliesByStatus& replies) {
  const auto add = [&](int status, std::string_view text) {
    replies.try_emplace(status, std::vector{Reply{.status = status, .text = text}});
  };
  const bool has_body = route.body != nullptr || route.takes_file;
  add(400, "The request is not well-formed");
  if (route.access.kind != Access::Kind::anyone) add(401, "Nobody is signed in");
  if (route.access.kind == Access::Kind::right || !is_safe(route.method))
    add(403, "Not with your rights");
  if (has_body) add(413, "The body is too large");
  if (route.body != nullptr) add(415, "The body is not JSON");
  add(422, "Something in the request is wrong; the faults say where");
  add(429, "Too many requests from this address");
  if (!route.is_quick) add(503, "The server is busy; try again");
}

std::string replies_of(const Route& route, Components& components) {
  RepliesByStatus replies;
  for (const auto& reply : route.replies) replies[reply.status].push_back(reply);
  add_common_replies(route, replies);
  JsonObject out;
  for (const auto& [status, of_status] : replies)
    out.add(fmt::to_string(status), replies_text(of_status, components));
  return out.str();
}

std::string operation_of(const Route& route, Components& components) {
  JsonObject out;
  out.text("operationId", operation_id(route));
  out.add("tags", JsonList().text(tag_of(route)).str()).text("summary", route.summary);
  std::string text(route.text);
  if (route.access.kind == Access::Kind::right)
    text += fmt::format("{}Needs the right `{}`.", text.empty() ? "" : " ",
                        selling::row_of(*route.access.right).word);
  if (!text.empty()) out.text("description", text);
  out.add("parameters", parameters_of(route, components));
  if (route.body != nullptr || route.takes_file) out.add("requestBody", body_of(route, components));
  out.add("responses", replies_of(route, components));
  out.add("security",
          route.access.kind == Access::Kind::anyone ? "[]" : R"([{"session":[]},{"token":[]}])");
  return out.str();
}

std::string lower_word(Method method) {
  std::string word(to_word(method));
  for (char& c : word) c = static_cast<char>(c - 'A' + 'a');
  return word;
}

}  // namespace

std::string operation_id(const Route& route) {
  std::string id = lower_word(route.method);
  for (const auto& part : parts_of(route.path)) {
    const auto word = part.name.empty() ? part.text : part.name;
    if (word == "api") continue;
    id += '_';
    for (const char c : word) id += c == '-' || c == '.' ? '_' : c;
  }
  return id;
}

std::string to_openapi(const Routes& routes) {
  Components components;
  std::map<std::string, JsonObject> paths;
  std::set<std::string> ids, tags;
  for (const auto& route : routes.all()) {
    if (!ids.insert(operation_id(route)).second)
      throw std::logic_error("Two operations are called " + operation_id(route) + ".");
    tags.insert(tag_of(route));
    paths[plain_path(route.path)].add(lower_word(route.method), operation_of(route, components));
  }
  JsonObject all_paths, schemas;
  for (const auto& [path, operations] : paths) all_paths.add(path, operations.str());
  schemas.add("Problem", problem_schema);
  for (const auto& [name, schema] : components.all()) schemas.add(name, schema);
  JsonList all_tags;
  for (const auto& tag : tags) all_tags.add(JsonObject().text("name", tag).str());
  return JsonObject()
      .text("openapi", "3.1.0")
      .add("info", JsonObject()
                       .text("title", "Stagecraft")
                       .text("version", STAGECRAFT_VERSION)
                       .text("description",
                             "Process maps, deals and their history. Times are UTC, money is in "
                             "minor units. Errors are application/problem+json, in the language "
                             "that Accept-Language asks for: en or de.")
                       .str())
      .add("servers", R"([{"url":"/"}])")
      .add("tags", all_tags.str())
      .add("paths", all_paths.str())
      .add(
          "components",
          JsonObject().add("schemas", schemas.str()).add("securitySchemes", security_schemes).str())
      .str();
}

}  // namespace stagecraft::http
