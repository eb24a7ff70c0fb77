#pragma once

#include <string>
#include <vector>

#include "cli/context.h"

namespace stagecraft::cli {

/// Runs one command line, without the program's own name. Prints errors to `context.err` and
/// returns the exit status: 0 done, 1 done with findings or rejections, 2 input that could not be
/// used, 70 a defect of the program. Throws nothing that is worth catching.
int run(const std::vector<std::string>& words, Context& context);

/// The same on the terminal, for main.
int run(int argc, char** argv);

}  // namespace stagecraft::cli
