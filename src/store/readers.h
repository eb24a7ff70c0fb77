#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <vector>

#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// The state of the database that a connection sees. Connections number their states each for
/// itself.
struct ReadState {
  const Connection* connection = nullptr;
  std::int64_t version = 0;
};

/// Nullopt where the engine numbers no states. Within a reading: the state that it sees.
inline std::optional<ReadState> state_of(Connection& db) {
  if (const auto version = db.data_version()) return ReadState{&db, *version};
  return {};
}

/// Connections for reading, as many as there are threads that read at once. Thread-safe.
class Readers {
 public:
  using Open = std::function<std::unique_ptr<Connection>()>;

  /// Beyond `most` connections a reader waits for one that comes back.
  Readers(Open open, std::size_t most) : open_(std::move(open)), most_(most) {}

  /// What `look(db)` gives; it sees one state throughout, and may be run again when the server went
  /// away. Throws what it throws.
  template <class F>
  auto read(F look) -> std::invoke_result_t<F&, Connection&> {
    for (int attempt = 1;; ++attempt) {
      const Lease lease(*this);
      try {
        Transaction snapshot(lease.db(), Purpose::read);
        return look(lease.db());
      } catch (const TryAgain&) {
        if (attempt == most_attempts) throw;
      }
    }
  }

  /// The state that a reading on one of the connections would see now: much cheaper than to read.
  std::optional<ReadState> state() {
    const Lease lease(*this);
    return state_of(lease.db());
  }

 private:
  static constexpr int most_attempts = 3;

  class Lease {
   public:
    explicit Lease(Readers& readers) : readers_(readers), db_(readers.take()) {}
    ~Lease() { readers_.give_back(std::move(db_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& db() const { return *db_; }

   private:
    Readers& readers_;
    std::unique_ptr<Connection> db_;
  };

  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> db);

  Open open_;
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable has_free_;
  std::vector<std::unique_ptr<Connection>> free_;
  std::size_t count_ = 0;
};

}  // namespace stagecraft::store
