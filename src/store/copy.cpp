#include "store/copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;

/// For this user alone, gone at the end.
class PrivateFolder {
 public:
  PrivateFolder() : path_((std::filesystem::temp_directory_path() / "stagecraft-XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr)
      throw Error(ErrorKind::io,
                  fmt::format("No folder can be made in {}; say by TMPDIR where there is room.",
                              std::filesystem::temp_directory_path().string()));
  }
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  std::filesystem::path file(std::string_view name) const {
    return std::filesystem::path(path_) / name;
  }

 private:
  std::string path_;
};

bool are_same(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::ifstream first(one, std::ios::binary), second(other, std::ios::binary);
  using Bytes = std::istreambuf_iterator<char>;
  return std::filesystem::file_size(one) == std::filesystem::file_size(other) &&
         std::equal(Bytes(first), Bytes(), Bytes(second), Bytes());
}

}  // namespace

BackUpReport copy_workspace(const WorkspacePlace& from, const WorkspacePlace& to) {
  const PrivateFolder folder;
  const auto original = folder.file("original"), copy = folder.file("copy");
  const auto report = back_up(from.location, from.workspace, original);
  restore(original, to.location, to.workspace);
  try {
    back_up(to.location, to.workspace, copy);
    if (!are_same(original, copy))
      throw Error(
          ErrorKind::io,
          fmt::format("The copy of '{}' was not the same as the workspace, and was removed. "
                      "Look at the workspace with `stagecraft workspace check`.",
                      from.workspace));
  } catch (...) {
    to.location.remove(to.workspace);
    throw;
  }
  return report;
}

}  // namespace stagecraft::store
