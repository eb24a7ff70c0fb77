#pragma once

#include <string_view>

#include "base/sentence.h"

namespace stagecraft::process {

/// What the YAML parser calls wrong, in the words of who writes a map, and how to mend it. What is
/// rare is told as the parser tells it.
base::Sentence syntax_problem(std::string_view parser_message);

}  // namespace stagecraft::process
