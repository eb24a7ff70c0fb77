#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "tests/temp_folder.h"

namespace stagecraft::store {

/// A PostgreSQL server of our own: in a temporary folder, on a socket there, stopped at the
/// end. One a test program.
class PostgresServer {
 public:
  /// Nullptr when PostgreSQL 15 is not installed, or when there is nobody but root to run it as.
  static PostgresServer* find();

  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  std::string address() const;
  /// As a power cut would end it.
  void kill();
  void start();

 private:
  TempFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace stagecraft::store
