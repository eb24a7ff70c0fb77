#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "selling/skills.h"
#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// How well somebody masters a competency of the maps, who says so and since when.
struct Assessment {
  std::string competency;
  int level = 1;
  base::Instant at{};
  std::optional<selling::PersonId> by;
};

/// By competency.
std::vector<Assessment> assessments_of(Connection& db, selling::PersonId person);

struct Assessing {
  selling::PersonId person;
  base::Instant at{};
  selling::PersonId by;
};
/// Makes these the levels of a person. What stays as it was keeps its day and who said it.
void assess(Transaction& transaction, const Assessing& assessing,
            const std::vector<selling::SkillLevel>& levels);

/// Everybody who may sign in, by id, with what they were assessed in.
std::vector<selling::SkilledPerson> skilled_people(Connection& db);

}  // namespace stagecraft::store
