#pragma once

#include <string_view>

/// Maps for tests that need any process, and do not care which.
namespace stagecraft::http {

/// One stage, which a deal leaves for the order once the prospect told what hurts.
constexpr std::string_view map_of_one_stage = R"(stagecraft: 1
id: small
name: Small
currency: EUR
stages:
  - id: needs
    name: Needs
    exit: [{id: told, text: the prospect told what hurts}]
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: needs}
  - {id: gone, name: Gone, kind: lost, reasons: [price]}
)";

/// Two stages without a gate.
constexpr std::string_view map_of_two_stages = R"(stagecraft: 1
id: tiny
name: Tiny
stages: [{id: a, name: A, does: [asks]}, {id: b, name: B, does: [signs]}]
outcomes:
  - {id: ordered, name: Ordered, kind: won}
  - {id: gone, name: Gone, kind: lost}
)";

}  // namespace stagecraft::http
