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

struct Team {
  selling::TeamId id;
  std::string name;

  bool operator==(const Team&) const = default;
};

/// Throws Error{conflict} when there is a team of that name, without regard to case.
selling::TeamId create_team(Transaction& transaction, std::string_view name, base::Instant at);
void rename_team(Transaction& transaction, const Team& team);
std::vector<Team> list_teams(Connection& db);

/// One of us.
struct Person {
  selling::PersonId id;
  std::string email;  ///< Unique without regard to case.
  std::string name;
  std::string role;  ///< A word of the rights.
  std::optional<selling::TeamId> team;
  bool is_active = true;
  base::Instant created_at{};
  int revision = 1;                             ///< Rises with every change.
  std::optional<base::Instant> erased_at = {};  ///< Then nothing of them but their number is left.

  bool operator==(const Person&) const = default;
};

/// `person.id` and `revision` are given by the store. Throws Error{conflict} for an e-mail address
/// that is taken.
selling::PersonId create_person(Transaction& transaction, const Person& person);
std::optional<Person> find_person(Connection& db, selling::PersonId id);
/// Throws Error{not_found}.
Person get_person(Connection& db, selling::PersonId id);
std::optional<Person> find_person_by_email(Connection& db, std::string_view email);
/// By name, then id.
std::vector<Person> list_people(Connection& db);
/// 0 in a workspace that nobody has set up.
int count_people(Connection& db);

/// Writes what a person is now. Throws Error{conflict} unless the stored revision is that of
/// `person`, and for one who was erased. Whoever gets another role or team, or may no longer sign
/// in, is signed out everywhere.
void update_person(Transaction& transaction, const Person& person);

/// As libsodium wrote it (Argon2id); nullopt: none is set. Signs out everywhere when it changes.
std::optional<std::string> find_password_hash(Connection& db, selling::PersonId id);
void set_password_hash(Transaction& transaction, selling::PersonId id, std::string_view hash);

}  // namespace stagecraft::store
