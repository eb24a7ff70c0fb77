#pragma once

#include <functional>
#include <optional>

#include "http/desk.h"
#include "http/response.h"

namespace stagecraft::http {

/// Runs a change and gives its answer. With an Idempotency-Key (1 to 200 characters, within a day,
/// of the same person) the answer is kept with what was written, and a repetition gets it without
/// doing anything. Throws Refusal{422} when the key came with another request before, {400} for a
/// key of another length.
Response write_once(const Request& request, App& app,
                    const std::function<Response(const Desk&, store::Transaction&)>& change);

/// The same for a change that gives something to be told: without a key it is told when the write
/// is done, so that nobody who writes waits for it.
template <class Change, class Tell>
Response write_once(const Request& request, App& app, Change change, Tell tell) {
  if (!request.header("idempotency-key")) return tell(write(request, app, change));
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    return tell(change(desk, transaction));
  });
}

/// The answer that is kept for a repetition of this request; nullopt: it has no key, or the key is
/// new. For what has to be looked up before the write. Throws as write_once.
std::optional<Response> find_kept(const Request& request, const Desk& desk);

}  // namespace stagecraft::http
