#include "store/sqlite_statement.h"

#include <sqlite3.h>

#include <cassert>
#include <stdexcept>
#include <utility>

#include "base/error.h"
#include "store/sql_text.h"

namespace stagecraft::store::sqlite {
namespace {

using base::Error;
using base::ErrorKind;
using base::say;

/// Lists build their text from filters, so texts are many, but not this many in daily use.
constexpr std::size_t most_statements = 500;

[[noreturn]] void fail_constraint(int code, const std::string& words) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      throw Error(ErrorKind::conflict, say("There is one like this already ({}).", words));
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      throw Error(ErrorKind::conflict,
                  "This refers to something that is not there, or something still refers to it.");
    default:
      throw Error(ErrorKind::conflict, say("The database refuses this: {}.", words));
  }
}

int bind_one(sqlite3_stmt* statement, int n, const Parameter& value, Texts texts) {
  const auto keep = texts == Texts::stay ? SQLITE_STATIC : SQLITE_TRANSIENT;
  if (value.is_null()) return sqlite3_bind_null(statement, n);
  switch (value.kind()) {
    case ValueKind::integer:
      return sqlite3_bind_int64(statement, n, value.integer());
    case ValueKind::real:
      return sqlite3_bind_double(statement, n, value.real());
    case ValueKind::bytes:
      return sqlite3_bind_blob64(statement, n, value.text().empty() ? "" : value.text().data(),
                                 value.text().size(), keep);
    case ValueKind::text:
      // PostgreSQL has no texts with a zero byte; so neither has this engine.
      if (value.text().find('\0') != std::string_view::npos)
        throw Error(ErrorKind::invalid, "A text holds a zero byte. Leave it out.");
      return sqlite3_bind_text64(statement, n, value.text().empty() ? "" : value.text().data(),
                                 value.text().size(), keep, SQLITE_UTF8);
    case ValueKind::unknown:
      break;
  }
  return sqlite3_bind_null(statement, n);
}

}  // namespace

void fail(sqlite3* db) {
  const int code = sqlite3_extended_errcode(db);
  const std::string words = sqlite3_errmsg(db);
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      fail_constraint(code, words);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(ErrorKind::io,
                  "The database is locked by another program. Try again when that has ended.");
    case SQLITE_FULL:
      throw Error(ErrorKind::io,
                  "The disk is full: nothing of this was kept. Make room and try again.");
    case SQLITE_READONLY:
      throw Error(ErrorKind::io, say("The database may only be read here ({}).", words));
    case SQLITE_CANTOPEN:
      throw Error(ErrorKind::io, say("The database file cannot be opened ({}).", words));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      throw Error(ErrorKind::io,
                  "The database file is damaged or is no database. Restore the last back-up.");
    case SQLITE_IOERR:
      throw Error(ErrorKind::io, say("Reading or writing the database file failed ({}).", words));
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    case SQLITE_TOOBIG:
      throw Error(ErrorKind::too_large, "A text is too large for the database.");
    default:
      throw std::logic_error("SQLite: " + words);
  }
}

void Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement prepare(sqlite3* db, std::string_view sql) {
  const auto text = with_question_marks(sql);
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                         &statement, nullptr) != SQLITE_OK)
    fail(db);
  return Statement(statement);
}

void bind(sqlite3_stmt* statement, Parameters parameters, Texts texts) {
  assert(static_cast<int>(parameters.size()) >= sqlite3_bind_parameter_count(statement));
  int n = 0;
  for (const auto& value : parameters)
    if (bind_one(statement, ++n, value, texts) != SQLITE_OK) fail(sqlite3_db_handle(statement));
}

bool step(sqlite3_stmt* statement) {
  switch (sqlite3_step(statement)) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      fail(sqlite3_db_handle(statement));
  }
}

StatementCache::Lease::Lease(Lease&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)),
      is_taken_(std::exchange(other.is_taken_, nullptr)),
      own_(std::move(other.own_)) {}

StatementCache::Lease::~Lease() {
  if (is_taken_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  *is_taken_ = false;
}

StatementCache::Lease StatementCache::take(std::string_view sql) {
  auto found = entries_.find(std::string(sql));
  if (found == entries_.end()) {
    auto statement = prepare(db_, sql);
    make_room();
    found = entries_.emplace(sql, Entry{std::move(statement)}).first;
  }
  auto& entry = found->second;
  if (entry.is_taken) return Lease(prepare(db_, sql));
  entry.is_taken = true;
  return {entry.statement.get(), &entry.is_taken};
}

void StatementCache::make_room() {
  if (entries_.size() < most_statements) return;
  std::erase_if(entries_, [](const auto& item) { return !item.second.is_taken; });
}

}  // namespace stagecraft::store::sqlite
