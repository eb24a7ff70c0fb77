#pragma once

#include <optional>
#include <string_view>

namespace stagecraft::http {

struct PictureSize {
  int width = 0, height = 0;

  bool operator==(const PictureSize&) const = default;
};

/// What a PNG, JPEG or WebP says of its size, by its bytes alone; nullopt for other types, and for
/// what does not say it where it should. It decodes nothing. O(bytes).
std::optional<PictureSize> picture_size(std::string_view media_type, std::string_view bytes);

}  // namespace stagecraft::http
