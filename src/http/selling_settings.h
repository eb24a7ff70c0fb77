#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "http/shape.h"
#include "selling/ids.h"
#include "store/connection.h"

namespace stagecraft::http {

/// What a workspace has settled about its selling.
struct SellingSettings {
  int due_soon_days = 3;
  std::optional<int> follow_up_days;
  /// Who fills the roles of the maps: role -> people. Approving a quote asks for it.
  std::map<std::string, std::vector<selling::PersonId>> roles;
  static constexpr Note notes[] = {
      {.field = "due_soon_days",
       .text = "So many days ahead a promise is called due soon",
       .least = 0,
       .most = 365,
       .may_be_left_out = true},
      {.field = "follow_up_days", .text = "Rhythm after the sale", .least = 1, .most = 3650},
      {.field = "roles", .text = "Who fills the roles of the maps: role -> people"}};
};
BOOST_DESCRIBE_STRUCT(SellingSettings, (), (due_soon_days, follow_up_days, roles))

inline constexpr std::string_view selling_settings_name = "selling";

/// Roles of the maps that a person fills.
std::vector<std::string> roles_of(const SellingSettings& settings, selling::PersonId person);

/// What stands; as usual where nothing was settled.
SellingSettings selling_settings(store::Connection& db);

}  // namespace stagecraft::http
