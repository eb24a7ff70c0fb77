#pragma once

#include "http/routes.h"

namespace stagecraft::http {

/// /api/session, /api/setup, /api/password, /api/people/{person}/password-links, /api/rights.
void add_sign_in(Routes& routes);
/// /api/tokens: a person's own.
void add_tokens(Routes& routes);

}  // namespace stagecraft::http
