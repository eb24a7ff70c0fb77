#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "history/event_log.h"
#include "selling/attributes.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// Histories from elsewhere as deals of a workspace (history.md). What happened has happened: an
/// import passes every gate, and counts what was not met.
namespace stagecraft::selling {

/// What a history names, as ids of the workspace; nullopt: nothing here goes by that name.
class ImportNames {
 public:
  virtual ~ImportNames() = default;
  virtual std::optional<PersonId> find_person(std::string_view name) = 0;
  virtual std::optional<TeamId> find_team(std::string_view name) = 0;
  virtual std::optional<AccountId> find_account(std::string_view name) = 0;
  /// Another deal of the same source, by its id there.
  virtual std::optional<DealId> find_deal(std::string_view key) = 0;
};

/// Something of a deal's history that was left out, or taken otherwise than it stands.
struct ImportFault {
  std::string field, value;
  base::Sentence text;
};

/// Reason that events have which say no more than what a file shows of a deal at its export.
inline constexpr std::string_view imported_word = "imported";

/// One deal of a history.
struct ImportedDeal {
  std::string key;  ///< Id of the deal in its source.
  std::string name;
  /// What happened, by time, then arrival. Without ids of the source: those it states are kept in
  /// Details::other, as the member `source`.
  std::vector<Event> events;
  /// Of the export, where no event tells it; in canonical text.
  std::vector<AttributeValue> stated;
  std::vector<ImportFault> faults;
};

struct ImportSetting {
  const ProcessVersion& process;  ///< On which new deals run.
  base::Instant now;
  base::Instant as_of;  ///< Whose state the history shows.
  base::Zone zone;
  const MapVersions& maps;
};

/// Takes one deal out of a log. What is still to come, and values that break a rule of the
/// attribute, are left out, each as a fault.
ImportedDeal read_imported(const history::EventLog& log, history::DealIndex deal,
                           ImportNames& names, const ImportSetting& setting);

/// What a deal lacks of an imported history.
struct ImportedChange {
  Change change;           ///< Empty: nothing. For a new deal it begins with `created`.
  Deal after;              ///< With the id of the deal, 0 for a new one.
  std::int64_t known = 0;  ///< Events that it has already.
  std::int64_t moves = 0;  ///< Forward and winning moves among the new events.
  std::int64_t unmet_moves = 0, unmet_criteria = 0;  ///< Moves with a gap; required criteria.
};

/// `standing`: what the deal has, by time, then arrival; empty: it is new. An event is the same as
/// one that stands when kind, symbol, values, instant and precision are; so often as it stands, it
/// is not added again. A creation is never added to a deal that has as many. A state of the export
/// is added when the last export said otherwise, or nothing and the deal has another value; time
/// decides between it and what people changed here. A deal that is gone gets nothing.
ImportedChange find_missing(const ImportedDeal& imported, DealId id,
                            std::span<const Event> standing, const ImportSetting& setting);

/// A line that breaks no rule of names: without control characters, at most `longest_line` long.
std::string fit_line(std::string_view text);

}  // namespace stagecraft::selling
