#pragma once

#include <iosfwd>

namespace CLI {
class App;
}

namespace stagecraft::cli {

/// What a command may touch besides files: its streams, and the exit status that it leaves. Each
/// command is one file with one function `add_NAME(parent, context)` that registers it.
struct Context {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  int status = 0;  ///< 0 done, 1 done with findings or rejections, 2 the input could not be used.
  bool is_terminal = false;        ///< `err` is a terminal: progress and colour are welcome.
  std::size_t width = 100;         ///< Of `out`, in columns: what text is laid out for.
  bool is_colour_welcome = false;  ///< `out` is a terminal whose user has not set NO_COLOR.
};

}  // namespace stagecraft::cli
