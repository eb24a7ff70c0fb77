#include "store/search.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

#include "base/text.h"

namespace stagecraft::store {
namespace {

constexpr std::array<std::string_view, 4> kind_words{"deal", "account", "contact", "note"};
constexpr std::array all_kinds{SearchKind::deal, SearchKind::account, SearchKind::contact,
                               SearchKind::note};
constexpr std::size_t most_words = 20'000;
constexpr std::size_t most_word_bytes = 200;
constexpr std::size_t most_query_words = 10;
constexpr std::size_t shown_note_letters = 80;

constexpr std::array<std::string_view, 4> word_tables{"deal_words", "account_words",
                                                      "contact_words", "note_words"};

std::string_view table_of(SearchKind kind) { return word_tables[static_cast<std::size_t>(kind)]; }

/// What separates words: ASCII but letters and digits, general punctuation, spaces beyond ASCII.
bool is_separator(char32_t c) {
  if (c < 128) return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  return (c < 0xc0 && c != 0xaa && c != 0xb5 && c != 0xba) || c == 0xd7 || c == 0xf7 ||
         (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x3003) || c == 0xfeff || c == 0xfffd;
}

/// The words in the query language of the engine: all of them, each as a beginning.
std::string pattern_of(Engine engine, const std::vector<std::string>& words) {
  std::string pattern;
  for (const auto& word : words) {
    if (!pattern.empty()) pattern += engine == Engine::sqlite ? " " : " & ";
    pattern +=
        engine == Engine::sqlite ? fmt::format("\"{}\"*", word) : fmt::format("'{}':*", word);
  }
  return pattern;
}

/// The things of one kind that the pattern finds, as `t`, for FROM and WHERE.
std::string matches(Sql& sql, Engine engine, SearchKind kind, const std::string& pattern) {
  const auto place = sql.parameter(pattern);
  const auto test = engine == Engine::sqlite ? fmt::format("s.words MATCH {}", place)
                                             : fmt::format("s.words @@ CAST({} AS tsquery)", place);
  return fmt::format(" JOIN {} s ON s.rowid = t.id WHERE {}", table_of(kind), test);
}

Sql statement_for(Engine engine, SearchKind kind, const Viewer& viewer,
                  const std::string& pattern) {
  switch (kind) {
    case SearchKind::deal: {
      Sql sql("SELECT t.id, t.name, t.id FROM deals t");
      sql.add(matches(sql, engine, kind, pattern))
          .add(" AND t.status NOT IN ('merged', 'deleted')");
      return std::move(sql.add(sees_deals(sql, viewer, "t")));
    }
    case SearchKind::account: {
      Sql sql("SELECT t.id, t.name, 0 FROM accounts t");
      sql.add(matches(sql, engine, kind, pattern)).add(" AND t.merged_into IS NULL");
      return std::move(sql.add(sees_accounts(sql, viewer, "t")));
    }
    case SearchKind::contact: {
      Sql sql("SELECT t.id, t.name, 0 FROM contacts t");
      sql.add(matches(sql, engine, kind, pattern)).add(" AND t.merged_into IS NULL");
      return std::move(sql.add(sees_contacts(sql, viewer, "t")));
    }
    case SearchKind::note:
      break;
  }
  Sql sql("SELECT t.id, t.text, d.id FROM notes t JOIN deals d ON d.id = t.deal_id");
  sql.add(matches(sql, engine, kind, pattern));
  return std::move(sql.add(sees_deals(sql, viewer, "d")));
}

std::string beginning_of(const std::string& text) {
  std::string shown;
  std::size_t letters = 0;
  for (const auto c : base::code_points(text)) {
    if (++letters > shown_note_letters) return shown + "…";
    base::append_utf8(shown, c);
  }
  return shown;
}

}  // namespace

std::string_view to_word(SearchKind kind) { return kind_words[static_cast<std::size_t>(kind)]; }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  if (base::find_invalid_utf8(text)) return words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && words.size() < most_words)
      words.push_back(word.substr(0, most_word_bytes));
    word.clear();
  };
  for (const auto c : base::code_points(base::without_accents(base::to_lower(text)))) {
    if (is_separator(c))
      end_word();
    else if (word.size() + 4 <= most_word_bytes)
      base::append_utf8(word, c);
  }
  end_word();
  return words;
}

void index_words(Connection& db, SearchKind kind, std::int64_t id, std::string_view text) {
  const auto table = table_of(kind);
  db.run(fmt::format("DELETE FROM {} WHERE rowid = $1", table), id);
  const auto words = fmt::format("{}", fmt::join(words_of(text), " "));
  if (words.empty()) return;
  const auto value =
      db.engine() == Engine::sqlite ? "$2" : "array_to_tsvector(string_to_array($2, ' '))";
  db.run(fmt::format("INSERT INTO {} (rowid, words) VALUES ($1, {})", table, value), id, words);
}

void index_new_words(Connection& db, SearchKind kind,
                     std::span<const std::pair<std::int64_t, std::string>> texts) {
  static const std::vector<std::string> names{"rowid", "words"};
  const auto rows = db.bulk_insert(table_of(kind), names);
  for (const auto& [id, text] : texts) {
    // PostgreSQL reads it as a tsvector: what that would take for a sign is no part of a word.
    const auto words = fmt::format("{}", fmt::join(words_of(text), " "));
    if (!words.empty()) rows->add(std::array<Parameter, 2>{id, words});
  }
  rows->finish();
}

void rebuild_search_words(Connection& db) {
  for (const auto table : word_tables) db.run(fmt::format("DELETE FROM {}", table));
  constexpr std::array<std::pair<SearchKind, std::string_view>, 4> sources{{
      {SearchKind::deal, "SELECT id, name FROM deals WHERE status NOT IN ('merged', 'deleted')"},
      {SearchKind::account,
       "SELECT id, name || ' ' || domain || ' ' || email || ' ' || phone || ' ' || address FROM "
       "accounts"},
      {SearchKind::contact,
       "SELECT id, name || ' ' || email || ' ' || phone || ' ' || position FROM contacts"},
      {SearchKind::note,
       "SELECT n.id, n.text FROM events e JOIN notes n ON n.id = e.note_id WHERE e.kind <> "
       "'created'"},
  }};
  for (const auto& [kind, sql] : sources)
    for (const Row& row : db.query(sql))
      index_words(db, kind, row.get<std::int64_t>(0), row.get<std::string_view>(1));
  // What was written row by row lies in many segments; one is read faster.
  if (db.engine() != Engine::sqlite) return;
  for (const auto table : word_tables)
    db.run(fmt::format("INSERT INTO {0} ({0}) VALUES ('optimize')", table));
}

std::vector<Found> search(Connection& db, const Viewer& viewer, std::string_view query, int limit) {
  auto words = words_of(query);
  if (words.size() > most_query_words) words.resize(most_query_words);
  std::vector<Found> found;
  if (words.empty()) return found;
  const auto pattern = pattern_of(db.engine(), words);
  for (const auto kind : all_kinds) {
    auto sql = statement_for(db.engine(), kind, viewer, pattern);
    sql.add(" ORDER BY s.rowid DESC LIMIT " + sql.parameter(limit));
    for (const Row& row : sql.query(db)) {
      const auto name = row.get<std::string>(1);
      found.push_back({.kind = kind,
                       .id = row.get<std::int64_t>(0),
                       .name = kind == SearchKind::note ? beginning_of(name) : name,
                       .deal = row.get<selling::DealId>(2)});
    }
  }
  return found;
}

}  // namespace stagecraft::store
