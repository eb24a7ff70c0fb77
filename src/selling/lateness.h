#pragma once

#include <optional>

#include "base/time.h"
#include "process/map.h"
#include "selling/deal.h"

/// When a deal is late where it stands: once it has been in its stage for longer than the stage's
/// limit (process::late_limit).
namespace stagecraft::selling {

/// How long a deal may be in a stage before it is late there; nullopt: without a limit, or with one
/// of more than a thousand years.
std::optional<base::Milliseconds> longest_stay(const process::Stage& stage);

/// After this instant the deal is late unless it moves on; nullopt: never, as its stage has no
/// limit (`stay`), or as the deal is over. A won deal can be late only in a stage that it entered
/// since it was won: the stage that it was won in is behind it.
std::optional<base::Instant> late_at(const Deal& deal,
                                     const std::optional<base::Milliseconds>& stay);

}  // namespace stagecraft::selling
