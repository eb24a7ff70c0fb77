#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::process {

/// The words of a text as the text rules see them: lower case, split at anything but letters,
/// digits,
/// `'` and `-`; a typographic apostrophe counts as `'`; a final `'s` is dropped, and so are `'` and
/// `-` at either end of a word. REQUIRES valid UTF-8. O(n).
std::vector<std::string> split_words(std::string_view text);

}  // namespace stagecraft::process
