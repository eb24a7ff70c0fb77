#pragma once

#include "http/routes.h"

namespace stagecraft::http {

/// GET /health, /ready and /metrics.
void add_operations(Routes& routes);

/// GET /api/openapi.json and the documentation page /api/docs. The document tells all routes, also
/// those added later. REQUIRES that `routes` stays where it is.
void add_documentation(Routes& routes);

}  // namespace stagecraft::http
