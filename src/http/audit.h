#pragma once

#include <string>
#include <string_view>

#include "http/desk.h"
#include "store/audit.h"
#include "store/transaction.h"

namespace stagecraft::http {

/// What somebody did, and to what.
struct Deed {
  store::AuditKind kind = store::AuditKind::person_added;
  std::string id = {};    ///< Of what it is about; empty where there is but one.
  std::string name = {};  ///< What that is called.
};

/// Notes it for the audit, in the transaction that does it.
void note_deed(const Desk& desk, store::Transaction& transaction, const Deed& deed);

/// The same of a change, with the fields that differ between two JSON objects; what was made has
/// `{}` before. Nothing is noted when none differs. Neither may hold a secret.
void note_change(const Desk& desk, store::Transaction& transaction, const Deed& deed,
                 std::string_view before, std::string_view after);

/// For an id.
template <class Id>
std::string id_text(Id id) {
  return std::to_string(id.value);
}

}  // namespace stagecraft::http
