#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace stagecraft::history {

/// Bytes of a file, read from front to back in pieces; never the whole of it in memory.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Reads at most `size` bytes into `to`; 0 only at the end. Throws Error: `io` when reading
  /// fails, `invalid` when compressed data are broken or end too early (with the byte reached).
  virtual std::size_t read(char* to, std::size_t size) = 0;
  /// How far into the file as it is stored (compressed bytes of a .gz).
  virtual std::int64_t bytes_done() const = 0;
  /// Size of the file as it is stored; 0 where it is not known (standard input).
  virtual std::int64_t bytes_total() const = 0;
};

/// Opens a file by name; "-" is standard input. Gzip is recognised by its first bytes, not by its
/// name. Throws Error: `not_found` when there is no such file, `io` when it can't be read.
std::unique_ptr<ByteSource> open_source(const std::string& file);

/// Bytes [begin, end) of a plain file, for one of several readers. Throws as open_source.
std::unique_ptr<ByteSource> open_range(const std::string& file, std::int64_t begin,
                                       std::int64_t end);

/// Reads `text`, which has to outlive the source.
std::unique_ptr<ByteSource> text_source(std::string_view text);

/// The size of a plain file, which can be read in parts from any place; -1 for standard input,
/// pipes, gzip.
std::int64_t splittable_size(const std::string& file);

}  // namespace stagecraft::history
