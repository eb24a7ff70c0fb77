#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/desk.h"
#include "http/shape.h"

/// What the resources of accounts and contacts share.
namespace stagecraft::http {

struct LikelyDuplicate {
  std::int64_t id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(LikelyDuplicate, (), (id, name))

struct LikelyDuplicates {
  std::vector<LikelyDuplicate> likely;
};
BOOST_DESCRIBE_STRUCT(LikelyDuplicates, (), (likely))

/// Null takes the text away.
void set_text(std::string& text, const Change<std::string>& change);

/// Throws Error{invalid} for a name of nothing.
void require_name(std::string_view name);

/// Throws Error{invalid} where the person or the team is not there.
void check_holder(const Desk& desk, const std::optional<selling::PersonId>& owner,
                  const std::optional<selling::TeamId>& team);

}  // namespace stagecraft::http
