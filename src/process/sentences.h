#pragma once

#include <span>
#include <string>
#include <vector>

#include "process/map.h"
#include "process/operations.h"

namespace stagecraft::process {

/// Operations in plain English, in the names of the map: one sentence each, in their order, such as
///
///   Stage 'Trial' was renamed 'Trial on their own orders'.
///   'Expected days' of 'Agreement' went from 15 to 12.
///
/// A group is one sentence, followed by those of its operations that it does not imply. REQUIRES
/// that the operations apply to `map`. Text of the map has been made harmless for terminals; one
/// line each.
std::vector<std::string> to_sentences(const Map& map, std::span<const Operation> operations);

}  // namespace stagecraft::process
