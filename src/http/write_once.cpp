#include "http/write_once.h"

#include <algorithm>
#include <string>

#include "base/hash.h"
#include "store/services.h"

namespace stagecraft::http {
namespace {

constexpr std::size_t longest_key = 200;
constexpr std::chrono::hours keeping_time{24};

std::string fingerprint(const Request& request) {
  return base::sha256_hex(std::string(to_word(request.method)) + " " + request.target.path + "\n" +
                          request.body);
}

/// What was made stands before the body, on a line of its own: a client that repeats wants to know.
std::string to_text(const Response& response) {
  const auto location = std::ranges::find(response.headers, "Location", &Header::first);
  return (location == response.headers.end() ? "" : location->second) + "\n" + response.body;
}

Response to_response(const store::KeptAnswer& kept) {
  const auto end = kept.body.find('\n');
  Response response;
  response.status = kept.status;
  response.body = kept.body.substr(end + 1);
  if (end > 0) response.with("Location", kept.body.substr(0, end));
  response.with("Idempotent-Replayed", "true");
  return response;
}

std::optional<std::string_view> idempotency_key(const Request& request) {
  const auto key = request.header("idempotency-key");
  if (key && (key->empty() || key->size() > longest_key))
    throw Refusal(400, "An Idempotency-Key has 1 to 200 characters.");
  return key;
}

}  // namespace

std::optional<Response> find_kept(const Request& request, const Desk& desk) {
  const auto key = idempotency_key(request);
  if (!key) return {};
  const auto kept = store::find_answer(desk.db(), desk.actor().person, *key);
  if (!kept) return {};
  if (kept->request_sha256 != fingerprint(request))
    throw Refusal(422, "This Idempotency-Key came with another request before. Send a new one.");
  return to_response(*kept);
}

Response write_once(const Request& request, App& app,
                    const std::function<Response(const Desk&, store::Transaction&)>& change) {
  const auto key = idempotency_key(request);
  if (!key) return write(request, app, change);
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    if (auto kept = find_kept(request, desk)) return *std::move(kept);
    auto response = change(desk, transaction);
    store::forget_answers(transaction, desk.now() - keeping_time);
    store::keep_answer(transaction, desk.actor().person, *key,
                       {.request_sha256 = fingerprint(request),
                        .status = response.status,
                        .body = to_text(response)},
                       desk.now());
    return response;
  });
}

}  // namespace stagecraft::http
