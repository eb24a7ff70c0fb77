#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"

/// Who changed what beyond single deals, whose events say it themselves. Added to in the
/// transaction of the change, and never changed; erasing a person overwrites what it says of them.
namespace stagecraft::store {

using AuditId = base::Id<struct AuditTag>;

enum class AuditKind : std::uint8_t {
  person_added,
  person_changed,
  person_erased,
  password_link_made,
  password_set,
  competencies_changed,
  team_added,
  team_renamed,
  token_made,
  token_revoked,
  webhook_added,
  webhook_changed,
  webhook_removed,
  webhook_secret_replaced,
  workspace_changed,
  selling_changed,
  measures_changed,
  commission_changed,
  assignment_changed,
  objection_topic_changed,
  brand_changed,
  process_added,
  version_published,
  draft_given_up,
  account_added,
  account_changed,
  accounts_merged,
  account_erased,
  contact_added,
  contact_changed,
  contacts_merged,
  contact_erased,
  bulk_change_asked,
  import_asked,
  import_undo_asked,
  sample_data_asked,
  sample_data_removal_asked,
};
inline constexpr int audit_kind_count = 37;

/// `person_changed`.
std::string_view to_word(AuditKind kind);
std::optional<AuditKind> find_audit_kind(std::string_view word);
/// What it is about: `person`. Ids are unique within it.
std::string_view noun_of(AuditKind kind);

struct AuditEntry {
  AuditId id;  ///< Given by the store; rises with time.
  base::Instant at{};
  std::optional<selling::PersonId> by;  ///< Nobody: it is older than this list.
  std::string by_name;                  ///< As they are called now; given by the store.
  AuditKind kind = AuditKind::person_added;
  std::string about_id;        ///< Empty where there is but one.
  std::string about;           ///< What it was called then.
  std::string details = "[]";  ///< JSON list of fields, before and after.
};

void add_audit(Transaction& transaction, const AuditEntry& entry);

struct AuditQuestion {
  std::vector<AuditKind> kinds = {};  ///< None: all.
  std::optional<selling::PersonId> by = {};
  std::optional<AuditId> before = {}, after = {};
  int limit = 50;
};
/// Newest first.
std::vector<AuditEntry> list_audit(Connection& db, const AuditQuestion& question);

/// Takes names and values out of what is said of a thing.
void blank_audit(Transaction& transaction, std::string_view noun, std::int64_t id);

}  // namespace stagecraft::store
