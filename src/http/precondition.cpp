#include "http/precondition.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace stagecraft::http {
namespace {

std::string_view without_weakness(std::string_view tag) {
  return tag.starts_with("W/") ? tag.substr(2) : tag;
}

/// Whether a list of tags, or `*`, names this one.
bool names(std::string_view list, std::string_view etag) {
  if (base::trim(list) == "*") return true;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (without_weakness(base::trim(list.substr(0, end))) == without_weakness(etag)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

std::string to_etag(std::int64_t revision) { return fmt::format("\"{}\"", revision); }

Response with_etag(Response response, std::string_view etag, const Request& request,
                   Keeping keeping) {
  response.with("ETag", std::string(etag))
      .with("Cache-Control", keeping == Keeping::for_good ? "private, max-age=31536000, immutable"
                                                          : "private, no-cache");
  const auto known = request.header("if-none-match");
  if (!known || !is_safe(request.method) || !names(*known, etag)) return response;
  response.status = 304;
  response.body.clear();
  return response;
}

void respect_match(const Request& request, std::string_view etag) {
  const auto wanted = request.header("if-match");
  if (wanted && !names(*wanted, etag))
    throw Refusal(412, "It has changed meanwhile. Read it again, then repeat the change.");
}

void require_match(const Request& request, std::string_view etag) {
  if (!request.header("if-match"))
    throw Refusal(428,
                  "Say with If-Match which state this change is of: the ETag of what you read.");
  respect_match(request, etag);
}

}  // namespace stagecraft::http
