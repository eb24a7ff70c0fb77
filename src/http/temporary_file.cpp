#include "http/temporary_file.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include "base/error.h"

namespace stagecraft::http {
namespace {

[[noreturn]] void fail_to_keep_body(const std::filesystem::path& path) {
  throw base::Error(base::ErrorKind::io,
                    base::say("An uploaded file cannot be kept in {}: {}.",
                              path.parent_path().string(), std::strerror(errno)));
}

}  // namespace

TemporaryFile::TemporaryFile(const std::filesystem::path& folder) {
  const auto home = folder / "uploads";
  std::error_code ignored;  // mkstemp says what is wrong.
  std::filesystem::create_directories(home, ignored);
  std::string name = (home / "body-XXXXXX").string();
  file_ = mkstemp(name.data());
  path_ = name;
  if (file_ < 0) fail_to_keep_body(path_);
}

TemporaryFile::~TemporaryFile() {
  if (file_ >= 0) ::close(file_);
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void TemporaryFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(file_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_to_keep_body(path_);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void TemporaryFile::close() {
  const int status = ::close(file_);
  file_ = -1;
  if (status != 0) fail_to_keep_body(path_);
}

void remove_leftovers(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  const auto before = fs::file_time_type::clock::now() - std::chrono::hours(24);
  std::error_code failed;
  for (fs::directory_iterator at(folder / "uploads", failed), end; !failed && at != end;
       at.increment(failed)) {
    const auto name = at->path().filename().string();
    if (!name.starts_with("body-") && !name.starts_with("import-")) continue;
    std::error_code unknown;
    const auto written = at->last_write_time(unknown);
    if (!unknown && written < before) fs::remove_all(at->path(), unknown);
  }
}

}  // namespace stagecraft::http
