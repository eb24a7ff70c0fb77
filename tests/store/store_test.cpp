#include "tests/store/store_test.h"

#include <unistd.h>

namespace stagecraft::store {

void StoreTest::SetUp() {
  static int count = 0;
  // Other programs may test on the same server.
  name_ = "w" + std::to_string(getpid()) + "_" + std::to_string(++count);
  if (is_sqlite()) {
    folder_.emplace();
    location_.emplace(folder_->path());
    return;
  }
  server_ = PostgresServer::find();
  if (server_ == nullptr) GTEST_SKIP() << "PostgreSQL 15 is not installed";
  location_.emplace(server_->address());
}

std::string engine_word(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::sqlite ? "sqlite" : "postgresql";
}

}  // namespace stagecraft::store
