#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "history/byte_source.h"

namespace stagecraft::history {

/// A source whose first bytes have been looked at; they are read again as if they had not been. So
/// standard input, which comes once, can be recognised.
class PeekedSource : public ByteSource {
 public:
  explicit PeekedSource(std::unique_ptr<ByteSource> source, std::size_t size = std::size_t{1} << 16)
      : source_(std::move(source)), head_(size, '\0') {
    std::size_t filled = 0;
    while (filled < head_.size()) {
      const std::size_t got = source_->read(head_.data() + filled, head_.size() - filled);
      if (got == 0) break;
      filled += got;
    }
    head_.resize(filled);
  }

  /// The first 64 KiB, or all there is.
  std::string_view head() const { return head_; }

  std::size_t read(char* to, std::size_t size) override {
    if (given_ == head_.size()) return source_->read(to, size);
    const std::size_t count = std::min(size, head_.size() - given_);
    std::memcpy(to, head_.data() + given_, count);
    given_ += count;
    return count;
  }
  std::int64_t bytes_done() const override {
    return given_ < head_.size() ? static_cast<std::int64_t>(given_) : source_->bytes_done();
  }
  std::int64_t bytes_total() const override { return source_->bytes_total(); }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string head_;
  std::size_t given_ = 0;
};

}  // namespace stagecraft::history
