#pragma once

#include <string>

#include "process/map.h"
#include "selling/guide_words.h"

namespace stagecraft::selling {

/// A piece of evidence as a part of a sentence: "a meeting or a call with the decision maker that
/// confirmed it", "the document 'Trial sheet'". Conditions stay as the map writes them.
std::string words_for(const process::Evidence& evidence, const process::Map& map,
                      const GuideWords& words);

}  // namespace stagecraft::selling
