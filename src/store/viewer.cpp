#include "store/viewer.h"

#include <fmt/format.h>

namespace stagecraft::store {
namespace {

/// The `+` keeps the engine from beginning with all that is theirs, which may be half of
/// everything, to sort it: lists walk the index of their order and leave out what is not theirs.
std::string is_theirs(Sql& sql, const Viewer& viewer, std::string_view alias) {
  auto condition = fmt::format("+{}.owner_id = {}", alias, sql.parameter(viewer.person));
  if (viewer.scope != Scope::team) return condition;
  if (viewer.team)
    condition += fmt::format(" OR +{}.team_id = {}", alias, sql.parameter(*viewer.team));
  return condition + fmt::format(" OR (+{0}.owner_id IS NULL AND +{0}.team_id IS NULL)", alias);
}

std::string account_condition(Sql& sql, const Viewer& viewer, std::string_view alias) {
  return fmt::format(
      "((+{0}.owner_id IS NULL AND +{0}.team_id IS NULL) OR {1} OR EXISTS (SELECT 1 FROM deals "
      "seen WHERE seen.account_id = {0}.id AND ({2})))",
      alias, is_theirs(sql, viewer, alias), is_theirs(sql, viewer, "seen"));
}

}  // namespace

std::string sees_deals(Sql& sql, const Viewer& viewer, std::string_view alias) {
  if (viewer.scope == Scope::all) return {};
  return fmt::format(" AND ({})", is_theirs(sql, viewer, alias));
}

std::string sees_accounts(Sql& sql, const Viewer& viewer, std::string_view alias) {
  if (viewer.scope == Scope::all) return {};
  return " AND " + account_condition(sql, viewer, alias);
}

std::string sees_contacts(Sql& sql, const Viewer& viewer, std::string_view alias) {
  if (viewer.scope == Scope::all) return {};
  return fmt::format(
      " AND (({0}.account_id IS NULL AND NOT EXISTS (SELECT 1 FROM buying_group WHERE contact_id = "
      "{0}.id)) OR EXISTS (SELECT 1 FROM accounts theirs WHERE theirs.id = {0}.account_id AND {1}) "
      "OR EXISTS (SELECT 1 FROM buying_group JOIN deals met ON met.id = buying_group.deal_id "
      "WHERE buying_group.contact_id = {0}.id AND ({2})))",
      alias, account_condition(sql, viewer, "theirs"), is_theirs(sql, viewer, "met"));
}

}  // namespace stagecraft::store
