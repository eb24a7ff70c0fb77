#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/program.h"
#include "tests/temp_folder.h"

/// Runs whole command lines as main does, and keeps what they printed.
namespace stagecraft::cli {

struct Ran {
  int status = 0;
  std::string out, err;
};

inline Ran stagecraft(const std::vector<std::string>& words) {
  std::istringstream in;
  std::ostringstream out, err;
  Context context{.in = in, .out = out, .err = err};
  const int status = run(words, context);
  return {status, out.str(), err.str()};
}

inline std::string example_map(const std::string& name) {
  return STAGECRAFT_SOURCE_DIR "/examples/maps/" + name + ".yaml";
}

/// With a folder of its own for each test, gone afterwards.
class CommandLine : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path(name); }
  std::string write(const std::string& name, std::string_view text) const {
    return folder_.write(name, text);
  }
  std::string read(const std::string& name) const { return folder_.read(name); }

 private:
  TempFolder folder_;
};

}  // namespace stagecraft::cli
