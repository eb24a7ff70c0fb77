#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/identity.h"
#include "http/json_reader.h"
#include "http/problem.h"
#include "http/url.h"

namespace stagecraft::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options };

/// `GET`.
std::string_view to_word(Method method);
std::optional<Method> find_method(std::string_view word);
/// GET, HEAD and OPTIONS change nothing.
bool is_safe(Method method);

struct PathValue {
  std::string_view name;  ///< Of the route's template.
  std::string value;
};

/// A request as a handler sees it: taken apart, its path matched, who asks known.
struct Request {
  Method method = Method::get;
  Target target;
  int version = 11;             ///< 10 or 11.
  std::vector<Header> headers;  ///< Names in lower case, in the order sent.
  std::string body;
  std::filesystem::path body_file;  ///< Where the body is, of routes that take files; else empty.
  std::string client;               ///< Address of who asks; behind a trusted proxy, what it says.
  bool is_secure = false;           ///< Came over TLS, here or at the proxy.
  std::string id;                   ///< X-Request-Id, taken over or made.
  std::vector<PathValue> path_values;
  std::optional<Identity> identity;  ///< Present in every handler whose route asks for it.

  /// The first header of that name; nullopt if there is none.
  std::optional<std::string_view> header(std::string_view name) const;
  /// A cookie's value; nullopt if there is none.
  std::optional<std::string_view> cookie(std::string_view name) const;
  /// A text in the path. REQUIRES that the route's template has it.
  const std::string& text(std::string_view name) const;
  /// An id in the path, as Id<...>. REQUIRES that the template has it as an id.
  template <class Id>
  Id id_of(std::string_view name) const {
    return Id{number(name)};
  }
  /// The body as a described struct; throws as read_json, and Refusal{415} unless it is JSON.
  template <class T>
  T read() const {
    T value{};
    read_body(shape_of<T>(), &value);
    return value;
  }
  /// The query string as a described struct; throws as read_query.
  template <class T>
  T query() const {
    return from_query<T>(target.query);
  }
  /// Who asks. REQUIRES a route that asks for it.
  const Identity& who() const { return identity.value(); }

 private:
  std::int64_t number(std::string_view name) const;
  void read_body(const Shape& shape, void* value) const;
};

}  // namespace stagecraft::http
