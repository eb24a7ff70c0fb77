#include "store/transaction.h"

namespace stagecraft::store {

Transaction::Transaction(Connection& db, Purpose purpose) : db_(db) { db_.begin(purpose); }

Transaction::~Transaction() {
  if (!is_open_) return;
  try {
    db_.roll_back();
  } catch (const base::Error&) {
    // The connection is gone, and with it the transaction.
  }
}

void Transaction::commit() {
  is_open_ = false;
  try {
    db_.commit();
  } catch (...) {
    is_open_ = true;
    throw;
  }
}

Savepoint::Savepoint(Transaction& transaction)
    : transaction_(transaction), events_before_(transaction.events_.size()) {
  transaction_.db_.run("SAVEPOINT part");
}

Savepoint::~Savepoint() {
  if (!is_open_) return;
  transaction_.events_.resize(events_before_);
  if (!transaction_.db_.is_in_transaction()) return;
  try {
    transaction_.db_.run("ROLLBACK TO SAVEPOINT part");
    transaction_.db_.run("RELEASE SAVEPOINT part");
  } catch (const base::Error&) {
    // The transaction is lost; its next statement says so.
  }
}

void Savepoint::keep() {
  transaction_.db_.run("RELEASE SAVEPOINT part");
  is_open_ = false;
}

}  // namespace stagecraft::store
