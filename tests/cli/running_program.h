#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::cli {

/// A program that runs beside the test. Its standard output is read here; its standard error is
/// the test's. It dies with the test, however that ends.
class RunningProgram {
 public:
  /// `words` begin with its path, or its name to be looked for in PATH. `environment` is added to
  /// the test's own, as `NAME=value`.
  explicit RunningProgram(std::vector<std::string> words,
                          std::vector<std::string> environment = {});
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  /// Waits for a line that holds `part`, and gives it; empty when the program ends before.
  std::string line_with(std::string_view part);
  /// All that it still prints, until it ends.
  std::string rest();
  void send(int signal) const;
  /// Its exit status; -1 when a signal ended it. Once.
  int wait();

 private:
  pid_t pid_ = 0;
  std::FILE* out_ = nullptr;
};

}  // namespace stagecraft::cli
