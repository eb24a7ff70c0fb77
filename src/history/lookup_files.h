#pragma once

#include <set>
#include <string>
#include <vector>

#include "history/mapping.h"

namespace stagecraft::history {

/// Whether the column by which the mapping finds deals is there.
bool finds_deals(const Mapping& mapping, const std::vector<std::string>& header);

/// Files that come with others only to be looked up: a lookup of the mapping, or of the preset of
/// another file, names them, and nothing finds deals in them. A file that comes alone is none.
class LookupFiles {
 public:
  /// `mapping` may be null, else it has to outlive this; `headers` are those of all files that come
  /// together, empty for one that is no CSV.
  LookupFiles(const Mapping* mapping, const std::vector<std::vector<std::string>>& headers);

  /// Lookups are known by the name of the file alone, wherever it is.
  bool holds(const std::string& file, const std::vector<std::string>& header) const;

 private:
  void add(const Mapping& mapping);

  const Mapping* mapping_;
  std::set<std::string> names_;
};

}  // namespace stagecraft::history
