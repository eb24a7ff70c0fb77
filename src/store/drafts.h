#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  std::int64_t seq = 0;  ///< Of its last change; 0: not stored yet.
  base::Instant changed_at{};
  std::optional<selling::PersonId> changed_by;
};

std::optional<Draft> find_draft(Connection& db, selling::ProcessId process);

/// Writes what the draft is now, and gives its new `seq`, which rises through all drafts of a
/// process. `operations` are what changed it, a list in JSON, and are kept; without them the text
/// was changed as a whole, and what was kept before goes, as it no longer leads to this text.
/// Throws Error{conflict} unless the stored draft is that of `draft` (0: there is none).
std::int64_t put_draft(Transaction& transaction, const Draft& draft,
                       std::optional<std::string_view> operations = {});
/// With its history: its changes are in the version that was published, or given up. That counts as
/// a change, so that whoever follows notices. Nothing where there is none.
void remove_draft(Transaction& transaction, selling::ProcessId process);

/// A change of a draft by operations.
struct DraftChange {
  std::int64_t seq = 0;
  std::string operations;  ///< A list in JSON.
  base::Instant at{};
  std::optional<selling::PersonId> by;
};

/// What became of a process's draft after a `seq`.
struct DraftHistory {
  std::vector<DraftChange> changes;
  std::int64_t last = 0;  ///< Of the last change there is, also of a draft that is gone.
  /// Whether the changes lead there (or on the way there, where `limit` ends them). Otherwise the
  /// text was changed as a whole, was published, or `seq` is not one of this process.
  bool is_complete = true;
};

/// The changes after `seq`, oldest first, at most `limit`. 0 stands for the state in which the
/// process has no draft, as its newest version is. O(changes told).
DraftHistory draft_changes_after(Connection& db, selling::ProcessId process, std::int64_t seq,
                                 int limit);

/// Of the last change of a process's drafts; 0: there was none.
std::int64_t last_draft_seq(Connection& db, selling::ProcessId process);

}  // namespace stagecraft::store
