#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "store/connection.h"

/// The two engines behind `Connection`.
namespace stagecraft::store {

enum class Access : std::uint8_t {
  create,  ///< Makes the file or schema; `conflict` when it is there already.
  write,   ///< `not_found` when it is not there.
  read,    ///< The same, and refuses to change anything.
};

struct SqliteOptions {
  std::filesystem::path file;
  Access access = Access::write;
  /// How long to wait for another program that holds the file.
  std::chrono::milliseconds busy_timeout{5000};
};

/// WAL, foreign keys on, synchronous=FULL: a commit that returned survives a power cut.
std::unique_ptr<Connection> open_sqlite(const SqliteOptions& options);

struct PostgresOptions {
  std::string address;  ///< `postgresql://...`, as libpq reads it.
  std::string schema;
  Access access = Access::write;
};

/// A connection that was lost is made again at the next `begin` or statement outside of a
/// transaction.
std::unique_ptr<Connection> open_postgres(const PostgresOptions& options);

}  // namespace stagecraft::store
