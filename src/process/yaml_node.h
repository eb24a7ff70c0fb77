#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "process/reading_error.h"

namespace stagecraft::process {

/// Where a value was written: the number of the file among those that make up a map, line and
/// column from 1 (the column in code points). Line 0: nowhere, the value was made by a program.
struct Mark {
  std::uint16_t file = 0;
  int line = 0;
  int column = 0;

  auto operator<=>(const Mark&) const = default;
};

struct Entry;

/// A value of a YAML file, before anything is known of its meaning. Text is in Unicode's form NFC.
struct Node {
  /// `refused`: something that was reported (an alias, say), of which nothing more is to be said.
  enum class Kind : std::uint8_t { null, scalar, sequence, mapping, refused };

  Kind kind = Kind::null;
  bool plain = true;  ///< A scalar without quotes.
  bool cut = false;   ///< Reading stopped inside it, or refused a key: what is missing may be that.
  Mark mark;
  int comment = -1;            ///< Index into Document::comments; -1: none.
  std::string text;            ///< scalar
  std::vector<Node> items;     ///< sequence
  std::vector<Entry> entries;  ///< mapping, in file order; keys are unique.

  static Node scalar(std::string text, bool plain = true);
  static Node sequence();
  static Node mapping();

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }

  /// The value under `key`, or null. O(entries).
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  const Entry* find_entry(std::string_view key) const;
  /// Whether `key` has a value. A key without one gives the default back: it is left out.
  bool states(std::string_view key) const;
  /// Replaces or adds.
  void set(std::string_view key, Node value, Mark key_mark = {});
  /// Takes the key away, if it is there.
  void erase(std::string_view key);
};

struct Entry {
  std::string key;
  Mark mark;
  Node value;
};

/// Same values in the same order; places, comments and quotes play no part, but for a plain scalar
/// that YAML reads as something else than a text.
bool same_value(const Node& a, const Node& b);

/// Null where there is none.
Node copy_of(const Node* node);
/// Whether an item of a variant says `remove: true`.
bool asks_removal(const Node& item);

/// Comments of one value: whole lines above it, and the one behind it on its line; each from its
/// `#`.
struct Comments {
  std::vector<std::string> above;
  std::string behind;
};

struct Document {
  Node root;
  std::vector<Comments> comments;
  std::vector<std::string> head;  ///< Comments before the first value.
  std::vector<std::string> foot;  ///< Comments after the last value.
  bool has_content = false;       ///< False: an empty file, or comments only.
};

struct ParsedYaml {
  Document document;
  std::vector<ReadingError> errors;  ///< In the order in which they were met.
};

/// Reads one YAML document, as far as process-map.md, 3 and 9 accept it: UTF-8, at most 4 MiB,
/// nesting 32, no anchors, aliases, tags, merge keys, doubled keys, second document or control
/// characters. Never throws for bad input. After a syntax error or a passed limit the document
/// holds what came before. `file_name` is for messages, `file` for marks.
ParsedYaml parse_yaml(std::string_view text, const std::string& file_name, std::uint16_t file = 0);

}  // namespace stagecraft::process
