#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/program.h"

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

/// A folder of its own for each test, gone afterwards.
class CommandLine : public testing::Test {
 protected:
  CommandLine() { std::filesystem::create_directories(folder_); }
  ~CommandLine() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path(name), std::ios::binary).rdbuf();
    return text.str();
  }

 private:
  static std::string name_of_test() {
    const auto& test = *testing::UnitTest::GetInstance()->current_test_info();
    return std::string(test.test_suite_name()) + "_" + test.name();
  }

  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("stagecraft_" + name_of_test());
};

}  // namespace stagecraft::cli
