#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"

/// The tables, built up by numbered steps. Each runs in one transaction with the note that it has
/// run, so that an interrupted one leaves the state before it.
namespace stagecraft::store {

struct Migration {
  int number = 0;
  std::string name;  ///< `people`
  /// May use these words, which differ between the engines: `{identity}` (a key that counts by
  /// itself and never gives a number twice), `{integer}` (64 bits), `{real}`, `{text}` (compared
  /// byte by byte), `{bytes}`, and `{strict}` at the end of a table.
  std::string_view sql;
  /// What SQL cannot do, behind it in the same transaction; null: nothing.
  void (*work)(Connection&) = nullptr;
};

/// All that this program knows, in order. What only one engine can read (triggers, full-text
/// search) is in `NNNN_name.sqlite.sql` and `NNNN_name.postgresql.sql`.
std::vector<Migration> migrations(Engine engine);

/// The words replaced.
std::string in_dialect(Engine engine, std::string_view sql);

/// Number of the last migration that has run here; 0: none.
int schema_number(Connection& db);

/// Runs those that have not run. Throws Error{invalid} when the workspace has seen a newer program.
/// Two programs that start at once do each step once.
void migrate(Connection& db, std::span<const Migration> steps);
/// The same up to and including `number`; all by default.
void migrate(Connection& db);
void migrate_to(Connection& db, int number);

/// Throws Error{invalid} unless all of ours have run, and no others.
void require_current_schema(Connection& db);

}  // namespace stagecraft::store
