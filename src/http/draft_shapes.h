#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/desk.h"
#include "http/map_texts.h"
#include "http/shape.h"
#include "store/drafts.h"

/// What the routes of drafts share.
namespace stagecraft::http {

/// Operations that were accepted together, as everybody is told of them.
struct MapOps {
  selling::ProcessId process;
  std::int64_t seq = 0;
  std::optional<selling::PersonId> by;
  base::Instant at{};
  RawJson ops;  ///< A list.
};
BOOST_DESCRIBE_STRUCT(MapOps, (), (process, seq, by, at, ops))

MapOps to_map_ops(selling::ProcessId process, const store::DraftChange& change);

/// The draft of a process, or what would be one: the text of its newest version, with seq 0. Throws
/// Error{not_found} when there is neither.
store::Draft draft_or_head(const Desk& desk, selling::ProcessId process);

}  // namespace stagecraft::http
