#include "store/services.h"

#include "base/error.h"

namespace stagecraft::store {

using base::Error;
using base::ErrorKind;
using selling::PersonId;

std::optional<KeptAnswer> find_answer(Connection& db, PersonId person, std::string_view key) {
  for (const Row& row : db.query("SELECT request_sha256, status, body FROM idempotency_keys "
                                 "WHERE person_id = $1 AND key = $2",
                                 person, key))
    return KeptAnswer{row.get<std::string>(0), row.get<int>(1), row.get<std::string>(2)};
  return std::nullopt;
}

void keep_answer(Transaction& transaction, PersonId person, std::string_view key,
                 const KeptAnswer& answer, base::Instant at) {
  transaction.db().run(
      "INSERT INTO idempotency_keys (person_id, key, request_sha256, status, body, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      person, key, answer.request_sha256, answer.status, answer.body, at);
}

void forget_answers(Transaction& transaction, base::Instant before) {
  transaction.db().run("DELETE FROM idempotency_keys WHERE created_at < $1", before);
}

void empty_answers(Transaction& transaction) {
  const bool is_sqlite = transaction.db().engine() == Engine::sqlite;
  transaction.db().run(is_sqlite ? "UPDATE idempotency_keys SET body = "
                                   "substr(body, 1, instr(body, char(10))) || '{}'"
                                 : "UPDATE idempotency_keys SET body = "
                                   "substr(body, 1, position(chr(10) IN body)) || '{}'");
}

SavedViewId save_view(Transaction& transaction, const SavedView& view) {
  return transaction.db().get_value<SavedViewId>(
      "INSERT INTO saved_views (person_id, noun, name, query, is_shared, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
      view.person, view.noun, view.name, view.query, view.is_shared, view.created_at);
}

std::vector<SavedView> list_views(Connection& db, PersonId person, std::string_view noun) {
  std::vector<SavedView> views;
  for (const Row& row :
       db.query("SELECT id, person_id, noun, name, query, is_shared, created_at FROM saved_views "
                "WHERE noun = $2 AND (person_id = $1 OR is_shared = 1) "
                "ORDER BY CASE WHEN person_id = $1 THEN 0 ELSE 1 END, name, id",
                person, noun))
    views.push_back({.id = row.get<SavedViewId>(0),
                     .person = row.get<PersonId>(1),
                     .noun = row.get<std::string>(2),
                     .name = row.get<std::string>(3),
                     .query = row.get<std::string>(4),
                     .is_shared = row.get<bool>(5),
                     .created_at = row.get<base::Instant>(6)});
  return views;
}

void update_view(Transaction& transaction, const SavedView& view) {
  const auto changed = transaction.db().run(
      "UPDATE saved_views SET name = $1, query = $2, is_shared = $3 WHERE id = $4 AND person_id = "
      "$5",
      view.name, view.query, view.is_shared, view.id, view.person);
  if (changed == 0) throw Error(ErrorKind::not_found, "There is no such saved view of yours.");
}

void delete_view(Transaction& transaction, PersonId person, SavedViewId id) {
  const auto changed =
      transaction.db().run("DELETE FROM saved_views WHERE id = $1 AND person_id = $2", id, person);
  if (changed == 0) throw Error(ErrorKind::not_found, "There is no such saved view of yours.");
}

std::optional<std::string> find_setting(Connection& db, std::string_view name) {
  return db.find_value<std::string>("SELECT value FROM settings WHERE name = $1", name);
}

void set_setting(Transaction& transaction, const SettingChange& change) {
  transaction.db().run(
      "INSERT INTO settings (name, value, changed_at, changed_by) VALUES ($1, $2, $3, $4) ON "
      "CONFLICT (name) "
      "DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, changed_by = "
      "excluded.changed_by",
      change.name, change.value, change.at, change.by);
}

}  // namespace stagecraft::store
