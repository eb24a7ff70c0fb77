#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/json_writer.h"
#include "http/request.h"
#include "http/response.h"

/// Conditional requests (RFC 9110, 13): what a client holds is named by an entity tag.
namespace stagecraft::http {

/// The tag of a revision: `"7"`.
std::string to_etag(std::int64_t revision);
/// The same with what was told of it, which may depend on more: the day, the names of others:
/// `"7.e3b0c44298fc1c14"`. A change that names it goes by the revision alone.
std::string to_etag(std::int64_t revision, std::string_view told);
/// The tag of a text: its hash.
std::string content_etag(std::string_view text);

/// The tag of what has no revision: of how it is told.
template <class T>
std::string etag_of(const T& value) {
  return content_etag(to_json(value));
}

/// How long a client may use what it holds.
enum class Keeping {
  ask_again,        ///< Before each use.
  for_good,         ///< It never changes.
  for_good_by_all,  ///< The same, and it is nobody's secret: a proxy may keep it too.
};

/// The answer with its ETag; 304 without body when the request's If-None-Match names it.
Response with_etag(Response response, std::string_view etag, const Request& request,
                   Keeping keeping = Keeping::ask_again);

/// What was made or changed, with the tag of its `revision`.
template <class Row>
Response reply_with(int status, const Row& row) {
  auto response = reply(status, row);
  response.with("ETag", to_etag(row.revision));
  return response;
}

/// The same of what has no revision.
template <class T>
Response reply_with_tag(int status, const T& value) {
  auto response = reply(status, value);
  response.with("ETag", etag_of(value));
  return response;
}

/// For changes: throws Refusal{412} when If-Match names another state than `etag`, the tag of a
/// revision; it may be left out.
void respect_match(const Request& request, std::string_view etag);
/// The same where it may not be left out, and then throws Refusal{428}.
void require_match(const Request& request, std::string_view etag);

}  // namespace stagecraft::http
