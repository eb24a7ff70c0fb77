#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "store/connection.h"
#include "store/ids.h"

namespace stagecraft::store {

/// What is written in one piece: all of it after `commit`, nothing of it when it goes without.
class Transaction {
 public:
  explicit Transaction(Connection& db, Purpose purpose = Purpose::write);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Connection& db() { return db_; }
  /// Durable when this returns. Throws Error; then nothing was kept, unless the sentence says that
  /// it is not known.
  void commit();

  /// Events appended so far, in order: what observers are told after the commit.
  void note_event(EventId id) { events_.push_back(id); }
  std::span<const EventId> events() const { return events_; }

 private:
  friend class Savepoint;

  Connection& db_;
  bool is_open_ = true;
  std::vector<EventId> events_;
};

/// A part of a transaction that can be taken back alone. One at a time.
class Savepoint {
 public:
  explicit Savepoint(Transaction& transaction);
  /// Takes back what was not kept.
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  void keep();

 private:
  Transaction& transaction_;
  std::size_t events_before_;
  bool is_open_ = true;
};

}  // namespace stagecraft::store
