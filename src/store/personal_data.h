#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"

/// What is known of a person or a company: where it stands, and all of it as JSON for themselves.
namespace stagecraft::store {

/// A text that people typed on a deal.
struct WrittenText {
  selling::DealId deal;
  selling::NoteId note;
  base::Instant at{};
  std::string text;
};

/// A file that a contact gave, or that an event names together with them.
struct GivenPaper {
  selling::DealId deal;
  selling::AttachmentId id;
  std::string name, sha256;
};

/// The contact and all that were merged with it: they are one person. By id.
std::vector<selling::ContactId> same_contacts(Connection& db, selling::ContactId id);
/// Deals that any of these contacts has a part in. O(events): details have no index.
std::vector<selling::DealId> deals_with(Connection& db,
                                        const std::vector<selling::ContactId>& contacts);
/// Texts of events with any of these contacts, and their files. O(events).
std::vector<WrittenText> texts_about(Connection& db,
                                     const std::vector<selling::ContactId>& contacts);
std::vector<GivenPaper> papers_of(Connection& db, const std::vector<selling::ContactId>& contacts);

/// Texts that one of us wrote, and those of events that name them. Names of deals are none.
/// O(events).
std::vector<WrittenText> texts_of(Connection& db, selling::PersonId person);

/// The account and all that were merged with it. By id.
std::vector<selling::AccountId> same_accounts(Connection& db, selling::AccountId id);
/// Deals that are with any of these accounts.
std::vector<selling::DealId> deals_at(Connection& db,
                                      const std::vector<selling::AccountId>& accounts);
/// Deals that are or were with any of them. O(events).
std::vector<selling::DealId> deals_ever_at(Connection& db,
                                           const std::vector<selling::AccountId>& accounts);
/// Texts of the deals that are with any of these accounts, but for the names of the deals.
std::vector<WrittenText> texts_at(Connection& db, const std::vector<selling::AccountId>& accounts);

/// All that is held about an account, a contact, or one of us, as a JSON object. Throws
/// Error{not_found}.
std::string export_account(Connection& db, selling::AccountId id);
std::string export_contact(Connection& db, selling::ContactId id);
std::string export_person(Connection& db, selling::PersonId id);

}  // namespace stagecraft::store
