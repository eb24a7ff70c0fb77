#pragma once

#include <functional>

#include "http/desk.h"
#include "http/response.h"

namespace stagecraft::http {

/// Runs a change and gives its answer. With an Idempotency-Key (1 to 200 characters, within a day,
/// of the same person) the answer is kept with what was written, and a repetition gets it without
/// doing anything. Throws Refusal{422} when the key came with another request before, {400} for a
/// key of another length.
Response write_once(const Request& request, App& app,
                    const std::function<Response(const Desk&, store::Transaction&)>& change);

}  // namespace stagecraft::http
