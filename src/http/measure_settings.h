#pragma once

#include <string>
#include <string_view>

#include "http/shape.h"
#include "store/connection.h"

namespace stagecraft::http {

/// What a workspace states for its figures: exchange rates, working calendar, hours and choices, as
/// the settings file of `stagecraft measure` does. Empty: nothing.
struct MeasureSettings {
  std::string text;
  static constexpr Note notes[] = {
      {.field = "text",
       .text = "YAML as `stagecraft measure --settings` takes it; empty for none. Days begin where "
               "the workspace's do",
       .most = 200'000}};
};
BOOST_DESCRIBE_STRUCT(MeasureSettings, (), (text))

/// Under which the store keeps them.
inline constexpr std::string_view measure_settings_name = "measures";

MeasureSettings measure_settings(store::Connection& db);

}  // namespace stagecraft::http
