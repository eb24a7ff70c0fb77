#pragma once

#include "process/automaton.h"
#include "selling/deal.h"

/// The two halves of `apply`: a deal's way through the map, and all else that events say of it.
namespace stagecraft::selling {

/// Whether an event of this kind can change status, stage or visits.
bool is_move(EventKind kind);

/// Replays a move as history::flow does (process-map.md, 2). `automaton` is that of
/// the version after the move, or null: then every stage is outside the map. REQUIRES
/// is_move(event.kind) and a deal that is not gone.
void apply_move(Deal& deal, const Event& event, const process::Automaton* automaton);

/// Applies an event of any other kind.
void apply_record(Deal& deal, const Event& event, const MapVersions& maps);

}  // namespace stagecraft::selling
