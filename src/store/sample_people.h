#pragma once

#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"

/// People who were made as sample data.
namespace stagecraft::store {

void mark_sample_person(Transaction& transaction, selling::PersonId person, base::Instant at);
/// By id, also those who were put away.
std::vector<selling::PersonId> list_sample_people(Connection& db);
bool is_sample_person(Connection& db, selling::PersonId person);

/// None of them may sign in any more, nor has a password. Their names stay, since history names
/// them; how many there were.
int put_away_sample_people(Transaction& transaction);

}  // namespace stagecraft::store
