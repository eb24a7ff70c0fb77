#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace stagecraft::process {

/// Offset of the bracket that opens more than `limit` lists and mappings in brackets inside one
/// another; nullopt: no text does. To be asked before the YAML parser, which keeps a few hundred
/// bytes for each bracket until it knows whether a key begins there: 1 GB for 4 MiB of `[`.
/// Brackets in quotes, comments, block scalars and plain texts do not count. REQUIRES line ends LF.
/// O(size).
std::optional<std::size_t> find_deep_flow(std::string_view text, int limit);

/// Offset of the bracket `[` or `{` that is one more than `most` in a text, wherever they stand;
/// nullopt: there are no more. Those behind a tag or an anchor, which find_deep_flow takes for
/// text, cost the parser as much. O(size).
std::optional<std::size_t> find_many_brackets(std::string_view text, std::size_t most);

}  // namespace stagecraft::process
