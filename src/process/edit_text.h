#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "process/operations.h"
#include "process/reader.h"

namespace stagecraft::process {

/// An operation whose precondition does not hold in the text.
struct OperationConflict {
  std::size_t index = 0;  ///< Of the operation in the list; groups count as one.
  base::Sentence message;
  /// What stands there: the value of the field (set, insert, delete), the element (add, remove),
  /// its place as `{parent, after}` (move). Null: nothing, or the default.
  Node now;
};

/// What operations make of the text of a map.
struct EditedText {
  std::string text;  ///< Canonical, with the comments of before. Empty unless ok().
  LoadedMap loaded;  ///< Of `text`. Without ok() it holds the errors alone.
  std::vector<OperationConflict> conflicts;  ///< In the order of the list; at most 20.

  bool ok() const { return conflicts.empty() && loaded.ok(); }
};

/// Applies all operations to a map file, or none. An operation that does not apply is a conflict,
/// and the rest is tried without it, so that all conflicts are told. What is then no map that loads
/// has reading errors; those of what the operations brought are in the file
/// SentOperations::file_name.
///
/// Of a map that extends another the operations are about the resolved map, and the text is given
/// the statements that make it so (restate.h). REQUIRES text that loads; throws Error{conflict} for
/// operations on `extends` itself, and when a variant cannot state what they ask for.
EditedText edit_text(std::string_view text, const std::string& file_name,
                     std::span<const Operation> operations, const FileSource& files = no_files);

}  // namespace stagecraft::process
