#include "http/import_names.h"

#include "base/text.h"
#include "store/imports.h"
#include "store/people.h"

namespace stagecraft::http {
namespace {

/// As names are compared.
std::string name_key(std::string_view name) {
  return base::find_invalid_utf8(name) ? std::string(name) : base::fold(name);
}

}  // namespace

WorkspaceNames::WorkspaceNames(store::Connection& db, const ImportCommand& command)
    : command_(command) {
  const auto add = [this](std::string_view name, selling::PersonId id) {
    const auto [place, is_new] = people_.emplace(name_key(name), id);
    if (!is_new && place->second != id) place->second.reset();  // Two of one name: neither.
  };
  for (const auto& person : store::list_people(db)) {
    add(person.name, person.id);
    add(person.email, person.id);
  }
  for (const auto& [name, id] : command.people) people_[name_key(name)] = id;
  for (const auto& team : store::list_teams(db)) teams_.emplace(name_key(team.name), team.id);
  for (const auto& [name, id] : command.teams) teams_[name_key(name)] = id;
}

std::optional<selling::PersonId> WorkspaceNames::find_person(std::string_view name) {
  if (name.empty()) return std::nullopt;
  const auto found = people_.find(name_key(name));
  if (found != people_.end() && found->second) return found->second;
  ++unknown_people_[std::string(name)];
  return std::nullopt;
}

std::optional<selling::TeamId> WorkspaceNames::find_team(std::string_view name) {
  const auto found = teams_.find(name_key(name));
  if (found != teams_.end()) return found->second;
  ++unknown_teams_[std::string(name)];
  return std::nullopt;
}

std::optional<selling::AccountId> WorkspaceNames::find_account(std::string_view name) {
  const auto found = accounts_.find(name_key(name));
  return found == accounts_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<selling::DealId> WorkspaceNames::find_deal(std::string_view key) {
  return db_ == nullptr ? std::nullopt : store::find_imported_deal(*db_, command_.system, key);
}

void WorkspaceNames::add_account(std::string_view name, selling::AccountId id) {
  accounts_[name_key(name)] = id;
}

bool WorkspaceNames::knows_account(std::string_view name) const {
  return accounts_.contains(name_key(name));
}

}  // namespace stagecraft::http
