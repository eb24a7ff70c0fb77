#pragma once

#include "http/routes.h"

namespace stagecraft::http {

/// Everything that the server offers; one line a resource. REQUIRES that `routes` stays where it
/// is.
void add_resources(Routes& routes);

}  // namespace stagecraft::http
