#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "http/desk.h"
#include "http/shape.h"
#include "process/check/check.h"
#include "process/reader.h"

/// Texts of maps as people send them: read, checked, told.
namespace stagecraft::http {

/// Characters of a map as text; what is sent has to stay below the limit of a body, with its
/// escapes.
inline constexpr std::int64_t longest_map = 1'000'000;

struct MapFinding {
  std::string rule, severity;  ///< `error`, `warning`, `note`.
  std::string address;
  int line = 0, column = 0;
  std::string message, mend;
  bool waived = false;
};
BOOST_DESCRIBE_STRUCT(MapFinding, (),
                      (rule, severity, address, line, column, message, mend, waived))

struct MapCheck {
  bool may_be_published = false;
  std::vector<MapFinding> findings;
  std::vector<std::string> mistakes;  ///< How the map does with each of the four classic mistakes.
};
BOOST_DESCRIBE_STRUCT(MapCheck, (), (may_be_published, findings, mistakes))

/// The texts of the processes of the workspace, named `MAP_ID.yaml`, in their newest versions.
process::FileSource published_maps(const Desk& desk);

/// Reads a map; what it extends is a process of the workspace, named `MAP_ID.yaml`, in its newest
/// version. Never throws for bad text.
process::LoadedMap read_map_text(const Desk& desk, std::string_view text);

/// In the language of who asks.
MapCheck check_map_text(const Desk& desk, const process::LoadedMap& loaded);

/// Every reading error, at its line.
std::vector<base::Fault> faults_of(const process::LoadedMap& loaded);
/// Throws Error{invalid} with them.
void refuse_unreadable(const process::LoadedMap& loaded);
/// The same with every finding of severity `error` that is not waived.
void refuse_unfit(const Desk& desk, const process::LoadedMap& loaded);

}  // namespace stagecraft::http
