#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "store/list.h"

namespace stagecraft::http {

/// Puts a list's filters together from the members of a query string; what is not given filters
/// nothing.
class ListFilters {
 public:
  ListFilters& is(std::string_view field, const std::vector<std::string>& values) {
    if (!values.empty()) add(field, store::Compare::is, values);
    return *this;
  }
  template <class Tag>
  ListFilters& is(std::string_view field, const std::vector<base::Id<Tag>>& ids) {
    std::vector<std::string> values;
    for (const auto id : ids) values.push_back(std::to_string(id.value));
    return is(field, values);
  }
  template <class Tag>
  ListFilters& is(std::string_view field, const std::optional<base::Id<Tag>>& id) {
    if (id) add(field, store::Compare::is, {std::to_string(id->value)});
    return *this;
  }
  ListFilters& compare(std::string_view field, store::Compare how,
                       const std::optional<std::string>& value) {
    if (value) add(field, how, {*value});
    return *this;
  }
  /// The question with these filters: `asked` has order, descending, limit and cursor. Takes the
  /// filters.
  template <class Asked>
  store::ListQuery query(const Asked& asked) {
    return {.filters = std::move(filters_),
            .order = asked.order,
            .is_descending = asked.descending,
            .limit = asked.limit,
            .cursor = asked.cursor};
  }

 private:
  void add(std::string_view field, store::Compare how, std::vector<std::string> values) {
    filters_.push_back({std::string(field), how, std::move(values)});
  }

  std::vector<store::Filter> filters_;
};

}  // namespace stagecraft::http
