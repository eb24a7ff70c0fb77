#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Text as people write it: UTF-8, compared without regard to case, suggested when mistyped.
namespace stagecraft::base {

/// Offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates count as
/// wrong); nullopt when all of it is. O(n).
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Unicode normalisation form C. REQUIRES valid UTF-8.
std::string to_nfc(std::string_view text);

/// For comparing names: NFC, case folded, runs of white space one space, trimmed. REQUIRES valid
/// UTF-8.
std::string fold(std::string_view text);

/// Lower case by Unicode's simple mapping. REQUIRES valid UTF-8.
std::string to_lower(std::string_view text);

/// Without accents and other marks on letters: 'Über' becomes 'Uber'. REQUIRES valid UTF-8.
std::string without_accents(std::string_view text);

/// Code points of a valid UTF-8 text; one that is not well-formed comes back as U+FFFD, a byte
/// each.
std::vector<char32_t> code_points(std::string_view text);
/// Appends a code point as UTF-8; what is no Unicode scalar value as U+FFFD.
void append_utf8(std::string& text, char32_t code_point);

/// True for control characters other than newline, and for characters that reorder text (bidi
/// embeddings, overrides, isolates), which could make a message read as what it is not.
bool is_deceptive(char32_t code_point);
/// The text with every deceptive character and wrong byte as U+FFFD: safe on a terminal.
std::string printable(std::string_view text);

/// Damerau-Levenshtein distance (optimal string alignment) in bytes, or `limit` + 1 when it is
/// more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to `word` within an edit distance of 2 (1 for words of up to 3 letters);
/// empty when none is, or when two are equally near. Views one of `candidates`.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// Cells that the text takes on a terminal: 2 for East Asian wide characters, 0 for combining ones.
std::size_t display_width(std::string_view text);

/// Of ASCII, whatever the locale.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Without white space (ASCII) at both ends.
std::string_view trim(std::string_view text);

}  // namespace stagecraft::base
