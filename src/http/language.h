#pragma once

#include <string_view>

#include "http/request.h"
#include "http/response.h"

/// In which language the server's sentences are told, where there is more than one.
namespace stagecraft::http {

/// Of process::message_languages the one that `Accept-Language` likes best (RFC 9110, 12.5.4: by
/// its weights; `de` is meant by `de-AT`, too; of equals the first that is named). English where it
/// likes none, or cannot be read.
std::string_view asked_language(const Request& request);

/// Says in the answer which language it is in, and that others get another.
Response in_language(Response response, std::string_view language);

}  // namespace stagecraft::http
