#include "store/attachments.h"

#include <algorithm>

#include "base/hash.h"
#include "store/workspace.h"

namespace stagecraft::store {
namespace {

using selling::AttachmentId;
using selling::ContactId;
using selling::DealId;
using selling::PersonId;

constexpr std::string_view select_attachments =
    "SELECT t.id, t.deal_id, t.sha256, t.name, t.media_type, t.size, t.by, t.at, t.from_contact_id "
    "FROM attachments t JOIN deals d ON d.id = t.deal_id WHERE t.erased_at IS NULL";

Attachment read_attachment(const Row& row) {
  return {.id = row.get<AttachmentId>(0),
          .deal = row.get<std::optional<DealId>>(1),
          .sha256 = row.get<std::string>(2),
          .name = row.get<std::string>(3),
          .media_type = row.get<std::string>(4),
          .size = row.get<std::int64_t>(5),
          .by = row.get<std::optional<PersonId>>(6),
          .at = row.get<base::Instant>(7),
          .from = row.get<std::optional<ContactId>>(8)};
}

AttachmentId insert(Connection& db, const Attachment& attachment) {
  return db.get_value<AttachmentId>(
      "INSERT INTO attachments (deal_id, sha256, name, media_type, size, by, at, from_contact_id) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
      attachment.deal, attachment.sha256, attachment.name, attachment.media_type, attachment.size,
      attachment.by, attachment.at, attachment.from);
}

}  // namespace

AttachmentId add_attachment(Transaction& transaction, Contents& contents,
                            const Attachment& attachment, std::string_view bytes) {
  auto added = attachment;
  added.sha256 = base::sha256_hex(bytes);
  added.size = static_cast<std::int64_t>(bytes.size());
  contents.put(transaction, added.sha256, bytes);
  return insert(transaction.db(), added);
}

AttachmentId add_attachment(Transaction& transaction, Contents& contents,
                            const Attachment& attachment, const GivenFile& file) {
  auto added = attachment;
  added.sha256 = file.sha256;
  added.size = file.size;
  contents.put(transaction, file);
  return insert(transaction.db(), added);
}

std::optional<Attachment> find_attachment(Connection& db, const Viewer& viewer, AttachmentId id) {
  Sql sql(select_attachments);
  sql.add(" AND t.id = " + sql.parameter(id)).add(sees_deals(sql, viewer, "d"));
  for (const Row& row : sql.query(db)) return read_attachment(row);
  return std::nullopt;
}

std::vector<Attachment> list_attachments(Connection& db, const Viewer& viewer, DealId deal) {
  Sql sql(select_attachments);
  sql.add(" AND t.deal_id = " + sql.parameter(deal))
      .add(sees_deals(sql, viewer, "d"))
      .add(" ORDER BY t.id");
  std::vector<Attachment> attachments;
  for (const Row& row : sql.query(db)) attachments.push_back(read_attachment(row));
  return attachments;
}

void remove_attachment(Transaction& transaction, AttachmentId id, const Removal& removal) {
  transaction.db().run(
      "UPDATE attachments SET name = '', sha256 = '', from_contact_id = NULL, erased_at = $1, "
      "removed_by = $2 WHERE id = $3",
      removal.at, removal.by, id);
}

void remove_unused(Workspace& workspace) {
  const auto contents = Contents::of(workspace.location(), workspace.name());
  workspace.write([&](Transaction& transaction) {
    const auto attached = attached_contents(transaction.db());
    for (const auto& name : contents->list(transaction.db()))
      if (!std::ranges::binary_search(attached, name)) contents->remove(transaction, name);
  });
}

void remove_unused(Workspace& workspace, std::span<const std::string> sha256s) {
  if (sha256s.empty()) return;
  const auto contents = Contents::of(workspace.location(), workspace.name());
  workspace.write([&](Transaction& transaction) {
    for (const auto& sha256 : sha256s)
      if (!transaction.db().find_value<int>(
              "SELECT 1 FROM attachments WHERE sha256 = $1 AND erased_at IS NULL UNION ALL SELECT "
              "1 FROM uploads WHERE sha256 = $1 LIMIT 1",
              sha256))
        contents->remove(transaction, sha256);
  });
}

std::vector<std::string> attached_contents(Connection& db) {
  std::vector<std::string> contents;
  for (const Row& row :
       db.query("SELECT sha256 FROM attachments WHERE erased_at IS NULL UNION SELECT sha256 FROM "
                "uploads ORDER BY sha256"))
    contents.push_back(row.get<std::string>(0));
  return contents;
}

}  // namespace stagecraft::store
