#include <fmt/format.h>
#include <fmt/ranges.h>
#include <libpq-fe.h>

#include <charconv>
#include <unordered_map>
#include <utility>

#include "store/engines.h"
#include "store/postgres_result.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::say;
using postgres::Result;

constexpr std::size_t most_statements = 500;
constexpr std::size_t copy_buffer_bytes = 1 << 16;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PostgresHandle = std::unique_ptr<PGconn, Finish>;

std::int64_t affected_rows(const PGresult* result) {
  const std::string_view text = PQcmdTuples(const_cast<PGresult*>(result));
  std::int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

class PostgresBulkInsert : public BulkInsert {
 public:
  PostgresBulkInsert(PGconn* connection, const std::string& sql) : connection_(connection) {
    postgres::require_success(connection_, Result(PQexec(connection_, sql.c_str())));
  }
  ~PostgresBulkInsert() override {
    if (is_open_) end("given up");
  }

  void add(Parameters row) override {
    postgres::append_copy_line(buffer_, row);
    if (buffer_.size() >= copy_buffer_bytes) send();
  }
  void finish() override {
    send();
    is_open_ = false;
    auto result = end(nullptr);
    postgres::require_success(connection_, std::move(result));
  }

 private:
  void send() {
    if (buffer_.empty()) return;
    if (PQputCopyData(connection_, buffer_.data(), static_cast<int>(buffer_.size())) != 1)
      postgres::fail(connection_, nullptr);
    buffer_.clear();
  }
  /// The first result is the one that tells; libpq wants the rest to be read as well.
  Result end(const char* why_not) {
    PQputCopyEnd(connection_, why_not);
    Result first(PQgetResult(connection_));
    while (Result more{PQgetResult(connection_)}) {
    }
    return first;
  }

  PGconn* connection_;
  std::string buffer_;
  bool is_open_ = true;
};

class PostgresConnection : public Connection {
 public:
  explicit PostgresConnection(const PostgresOptions& options) : options_(options) {
    connect();
    if (options_.access == Access::create)
      create_schema();
    else
      require_schema();
    options_.access = options_.access == Access::create ? Access::write : options_.access;
  }

  Engine engine() const override { return Engine::postgresql; }
  std::optional<std::int64_t> data_version() override { return {}; }

  std::int64_t run_with(std::string_view sql, Parameters parameters) override {
    return affected_rows(execute(sql, parameters).get());
  }
  Rows query_with(std::string_view sql, Parameters parameters) override {
    return Rows(postgres::make_cursor(execute(sql, parameters)));
  }
  void run_script(std::string_view sql) override {
    ensure_connected();
    postgres::require_success(handle_.get(),
                              Result(PQexec(handle_.get(), std::string(sql).c_str())));
  }
  std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                          std::span<const std::string> columns) override {
    ensure_connected();
    return std::make_unique<PostgresBulkInsert>(
        handle_.get(),
        fmt::format("COPY \"{}\" (\"{}\") FROM STDIN", table, fmt::join(columns, "\", \"")));
  }

  void begin(Purpose purpose) override {
    is_open_ = false;
    // Read committed is enough for a writer: nobody else writes while it holds the lock, and each
    // of its statements sees all that was committed before it got the lock.
    run_script(purpose == Purpose::read
                   ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                   : "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(current_schema(), 0))");
    is_open_ = true;
  }
  void commit() override {
    is_open_ = false;
    Result result(PQexec(handle_.get(), "COMMIT"));
    if (PQstatus(handle_.get()) != CONNECTION_OK)
      throw Error(
          ErrorKind::io,
          "The database server went away while it was keeping the change, so it is not known "
          "whether it did. Look before you repeat it.");
    // A transaction in which a statement failed is rolled back by COMMIT, without an error.
    const std::string_view done = PQcmdStatus(result.get());
    postgres::require_success(handle_.get(), std::move(result));
    if (done == "ROLLBACK")
      throw Error(ErrorKind::conflict, "Nothing was kept, because a part of it had failed.");
  }
  void roll_back() override {
    if (!std::exchange(is_open_, false) || PQstatus(handle_.get()) != CONNECTION_OK) return;
    run_script("ROLLBACK");
  }
  bool is_in_transaction() const override {
    return is_open_ && PQstatus(handle_.get()) == CONNECTION_OK;
  }

 private:
  void connect() {
    statements_.clear();
    handle_.reset(PQconnectdb(options_.address.c_str()));
    if (PQstatus(handle_.get()) != CONNECTION_OK) {
      std::string words = PQerrorMessage(handle_.get());
      while (!words.empty() && words.back() == '\n') words.pop_back();
      throw TryAgain(ErrorKind::io, say("The database server cannot be reached: {}.", words));
    }
    PQsetNoticeProcessor(
        handle_.get(), [](void*, const char*) {}, nullptr);
    std::string settings = fmt::format(
        "SET search_path TO {}; SET synchronous_commit TO on; SET timezone TO 'UTC'; "
        "SET client_encoding TO 'UTF8'; SET default_transaction_isolation TO 'read committed'",
        quoted(options_.schema));
    if (options_.access == Access::read) settings += "; SET default_transaction_read_only TO on";
    postgres::require_success(handle_.get(), Result(PQexec(handle_.get(), settings.c_str())));
  }

  /// Never within a transaction: its other half would run alone.
  void ensure_connected() {
    if (!is_open_ && PQstatus(handle_.get()) != CONNECTION_OK) connect();
  }

  std::string quoted(const std::string& name) const {
    std::unique_ptr<char, decltype(&PQfreemem)> text(
        PQescapeIdentifier(handle_.get(), name.data(), name.size()), &PQfreemem);
    if (!text) postgres::fail(handle_.get(), nullptr);
    return text.get();
  }

  bool has_schema() {
    return find_value<std::int64_t>("SELECT count(*) FROM pg_namespace WHERE nspname = $1",
                                    options_.schema) == 1;
  }
  void create_schema() {
    if (has_schema())
      throw Error(ErrorKind::conflict, say("There is a workspace '{}' already.", options_.schema));
    run_script("CREATE SCHEMA " + quoted(options_.schema));
  }
  void require_schema() {
    if (!has_schema())
      throw Error(ErrorKind::not_found,
                  say("There is no workspace '{}' in this database.", options_.schema));
  }

  Result execute(std::string_view sql, Parameters parameters) {
    const postgres::Arguments arguments(parameters);
    ensure_connected();
    const auto& name = prepared(sql, arguments);
    return postgres::require_success(
        handle_.get(),
        Result(PQexecPrepared(handle_.get(), name.c_str(), arguments.count(), arguments.values(),
                              arguments.lengths(), arguments.formats(), 0)));
  }

  const std::string& prepared(std::string_view sql, const postgres::Arguments& arguments) {
    auto key = fmt::format("{}:{}", arguments.type_key(), sql);
    if (const auto found = statements_.find(key); found != statements_.end()) return found->second;
    if (statements_.size() >= most_statements) {
      run_script("DEALLOCATE ALL");
      statements_.clear();
    }
    auto name = fmt::format("s{}", ++statement_count_);
    postgres::require_success(
        handle_.get(), Result(PQprepare(handle_.get(), name.c_str(), std::string(sql).c_str(),
                                        arguments.count(), arguments.types())));
    return statements_.emplace(std::move(key), std::move(name)).first->second;
  }

  PostgresOptions options_;
  PostgresHandle handle_;
  bool is_open_ = false;  // A transaction was begun and not ended by us.
  std::unordered_map<std::string, std::string> statements_;
  std::int64_t statement_count_ = 0;
};

}  // namespace

std::unique_ptr<Connection> open_postgres(const PostgresOptions& options) {
  return std::make_unique<PostgresConnection>(options);
}

}  // namespace stagecraft::store
