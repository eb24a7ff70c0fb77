#include "store/drafts.h"

namespace stagecraft::store {
namespace {

/// The number that a process without a draft stands at.
std::int64_t folded_seq(Connection& db, selling::ProcessId process) {
  return db.find_value<std::int64_t>("SELECT folded_seq FROM processes WHERE id = $1", process)
      .value_or(0);
}

}  // namespace

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

std::int64_t put_draft(Transaction& transaction, const Draft& draft,
                       std::optional<std::string_view> operations) {
  auto& db = transaction.db();
  const bool is_new = draft.seq == 0;
  const auto seq = (is_new ? folded_seq(db, draft.process) : draft.seq) + 1;
  const auto changed =
      is_new
          ? db.run(
                "INSERT INTO drafts (process_id, based_on, text, seq, changed_at, changed_by) "
                "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (process_id) DO NOTHING",
                draft.process, draft.based_on, draft.text, seq, draft.changed_at, draft.changed_by)
          : db.run(
                "UPDATE drafts SET based_on = $2, text = $3, seq = $4, changed_at = $5, "
                "changed_by = $6 WHERE process_id = $1 AND seq = $7",
                draft.process, draft.based_on, draft.text, seq, draft.changed_at, draft.changed_by,
                draft.seq);
  if (changed == 0)
    throw base::Error(base::ErrorKind::conflict,
                      "The draft has just been changed by somebody else. Load it again.");
  if (operations)
    db.run(
        "INSERT INTO draft_operations (process_id, seq, operations, at, by) "
        "VALUES ($1, $2, $3, $4, $5)",
        draft.process, seq, *operations, draft.changed_at, draft.changed_by);
  else
    db.run("DELETE FROM draft_operations WHERE process_id = $1", draft.process);
  return seq;
}

void remove_draft(Transaction& transaction, selling::ProcessId process) {
  auto& db = transaction.db();
  const auto seq =
      db.find_value<std::int64_t>("SELECT seq FROM drafts WHERE process_id = $1", process);
  if (!seq) return;
  db.run("UPDATE processes SET folded_seq = $2 WHERE id = $1", process, *seq + 1);
  db.run("DELETE FROM draft_operations WHERE process_id = $1", process);
  db.run("DELETE FROM drafts WHERE process_id = $1", process);
}

DraftHistory draft_changes_after(Connection& db, selling::ProcessId process, std::int64_t seq,
                                 int limit) {
  DraftHistory history{.changes = {}, .last = last_draft_seq(db, process)};
  auto reached = seq == 0 ? folded_seq(db, process) : seq;
  for (const Row& row : db.query("SELECT seq, operations, at, by FROM draft_operations "
                                 "WHERE process_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                                 process, reached, limit))
    history.changes.push_back({.seq = row.get<std::int64_t>(0),
                               .operations = row.get<std::string>(1),
                               .at = row.get<base::Instant>(2),
                               .by = row.get<std::optional<selling::PersonId>>(3)});
  const auto first = history.changes.empty() ? history.last + 1 : history.changes.front().seq;
  history.is_complete = first == reached + 1;
  return history;
}

std::int64_t last_draft_seq(Connection& db, selling::ProcessId process) {
  return db
      .find_value<std::int64_t>(
          "SELECT COALESCE(d.seq, p.folded_seq) FROM processes p "
          "LEFT JOIN drafts d ON d.process_id = p.id WHERE p.id = $1",
          process)
      .value_or(0);
}

}  // namespace stagecraft::store
