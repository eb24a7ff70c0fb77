#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// What a workspace says of itself.
struct Profile {
  std::string name;
  std::string zone = "UTC";     ///< IANA name: which day it is.
  std::string currency;         ///< ISO 4217, that figures are told in.
  std::string settings = "{}";  ///< JSON object.
  base::Instant created_at{};
  int revision = 1;

  bool operator==(const Profile&) const = default;
};

/// Nullopt in a workspace that nobody has set up.
std::optional<Profile> find_profile(Connection& db);
/// The zone of the profile; UTC before it is set up, or when the zone is no longer known.
base::Zone zone_of(Connection& db);
/// The first time. Throws Error{conflict} when it was set up already.
void create_profile(Transaction& transaction, const Profile& profile);
/// Throws Error{conflict} unless the stored revision is that of `profile`.
void update_profile(Transaction& transaction, const Profile& profile);

}  // namespace stagecraft::store
