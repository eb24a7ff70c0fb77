#pragma once

#include <string>

#include "http/routes.h"

namespace stagecraft::http {

/// The OpenAPI 3.1 document of everything under /api, and of /health, /ready and /metrics; one
/// line of JSON, the same text for the same table. Throws std::logic_error when the table cannot be
/// told: two types of one name, two operations of one id.
std::string to_openapi(const Routes& routes);

/// What generators of clients call an operation: `get_deals_deal_stage_entries`.
std::string operation_id(const Route& route);

}  // namespace stagecraft::http
