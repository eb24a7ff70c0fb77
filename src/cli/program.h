#pragma once

namespace stagecraft::cli {

/// The whole command line: parses, runs one command, catches every error once. Returns the exit
/// status: 0 done, 1 done with findings or rejections, 2 the input could not be used, 70 a defect
/// of ours.
int run(int argc, char** argv);

}  // namespace stagecraft::cli
