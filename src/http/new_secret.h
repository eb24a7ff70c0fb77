#pragma once

#include <string>

namespace stagecraft::http {

/// 256 random bits as base64url text of 43 letters: for links, sessions and tokens.
std::string new_secret();

}  // namespace stagecraft::http
