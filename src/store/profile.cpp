#include "store/profile.h"

namespace stagecraft::store {

using base::Error;
using base::ErrorKind;

std::optional<Profile> find_profile(Connection& db) {
  for (const Row& row :
       db.query("SELECT name, zone, currency, settings, created_at, revision FROM workspace"))
    return Profile{.name = row.get<std::string>(0),
                   .zone = row.get<std::string>(1),
                   .currency = row.get<std::string>(2),
                   .settings = row.get<std::string>(3),
                   .created_at = row.get<base::Instant>(4),
                   .revision = row.get<int>(5)};
  return std::nullopt;
}

base::Zone zone_of(Connection& db) {
  const auto profile = find_profile(db);
  if (!profile) return {};
  try {
    return base::Zone(profile->zone);
  } catch (const Error&) {
    return {};
  }
}

void create_profile(Transaction& transaction, const Profile& profile) {
  auto& db = transaction.db();
  if (find_profile(db)) throw Error(ErrorKind::conflict, "This workspace is set up already.");
  db.run(
      "INSERT INTO workspace (id, name, zone, currency, settings, created_at) VALUES (1, $1, $2, "
      "$3, $4, $5)",
      profile.name, profile.zone, profile.currency, profile.settings, profile.created_at);
}

void update_profile(Transaction& transaction, const Profile& profile) {
  const auto changed = transaction.db().run(
      "UPDATE workspace SET name = $1, zone = $2, currency = $3, settings = $4, revision = "
      "revision + 1 "
      "WHERE revision = $5",
      profile.name, profile.zone, profile.currency, profile.settings, profile.revision);
  if (changed == 0)
    throw Error(ErrorKind::conflict,
                "The settings have just been changed by somebody else. Load them again.");
}

}  // namespace stagecraft::store
