#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace stagecraft::http {

/// The beginning of a file that is too long to be looked at whole.
struct FileSample {
  std::string path;
  bool is_whole = true;
  std::int64_t bytes = 0;  ///< In `path`, unpacked; stated where it is not whole.
};

/// The rows of a CSV, or the traces of an XES, in the first `most` bytes, unpacked, as a file of
/// the same name in `folder`, which is on the same disk. Cut at the end of a line: one within
/// quotes breaks the last row. A file that is shorter, or whose first row or trace is longer, is
/// linked there. Throws Error{io}, and as open_source.
FileSample sample_file(const std::string& path, const std::filesystem::path& folder,
                       std::size_t most);

}  // namespace stagecraft::http
