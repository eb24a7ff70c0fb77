#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "history/import_findings.h"
#include "history/mapping.h"

namespace stagecraft::history {

/// The other file of a lookup, in memory: key -> values of the columns that are taken.
class LookupTable {
 public:
  /// Reads `path`. Throws Error: `not_found` when it is not there, `invalid` when a column is not.
  /// Doubled keys are counted; the first row holds.
  LookupTable(const Lookup& lookup, const std::string& path, ImportFindings& findings);

  const std::vector<std::string>& attributes() const { return attributes_; }
  /// The values in the order of `attributes`, or null; a key without a row is counted. An empty key
  /// has none.
  const std::vector<std::string>* find(std::string_view key, ImportFindings& findings);
  /// Counts keys that no row asked for.
  void count_unused(ImportFindings& findings) const;

 private:
  struct Row {
    std::vector<std::string> values;
    bool is_used = false;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  std::string file_, key_name_;
  std::vector<std::string> attributes_;
  std::unordered_map<std::string, Row, TextHash, std::equal_to<>> rows_;
};

}  // namespace stagecraft::history
