#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/iso_time.h"
#include "http/shape.h"
#include "store/list.h"

namespace stagecraft::http {

/// Puts a list's filters together from the members of a query string; what is not given filters
/// nothing.
class ListFilters {
 public:
  ListFilters& is(std::string field, const std::vector<std::string>& values) {
    if (!values.empty()) add(std::move(field), store::Compare::is, values);
    return *this;
  }
  template <class Tag>
  ListFilters& is(std::string field, const std::optional<base::Id<Tag>>& id) {
    if (id) add(std::move(field), store::Compare::is, {std::to_string(id->value)});
    return *this;
  }
  ListFilters& compare(std::string field, store::Compare how,
                       const std::optional<std::string>& value) {
    if (value) add(std::move(field), how, {*value});
    return *this;
  }
  ListFilters& not_stated(std::string field) {
    add(std::move(field), store::Compare::not_stated, {});
    return *this;
  }
  std::vector<store::Filter> take() { return std::move(filters_); }

 private:
  void add(std::string field, store::Compare how, std::vector<std::string> values) {
    filters_.push_back({std::move(field), how, std::move(values)});
  }

  std::vector<store::Filter> filters_;
};

}  // namespace stagecraft::http
