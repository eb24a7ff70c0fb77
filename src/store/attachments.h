#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/contents.h"
#include "store/transaction.h"
#include "store/viewer.h"

namespace stagecraft::store {

class Workspace;

/// A file that somebody attached to a deal. Its name and type are what the giver said: never
/// trusted when it is served.
struct Attachment {
  selling::AttachmentId id;
  std::optional<selling::DealId> deal;
  std::string sha256;  ///< Of its bytes: given by the store.
  std::string name, media_type;
  std::int64_t size = 0;  ///< Bytes: given by the store.
  std::optional<selling::PersonId> by;
  base::Instant at{};
  std::optional<selling::ContactId> from;  ///< Who gave it, if not one of us.

  bool operator==(const Attachment&) const = default;
};

selling::AttachmentId add_attachment(Transaction& transaction, Contents& contents,
                                     const Attachment& attachment, std::string_view bytes);
selling::AttachmentId add_attachment(Transaction& transaction, Contents& contents,
                                     const Attachment& attachment, const GivenFile& file);
/// Seen with its deal. Nullopt: there is none, or the viewer does not see it.
std::optional<Attachment> find_attachment(Connection& db, const Viewer& viewer,
                                          selling::AttachmentId id);
/// By id, without removed ones.
std::vector<Attachment> list_attachments(Connection& db, const Viewer& viewer,
                                         selling::DealId deal);

/// Who takes an attachment away, and when.
struct Removal {
  std::optional<selling::PersonId> by;
  base::Instant at{};
};
/// Overwrites name and hash; that there was a file, of which type and size, stays. Its bytes go
/// with `remove_unused`.
void remove_attachment(Transaction& transaction, selling::AttachmentId id, const Removal& removal);
/// Removes bytes that belong to no attachment and no upload. A write of its own, after the one that
/// removed the attachment: a file that is gone would not come back with a transaction that is not
/// kept. O(all attachments).
void remove_unused(Workspace& workspace);
/// Of these alone.
void remove_unused(Workspace& workspace, std::span<const std::string> sha256s);

/// SHA-256 of everything that is attached somewhere, or waits to be imported; sorted.
std::vector<std::string> attached_contents(Connection& db);

}  // namespace stagecraft::store
