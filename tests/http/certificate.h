#pragma once

#include <filesystem>

namespace stagecraft::http {

/// Writes a new key and a certificate for `localhost` that it signs itself, valid for an hour.
void make_certificate(const std::filesystem::path& certificate_file,
                      const std::filesystem::path& key_file);

}  // namespace stagecraft::http
