#include "http/picture_size.h"

#include <cstddef>

namespace stagecraft::http {
namespace {

/// Numbers at a place of the bytes; 0 behind their end.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}

  int byte(std::size_t at) const {
    return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0;
  }
  int big(std::size_t at, int count) const {
    int number = 0;
    for (int i = 0; i < count; ++i) number = number * 256 + byte(at + static_cast<std::size_t>(i));
    return number;
  }
  int little(std::size_t at, int count) const {
    int number = 0;
    for (int i = count - 1; i >= 0; --i)
      number = number * 256 + byte(at + static_cast<std::size_t>(i));
    return number;
  }
  bool has(std::size_t at, std::string_view text) const {
    return at <= bytes_.size() && bytes_.substr(at).starts_with(text);
  }
  std::size_t size() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
};

/// The header is the first chunk. A first byte that is not 0 would be a size of millions.
std::optional<PictureSize> size_of_png(const Numbers& png) {
  if (png.size() < 33 || !png.has(12, "IHDR") || png.byte(16) != 0 || png.byte(20) != 0) return {};
  return PictureSize{png.big(17, 3), png.big(21, 3)};
}

/// The first frame header (C0 to CF, but for three that are none) says it.
std::optional<PictureSize> size_of_jpeg(const Numbers& jpeg) {
  for (std::size_t at = 2; at + 9 < jpeg.size();) {
    if (jpeg.byte(at) != 0xFF) return {};
    const int marker = jpeg.byte(at + 1);
    if (marker == 0xFF) {  // Filling.
      ++at;
      continue;
    }
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) return PictureSize{jpeg.big(at + 7, 2), jpeg.big(at + 5, 2)};
    const int length = jpeg.big(at + 2, 2);
    if (length < 2) return {};
    at += 2 + static_cast<std::size_t>(length);
  }
  return {};
}

std::optional<PictureSize> size_of_webp(const Numbers& webp) {
  if (webp.size() < 30 || !webp.has(0, "RIFF")) return {};
  if (webp.has(12, "VP8X")) return PictureSize{webp.little(24, 3) + 1, webp.little(27, 3) + 1};
  if (webp.has(12, "VP8L") && webp.byte(20) == 0x2F) {
    const int bits = webp.little(21, 3);  // 14 bits of width - 1, then as many of height - 1.
    const int rest = webp.byte(24) & 0x0F;
    return PictureSize{(bits & 0x3FFF) + 1, ((bits >> 14) | (rest << 10)) + 1};
  }
  if (webp.has(12, "VP8 ") && webp.has(23, "\x9D\x01\x2A"))
    return PictureSize{webp.little(26, 2) & 0x3FFF, webp.little(28, 2) & 0x3FFF};
  return {};
}

std::optional<PictureSize> stated_size(std::string_view media_type, const Numbers& numbers) {
  if (media_type == "image/png") return size_of_png(numbers);
  if (media_type == "image/jpeg") return size_of_jpeg(numbers);
  if (media_type == "image/webp") return size_of_webp(numbers);
  return {};
}

}  // namespace

std::optional<PictureSize> picture_size(std::string_view media_type, std::string_view bytes) {
  const auto size = stated_size(media_type, Numbers(bytes));
  if (!size || size->width == 0 || size->height == 0) return {};
  return size;
}

}  // namespace stagecraft::http
