#pragma once

#include <span>
#include <string_view>

#include "sample/random.h"

/// What people of the sample type.
namespace stagecraft::sample {

std::span<const std::string_view> matters();            ///< What a deal is about.
std::span<const std::string_view> our_promises();       ///< Where the map names no task.
std::span<const std::string_view> reasons_to_move();    ///< Why a promise gets another day.
std::span<const std::string_view> reasons_to_except();  ///< Why a deal goes on with a gap.
std::span<const std::string_view> talks();       ///< What a talk was about; {} is a first name.
std::span<const std::string_view> vain_calls();  ///< When nobody was reached.
std::span<const std::string_view> needs();       ///< What people say they need.
std::span<const std::string_view> motives();     ///< Why customers bought.
std::span<const std::string_view> farewells();   ///< What was written when a deal was lost.

/// A talk that is planned.
struct PlannedTalk {
  std::string_view kind, text;
};
std::span<const PlannedTalk> planned_talks();

inline std::string_view pick(std::span<const std::string_view> texts, Stream& random) {
  return texts[random.below(texts.size())];
}

}  // namespace stagecraft::sample
