#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.h"
#include "process/map.h"
#include "process/reading_error.h"

/// Reads a process map: text -> value, with the place of everything and all errors in one run
/// (process-map.md, 1.2, 2 'extends', 3 and 9).
namespace stagecraft::process {

/// Where every value of a resolved map was written; of an inherited value, the line in the base.
/// Cheap to copy; immutable.
class Places {
 public:
  Places() = default;

  /// Place of an element (`goal:prove`, `stage:demo`, `exit:signed`, `persona:owner/choose`,
  /// `map`), of one of its fields, or of a line of a list or a part of it:
  ///
  ///   find("stage:demo")                    find("stage:demo", "does")       find("stage:demo",
  ///   "does", 1) find("goal:prove", "measures/0/target")      find("map", "check/waived", 2)
  ///
  /// What is not written itself has the place of what it would stand in, at last of the map. O(log
  /// n).
  base::Place find(std::string_view address, std::string_view field = {}, int index = -1) const;

  /// Whether the address is an element of the map.
  bool knows(std::string_view address) const;

 private:
  friend class PlaceIndex;

  struct Tree;
  // Shared, because the index points into the tree; nobody changes either after reading.
  std::shared_ptr<const Tree> tree_;
};

/// An element that a variant took away (`remove: true`), or that went with its goal.
struct Removal {
  base::Place removed_at;  ///< The line of the variant.
  base::Place was_at;      ///< The line of the base.
};

/// `remove` or `place` of an id that the base does not have: a finding `dangling` at the map.
struct UnknownEdit {
  std::string key;      ///< `remove` or `place`.
  std::string address;  ///< Of what is unknown.
  base::Place place;
};

struct LoadedMap {
  Map map;  ///< Resolved. With errors: what could be read.
  Places places;
  std::vector<ReadingError>
      errors;  ///< Sorted by file, line, column. The check runs only without any.
  std::map<std::string, Removal, std::less<>> removed;  ///< By address.
  std::vector<UnknownEdit> unknown_edits;
  std::vector<std::string>
      implicit_ids;  ///< Addresses of elements whose id was made from the name.

  bool ok() const { return errors.empty(); }
};

/// Gives the text of a file that a map extends, by its path relative to the folder of the map's own
/// file
/// (`/` between folders, never absolute, never above that folder); nullopt: there is no such file.
/// A server hands in a function that knows only its own maps, so that a map never makes it open a
/// path.
using FileSource = std::function<std::optional<std::string>(const std::string& path)>;

/// Knows no file: a map with `extends` gets the error extends-missing.
std::optional<std::string> no_files(const std::string& path);

/// Reads the map in `text` and all that it extends. `file_name` names it in places and messages;
/// bases are named by their path beside it. Never throws for bad input. O(n log n) in elements.
LoadedMap read_map(std::string_view text, const std::string& file_name,
                   const FileSource& files = no_files);

/// Reads a map file from disk, and from its folder what it extends. "-" is standard input, whose
/// bases are looked for in the current folder. Throws Error{io} when the file itself cannot be
/// read.
LoadedMap read_map_file(const std::string& path);

/// The text of a file, as far as it is of use: at most one byte more than a map may have. nullopt:
/// there is no such file, or it cannot be read.
std::optional<std::string> read_text_file(const std::string& path);

}  // namespace stagecraft::process
