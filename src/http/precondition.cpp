#include "http/precondition.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace stagecraft::http {
namespace {

std::string_view without_weakness(std::string_view tag) {
  return tag.starts_with("W/") ? tag.substr(2) : tag;
}

/// Whether one of a list of tags is the one that is meant, or the list is `*`.
template <class IsMeant>
bool names(std::string_view list, IsMeant is_meant) {
  if (base::trim(list) == "*") return true;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (is_meant(without_weakness(base::trim(list.substr(0, end))))) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// Of the tag of what was told, that of its revision.
std::string revision_of(std::string_view tag) {
  const auto dot = tag.find('.');
  return dot == tag.npos ? std::string(tag) : std::string(tag.substr(0, dot)) + '"';
}

std::string_view cache_control(Keeping keeping) {
  switch (keeping) {
    case Keeping::for_good:
      return "private, max-age=31536000, immutable";
    case Keeping::for_good_by_all:
      return "public, max-age=31536000, immutable";
    case Keeping::ask_again:
      break;
  }
  return "private, no-cache";
}

}  // namespace

std::string to_etag(std::int64_t revision) { return fmt::format("\"{}\"", revision); }

std::string to_etag(std::int64_t revision, std::string_view told) {
  return fmt::format("\"{}.{:.16}\"", revision, base::sha256_hex(told));
}

std::string content_etag(std::string_view text) {
  return fmt::format("\"{}\"", base::sha256_hex(text));
}

Response with_etag(Response response, std::string_view etag, const Request& request,
                   Keeping keeping) {
  response.with("ETag", std::string(etag))
      .with("Cache-Control", std::string(cache_control(keeping)));
  const auto known = request.header("if-none-match");
  const auto is_this = [&](std::string_view tag) { return tag == without_weakness(etag); };
  if (!known || !is_safe(request.method) || !names(*known, is_this)) return response;
  response.status = 304;
  response.body.clear();
  return response;
}

void respect_match(const Request& request, std::string_view etag) {
  const auto wanted = request.header("if-match");
  const auto is_this = [&](std::string_view tag) { return revision_of(tag) == etag; };
  if (wanted && !names(*wanted, is_this))
    throw Refusal(412, "It has changed meanwhile. Read it again, then repeat the change.");
}

void require_match(const Request& request, std::string_view etag) {
  if (!request.header("if-match"))
    throw Refusal(428,
                  "Say with If-Match which state this change is of: the ETag of what you read.");
  respect_match(request, etag);
}

}  // namespace stagecraft::http
