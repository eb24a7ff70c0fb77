#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "process/map.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// Moving deals to another version of their map, or to another process (process-map.md, 2
/// 'Versions, pinning, migration').
namespace stagecraft::selling {

struct Migration {
  const ProcessVersion& to;
  /// Maps of the versions between the deal's and that one, oldest first: renamed stages are
  /// followed through them.
  std::span<const process::Map> between = {};
  std::string stage = {};  ///< Where the deal shall stand, when lineage does not say it.
  std::string note = {};
};

/// What changes for one deal.
struct MigrationPreview {
  std::string from;                       ///< Stage it stands in now; empty: a lead.
  std::string to;                         ///< Stage it will stand in; empty: a lead, or not clear.
  std::vector<std::string> choices = {};  ///< Not clear: the stages to choose from, in map order.
  std::vector<std::string> met = {};      ///< Criteria of the new stage that are met.
  std::vector<std::string> newly_unmet = {};  ///< Required, not met, and not so before.
  /// Were required and not met; now they are met, or no longer asked for.
  std::vector<std::string> unmet_no_more = {};

  bool needs_choice() const { return !choices.empty(); }
  bool operator==(const MigrationPreview&) const = default;
};

/// Where the deal would stand: the stage with the same id, else the one that replaces it. A split
/// asks to choose among the parts, and a stage without successor among all on the same side of
/// winning; a choice that is none of these is not taken. Total.
MigrationPreview preview_migration(const Deal& deal, const Migration& migration,
                                   const Setting& setting);

/// The one event `migrated`: no entry, no exit; evidence comes along by the ids of criteria. Throws
/// Error: `conflict` for the version that it runs on and on a deal that is gone; `invalid` when the
/// stage has to be chosen.
Change migrate(const Deal& deal, const Migration& migration, const Setting& setting);

/// Previews of many deals, counted by where they come from and go to.
struct MigrationRow {
  std::string from, to;  ///< `to` is empty where a choice is needed, and for leads.
  std::vector<std::string> choices = {};  ///< Asked once for all deals of the row.
  int deals = 0;
  int gaining = 0;  ///< Deals with a criterion that is newly unmet.
  int losing = 0;   ///< Deals with one that is unmet no more.

  bool operator==(const MigrationRow&) const = default;
};
std::vector<MigrationRow> count_migrations(std::span<const MigrationPreview> previews);

}  // namespace stagecraft::selling
