#include "history/column_binding.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace stagecraft::history {

using base::say;
using base::Sentence;

ColumnBinding::ColumnBinding(const std::vector<std::string>& header, std::string file,
                             bool is_strict)
    : header_(header), file_(std::move(file)), is_strict_(is_strict) {
  for (const auto& name : header_) folded_.push_back(base::fold(name));
}

std::optional<std::size_t> ColumnBinding::find_name(std::string_view name) const {
  const auto exact = std::ranges::find(header_, name);
  if (exact != header_.end()) return static_cast<std::size_t>(exact - header_.begin());
  const auto folded = std::ranges::find(folded_, base::fold(name));
  if (folded != folded_.end()) return static_cast<std::size_t>(folded - folded_.begin());
  return std::nullopt;
}

std::optional<std::size_t> ColumnBinding::find(const ColumnRef& column) const {
  for (const auto& name : column.names)
    if (const auto found = find_name(name)) return found;
  return std::nullopt;
}

std::optional<std::size_t> ColumnBinding::find_stated(const ColumnRef& column,
                                                      std::string_view key) {
  if (!column.is_stated()) return std::nullopt;
  return is_strict_ ? std::optional(require(column, key)) : find(column);
}

std::size_t ColumnBinding::require(const ColumnRef& column, std::string_view key) {
  if (const auto found = find(column)) return *found;
  if (!column.is_stated()) {
    missing_.push_back(say("the mapping does not say which column is '{}'", key));
    return 0;
  }
  const std::vector<std::string_view> names(header_.begin(), header_.end());
  const auto near = base::nearest(column.names.front(), names);
  missing_.push_back(near.empty() ? say("there is no column '{}' for '{}'", column.to_text(), key)
                                  : say("there is no column '{}' for '{}'; did you mean '{}'?",
                                        column.to_text(), key, near));
  return 0;
}

void ColumnBinding::check() const {
  if (missing_.empty()) return;
  std::vector<Sentence> lines;
  for (const auto& missing : missing_) lines.push_back(say("{}: {}.", file_, missing));
  throw base::Error(base::ErrorKind::invalid,
                    say("{}\n  Its columns are: {}", Sentence::joined(std::move(lines), "\n"),
                        fmt::join(header_, ", "))
                        .printable());
}

bool is_recognised(const Mapping& mapping, const std::vector<std::string>& header) {
  const ColumnBinding binding(header, {});
  const auto is_there = [&](const ColumnRef& column) { return binding.find(column).has_value(); };
  return !mapping.recognised_by.empty() && std::ranges::all_of(mapping.recognised_by, is_there) &&
         std::ranges::none_of(mapping.not_with, is_there);
}

}  // namespace stagecraft::history
