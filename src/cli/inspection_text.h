#pragma once

#include <iosfwd>
#include <string>

#include "history/inspect.h"

namespace stagecraft::cli {

/// What was found in files, for a person.
void print_inspection(const history::Inspection& inspection, std::ostream& out);

/// The same as JSON, every figure in full precision.
std::string inspection_json(const history::Inspection& inspection);

}  // namespace stagecraft::cli
