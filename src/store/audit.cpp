#include "store/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

#include "store/sql.h"

namespace stagecraft::store {
namespace {

struct KindRow {
  std::string_view word, noun;
};

/// In the order of AuditKind.
constexpr std::array<KindRow, audit_kind_count> kinds{{
    {"person_added", "person"},
    {"person_changed", "person"},
    {"person_erased", "person"},
    {"password_link_made", "person"},
    {"password_set", "person"},
    {"competencies_changed", "person"},
    {"team_added", "team"},
    {"team_renamed", "team"},
    {"token_made", "token"},
    {"token_revoked", "token"},
    {"webhook_added", "webhook"},
    {"webhook_changed", "webhook"},
    {"webhook_removed", "webhook"},
    {"webhook_secret_replaced", "webhook"},
    {"workspace_changed", "settings"},
    {"selling_changed", "settings"},
    {"measures_changed", "settings"},
    {"commission_changed", "settings"},
    {"assignment_changed", "settings"},
    {"objection_topic_changed", "topic"},
    {"brand_changed", "settings"},
    {"process_added", "process"},
    {"version_published", "process"},
    {"draft_given_up", "process"},
    {"account_added", "account"},
    {"account_changed", "account"},
    {"accounts_merged", "account"},
    {"account_erased", "account"},
    {"contact_added", "contact"},
    {"contact_changed", "contact"},
    {"contacts_merged", "contact"},
    {"contact_erased", "contact"},
    {"bulk_change_asked", "job"},
    {"import_asked", "job"},
    {"import_undo_asked", "job"},
    {"sample_data_asked", "job"},
    {"sample_data_removal_asked", "job"},
}};
static_assert(kinds.back().word == "sample_data_removal_asked");

const KindRow& row_of(AuditKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

AuditEntry read_entry(const Row& row) {
  return {.id = row.get<AuditId>(0),
          .at = row.get<base::Instant>(1),
          .by = row.get<std::optional<selling::PersonId>>(2),
          .by_name = row.get_or<std::string>(3, ""),
          .kind = find_audit_kind(row.get<std::string_view>(4)).value(),
          .about_id = row.get<std::string>(5),
          .about = row.get<std::string>(6),
          .details = row.get<std::string>(7)};
}

}  // namespace

std::string_view to_word(AuditKind kind) { return row_of(kind).word; }

std::string_view noun_of(AuditKind kind) { return row_of(kind).noun; }

std::optional<AuditKind> find_audit_kind(std::string_view word) {
  const auto found = std::ranges::find(kinds, word, &KindRow::word);
  if (found == kinds.end()) return std::nullopt;
  return static_cast<AuditKind>(found - kinds.begin());
}

void add_audit(Transaction& transaction, const AuditEntry& entry) {
  transaction.db().run(
      "INSERT INTO audit (at, by, kind, noun, about_id, about, details) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      entry.at, entry.by, to_word(entry.kind), noun_of(entry.kind), entry.about_id, entry.about,
      entry.details);
}

std::vector<AuditEntry> list_audit(Connection& db, const AuditQuestion& question) {
  Sql sql(
      "SELECT a.id, a.at, a.by, p.name, a.kind, a.about_id, a.about, a.details FROM audit a "
      "LEFT JOIN people p ON p.id = a.by WHERE 1 = 1");
  if (!question.kinds.empty()) {
    const auto word = [](AuditKind kind) { return to_word(kind); };
    sql.add(fmt::format(" AND a.kind IN ({})",
                        sql.parameters(question.kinds | std::views::transform(word))));
  }
  if (question.by) sql.add(" AND a.by = " + sql.parameter(*question.by));
  if (question.before) sql.add(" AND a.id < " + sql.parameter(*question.before));
  if (question.after) sql.add(" AND a.id > " + sql.parameter(*question.after));
  sql.add(" ORDER BY a.id DESC LIMIT " + sql.parameter(question.limit));
  std::vector<AuditEntry> entries;
  for (const Row& row : sql.query(db)) entries.push_back(read_entry(row));
  return entries;
}

void blank_audit(Transaction& transaction, std::string_view noun, std::int64_t id) {
  transaction.db().run(
      "UPDATE audit SET about = '', details = '[]' WHERE noun = $1 AND about_id = $2", noun,
      std::to_string(id));
}

}  // namespace stagecraft::store
