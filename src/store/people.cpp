#include "store/people.h"

#include "base/text.h"
#include "store/sign_in.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::say;
using selling::PersonId;
using selling::TeamId;

constexpr std::string_view person_columns =
    "SELECT id, email, name, role, team_id, is_active, created_at, revision, erased_at "
    "FROM people";

Person read_person(const Row& row) {
  return {.id = row.get<PersonId>(0),
          .email = row.get<std::string>(1),
          .name = row.get<std::string>(2),
          .role = row.get<std::string>(3),
          .team = row.get<std::optional<TeamId>>(4),
          .is_active = row.get<bool>(5),
          .created_at = row.get<base::Instant>(6),
          .revision = row.get<int>(7),
          .erased_at = row.get<std::optional<base::Instant>>(8)};
}

void refuse_erased(const Person& person) {
  if (person.erased_at)
    throw Error(ErrorKind::conflict,
                say("Person {} was erased. Add them again as a new person.", person.id.value));
}

}  // namespace

TeamId create_team(Transaction& transaction, std::string_view name, base::Instant at) {
  return transaction.db().get_value<TeamId>(
      "INSERT INTO teams (name, name_folded, created_at) VALUES ($1, $2, $3) RETURNING id", name,
      base::fold(name), at);
}

void rename_team(Transaction& transaction, const Team& team) {
  const auto changed =
      transaction.db().run("UPDATE teams SET name = $1, name_folded = $2 WHERE id = $3", team.name,
                           base::fold(team.name), team.id);
  if (changed == 0) throw Error(ErrorKind::not_found, say("There is no team {}.", team.id.value));
}

std::vector<Team> list_teams(Connection& db) {
  std::vector<Team> teams;
  for (const Row& row : db.query("SELECT id, name FROM teams ORDER BY name_folded, id"))
    teams.push_back({row.get<TeamId>(0), row.get<std::string>(1)});
  return teams;
}

PersonId create_person(Transaction& transaction, const Person& person) {
  return transaction.db().get_value<PersonId>(
      "INSERT INTO people (email, email_folded, name, role, team_id, is_active, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
      person.email, base::fold(person.email), person.name, person.role, person.team,
      person.is_active, person.created_at);
}

std::optional<Person> find_person(Connection& db, PersonId id) {
  static const auto sql = std::string(person_columns) + " WHERE id = $1";
  for (const Row& row : db.query(sql, id)) return read_person(row);
  return std::nullopt;
}

Person get_person(Connection& db, PersonId id) {
  if (auto person = find_person(db, id)) return *std::move(person);
  throw Error(ErrorKind::not_found, say("There is no person {}.", id.value));
}

std::optional<Person> find_person_by_email(Connection& db, std::string_view email) {
  static const auto sql = std::string(person_columns) + " WHERE email_folded = $1";
  for (const Row& row : db.query(sql, base::fold(email))) return read_person(row);
  return std::nullopt;
}

std::vector<Person> list_people(Connection& db) {
  static const auto sql = std::string(person_columns) + " ORDER BY name, id";
  std::vector<Person> people;
  for (const Row& row : db.query(sql)) people.push_back(read_person(row));
  return people;
}

int count_people(Connection& db) { return db.get_value<int>("SELECT count(*) FROM people"); }

void update_person(Transaction& transaction, const Person& person) {
  auto& db = transaction.db();
  const auto before = get_person(db, person.id);
  refuse_erased(before);
  const auto changed = db.run(
      "UPDATE people SET email = $1, email_folded = $2, name = $3, role = $4, team_id = $5, "
      "is_active = $6, "
      "revision = revision + 1 WHERE id = $7 AND revision = $8",
      person.email, base::fold(person.email), person.name, person.role, person.team,
      person.is_active, person.id, person.revision);
  if (changed == 0)
    throw Error(
        ErrorKind::conflict,
        say("'{}' has just been changed by somebody else. Load the person again.", before.name));
  const bool has_other_rights = before.role != person.role || before.team != person.team ||
                                before.is_active != person.is_active;
  if (has_other_rights) end_sessions_of(transaction, person.id);
}

std::optional<std::string> find_password_hash(Connection& db, PersonId id) {
  return db
      .find_value<std::optional<std::string>>("SELECT password_hash FROM people WHERE id = $1", id)
      .value_or(std::nullopt);
}

void set_password_hash(Transaction& transaction, PersonId id, std::string_view hash) {
  refuse_erased(get_person(transaction.db(), id));
  transaction.db().run(
      "UPDATE people SET password_hash = $1, revision = revision + 1 WHERE id = $2", hash, id);
  end_sessions_of(transaction, id);
}

}  // namespace stagecraft::store
