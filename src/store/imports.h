#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/deal.h"
#include "selling/ids.h"
#include "selling/setting.h"
#include "store/connection.h"
#include "store/customers.h"
#include "store/ids.h"
#include "store/jobs.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// An import of history into the workspace. Its events carry its number.
struct Import {
  ImportId id;
  std::string source;  ///< Names of the files.
  std::string sha256;  ///< Of the bytes of its first file.
  std::string system;  ///< Where it comes from: deals of one system are the same by their id there.
  std::string mapping;
  std::string report = "{}";  ///< JSON object.
  std::optional<selling::ProcessId> process;
  std::optional<JobId> job;
  std::optional<selling::PersonId> by;
  base::Instant at{};
  std::optional<base::Instant> undone_at;
  std::optional<selling::PersonId> undone_by;
};

ImportId create_import(Transaction& transaction, const Import& import);
/// Newest first.
std::vector<Import> list_imports(Connection& db);
std::optional<Import> find_import(Connection& db, ImportId id);
/// That a job makes; nullopt: it has not begun.
std::optional<Import> find_import_of(Connection& db, JobId job);

/// A deal that is new to the workspace.
struct NewImportedDeal {
  std::string key;  ///< Its id in the system.
  selling::Deal deal;
  selling::Change change;  ///< Begins with `created`.
};
/// Adds them all, with their events, notes and copies; much faster than one by one. Throws
/// Error{conflict} when one of the keys is there already.
void add_imported_deals(Transaction& transaction, const Import& import,
                        std::span<const NewImportedDeal> deals);

/// The deal that goes by this id in a system; it may have no events, when its import was undone.
std::optional<selling::DealId> find_imported_deal(Connection& db, std::string_view system,
                                                  std::string_view key);

/// Make what goes with the import when nothing else needs it.
selling::AccountId create_imported_account(Transaction& transaction, ImportId import,
                                           const Account& account);
selling::ContactId create_imported_contact(Transaction& transaction, ImportId import,
                                           const Contact& contact);
/// By id, as they were made.
std::vector<selling::AccountId> accounts_of_import(Connection& db, ImportId import);
std::vector<selling::ContactId> contacts_of_import(Connection& db, ImportId import);
/// Not merged, of this name without regard to case; the oldest.
std::optional<selling::AccountId> find_account_named(Connection& db, std::string_view name);

/// Undoing masks the events of an import, deal by deal: they stay in the table, and no reader gives
/// them. Figures show it when it is done (LiveLog).
///
/// The next deals with events of an import that are not masked, by id.
std::vector<selling::DealId> deals_to_undo(Connection& db, ImportId import, selling::DealId after,
                                           int limit);
/// What happened to a deal after the import: why its events are kept. Empty: nothing.
std::string changed_since(Connection& db, ImportId import, selling::DealId deal);
/// Masks the import's events on these deals. Deals that it made are shown as deleted; others are as
/// their remaining events tell.
void undo_deals(Transaction& transaction, ImportId import, std::span<const selling::DealId> deals,
                const selling::MapVersions& maps);
/// Remove what the import made, nobody has changed and nothing needs, at most so many; how many.
/// Contacts go before their accounts, and are needed by deals with their account.
int remove_imported_contacts(Transaction& transaction, ImportId import, int limit);
int remove_imported_accounts(Transaction& transaction, ImportId import, int limit);

struct Undoing {
  ImportId import;
  selling::PersonId by;
  base::Instant at{};
};
/// To be called when all that can be undone is. Takes a number among those of events, that none of
/// them has, so that followers are told. Throws Error{not_found}.
void end_undoing(Transaction& transaction, const Undoing& undoing);

/// The number of the first undoing after an event; nullopt: there was none.
std::optional<EventId> undoing_after(Connection& db, EventId event);
/// Of the last undoing; 0: there was none.
EventId last_undoing(Connection& db);

}  // namespace stagecraft::store
