#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"
#include "http/shape.h"
#include "selling/rights.h"

namespace stagecraft::http {

struct App;
struct Settings;

/// Who may ask.
struct Access {
  enum class Kind : std::uint8_t { right, signed_in, anyone };
  Kind kind = Kind::right;
  std::optional<selling::Right> right = {};  ///< Present for `right`.

  static constexpr Access anyone() { return {Kind::anyone, {}}; }
  static constexpr Access signed_in() { return {Kind::signed_in, {}}; }
  static constexpr Access with(selling::Right right) { return {Kind::right, right}; }
};

constexpr std::string_view problem_type = "application/problem+json";

/// One answer of a route, for the document; several of one status where its body has several types.
/// Statuses that every route may give (400, 401, 403, 413, 422, 429, 503) are added by themselves
/// where they apply.
struct Reply {
  int status = 200;
  std::string_view text;  ///< Of the first of its status.
  /// None: no body, or one that is not JSON (`type`). Of a problem (`type` is problem_type): the
  /// members that it has beside the usual ones.
  const Shape* body = nullptr;
  std::string_view type = "application/json";
};

using Handler = std::function<Response(const Request&, App&)>;

/// An operation of the API, said once: the router, the check of rights, validation and the OpenAPI
/// document all come from it.
struct Route {
  Method method = Method::get;
  /// `/api/deals/{deal}/stage-entries`. `{deal}` is an id; `{stage:text}` any text of one segment.
  std::string_view path;
  Access access;
  std::string_view summary;  ///< A sentence without full stop, as `Create a deal`.
  std::string_view text = {};
  const Shape* body = nullptr;   ///< Type of a JSON body.
  const Shape* query = nullptr;  ///< Struct of the query string; none: no parameter is accepted.
  std::vector<Reply> replies;
  Handler handler;
  /// Answered on the thread of the connection. Only for handlers that never wait.
  bool is_quick = false;
  /// The body is put into a file instead of memory; its Content-Type is the handler's matter.
  bool takes_file = false;
  /// The setting that limits the body, in bytes; null: that of bodies, or of uploaded files.
  std::int64_t Settings::*body_limit = nullptr;
  /// Idempotency-Key is understood (the handler keeps it with what it writes).
  bool takes_idempotency_key = false;
  /// The path holds a secret: it is not logged.
  bool is_secret = false;
  /// The query string is not the server's matter: a page's own state.
  bool takes_any_query = false;
};

}  // namespace stagecraft::http
