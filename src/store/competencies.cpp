#include "store/competencies.h"

#include <algorithm>

namespace stagecraft::store {

using selling::PersonId;
using selling::SkillLevel;

std::vector<Assessment> assessments_of(Connection& db, PersonId person) {
  std::vector<Assessment> assessments;
  for (const Row& row : db.query("SELECT competency, level, at, by FROM person_competencies WHERE "
                                 "person_id = $1 ORDER BY competency",
                                 person))
    assessments.push_back({.competency = row.get<std::string>(0),
                           .level = row.get<int>(1),
                           .at = row.get<base::Instant>(2),
                           .by = row.get<std::optional<PersonId>>(3)});
  return assessments;
}

void assess(Transaction& transaction, const Assessing& assessing,
            const std::vector<SkillLevel>& levels) {
  auto& db = transaction.db();
  const auto before = assessments_of(db, assessing.person);
  for (const auto& was : before)
    if (std::ranges::find(levels, was.competency, &SkillLevel::competency) == levels.end())
      db.run("DELETE FROM person_competencies WHERE person_id = $1 AND competency = $2",
             assessing.person, was.competency);
  for (const auto& [competency, level] : levels) {
    const auto was = std::ranges::find(before, competency, &Assessment::competency);
    if (was != before.end() && was->level == level) continue;
    db.run(
        "INSERT INTO person_competencies (person_id, competency, level, at, by) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person_id, competency) "
        "DO UPDATE SET level = excluded.level, at = excluded.at, by = excluded.by",
        assessing.person, competency, level, assessing.at, assessing.by);
  }
}

std::vector<selling::SkilledPerson> skilled_people(Connection& db) {
  std::vector<selling::SkilledPerson> people;
  for (const Row& row :
       db.query("SELECT p.id, c.competency, c.level FROM people p LEFT JOIN person_competencies c "
                "ON c.person_id = p.id WHERE p.is_active = 1 ORDER BY p.id, c.competency")) {
    const auto person = row.get<PersonId>(0);
    if (people.empty() || people.back().person != person) people.push_back({person, {}});
    if (const auto competency = row.get<std::optional<std::string>>(1))
      people.back().levels.push_back({*competency, row.get<int>(2)});
  }
  return people;
}

}  // namespace stagecraft::store
