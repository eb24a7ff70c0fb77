#include "history/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "base/error.h"

namespace stagecraft::history {
namespace {

using base::say;
using base::Sentence;

/// An open file descriptor; standard input is borrowed.
class File {
 public:
  explicit File(const std::string& name) : name_(name == "-" ? "standard input" : name) {
    fd_ = name == "-" ? STDIN_FILENO : ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0 && errno == ENOENT)
      throw base::Error(base::ErrorKind::not_found, say("There is no file '{}'.", name));
    if (fd_ < 0) fail("opened");
    if (::fstat(fd_, &status_) != 0) fail("opened");
    if (S_ISDIR(status_.st_mode))
      throw base::Error(base::ErrorKind::io, say("'{}' is a folder. Name the file in it.", name));
  }
  ~File() {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const std::string& name() const { return name_; }
  bool is_regular() const { return S_ISREG(status_.st_mode); }
  std::int64_t size() const { return is_regular() ? status_.st_size : 0; }

  std::size_t read(char* to, std::size_t size) const {
    return checked([&] { return ::read(fd_, to, size); });
  }
  std::size_t read_at(std::int64_t offset, char* to, std::size_t size) const {
    return checked([&] { return ::pread(fd_, to, size, offset); });
  }

 private:
  template <typename Read>
  std::size_t checked(Read&& read) const {
    for (;;) {
      const ssize_t got = read();
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) fail("read");
    }
  }
  [[noreturn]] void fail(Sentence verb) const {
    throw base::Error(base::ErrorKind::io,
                      say("'{}' can't be {}: {}.", name_, std::move(verb), std::strerror(errno)));
  }

  std::string name_;
  int fd_ = -1;
  struct stat status_ {};
};

/// Bytes [begin, end) of a plain file.
class RangeSource : public ByteSource {
 public:
  RangeSource(const std::string& name, std::int64_t begin, std::int64_t end)
      : file_(name), begin_(begin), at_(begin), end_(end) {}

  std::size_t read(char* to, std::size_t size) override {
    const auto left = static_cast<std::size_t>(std::max<std::int64_t>(end_ - at_, 0));
    const std::size_t got = file_.read_at(at_, to, std::min(size, left));
    at_ += static_cast<std::int64_t>(got);
    return got;
  }
  std::int64_t bytes_done() const override { return at_ - begin_; }
  std::int64_t bytes_total() const override { return end_ - begin_; }

 private:
  File file_;
  std::int64_t begin_, at_, end_;
};

/// A file, pipe or standard input as it comes, after bytes that were read to look at them.
class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::string& name) : file_(name) {
    while (head_size_ < sizeof head_) {
      const std::size_t got = file_.read(head_ + head_size_, sizeof head_ - head_size_);
      if (got == 0) break;
      head_size_ += got;
    }
  }

  bool is_gzip() const { return head_size_ == 2 && head_[0] == '\x1f' && head_[1] == '\x8b'; }
  const std::string& name() const { return file_.name(); }

  std::size_t read(char* to, std::size_t size) override {
    if (head_given_ < head_size_) {
      const std::size_t count = std::min(size, head_size_ - head_given_);
      std::memcpy(to, head_ + head_given_, count);
      head_given_ += count;
      done_ += static_cast<std::int64_t>(count);
      return count;
    }
    const std::size_t got = file_.read(to, size);
    done_ += static_cast<std::int64_t>(got);
    return got;
  }
  std::int64_t bytes_done() const override { return done_; }
  std::int64_t bytes_total() const override { return file_.size(); }

 private:
  File file_;
  char head_[2] = {};
  std::size_t head_size_ = 0, head_given_ = 0;
  std::int64_t done_ = 0;
};

/// What a gzip holds, all of its members.
class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<FileSource> packed)
      : packed_(std::move(packed)), input_(std::size_t{1} << 18) {
    if (::inflateInit2(&stream_, 15 + 16) != Z_OK)
      throw base::Error(base::ErrorKind::io, "There is no memory left to unpack the file.");
  }
  ~GzipSource() override { ::inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    const uInt wanted = stream_.avail_out;
    while (stream_.avail_out == wanted && !is_done_) step();
    unpacked_ += wanted - stream_.avail_out;
    return wanted - stream_.avail_out;
  }
  std::int64_t bytes_done() const override { return packed_->bytes_done(); }
  std::int64_t bytes_total() const override { return packed_->bytes_total(); }

 private:
  void step() {
    if (stream_.avail_in == 0) {
      const std::size_t got = packed_->read(input_.data(), input_.size());
      if (got == 0 && !between_members_) fail("ends too early, it is cut off");
      is_done_ = got == 0;
      stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
      stream_.avail_in = static_cast<uInt>(got);
      if (is_done_) return;
    }
    if (between_members_) ::inflateReset(&stream_);
    between_members_ = false;
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) between_members_ = true;
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) fail("is damaged");
  }
  [[noreturn]] void fail(Sentence how) const {
    throw base::Error(
        base::ErrorKind::invalid,
        say("The gzip '{}' {}: at byte {}, after {} bytes of text. Get the file again.",
            packed_->name(), std::move(how), packed_->bytes_done() - stream_.avail_in, unpacked_));
  }

  std::unique_ptr<FileSource> packed_;
  std::vector<char> input_;
  z_stream stream_{};
  std::int64_t unpacked_ = 0;
  bool between_members_ = false;
  bool is_done_ = false;
};

class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string_view text) : text_(text) {}

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min(size, text_.size() - at_);
    std::memcpy(to, text_.data() + at_, count);
    at_ += count;
    return count;
  }
  std::int64_t bytes_done() const override { return static_cast<std::int64_t>(at_); }
  std::int64_t bytes_total() const override { return static_cast<std::int64_t>(text_.size()); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& file) {
  auto source = std::make_unique<FileSource>(file);
  if (!source->is_gzip()) return source;
  return std::make_unique<GzipSource>(std::move(source));
}

std::unique_ptr<ByteSource> open_range(const std::string& file, std::int64_t begin,
                                       std::int64_t end) {
  return std::make_unique<RangeSource>(file, begin, end);
}

std::unique_ptr<ByteSource> text_source(std::string_view text) {
  return std::make_unique<TextSource>(text);
}

std::int64_t splittable_size(const std::string& file) {
  if (file == "-") return -1;
  const File opened(file);
  if (!opened.is_regular()) return -1;
  char head[2] = {};
  const bool has_two = opened.read_at(0, head, 2) == 2;
  return has_two && head[0] == '\x1f' && head[1] == '\x8b' ? -1 : opened.size();
}

}  // namespace stagecraft::history
