#include "store/drafts.h"

namespace stagecraft::store {

std::optional<Draft> find_draft(Connection& db, selling::ProcessId process) {
  for (const Row& row :
       db.query("SELECT process_id, based_on, text, seq, changed_at, changed_by FROM drafts "
                "WHERE process_id = $1",
                process))
    return Draft{.process = row.get<selling::ProcessId>(0),
                 .based_on = row.get<int>(1),
                 .text = row.get<std::string>(2),
                 .seq = row.get<std::int64_t>(3),
                 .changed_at = row.get<base::Instant>(4),
                 .changed_by = row.get<std::optional<selling::PersonId>>(5)};
  return std::nullopt;
}

std::int64_t put_draft(Transaction& transaction, const Draft& draft) {
  auto& db = transaction.db();
  const auto changed =
      draft.seq == 0
          ? db.run(
                "INSERT INTO drafts (process_id, based_on, text, seq, changed_at, changed_by) "
                "VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (process_id) DO NOTHING",
                draft.process, draft.based_on, draft.text, draft.changed_at, draft.changed_by)
          : db.run(
                "UPDATE drafts SET based_on = $2, text = $3, seq = seq + 1, changed_at = $4, "
                "changed_by = $5 WHERE process_id = $1 AND seq = $6",
                draft.process, draft.based_on, draft.text, draft.changed_at, draft.changed_by,
                draft.seq);
  if (changed == 0)
    throw base::Error(base::ErrorKind::conflict,
                      "The draft has just been changed by somebody else. Load it again.");
  return draft.seq + 1;
}

void remove_draft(Transaction& transaction, selling::ProcessId process) {
  transaction.db().run("DELETE FROM draft_operations WHERE process_id = $1", process);
  transaction.db().run("DELETE FROM drafts WHERE process_id = $1", process);
}

}  // namespace stagecraft::store
