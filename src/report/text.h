#pragma once

#include <string>

#include "report/measured.h"

namespace stagecraft::report {

/// The report that a manager reads in a terminal: stages, the limit, money, slices, changes, what
/// to know. UTF-8, no colour, lines of at most about `width` cells (stage names may make them
/// longer).
std::string to_text(const Measured& measured, std::size_t width = 100);

}  // namespace stagecraft::report
