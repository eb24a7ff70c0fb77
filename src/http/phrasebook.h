#pragma once

#include <string_view>

#include "base/sentence.h"

namespace stagecraft::http {

/// How every folder's patterns are told in a language, which is one of process::message_languages;
/// of English the empty book. Read once, from `data/refusals/FOLDER-LANGUAGE.yaml`; a file that is
/// no mapping of pattern to pattern, or that contradicts another one, is a std::logic_error.
const base::Phrasebook& phrasebook(std::string_view language);

}  // namespace stagecraft::http
