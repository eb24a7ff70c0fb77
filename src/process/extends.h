#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "process/reader.h"
#include "process/reading.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// A file with everything that it extends merged in.
struct Resolved {
  Node tree;  ///< Without `remove` and `place`.
  Node base;  ///< What the file's own statements were merged onto; null: it extends nothing.
  bool has_content = false;
  bool is_base_missing = false;  ///< Something was not read, so what seems missing may be there.
  std::map<std::string, Removal, std::less<>> removed;
  std::vector<UnknownEdit> unknown_edits;
  std::vector<std::string> implicit_ids;
};

/// Reads the file and its bases and merges them (process-map.md, 2 'extends'). Errors go into
/// `reading`.
Resolved resolve(std::string_view text, const std::string& file_name, const FileSource& files,
                 Reading& reading);

}  // namespace stagecraft::process
