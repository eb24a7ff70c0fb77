#include "http/operations.h"

#include <memory>
#include <mutex>

#include "http/app.h"
#include "http/embedded_data.h"
#include "http/openapi.h"
#include "store/people.h"
#include "store/workspace.h"

namespace stagecraft::http {

struct Health {
  std::string status;
};
BOOST_DESCRIBE_STRUCT(Health, (), (status))

struct Readiness {
  bool is_ready = true;
  std::vector<std::string> reasons;  ///< What keeps it from its work.
};
BOOST_DESCRIBE_STRUCT(Readiness, (), (is_ready, reasons))

namespace {

Response get_health(const Request&, App&) { return reply(200, Health{"up"}); }

Response get_ready(const Request&, App& app) {
  Readiness readiness;
  for (const auto& check : app.readiness)
    if (auto reason = check()) readiness.reasons.push_back(std::move(*reason));
  readiness.is_ready = readiness.reasons.empty();
  return reply(readiness.is_ready ? 200 : 503, readiness);
}

Response get_metrics(const Request&, App& app) {
  Response response;
  response.type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = app.metrics.page();
  return response;
}

Handler page(std::string_view name, std::string_view type) {
  return [text = embedded_data(name), type](const Request&, App&) {
    Response response;
    response.type = type;
    response.body = text;
    response.content_security_policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    response.with("Cache-Control", "no-cache");
    return response;
  };
}

}  // namespace

std::optional<std::string> find_store_trouble(store::Workspace& workspace) {
  try {
    workspace.read([](store::Connection& db) { return store::count_people(db); });
    return {};
  } catch (const base::Error& error) {
    return error.what();
  }
}

void add_operations(Routes& routes) {
  routes.add({.path = "/health",
              .access = Access::anyone(),
              .summary = "Whether the process runs",
              .replies = {{200, "It runs", &shape_of<Health>()}},
              .handler = get_health,
              .is_quick = true});
  routes.add({.path = "/ready",
              .access = Access::anyone(),
              .summary = "Whether requests can be answered: the database is reachable",
              .replies = {{200, "Ready", &shape_of<Readiness>()},
                          {503, "Not ready; says why", &shape_of<Readiness>()}},
              .handler = get_ready});
  routes.add({.path = "/metrics",
              .access = Access::anyone(),
              .summary = "Figures of the running server for Prometheus",
              .replies = {{200, "Prometheus text format 0.0.4", nullptr, "text/plain"}},
              .handler = get_metrics});
}

void add_documentation(Routes& routes) {
  const struct {
    std::string_view path, file, type, summary;
  } pages[] = {
      {"/api/docs", "docs.html", "text/html; charset=utf-8", "This documentation as a page"},
      {"/api/docs/docs.css", "docs.css", "text/css; charset=utf-8", "Its style"},
      {"/api/docs/docs.js", "docs.js", "text/javascript; charset=utf-8", "Its script"}};
  for (const auto& [path, file, type, summary] : pages)
    routes.add({.path = path,
                .access = Access::anyone(),
                .summary = summary,
                .replies = {{200, "The file", nullptr, type.substr(0, type.find(';'))}},
                .handler = page(file, type),
                .is_quick = true});
  // Told when it is first asked for, so that routes added later are in it too.
  auto document = std::make_shared<std::string>();
  auto told = std::make_shared<std::once_flag>();
  routes.add({.path = "/api/openapi.json",
              .access = Access::anyone(),
              .summary = "This document",
              .replies = {{200, "OpenAPI 3.1", &shape_of<RawJson>()}},
              .handler = [document, told, &routes](const Request&, App&) {
                std::call_once(*told, [&] { *document = to_openapi(routes); });
                Response response;
                response.body = *document;
                return response;
              }});
}

}  // namespace stagecraft::http
