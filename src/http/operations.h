#pragma once

#include <optional>
#include <string>

#include "http/routes.h"

namespace stagecraft::store {
class Workspace;
}

namespace stagecraft::http {

/// A check for App::readiness: what keeps the database from being read; nullopt: nothing.
std::optional<std::string> find_store_trouble(store::Workspace& workspace);

/// GET /health, /ready and /metrics.
void add_operations(Routes& routes);

/// GET /api/openapi.json and the documentation page /api/docs. The document tells all routes, also
/// those added later. REQUIRES that `routes` stays where it is.
void add_documentation(Routes& routes);

}  // namespace stagecraft::http
