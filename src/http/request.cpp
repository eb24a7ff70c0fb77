#include "http/request.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include "base/text.h"

namespace stagecraft::http {
namespace {

struct MethodWord {
  Method method;
  std::string_view word;
};

constexpr std::array method_words{
    MethodWord{Method::get, "GET"},        MethodWord{Method::head, "HEAD"},
    MethodWord{Method::post, "POST"},      MethodWord{Method::put, "PUT"},
    MethodWord{Method::patch, "PATCH"},    MethodWord{Method::delete_, "DELETE"},
    MethodWord{Method::options, "OPTIONS"}};

}  // namespace

std::string_view to_word(Method method) {
  return std::ranges::find(method_words, method, &MethodWord::method)->word;
}

std::optional<Method> find_method(std::string_view word) {
  const auto found = std::ranges::find(method_words, word, &MethodWord::word);
  if (found == method_words.end()) return {};
  return found->method;
}

bool is_safe(Method method) {
  return method == Method::get || method == Method::head || method == Method::options;
}

std::optional<std::string_view> Request::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, &Header::first);
  if (found == headers.end()) return {};
  return found->second;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto pair = base::trim(rest.substr(0, end));
      if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
        return pair.substr(name.size() + 1);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return {};
}

const std::string& Request::text(std::string_view name) const {
  const auto found = std::ranges::find(path_values, name, &PathValue::name);
  assert(found != path_values.end());
  return found->value;
}

std::int64_t Request::number(std::string_view name) const {
  const auto& digits = text(name);
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

void Request::read_body(const Shape& shape, void* value) const {
  const auto type = header("content-type").value_or("");
  const auto bare = base::trim(type.substr(0, type.find(';')));
  if (base::to_lower(base::printable(bare)) != "application/json")
    throw Refusal(415, "Send the body as Content-Type: application/json.");
  read_json(body, shape, value);
}

}  // namespace stagecraft::http
