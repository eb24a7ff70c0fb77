#include "cli/new_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/error.h"

namespace stagecraft::cli {

NewFile::NewFile(std::string path)
    : path_(std::move(path)), draft_(path_ + ".part"), stream_(draft_, std::ios::binary) {
  check();
}

NewFile::~NewFile() {
  if (is_kept_) return;
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(draft_, ignored);
}

void NewFile::write(std::string_view text) {
  stream_.write(text.data(), static_cast<std::streamsize>(text.size()));
  check();
}

void NewFile::keep() {
  stream_.close();
  check();
  std::filesystem::rename(draft_, path_);
  is_kept_ = true;
}

void NewFile::check() {
  if (!stream_)
    throw base::Error(base::ErrorKind::io,
                      fmt::format("Cannot write {}: {}", path_, std::strerror(errno)));
}

}  // namespace stagecraft::cli
