#include "store/sample_people.h"

#include "store/people.h"

namespace stagecraft::store {

using selling::PersonId;

void mark_sample_person(Transaction& transaction, PersonId person, base::Instant at) {
  transaction.db().run("INSERT INTO sample_people (person_id, made_at) VALUES ($1, $2)", person,
                       at);
}

std::vector<PersonId> list_sample_people(Connection& db) {
  std::vector<PersonId> people;
  for (const Row& row : db.query("SELECT person_id FROM sample_people ORDER BY person_id"))
    people.push_back(row.get<PersonId>(0));
  return people;
}

bool is_sample_person(Connection& db, PersonId person) {
  return db.find_value<int>("SELECT 1 FROM sample_people WHERE person_id = $1", person).has_value();
}

int put_away_sample_people(Transaction& transaction) {
  auto& db = transaction.db();
  int count = 0;
  for (const auto id : list_sample_people(db)) {
    auto person = get_person(db, id);
    if (!person.is_active) continue;
    person.is_active = false;
    update_person(transaction, person);
    db.run("UPDATE people SET password_hash = NULL WHERE id = $1", id);
    ++count;
  }
  return count;
}

}  // namespace stagecraft::store
