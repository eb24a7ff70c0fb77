#pragma once

#include <string>
#include <vector>

#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// A topic of the library of objections, with the answers that are recommended.
struct ObjectionTopic {
  std::string id, name;
  std::string answers = "[]";  ///< JSON list of texts.
  int revision = 1;
};

/// By id.
std::vector<ObjectionTopic> list_objection_topics(Connection& db);
/// Writes what the topic is now, new or known.
void put_objection_topic(Transaction& transaction, const ObjectionTopic& topic);

}  // namespace stagecraft::store
