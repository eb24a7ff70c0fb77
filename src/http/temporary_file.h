#pragma once

#include <filesystem>
#include <string_view>

namespace stagecraft::http {

/// A new file for a body that is too large for memory; gone when the request is answered, unless
/// the handler has moved it away. Throws Error{io} when it cannot be written.
class TemporaryFile {
 public:
  /// In `folder`/uploads, so that it can be moved to its place without copying.
  explicit TemporaryFile(const std::filesystem::path& folder);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void write(std::string_view bytes);
  /// No more is written.
  void close();

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

/// Removes what a server that ended too early has left in `folder`/uploads: files of bodies and
/// folders of imports that nobody has written to for a day, since other servers may share it.
/// Nothing where there is none.
void remove_leftovers(const std::filesystem::path& folder);

}  // namespace stagecraft::http
