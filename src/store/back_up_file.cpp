#include "store/back_up_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "base/error.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::string_view end_mark = "{\"end\": ";

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view what) {
  throw Error(ErrorKind::io,
              fmt::format("{} cannot be {}: {}.", path.string(), what, std::strerror(errno)));
}

[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view why) {
  throw Error(ErrorKind::invalid,
              fmt::format("{} cannot be restored: {}. Take another back-up.", path.string(), why));
}

std::filesystem::path with_suffix(std::filesystem::path path, std::string_view suffix) {
  path += suffix;
  return path;
}

/// It holds secrets: for this user alone.
File create_private(const std::filesystem::path& path) {
  constexpr ::mode_t owner_only = 0600;
  const int number = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only);
  if (number < 0) fail(path, "written");
  return File(::fdopen(number, "wb"));
}

}  // namespace

class BackUpHash {
 public:
  BackUpHash() { crypto_hash_sha256_init(&state_); }
  void add(std::string_view text) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(text.data()),
                              text.size());
  }
  /// Of all so far; more may follow.
  std::string hex() const {
    auto state = state_;
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    return {text.data(), text.size() - 1};
  }

 private:
  crypto_hash_sha256_state state_{};
};

BackUpWriter::BackUpWriter(std::filesystem::path path)
    : path_(std::move(path)),
      unfinished_(with_suffix(path_, ".unfinished")),
      file_(create_private(unfinished_)),
      hash_(std::make_unique<BackUpHash>()) {}

BackUpWriter::~BackUpWriter() {
  if (is_finished_) return;
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(unfinished_, ignored);
}

void BackUpWriter::line(std::string_view text) {
  hash_->add(text);
  hash_->add("\n");
  write(text);
  write("\n");
}

void BackUpWriter::finish(std::int64_t rows) {
  write(fmt::format("{}{}, \"sha256\": \"{}\"}}\n", end_mark, rows, hash_->hex()));
  if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0)
    fail(unfinished_, "written");
  file_.reset();
  std::error_code failed;
  std::filesystem::rename(unfinished_, path_, failed);
  if (failed) fail(path_, "written");
  is_finished_ = true;
}

void BackUpWriter::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size())
    fail(unfinished_, "written");
}

BackUpReader::BackUpReader(const std::filesystem::path& path)
    : path_(path), file_(std::fopen(path.c_str(), "rb")), hash_(std::make_unique<BackUpHash>()) {
  if (!file_) fail(path_, "read");
}

BackUpReader::~BackUpReader() { std::free(buffer_); }

std::optional<std::string_view> BackUpReader::next() {
  const auto size = ::getline(&buffer_, &room_, file_.get());
  if (size < 0) refuse(path_, "it is cut off");
  const std::string_view line(buffer_, static_cast<std::size_t>(size));
  if (line.starts_with(end_mark)) {
    require_end(line);
    return std::nullopt;
  }
  if (!line.ends_with('\n')) refuse(path_, "it is cut off");
  hash_->add(line);
  return line.substr(0, line.size() - 1);
}

void BackUpReader::require_end(std::string_view line) const {
  if (line.find(hash_->hex()) == std::string_view::npos)
    refuse(path_, "it was changed, or damaged, after it was written");
}

}  // namespace stagecraft::store
