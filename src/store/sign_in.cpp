#include "store/sign_in.h"

#include "base/hash.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;
using base::sha256_hex;
using selling::PersonId;

Session read_session(const Row& row) {
  return {.person = row.get<PersonId>(0),
          .created_at = row.get<Instant>(1),
          .used_at = row.get<Instant>(2),
          .expires_at = row.get<Instant>(3),
          .client = row.get<std::string>(4)};
}

constexpr std::string_view valid_token =
    "SELECT t.id, t.person_id, t.name, t.scopes, t.created_at, t.used_at, t.expires_at, "
    "t.revoked_at FROM tokens t JOIN people p ON p.id = t.person_id WHERE t.revoked_at IS NULL AND "
    "(t.expires_at IS NULL OR t.expires_at > $1) AND p.is_active = 1";

Token read_token(const Row& row) {
  return {.id = row.get<TokenId>(0),
          .person = row.get<PersonId>(1),
          .name = row.get<std::string>(2),
          .scopes = row.get<std::string>(3),
          .created_at = row.get<Instant>(4),
          .used_at = row.get<std::optional<Instant>>(5),
          .expires_at = row.get<std::optional<Instant>>(6),
          .revoked_at = row.get<std::optional<Instant>>(7)};
}

void raise_rights_epoch(Transaction& transaction) {
  transaction.db().run(
      "INSERT INTO rights_epoch (id, value) VALUES (1, 1) "
      "ON CONFLICT (id) DO UPDATE SET value = rights_epoch.value + 1");
}

}  // namespace

void create_session(Transaction& transaction, std::string_view secret, const Session& session) {
  auto& db = transaction.db();
  db.run("UPDATE people SET signed_in_at = $1 WHERE id = $2", session.created_at, session.person);
  db.run(
      "INSERT INTO sessions (secret_hash, person_id, created_at, used_at, expires_at, client) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      sha256_hex(secret), session.person, session.created_at, session.used_at, session.expires_at,
      session.client);
}

std::optional<Session> find_session(Connection& db, std::string_view secret, Instant now) {
  for (const Row& row : db.query(
           "SELECT s.person_id, s.created_at, s.used_at, s.expires_at, s.client FROM sessions s "
           "JOIN people p ON p.id = s.person_id "
           "WHERE s.secret_hash = $1 AND s.expires_at > $2 AND p.is_active = 1",
           sha256_hex(secret), now))
    return read_session(row);
  return std::nullopt;
}

void prolong_session(Transaction& transaction, std::string_view secret, Instant used_at,
                     Instant expires_at) {
  transaction.db().run("UPDATE sessions SET used_at = $1, expires_at = $2 WHERE secret_hash = $3",
                       used_at, expires_at, sha256_hex(secret));
}

void end_session(Transaction& transaction, std::string_view secret) {
  transaction.db().run("DELETE FROM sessions WHERE secret_hash = $1", sha256_hex(secret));
  raise_rights_epoch(transaction);
}

void end_sessions_of(Transaction& transaction, PersonId person) {
  transaction.db().run("DELETE FROM sessions WHERE person_id = $1", person);
  raise_rights_epoch(transaction);
}

std::vector<Session> list_sessions(Connection& db, PersonId person) {
  std::vector<Session> sessions;
  for (const Row& row :
       db.query("SELECT person_id, created_at, used_at, expires_at, client FROM sessions "
                "WHERE person_id = $1 ORDER BY used_at DESC, created_at DESC",
                person))
    sessions.push_back(read_session(row));
  return sessions;
}

TokenId create_token(Transaction& transaction, std::string_view secret, const Token& token) {
  return transaction.db().get_value<TokenId>(
      "INSERT INTO tokens (person_id, name, secret_hash, scopes, created_at, expires_at) "
      "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
      token.person, token.name, sha256_hex(secret), token.scopes, token.created_at,
      token.expires_at);
}

