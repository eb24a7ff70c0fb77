#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/parameter.h"

struct sqlite3;
struct sqlite3_stmt;

/// Of the SQLite engine alone.
namespace stagecraft::store::sqlite {

/// Throws base::Error for what SQLite last said on this connection.
[[noreturn]] void fail(sqlite3* db);

struct Finalize {
  void operator()(sqlite3_stmt* statement) const;
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Statement prepare(sqlite3* db, std::string_view sql);
/// Whether texts outlive the statement's last step, or have to be copied.
enum class Texts : std::uint8_t { stay, copy };
void bind(sqlite3_stmt* statement, Parameters parameters, Texts texts);
/// True: a row stands there. False: done.
bool step(sqlite3_stmt* statement);

/// Prepared statements by their text. A statement that is taken twice at once (a query inside the
/// loop of the same query) is prepared again for the second.
class StatementCache {
 public:
  /// Gives the statement back, ready for its next use.
  class Lease {
   public:
    Lease(sqlite3_stmt* statement, bool* is_taken) : statement_(statement), is_taken_(is_taken) {}
    explicit Lease(Statement own) : statement_(own.get()), own_(std::move(own)) {}
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    sqlite3_stmt* get() const { return statement_; }

   private:
    sqlite3_stmt* statement_;
    bool* is_taken_ = nullptr;
    Statement own_;
  };

  explicit StatementCache(sqlite3* db) : db_(db) {}
  Lease take(std::string_view sql);

 private:
  struct Entry {
    Statement statement;
    bool is_taken = false;
  };

  void make_room();

  sqlite3* db_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace stagecraft::store::sqlite
