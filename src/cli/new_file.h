#pragma once

#include <fstream>
#include <string>
#include <string_view>

namespace stagecraft::cli {

/// A file that is complete or not there: written beside its name and moved over it at the end. All
/// members throw Error{io} when writing fails.
class NewFile {
 public:
  explicit NewFile(std::string path);
  /// Without `keep`, nothing stays.
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view text);
  void keep();

 private:
  void check();

  std::string path_, draft_;
  std::ofstream stream_;
  bool is_kept_ = false;
};

}  // namespace stagecraft::cli
