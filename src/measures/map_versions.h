#pragma once

#include <string_view>
#include <vector>

#include "history/event_log.h"

/// The versions of a map that deals ran on, read from the events that say so: `created` and
/// `migrated` (measures.md 1.9). Slices and conditions meet them as an attribute of deals.
namespace stagecraft::measures {

/// What slices and conditions call it.
inline constexpr std::string_view version_field = "version";

/// `created` leads to a version from none, `migrated` from one to another.
struct VersionChange {
  history::DealIndex deal;
  history::EventIndex event;
  std::string_view from, to;  ///< As version_at(); good as long as the log.
};

/// In the order of the log. O(changes of the log).
std::vector<VersionChange> version_changes(const history::EventLog& log);

/// Whether any deal of the log says what version it runs on. As fast as the first one is found.
bool tells_versions(const history::EventLog& log);

/// The version of a deal just before a border, `2` of `7@2`, which names the process too; empty:
/// not stated. O(log changes) for each event of the deal that names one.
std::string_view version_at(const history::EventLog& log, history::DealIndex d,
                            const base::Border& at);

/// The versions as a text attribute called version_field, with the values of now. It is not one of
/// the log's: its changes are version_changes().
history::Attribute version_attribute(const history::EventLog& log);

}  // namespace stagecraft::measures
