#pragma once

#include <string>

#include "base/time.h"
#include "selling/deal.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"

/// The right to erasure: what is known of a person is overwritten where it stands; history, which
/// names people by number alone, and figures stay.
namespace stagecraft::store {

/// All that is held about a contact, as a JSON object: for the person, before it is erased.
std::string export_contact(Connection& db, selling::ContactId id);

/// Overwrites the contact's name, addresses and position, and every text that people typed into
/// events with this contact, together with what was copied from them. Nothing of it can be found
/// afterwards; back-ups made before still hold it. Throws Error{not_found}.
void erase_contact(Transaction& transaction, selling::ContactId id, base::Instant at,
                   const selling::MapVersions& maps);

}  // namespace stagecraft::store
