#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"
#include "store/location.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// A file on its way into a workspace.
struct GivenFile {
  std::filesystem::path path;
  std::string sha256;
  std::int64_t size = 0;  ///< Bytes.
};

/// Reads the file through and brings it to the disk, so that no transaction has to wait for either.
/// Throws Error{io}.
GivenFile take_in(const std::filesystem::path& path);

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
  /// The same of a file, which stays where it is (beside SQLite both are one file on the disk).
  virtual void put(Transaction& transaction, const GivenFile& file) = 0;

  /// Nullopt: they are not there, or are not what they were (then `workspace check` says so).
  virtual std::optional<std::string> find(Connection& db, const std::string& sha256) const = 0;
  /// At most so many bytes from there on, empty at the end; nullopt: they are not there. Whoever
  /// reads all parts should compare their hash.
  virtual std::optional<std::string> read(Connection& db, const std::string& sha256,
                                          std::int64_t offset, std::int64_t most) const = 0;

  /// Names of all that is there, also of what was left half written.
  virtual std::vector<std::string> list(Connection& db) const = 0;
  /// At once and for good, whatever becomes of the transaction.
  virtual void remove(Transaction& transaction, const std::string& name) = 0;

  static std::unique_ptr<Contents> of(const Location& location, std::string_view workspace);
};

}  // namespace stagecraft::store
