#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// The lines of a back-up, with the hash that closes them. Of back_up.h and restore alone.
namespace stagecraft::store {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// SHA-256 of what goes through it.
class BackUpHash;

/// Writes beside the file, and puts it into its place when it is finished.
class BackUpWriter {
 public:
  explicit BackUpWriter(std::filesystem::path path);
  /// Removes what was not finished.
  ~BackUpWriter();
  BackUpWriter(const BackUpWriter&) = delete;
  BackUpWriter& operator=(const BackUpWriter&) = delete;

  void line(std::string_view text);
  /// Adds the last line; then the file is there, durable.
  void finish(std::int64_t rows);

 private:
  void write(std::string_view text);

  std::filesystem::path path_, unfinished_;
  File file_;
  std::unique_ptr<BackUpHash> hash_;
  bool is_finished_ = false;
};

/// Gives the lines before the last one, and checks that one when it comes to it.
class BackUpReader {
 public:
  explicit BackUpReader(const std::filesystem::path& path);
  ~BackUpReader();
  BackUpReader(const BackUpReader&) = delete;
  BackUpReader& operator=(const BackUpReader&) = delete;

  /// Nullopt after the last line, which was right. Throws Error{invalid} for a file that is cut off
  /// or was changed. The view holds until the next call.
  std::optional<std::string_view> next();

 private:
  void require_end(std::string_view line) const;

  std::filesystem::path path_;
  File file_;
  std::unique_ptr<BackUpHash> hash_;
  char* buffer_ = nullptr;
  std::size_t room_ = 0;
};

}  // namespace stagecraft::store
