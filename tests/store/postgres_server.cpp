#include "tests/store/postgres_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <vector>

namespace stagecraft::store {
namespace {

const std::filesystem::path programs = "/usr/lib/postgresql/15/bin";

/// Root may not run the server, so it becomes `postgres`.
const passwd* find_account() { return getuid() == 0 ? getpwnam("postgres") : getpwuid(getuid()); }

/// Starts a program, its output to a log. The child ends when this program does, however it ends.
pid_t spawn(std::vector<std::string> words, const std::filesystem::path& log) {
  const auto* account = find_account();
  const auto uid = account->pw_uid;
  const auto gid = account->pw_gid;
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid != 0) return pid;
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  const bool is_ready = chdir("/") == 0 &&
                        (getuid() != 0 || (setgid(gid) == 0 && setuid(uid) == 0)) &&
                        prctl(PR_SET_PDEATHSIG, SIGQUIT) == 0 && getppid() == parent;
  if (is_ready) execv(arguments[0], arguments.data());
  _exit(127);
}

int wait_for(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return status;
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

PostgresServer* PostgresServer::find() {
  if (!std::filesystem::exists(programs / "postgres") || find_account() == nullptr) return nullptr;
  static PostgresServer server;
  return &server;
}

PostgresServer::PostgresServer() {
  const auto* account = find_account();
  if (chown(folder_.path().c_str(), account->pw_uid, account->pw_gid) != 0)
    throw std::runtime_error("cannot give a folder to the account that runs PostgreSQL");
  const auto log = folder_.path("initdb.log");
  const pid_t maker =
      spawn({(programs / "initdb").string(), "-D", folder_.path("data"), "-U", "test", "--no-sync",
             "--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust"},
            log);
  if (wait_for(maker) != 0) throw std::runtime_error("initdb failed: " + contents(log));
  start();
}

PostgresServer::~PostgresServer() { kill(); }

void PostgresServer::start() {
  // Without fsync: these tests cut the server's life, not the machine's power. Reached through a
  // socket in its own folder, so no port of the machine is taken.
  pid_ = spawn({(programs / "postgres").string(), "-D", folder_.path("data"), "-k", folder_.path(),
                "-c", "listen_addresses=", "-c", "max_connections=60", "-c", "fsync=off"},
               folder_.path("server.log"));
  while (PQping(address().c_str()) != PQPING_OK) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_)
      throw std::runtime_error("PostgreSQL did not start: " + contents(folder_.path("server.log")));
    usleep(10'000);
  }
}

void PostgresServer::kill() {
  ::kill(pid_, SIGQUIT);  // "immediate": no checkpoint, no farewell
  wait_for(pid_);
}

std::string PostgresServer::address() const {
  return fmt::format("postgresql://test@/postgres?host={}", folder_.path());
}

}  // namespace stagecraft::store
