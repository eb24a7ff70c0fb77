#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "history/mapping.h"

namespace stagecraft::history {

/// Finds the columns that a mapping names in the header of a file: by exact name, else without
/// regard to case and runs of blanks. Missing ones are collected, so that all are told at once.
class ColumnBinding {
 public:
  /// `header` has to outlive the binding. `is_strict` false: a preset, which names what an export
  /// may hold.
  ColumnBinding(const std::vector<std::string>& header, std::string file, bool is_strict = true);

  std::optional<std::size_t> find(const ColumnRef& column) const;
  /// As find; a column that is stated but not there is missing, if strict. Not stated: nullopt.
  std::optional<std::size_t> find_stated(const ColumnRef& column, std::string_view key);
  /// As find; whatever is not there is missing, and 0 comes back.
  std::size_t require(const ColumnRef& column, std::string_view key);
  std::size_t size() const { return header_.size(); }
  const std::string& name(std::size_t column) const { return header_[column]; }
  const std::string& file() const { return file_; }

  /// Throws Error{invalid} that lists every missing column with the nearest name, and all columns.
  void check() const;

 private:
  std::optional<std::size_t> find_name(std::string_view name) const;

  const std::vector<std::string>& header_;
  std::vector<std::string> folded_;
  std::string file_;
  bool is_strict_;
  std::vector<base::Sentence> missing_;
};

/// Whether a file with this header is what the preset `mapping` is for.
bool is_recognised(const Mapping& mapping, const std::vector<std::string>& header);

}  // namespace stagecraft::history
