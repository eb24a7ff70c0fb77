#include "http/routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <span>
#include <stdexcept>

namespace stagecraft::http {

struct Routes::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
  std::unique_ptr<Node> id, text;
  std::map<Method, const Route*> routes;
};

namespace {

[[noreturn]] void refuse(const Route& route, std::string_view why) {
  throw std::logic_error(fmt::format("Route {} {}: {}.", to_word(route.method), route.path, why));
}

bool is_id(const std::string& segment) {
  std::int64_t number = 0;
  const auto [end, error] =
      std::from_chars(segment.data(), segment.data() + segment.size(), number);
  return error == std::errc() && end == segment.data() + segment.size() && number > 0;
}

PathPart part_of(std::string_view segment) {
  if (!segment.starts_with('{')) return {.name = {}, .text = segment};
  if (!segment.ends_with('}') || segment.size() < 3)
    throw std::logic_error(fmt::format("Write '{}' as {{name}} or {{name:text}}.", segment));
  const auto inner = segment.substr(1, segment.size() - 2);
  const auto colon = inner.find(':');
  if (colon == std::string_view::npos) return {.name = inner, .text = segment, .is_id = true};
  if (inner.substr(colon + 1) != "text")
    throw std::logic_error(fmt::format("'{}': after the colon only 'text' is known.", segment));
  return {.name = inner.substr(0, colon), .text = segment};
}

void require_whole(const Route& route) {
  if (!route.handler) refuse(route, "there is no handler");
  if (route.access.kind == Access::Kind::right && !route.access.right)
    refuse(route, "say who may ask");
}

}  // namespace

std::vector<PathPart> parts_of(std::string_view path) {
  if (!path.starts_with('/')) throw std::logic_error(fmt::format("'{}' begins with no /.", path));
  std::vector<PathPart> parts;
  path.remove_prefix(1);
  for (;;) {
    const auto end = path.find('/');
    parts.push_back(part_of(path.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    path.remove_prefix(end + 1);
  }
}

Routes::Routes() : root_(std::make_unique<Node>()) {}
Routes::~Routes() = default;
Routes::Routes(Routes&&) noexcept = default;
Routes& Routes::operator=(Routes&&) noexcept = default;

void Routes::add(Route route) {
  require_whole(route);
  if (route.method == Method::head || route.method == Method::options)
    refuse(route, "HEAD and OPTIONS are answered from the other methods");
  Node* node = root_.get();
  std::set<std::string_view> names;
  for (const auto& part : parts_of(route.path)) {
    if (!part.name.empty() && !names.insert(part.name).second) refuse(route, "a name comes twice");
    auto& next = part.name.empty() ? node->fixed[std::string(part.text)]
                 : part.is_id      ? node->id
                                   : node->text;
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto& place = node->routes[route.method];
  if (place != nullptr) refuse(route, "it is there already");
  routes_.push_back(std::move(route));
  place = &routes_.back();
  indices_[place] = routes_.size() - 1;
}

void Routes::add_rest(Route route) {
  require_whole(route);
  if (rest_) refuse(route, "there is another rest");
  rest_ = std::move(route);
}

Routes::Match Routes::find(Method method, const std::vector<std::string>& segments) const {
  const Method wanted = method == Method::head ? Method::get : method;
  Match match;
  const auto search = [&](const auto& self, const Node& node, std::size_t depth) -> bool {
    if (depth == segments.size()) {
      const auto found = node.routes.find(wanted);
      if (found != node.routes.end()) {
        match.route = found->second;
        return true;
      }
      for (const auto& [other, route] : node.routes)
        if (std::ranges::find(match.allowed_methods, other) == match.allowed_methods.end())
          match.allowed_methods.push_back(other);
      return false;
    }
    const auto& segment = segments[depth];
    const auto fixed = node.fixed.find(segment);
    if (fixed != node.fixed.end() && self(self, *fixed->second, depth + 1)) return true;
    if (node.id && is_id(segment) && self(self, *node.id, depth + 1)) return true;
    return node.text && !segment.empty() && self(self, *node.text, depth + 1);
  };
  if (!search(search, *root_, 0)) {
    const bool is_rest = rest_ && !segments.empty() && !root_->fixed.contains(segments.front());
    if (is_rest && wanted == Method::get) match.route = &*rest_;
    if (is_rest && match.route == nullptr) match.allowed_methods = {Method::get};
    return match;
  }
  match.allowed_methods.clear();
  const auto parts = parts_of(match.route->path);
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (!parts[i].name.empty()) match.path_values.push_back({parts[i].name, segments[i]});
  return match;
}

std::size_t Routes::index_of(const Route& route) const {
  return &route == rest() ? routes_.size() : indices_.at(&route);
}

}  // namespace stagecraft::http
