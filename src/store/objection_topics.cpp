#include "store/objection_topics.h"

namespace stagecraft::store {

std::vector<ObjectionTopic> list_objection_topics(Connection& db) {
  std::vector<ObjectionTopic> topics;
  for (const Row& row :
       db.query("SELECT id, name, answers, revision FROM objection_topics ORDER BY id"))
    topics.push_back({.id = row.get<std::string>(0),
                      .name = row.get<std::string>(1),
                      .answers = row.get<std::string>(2),
                      .revision = row.get<int>(3)});
  return topics;
}

void put_objection_topic(Transaction& transaction, const ObjectionTopic& topic) {
  transaction.db().run(
      "INSERT INTO objection_topics (id, name, answers) VALUES ($1, $2, $3) "
      "ON CONFLICT (id) DO UPDATE SET name = $2, answers = $3, "
      "revision = objection_topics.revision + 1",
      topic.id, topic.name, topic.answers);
}

}  // namespace stagecraft::store
