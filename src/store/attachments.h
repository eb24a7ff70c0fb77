#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/location.h"
#include "store/transaction.h"
#include "store/viewer.h"

namespace stagecraft::store {

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

  bool operator==(const Attachment&) const = default;
};

/// The bytes of attachments, by their SHA-256, so that the same file is kept once.
///
/// Beside an SQLite database they are files (`NAME.files/ab/abcdef...`): in the database they would
/// pass the one writer and its log twice, and make every copy of it large. In PostgreSQL they are
/// rows: several servers share them without a shared disk, and its back-ups hold them.
class Contents {
 public:
  virtual ~Contents() = default;
  /// Durable no later than the transaction.
  virtual void put(Transaction& transaction, const std::string& sha256, std::string_view bytes) = 0;
  /// Nullopt: they are not there, or are not what they were (then `workspace check` says so).
  virtual std::optional<std::string> find(Connection& db, const std::string& sha256) const = 0;

  static std::unique_ptr<Contents> of(const Location& location, std::string_view workspace);
};

selling::AttachmentId add_attachment(Transaction& transaction, Contents& contents,
                                     const Attachment& attachment, std::string_view bytes);
/// Seen with its deal. Nullopt: there is none, or the viewer does not see it.
std::optional<Attachment> find_attachment(Connection& db, const Viewer& viewer,
                                          selling::AttachmentId id);
std::vector<Attachment> list_attachments(Connection& db, const Viewer& viewer,
                                         selling::DealId deal);

/// SHA-256 of everything that is attached somewhere, sorted.
std::vector<std::string> attached_contents(Connection& db);

}  // namespace stagecraft::store
