#pragma once

#include <cstddef>

/// What a map may hold (process-map.md, 9). Passing one is the reading error too-large; reading
/// stops where memory would grow.
namespace stagecraft::process::limits {

inline constexpr std::size_t file_bytes = std::size_t{4} << 20;
inline constexpr std::size_t extension_bytes = std::size_t{64} << 10;  ///< One `x_...` key.
inline constexpr int nesting = 32;
inline constexpr std::size_t values = 500'000;    ///< In one file; bounds memory, not the language.
inline constexpr std::size_t brackets = 200'000;  ///< `[` and `{` in one file, also in texts.
inline constexpr std::size_t sequence = 2'000;    ///< Items of any list, whatever it means.
inline constexpr std::size_t goals = 50;
inline constexpr std::size_t stages = 500;  ///< Over all goals.
inline constexpr std::size_t tasks = 50;
inline constexpr std::size_t criteria = 20;
inline constexpr std::size_t list = 50;
inline constexpr std::size_t catalogue = 2'000;
inline constexpr std::size_t personas = 50;
inline constexpr std::size_t steps = 50;
inline constexpr std::size_t waivers = 500;
inline constexpr int extends = 8;

inline constexpr std::size_t formula_characters = 500;
inline constexpr std::size_t formula_nodes = 64;
inline constexpr int formula_depth = 16;

}  // namespace stagecraft::process::limits
