#pragma once

#include <string>

namespace stagecraft::history {

/// A key of a mapping given on the command line: `--deal Id` is {"deal", "Id"}, `--attribute
/// "owner=Sales rep"` is {"attributes.owner", "Sales rep"}.
struct MappingFlag {
  std::string key, value;
};

}  // namespace stagecraft::history
