#pragma once

#include <cstdint>
#include <string>

#include "selling/rights.h"

namespace stagecraft::http {

/// Who asks, and how we know.
struct Identity {
  enum class Proof : std::uint8_t { session, token };

  selling::Actor actor;  ///< Role, teams, reach; a token's scopes already taken into account.
  std::string name;
  Proof proof = Proof::session;
};

}  // namespace stagecraft::http
