#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "selling/rights.h"
#include "store/readers.h"

namespace stagecraft::http {

/// Who asks, and how we know.
struct Identity {
  enum class Proof : std::uint8_t { session, token };

  selling::Actor actor;  ///< Role, teams, reach; a token's scopes already taken into account.
  std::string name;
  Proof proof = Proof::session;
  std::int64_t token = 0;  ///< Id of the token; 0: of a session.
  /// Of the database, as it was when the request had come; nullopt where states are not numbered.
  std::optional<store::ReadState> state = {};
};

}  // namespace stagecraft::http
