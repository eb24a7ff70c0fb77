#include "store/uploads.h"

namespace stagecraft::store {
namespace {

constexpr std::string_view select_uploads =
    "SELECT id, name, sha256, size, by, at FROM uploads WHERE ";

Upload read_upload(const Row& row) {
  return {.id = row.get<UploadId>(0),
          .name = row.get<std::string>(1),
          .sha256 = row.get<std::string>(2),
          .size = row.get<std::int64_t>(3),
          .by = row.get<selling::PersonId>(4),
          .at = row.get<base::Instant>(5)};
}

template <class Value>
std::vector<Upload> uploads_where(Connection& db, std::string_view condition, const Value& value) {
  std::vector<Upload> uploads;
  for (const Row& row : db.query(std::string(select_uploads) + std::string(condition), value))
    uploads.push_back(read_upload(row));
  return uploads;
}

}  // namespace

Upload add_upload(Transaction& transaction, Contents& contents, const Upload& upload,
                  const GivenFile& file) {
  contents.put(transaction, file);
  auto made = upload;
  made.sha256 = file.sha256;
  made.size = file.size;
  made.id = transaction.db().get_value<UploadId>(
      "INSERT INTO uploads (name, sha256, size, by, at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
      made.name, made.sha256, made.size, made.by, made.at);
  return made;
}

std::optional<Upload> find_upload(Connection& db, UploadId id) {
  auto found = uploads_where(db, "id = $1", id);
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Upload> list_uploads(Connection& db, selling::PersonId by) {
  return uploads_where(db, "by = $1 ORDER BY id DESC", by);
}

std::vector<Upload> uploads_before(Connection& db, base::Instant at) {
  return uploads_where(db, "at < $1 ORDER BY id", at);
}

void remove_upload(Transaction& transaction, UploadId id) {
  transaction.db().run("DELETE FROM uploads WHERE id = $1", id);
}

}  // namespace stagecraft::store
