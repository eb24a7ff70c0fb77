#pragma once

#include <array>
#include <string_view>

namespace stagecraft::process {

/// The word lists of the text rules, to which a map may add (`check: words:`). What each is for:
/// src/process/data/words-en.yaml.
inline constexpr std::array<std::string_view, 14> word_lists{
    "customer", "seller",      "act",         "act_irregular",  "doer_links", "mental",
    "opinion",  "seller_verb", "seller_done", "seller_benefit", "articles",   "joiners",
    "ours",     "us"};

}  // namespace stagecraft::process
