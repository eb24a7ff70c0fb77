#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/contents.h"
#include "store/transaction.h"

namespace stagecraft::store {

using UploadId = base::Id<struct UploadTag>;

/// A file that somebody sent to be imported, kept until it is, or removed.
struct Upload {
  UploadId id;
  std::string name;
  std::string sha256;
  std::int64_t size = 0;  ///< Bytes.
  selling::PersonId by;
  base::Instant at{};
};

/// Name, by and at are taken from `upload`, all else from the file.
Upload add_upload(Transaction& transaction, Contents& contents, const Upload& upload,
                  const GivenFile& file);
std::optional<Upload> find_upload(Connection& db, UploadId id);
/// Newest first.
std::vector<Upload> list_uploads(Connection& db, selling::PersonId by);
/// Sent before that instant.
std::vector<Upload> uploads_before(Connection& db, base::Instant at);
/// The bytes go with `remove_unused` of attachments.h, in a transaction of its own.
void remove_upload(Transaction& transaction, UploadId id);

}  // namespace stagecraft::store
