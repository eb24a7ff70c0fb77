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

/// Rows of a kind lie together, so that the newest of it are found without looking at the others.
constexpr std::int64_t rows_of_a_kind = std::int64_t{1} << 56;

std::int64_t first_row(SearchKind kind) { return static_cast<std::int64_t>(kind) * rows_of_a_kind; }

std::int64_t row_of(SearchKind kind, std::int64_t id) { return first_row(kind) + id; }

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
  const auto first = first_row(kind);
  return fmt::format(
      " JOIN search_words s ON t.id = s.rowid - {0} WHERE s.rowid BETWEEN {0} AND {1} AND {2}",
      first, first + rows_of_a_kind - 1, test);
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
  const auto row = row_of(kind, id);
  db.run("DELETE FROM search_words WHERE rowid = $1", row);
  const auto words = fmt::format("{}", fmt::join(words_of(text), " "));
  if (words.empty()) return;
  if (db.engine() == Engine::sqlite)
    db.run("INSERT INTO search_words (rowid, words) VALUES ($1, $2)", row, words);
  else
    db.run(
        "INSERT INTO search_words (rowid, words) VALUES ($1, array_to_tsvector(string_to_array($2, "
        "' ')))",
        row, words);
}

void index_new_words(Connection& db, SearchKind kind,
                     std::span<const std::pair<std::int64_t, std::string>> texts) {
  static const std::vector<std::string> names{"rowid", "words"};
  const auto rows = db.bulk_insert("search_words", names);
  for (const auto& [id, text] : texts) {
    // PostgreSQL reads it as a tsvector: what that would take for a sign is no part of a word.
    const auto words = fmt::format("{}", fmt::join(words_of(text), " "));
    if (!words.empty()) rows->add(std::array<Parameter, 2>{row_of(kind, id), words});
  }
  rows->finish();
}

void rebuild_search_words(Connection& db) {
  db.run("DELETE FROM search_words");
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
