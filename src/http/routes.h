#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/route.h"

namespace stagecraft::http {

/// The table of all routes, and the router over it. Filled before the server starts, read by any
/// number of threads after.
class Routes {
 public:
  struct Match {
    const Route* route = nullptr;         ///< Null: no such path, or not with this method.
    std::vector<PathValue> path_values;   ///< Of the route.
    std::vector<Method> allowed_methods;  ///< Filled when the path exists without the method.
  };

  Routes();
  ~Routes();
  Routes(Routes&&) noexcept;
  Routes& operator=(Routes&&) noexcept;

  /// Throws std::logic_error when the path is badly written, when method and path are there
  /// already, or when it is unclear who may ask.
  void add(Route route);

  /// What answers GET of every path whose first segment begins no other route: the web pages. It is
  /// no operation of the API and in no document. Throws std::logic_error as add() does.
  void add_rest(Route route);

  /// HEAD is matched as GET. Fixed segments win over ids, ids over texts. O(segments), with the
  /// number of alternatives that the table itself has.
  Match find(Method method, const std::vector<std::string>& segments) const;

  /// In the order added, without the rest; addresses stay.
  const std::deque<Route>& all() const { return routes_; }
  /// Null when there is none.
  const Route* rest() const { return rest_ ? &*rest_ : nullptr; }
  /// Of all(), and one more where there is a rest.
  std::size_t count() const { return routes_.size() + (rest_ ? 1 : 0); }
  /// Position of a route in all(); the rest comes after them.
  std::size_t index_of(const Route& route) const;

 private:
  struct Node;

  std::deque<Route> routes_;
  std::map<const Route*, std::size_t> indices_;
  std::optional<Route> rest_;
  std::unique_ptr<Node> root_;
};

/// A variable part of a path.
struct PathPart {
  std::string_view name;  ///< Empty: the part is fixed text.
  std::string_view text;  ///< As written.
  bool is_id = false;
};

/// The segments of a template. Throws std::logic_error when it is badly written.
std::vector<PathPart> parts_of(std::string_view path);

}  // namespace stagecraft::http
