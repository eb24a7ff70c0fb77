#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "selling/deal.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"

/// The right to erasure: what is known of a person or a company is overwritten where it stands;
/// history, which names people by number alone, and figures stay. It is not found afterwards, also
/// not in answers that are kept for repeated requests; back-ups made before still hold it.
/// `personal_data.h` exports it before.
namespace stagecraft::store {

struct Erasure {
  selling::PersonId by;
  base::Instant at{};
};

/// Overwrites the contact's name, addresses and position, also of those merged with it, every text
/// of events with them, and the files that they gave; takes full name and addresses, in any letter
/// case, out of other texts and names of files on their deals and out of jobs and imports.
/// O(events), thrice (personal_data.h). Gives the SHA-256 of the files that they gave: their bytes
/// go with `remove_unused`. Throws Error{not_found}.
std::vector<std::string> erase_contact(Transaction& transaction, selling::ContactId id,
                                       const Erasure& erasure, const selling::MapVersions& maps);

/// Overwrites the account's name, addresses and web site, also of those merged with it, and every
/// text of deals that are with it; takes these out of other texts and names of files on deals that
/// are or were with it, and out of jobs and imports. Its contacts are people of their own, and the
/// files on its deals are the team's: both stay. O(events). Throws Error{not_found}.
void erase_account(Transaction& transaction, selling::AccountId id, const Erasure& erasure,
                   const selling::MapVersions& maps);

/// What becomes of texts that one of us wrote, or that stand at events which name them.
enum class TextsOfPerson : std::uint8_t { erased, kept };

/// Overwrites the name and address of one of us and their ways to sign in, and removes what is
/// theirs alone: tokens, calendar, views that they do not share. They can never come back. What
/// they own stays theirs by number. Throws Error{not_found}.
void erase_person(Transaction& transaction, selling::PersonId id, TextsOfPerson texts,
                  const Erasure& erasure, const selling::MapVersions& maps);

}  // namespace stagecraft::store
