#include "tests/cli/running_program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace stagecraft::cli {

RunningProgram::RunningProgram(std::vector<std::string> words,
                               std::vector<std::string> environment) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("no process");
  if (pid_ == 0) {
    dup2(ends[1], STDOUT_FILENO);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (auto& pair : environment) putenv(pair.data());
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  close(ends[1]);
  out_ = fdopen(ends[0], "r");
}

RunningProgram::~RunningProgram() {
  if (pid_ != 0) {
    send(SIGKILL);
    wait();
  }
  std::fclose(out_);
}

std::string RunningProgram::line_with(std::string_view part) {
  std::string line;
  for (int c = std::fgetc(out_); c != EOF; c = std::fgetc(out_)) {
    if (c != '\n') {
      line += static_cast<char>(c);
    } else if (line.find(part) != std::string::npos) {
      return line;
    } else {
      line.clear();
    }
  }
  return {};
}

std::string RunningProgram::rest() {
  std::string text;
  for (int c = std::fgetc(out_); c != EOF; c = std::fgetc(out_)) text += static_cast<char>(c);
  return text;
}

void RunningProgram::send(int signal) const { kill(pid_, signal); }

int RunningProgram::wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace stagecraft::cli
