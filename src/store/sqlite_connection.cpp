#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <filesystem>
#include <vector>

#include "store/engines.h"
#include "store/sqlite_statement.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using sqlite::StatementCache;

std::string_view view_of(const void* bytes, int size) {
  return size == 0
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

class SqliteCursor : public Rows::Cursor {
 public:
  explicit SqliteCursor(StatementCache::Lease lease) : lease_(std::move(lease)) {}

  bool next() override { return sqlite::step(lease_.get()); }
  bool is_null(int column) const override {
    return sqlite3_column_type(lease_.get(), column) == SQLITE_NULL;
  }
  int column_count() const override { return sqlite3_column_count(lease_.get()); }
  std::string_view column_name(int column) const override {
    return sqlite3_column_name(lease_.get(), column);
  }
  ValueKind kind(int column) const override {
    switch (sqlite3_column_type(lease_.get(), column)) {
      case SQLITE_INTEGER:
        return ValueKind::integer;
      case SQLITE_FLOAT:
        return ValueKind::real;
      case SQLITE_TEXT:
        return ValueKind::text;
      case SQLITE_BLOB:
        return ValueKind::bytes;
      default:
        return ValueKind::unknown;
    }
  }

 protected:
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(lease_.get(), column);
  }
  double real(int column) const override { return sqlite3_column_double(lease_.get(), column); }
  std::string_view text(int column) const override {
    const void* bytes = sqlite3_column_blob(lease_.get(), column);
    return view_of(bytes, sqlite3_column_bytes(lease_.get(), column));
  }

 private:
  StatementCache::Lease lease_;
};

class SqliteBulkInsert : public BulkInsert {
 public:
  explicit SqliteBulkInsert(sqlite::Statement statement) : statement_(std::move(statement)) {}

  void add(Parameters row) override {
    sqlite::bind(statement_.get(), row, sqlite::Texts::stay);
    sqlite::step(statement_.get());
    sqlite3_reset(statement_.get());
  }
  void finish() override { statement_.reset(); }

 private:
  sqlite::Statement statement_;
};

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using SqliteHandle = std::unique_ptr<sqlite3, Close>;

int flags_of(Access access) {
  switch (access) {
    case Access::create:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::write:
    case Access::read:  // A reader of a WAL database writes to its shared memory.
      break;
  }
  return SQLITE_OPEN_READWRITE;
}

/// SQLite counts what it allocates for all connections together, behind a lock that every
/// allocation takes; nobody asks for these counts. Before the first connection, or it has no
/// effect.
void count_no_memory() {
  static const int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(code);
}

SqliteHandle open_handle(const SqliteOptions& options) {
  count_no_memory();
  const bool is_there = std::filesystem::exists(options.file);
  if (options.access == Access::create && is_there)
    throw Error(ErrorKind::conflict,
                fmt::format("There is a workspace '{}' already.", options.file.stem().string()));
  if (options.access != Access::create && !is_there)
    throw Error(ErrorKind::not_found,
                fmt::format("There is no workspace '{}': the file {} does not exist.",
                            options.file.stem().string(), options.file.string()));
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(
      options.file.c_str(), &db,
      flags_of(options.access) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  SqliteHandle handle(db);
  if (code != SQLITE_OK) sqlite::fail(db);
  return handle;
}

class SqliteConnection : public Connection {
 public:
  explicit SqliteConnection(const SqliteOptions& options)
      : handle_(open_handle(options)), statements_(handle_.get()) {
    sqlite3_busy_timeout(handle_.get(), static_cast<int>(options.busy_timeout.count()));
    run_script(
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA trusted_schema = OFF;"
        "PRAGMA temp_store = MEMORY;");
    // Readers are many, and share what the system keeps of the file.
    run_script(options.access == Access::read ? "PRAGMA query_only = ON; PRAGMA cache_size = -4000;"
                                              : "PRAGMA cache_size = -16000;");
  }

  Engine engine() const override { return Engine::sqlite; }
  std::optional<std::int64_t> data_version() override {
    return get_value<std::int64_t>("PRAGMA data_version");
  }

  std::int64_t run_with(std::string_view sql, Parameters parameters) override {
    const auto statement = statements_.take(sql);
    sqlite::bind(statement.get(), parameters, sqlite::Texts::stay);
    const auto before = sqlite3_total_changes64(handle_.get());
    while (sqlite::step(statement.get())) {
    }
    const bool has_changed = sqlite3_total_changes64(handle_.get()) != before;
    return has_changed ? sqlite3_changes64(handle_.get()) : 0;
  }

  Rows query_with(std::string_view sql, Parameters parameters) override {
    auto statement = statements_.take(sql);
    // What stood in the head of a range-for is gone when the loop begins.
    sqlite::bind(statement.get(), parameters, sqlite::Texts::copy);
    return Rows(std::make_unique<SqliteCursor>(std::move(statement)));
  }

  void run_script(std::string_view sql) override {
    if (sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr) !=
        SQLITE_OK)
      sqlite::fail(handle_.get());
  }

  std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                          std::span<const std::string> columns) override {
    std::string marks;
    for (std::size_t n = 1; n <= columns.size(); ++n)
      marks += fmt::format("{}?{}", n == 1 ? "" : ", ", n);
    const auto sql = fmt::format("INSERT INTO \"{}\" (\"{}\") VALUES ({})", table,
                                 fmt::join(columns, "\", \""), marks);
    return std::make_unique<SqliteBulkInsert>(sqlite::prepare(handle_.get(), sql));
  }

  void begin(Purpose purpose) override {
    run_with(purpose == Purpose::write ? "BEGIN IMMEDIATE" : "BEGIN", {});
  }
  void commit() override { run_with("COMMIT", {}); }
  void roll_back() override {
    if (is_in_transaction()) run_with("ROLLBACK", {});
  }
  bool is_in_transaction() const override { return sqlite3_get_autocommit(handle_.get()) == 0; }

 private:
  SqliteHandle handle_;
  StatementCache statements_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const SqliteOptions& options) {
  return std::make_unique<SqliteConnection>(options);
}

}  // namespace stagecraft::store
