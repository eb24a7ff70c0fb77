#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/connection.h"
#include "store/viewer.h"

/// Full-text search: the stated exception to 'the same SQL on both engines' (FTS5 and tsvector).
/// Texts are split into words by us, so both find the same.
namespace stagecraft::store {

enum class SearchKind : std::uint8_t { deal, account, contact, note };

/// `deal`, `account`, `contact`, `note`.
std::string_view to_word(SearchKind kind);

/// Small letters without accents, split at whatever is neither letter nor digit: `Größe 12-B` gives
/// `große`, `12`, `b`. Of more than 20,000 words the first are taken.
std::vector<std::string> words_of(std::string_view text);

/// Makes the thing findable by the words of `text`, and no others. Empty: not at all.
void index_words(Connection& db, SearchKind kind, std::int64_t id, std::string_view text);

/// The same for many things of which nothing was findable yet: id and text.
void index_new_words(Connection& db, SearchKind kind,
                     std::span<const std::pair<std::int64_t, std::string>> texts);

/// All of it again, from the tables.
void rebuild_search_words(Connection& db);

struct Found {
  SearchKind kind = SearchKind::deal;
  std::int64_t id = 0;
  std::string name;      ///< Of the deal, account or contact; of a note: its beginning.
  selling::DealId deal;  ///< Of a deal or a note about one; 0: none.

  bool operator==(const Found&) const = default;
};

/// What holds, for every word of `query`, a word that begins with it; newest first, at most `limit`
/// of each kind. Nothing for a query without words. Shows a viewer only what they see.
std::vector<Found> search(Connection& db, const Viewer& viewer, std::string_view query, int limit);

}  // namespace stagecraft::store
