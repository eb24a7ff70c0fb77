#pragma once

#include <optional>

#include "http/desk.h"
#include "store/attention.h"

namespace stagecraft::http {

/// Whom deals wait for at this moment: by the limits that the stages of all versions state, of one
/// process or of all. O(versions x stages).
store::Attention attention_now(const Desk& desk, const std::optional<selling::ProcessId>& process);

}  // namespace stagecraft::http