std::optional<Token> find_token(Connection& db, std::string_view secret, Instant now) {
  static const auto sql = std::string(valid_token) + " AND t.secret_hash = $2";
  for (const Row& row : db.query(sql, now, sha256_hex(secret))) return read_token(row);
  return std::nullopt;
}

std::optional<Token> find_token(Connection& db, TokenId id, Instant now) {
  static const auto sql = std::string(valid_token) + " AND t.id = $2";
  for (const Row& row : db.query(sql, now, id)) return read_token(row);
  return std::nullopt;
}

void note_token_use(Transaction& transaction, TokenId id, Instant at) {
  transaction.db().run("UPDATE tokens SET used_at = $1 WHERE id = $2", at, id);
}

void revoke_token(Transaction& transaction, PersonId person, TokenId id, Instant at) {
  const auto changed = transaction.db().run(
      "UPDATE tokens SET revoked_at = COALESCE(revoked_at, $1) WHERE id = $2 AND person_id = $3",
      at, id, person);
  if (changed == 0) throw Error(ErrorKind::not_found, "There is no such token.");
  raise_rights_epoch(transaction);
}

std::vector<Token> list_tokens(Connection& db, PersonId person) {
  std::vector<Token> tokens;
  for (const Row& row :
       db.query("SELECT id, person_id, name, scopes, created_at, used_at, expires_at, revoked_at "
                "FROM tokens WHERE person_id = $1 ORDER BY id",
                person))
    tokens.push_back(read_token(row));
  return tokens;
}

void create_link(Transaction& transaction, std::string_view secret, const OneTimeLink& link) {
  transaction.db().run(
      "INSERT INTO one_time_links (secret_hash, purpose, person_id, created_at, created_by, "
      "expires_at) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      sha256_hex(secret), link.purpose, link.person, link.created_at, link.created_by,
      link.expires_at);
}

OneTimeLink use_link(Transaction& transaction, std::string_view secret, std::string_view purpose,
                     Instant now) {
  for (const Row& row : transaction.db().query(
           "UPDATE one_time_links SET used_at = $1 WHERE secret_hash = $2 AND purpose = $3 AND "
           "used_at IS NULL "
           "AND expires_at > $1 RETURNING purpose, person_id, created_at, expires_at, created_by",
           now, sha256_hex(secret), purpose))
    return {.purpose = row.get<std::string>(0),
            .person = row.get<std::optional<PersonId>>(1),
            .created_at = row.get<Instant>(2),
            .expires_at = row.get<Instant>(3),
            .created_by = row.get<std::optional<PersonId>>(4)};
  throw Error(ErrorKind::not_found,
              "This link does not work: it was used, or has expired. Ask for a new one.");
}

void set_calendar_secret(Transaction& transaction, PersonId person, std::string_view secret,
                         Instant at) {
  transaction.db().run(
      "INSERT INTO calendar_addresses (person_id, secret_hash, created_at) VALUES ($1, $2, $3) "
      "ON CONFLICT (person_id) DO UPDATE SET secret_hash = excluded.secret_hash, created_at = "
      "excluded.created_at",
      person, sha256_hex(secret), at);
}

void remove_calendar_secret(Transaction& transaction, PersonId person) {
  transaction.db().run("DELETE FROM calendar_addresses WHERE person_id = $1", person);
}

std::optional<PersonId> find_calendar(Connection& db, std::string_view secret) {
  return db.find_value<PersonId>(
      "SELECT c.person_id FROM calendar_addresses c JOIN people p ON p.id = c.person_id "
      "WHERE c.secret_hash = $1 AND p.is_active = 1",
      sha256_hex(secret));
}

std::int64_t rights_epoch(Connection& db) {
  return db.find_value<std::int64_t>("SELECT value FROM rights_epoch").value_or(0);
}

void sweep_sign_ins(Transaction& transaction, Instant now) {
  transaction.db().run("DELETE FROM sessions WHERE expires_at <= $1", now);
  transaction.db().run("DELETE FROM one_time_links WHERE expires_at <= $1", now);
}

}  // namespace stagecraft::store
