#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "store/parameter.h"
#include "store/row.h"

/// One small interface over two engines. The same SQL text runs on both, with `$1`, `$2` ... for
/// parameters; what differs (full-text search) is stated where it is used.
namespace stagecraft::store {

enum class Engine : std::uint8_t { sqlite, postgresql };

/// What a transaction is for. A workspace has one writer at a time on either engine: `write` waits
/// for its turn (SQLite's write lock; an advisory lock of the schema), so what it reads cannot
/// change under it, and ids of events rise in the order of commits. `read` sees one state
/// throughout.
enum class Purpose : std::uint8_t { read, write };

/// The transaction is lost through no fault of its statements (deadlock, serialization, the server
/// went away before the commit): to run it again from its start is right.
class TryAgain : public base::Error {
 public:
  using Error::Error;
};

/// Adds many rows to one table, much faster than statement by statement. For within a transaction:
/// outside, SQLite waits for the disk at every row.
class BulkInsert {
 public:
  virtual ~BulkInsert() = default;
  /// REQUIRES one value a column.
  virtual void add(Parameters row) = 0;
  /// Nothing is promised to be there before this returns.
  virtual void finish() = 0;
};

/// A connection to one workspace. Used by one thread at a time. Statements are prepared once and
/// kept. Everything throws base::Error: `conflict` where a row like this is there already or is
/// still referred to, `invalid` for text that is no text, `io` when the disk is full, the file
/// locked, the server away.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;

  /// Another number whenever another connection, of this program or of any, has changed the
  /// database since: what was read under one number is still so under the same. Costs a look at
  /// shared memory. Nullopt where the engine numbers no states (PostgreSQL).
  virtual std::optional<std::int64_t> data_version() = 0;

  /// Runs one statement; how many rows it changed.
  template <class... P>
  std::int64_t run(std::string_view sql, const P&... parameters) {
    return run_with(sql, std::array<Parameter, sizeof...(P)>{Parameter(parameters)...});
  }
  template <class... P>
  Rows query(std::string_view sql, const P&... parameters) {
    return query_with(sql, std::array<Parameter, sizeof...(P)>{Parameter(parameters)...});
  }
  /// The first column of the first row; nullopt when there is no row.
  template <class T, class... P>
  std::optional<T> find_value(std::string_view sql, const P&... parameters) {
    for (const Row& row : query(sql, parameters...)) return row.get<T>(0);
    return std::nullopt;
  }
  /// The same where a row is certain: counts, RETURNING.
  template <class T, class... P>
  T get_value(std::string_view sql, const P&... parameters) {
    if (auto found = find_value<T>(sql, parameters...)) return *std::move(found);
    throw base::Error(base::ErrorKind::not_found,
                      base::say("What should be there is not: {}", sql));
  }

  virtual std::int64_t run_with(std::string_view sql, Parameters parameters) = 0;
  virtual Rows query_with(std::string_view sql, Parameters parameters) = 0;
  /// Several statements without parameters, separated by `;`.
  virtual void run_script(std::string_view sql) = 0;
  virtual std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                                  std::span<const std::string> columns) = 0;

  /// For Transaction and Savepoint.
  virtual void begin(Purpose purpose) = 0;
  virtual void commit() = 0;
  /// Nothing where the engine has rolled back by itself.
  virtual void roll_back() = 0;
  /// False again once an engine has rolled back by itself (a full disk).
  virtual bool is_in_transaction() const = 0;
};

}  // namespace stagecraft::store
