#include "http/selling_settings.h"

#include <algorithm>

#include "http/json_reader.h"
#include "store/services.h"

namespace stagecraft::http {

std::vector<std::string> roles_of(const SellingSettings& settings, selling::PersonId person) {
  std::vector<std::string> roles;
  for (const auto& [role, people] : settings.roles)
    if (std::ranges::find(people, person) != people.end()) roles.push_back(role);
  return roles;
}

SellingSettings selling_settings(store::Connection& db) {
  const auto text = store::find_setting(db, selling_settings_name);
  return text ? from_json<SellingSettings>(*text) : SellingSettings{};
}

}  // namespace stagecraft::http
