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
  std::int64_t token = 0;  ///< Id of the token; 0: of a session.
};

}  // namespace stagecraft::http
