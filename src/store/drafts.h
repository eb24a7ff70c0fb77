#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// The next version of a process, as it is being written: one a process.
struct Draft {
  selling::ProcessId process;
  int based_on = 0;      ///< Version that it was begun from; 0: none.
  std::string text;      ///< YAML as typed; it need not load.
  std::int64_t seq = 0;  ///< Rises with every change; 0: not stored yet.
  base::Instant changed_at{};
  std::optional<selling::PersonId> changed_by;
};

std::optional<Draft> find_draft(Connection& db, selling::ProcessId process);
/// Writes what the draft is now, and gives its new `seq`. Throws Error{conflict} unless the stored
/// one is that of `draft` (0: there is none).
std::int64_t put_draft(Transaction& transaction, const Draft& draft);
/// Nothing where there is none.
void remove_draft(Transaction& transaction, selling::ProcessId process);

}  // namespace stagecraft::store
