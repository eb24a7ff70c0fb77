#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "selling/duplicates.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/list.h"
#include "store/transaction.h"
#include "store/viewer.h"

namespace stagecraft::store {

/// A company.
struct Account {
  selling::AccountId id;
  std::string name;
  std::string domain;  ///< `example.org`, small letters; empty: not known.
  std::string email, phone, address;
  std::string beside = "{}";  ///< JSON object: former names, further numbers that a merge kept.
  std::optional<selling::PersonId> owner;
  std::optional<selling::TeamId> team;
  base::Instant created_at{};
  std::optional<selling::AccountId> merged_into;
  std::optional<base::Instant> erased_at = {};
  int revision = 1;

  bool operator==(const Account&) const = default;
};

selling::AccountId create_account(Transaction& transaction, const Account& account);
/// Nullopt: there is none, or the viewer does not see it.
std::optional<Account> find_account(Connection& db, const Viewer& viewer, selling::AccountId id);
Account get_account(Connection& db, const Viewer& viewer, selling::AccountId id);
/// Writes what the account is now. Throws Error{conflict} when it was erased, or the stored
/// revision is another.
void update_account(Transaction& transaction, const Account& account);
/// Fields: name, domain, owner, team, created_at; order by name or created_at. Without merged and
/// erased ones.
Page<Account> list_accounts(Connection& db, const Viewer& viewer, const ListQuery& query);
/// Others that may be the same: of the same name without regard to case, or the same domain. Of
/// all, also of what the viewer does not see: show no more of them than ids and names.
std::vector<selling::AccountCard> similar_accounts(Connection& db, const Account& account);
/// All that the viewer sees, without merged and erased ones, by id: what duplicates are looked for
/// among.
std::vector<selling::AccountCard> account_cards(Connection& db, const Viewer& viewer);
/// `from` becomes a name for `into`, and its contacts go over. Its deals are moved by their own
/// events. Throws Error{conflict} when one of them is merged or erased already.
void merge_accounts(Transaction& transaction, selling::AccountId from, selling::AccountId into);
/// Not gone, by id.
std::vector<selling::DealId> deals_of_account(Connection& db, selling::AccountId account);

/// A person of the customer or a partner.
struct Contact {
  selling::ContactId id;
  std::optional<selling::AccountId> account;
  std::string name, email, phone, position;
  std::string beside = "{}";  ///< As of accounts.
  base::Instant created_at{};
  std::optional<selling::ContactId> merged_into;
  std::optional<base::Instant> erased_at;
  int revision = 1;

  bool operator==(const Contact&) const = default;
};

selling::ContactId create_contact(Transaction& transaction, const Contact& contact);
std::optional<Contact> find_contact(Connection& db, const Viewer& viewer, selling::ContactId id);
Contact get_contact(Connection& db, const Viewer& viewer, selling::ContactId id);
void update_contact(Transaction& transaction, const Contact& contact);
/// Fields: name, email, account, created_at; order by name or created_at. Without merged and erased
/// ones.
Page<Contact> list_contacts(Connection& db, const Viewer& viewer, const ListQuery& query);
/// Of the same e-mail address, or of the same name at the same account.
std::vector<selling::ContactCard> similar_contacts(Connection& db, const Contact& contact);
/// All that the viewer sees, without merged and erased ones, by id.
std::vector<selling::ContactCard> contact_cards(Connection& db, const Viewer& viewer);
/// `from` becomes a name for `into`; history goes on naming it, and readers follow `merged_into`.
/// Throws Error{conflict} when one of them is merged or erased already.
void merge_contacts(Transaction& transaction, selling::ContactId from, selling::ContactId into);

}  // namespace stagecraft::store
