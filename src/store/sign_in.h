#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/people.h"
#include "store/transaction.h"

/// Ways to prove who one is. The secrets themselves are given to the person once and never stored:
/// tables hold their SHA-256, which is enough for secrets that are long and random.
namespace stagecraft::store {

struct Session {
  selling::PersonId person;
  base::Instant created_at{}, used_at{}, expires_at{};
  std::string client;  ///< What the browser calls itself.
};

void create_session(Transaction& transaction, std::string_view secret, const Session& session);
/// Nullopt: there is none, it has expired, or the person may no longer sign in.
std::optional<Session> find_session(Connection& db, std::string_view secret, base::Instant now);
/// For sessions that last as long as they are used.
void prolong_session(Transaction& transaction, std::string_view secret, base::Instant used_at,
                     base::Instant expires_at);
void end_session(Transaction& transaction, std::string_view secret);
void end_sessions_of(Transaction& transaction, selling::PersonId person);
std::vector<Session> list_sessions(Connection& db, selling::PersonId person);

using TokenId = base::Id<struct TokenTag>;

/// For programs.
struct Token {
  TokenId id;
  selling::PersonId person;
  std::string name;
  std::string scopes;  ///< Words, separated by spaces.
  base::Instant created_at{};
  std::optional<base::Instant> used_at, expires_at, revoked_at;
};

TokenId create_token(Transaction& transaction, std::string_view secret, const Token& token);
/// Nullopt: there is none, it has expired or was revoked, or the person may no longer sign in.
std::optional<Token> find_token(Connection& db, std::string_view secret, base::Instant now);
/// The same for a token that was found before.
std::optional<Token> find_token(Connection& db, TokenId id, base::Instant now);
void note_token_use(Transaction& transaction, TokenId id, base::Instant at);
/// Throws Error{not_found} when the person has no such token.
void revoke_token(Transaction& transaction, selling::PersonId person, TokenId id, base::Instant at);
std::vector<Token> list_tokens(Connection& db, selling::PersonId person);

/// A link that works once: to set up a workspace, to set a password.
struct OneTimeLink {
  std::string purpose;
  std::optional<selling::PersonId> person;  ///< For whom; none: for the first.
  base::Instant created_at{}, expires_at{};
  std::optional<selling::PersonId> created_by;
};

void create_link(Transaction& transaction, std::string_view secret, const OneTimeLink& link);
/// Uses it up. Throws Error{not_found} when there is none for this purpose, it was used, or has
/// expired.
OneTimeLink use_link(Transaction& transaction, std::string_view secret, std::string_view purpose,
                     base::Instant now);

/// The secret part of the address of a person's calendar; a new one makes the old one worthless.
void set_calendar_secret(Transaction& transaction, selling::PersonId person,
                         std::string_view secret, base::Instant at);
void remove_calendar_secret(Transaction& transaction, selling::PersonId person);
/// Whose calendar it is; nullopt: there is none, or the person may no longer sign in.
std::optional<selling::PersonId> find_calendar(Connection& db, std::string_view secret);

/// Rises whenever somebody may no longer do what they might before: a session ended, a token was
/// revoked, a role or team changed. Who keeps something open for a person looks at it.
std::int64_t rights_epoch(Connection& db);

/// Removes what has expired.
void sweep_sign_ins(Transaction& transaction, base::Instant now);

}  // namespace stagecraft::store
