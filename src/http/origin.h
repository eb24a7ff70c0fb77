#pragma once

#include "http/request.h"

namespace stagecraft::http {

/// True when a browser says that another site made it send the request (Sec-Fetch-Site, else Origin
/// against Host). Programs that are no browsers send neither header.
bool is_from_another_site(const Request& request);

}  // namespace stagecraft::http
