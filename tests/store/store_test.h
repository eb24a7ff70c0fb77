#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "store/location.h"
#include "tests/store/postgres_server.h"
#include "tests/temp_folder.h"

namespace stagecraft::store {

/// A test that runs on both engines, each time in a place of its own:
///   TEST_P(Writing, LosesNothing) { ... }   with   STORE_TESTS(Writing)
class StoreTest : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override;

  /// With its workspace `name()`, which the first `connect(Access::create)` makes.
  const Location& location() const { return *location_; }
  const std::string& name() const { return name_; }
  std::unique_ptr<Connection> connect(Access access) const {
    return location_->connect(name_, access);
  }
  bool is_sqlite() const { return GetParam() == Engine::sqlite; }
  PostgresServer& server() const { return *server_; }

 private:
  std::optional<TempFolder> folder_;
  PostgresServer* server_ = nullptr;
  std::optional<Location> location_;
  std::string name_;
};

inline auto both_engines() { return testing::Values(Engine::sqlite, Engine::postgresql); }
std::string engine_word(const testing::TestParamInfo<Engine>& info);

}  // namespace stagecraft::store
