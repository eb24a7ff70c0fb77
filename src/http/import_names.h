#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/import_files.h"
#include "selling/importing.h"
#include "store/connection.h"

namespace stagecraft::http {

/// Finds people, teams, accounts and deals of the workspace by what a file calls them, and counts
/// who is not found.
class WorkspaceNames : public selling::ImportNames {
 public:
  /// Reads people and teams.
  WorkspaceNames(store::Connection& db, const ImportCommand& command);
  /// Goes on counting where an interrupted import stood.
  void count_on(std::map<std::string, std::int64_t> people,
                std::map<std::string, std::int64_t> teams) {
    unknown_people_ = std::move(people);
    unknown_teams_ = std::move(teams);
  }

  std::optional<selling::PersonId> find_person(std::string_view name) override;
  std::optional<selling::TeamId> find_team(std::string_view name) override;
  std::optional<selling::AccountId> find_account(std::string_view name) override;
  std::optional<selling::DealId> find_deal(std::string_view key) override;

  /// For looks into the database: find_deal asks it. Null: nothing is found.
  void look_into(store::Connection* db) { db_ = db; }
  void add_account(std::string_view name, selling::AccountId id);
  bool knows_account(std::string_view name) const;

  /// Names that nobody and nothing goes by, and how often they stand.
  const std::map<std::string, std::int64_t>& unknown_people() const { return unknown_people_; }
  const std::map<std::string, std::int64_t>& unknown_teams() const { return unknown_teams_; }

 private:
  const ImportCommand& command_;
  store::Connection* db_ = nullptr;
  std::map<std::string, std::optional<selling::PersonId>, std::less<>> people_;
  std::map<std::string, selling::TeamId, std::less<>> teams_;
  std::map<std::string, selling::AccountId, std::less<>> accounts_;
  std::map<std::string, std::int64_t> unknown_people_, unknown_teams_;
};

}  // namespace stagecraft::http
