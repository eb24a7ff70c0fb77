#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "process/map.h"
#include "selling/deal.h"
#include "selling/ids.h"
#include "store/connection.h"

/// How long a deal may be in each stage before it is late there (selling/lateness.h), by the
/// published versions: noted with a version, as it never changes, so that the copies of deals can
/// tell when each is late.
namespace stagecraft::store {

/// Of each stage with a limit. REQUIRES that none of the version is noted yet.
void note_limits(Connection& db, selling::MapVersion version, const process::Map& map);

/// Nullopt: no limit is noted.
std::optional<base::Milliseconds> find_limit(Connection& db, selling::MapVersion version,
                                             std::string_view stage);

/// For the step of the tables that brings them: the limits of all versions that were published
/// before, and when their deals are late. O(versions x stages + deals).
void note_earlier_limits(Connection& db);

}  // namespace stagecraft::store
