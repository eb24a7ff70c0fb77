#include "history/presets.h"

#include <algorithm>
#include <array>

#include "history/column_binding.h"
#include "history/embedded_data.h"

namespace stagecraft::history {
namespace {

constexpr std::array<std::string_view, 7> preset_names = {"salesforce-opportunity-field-history",
                                                          "salesforce-opportunity-history",
                                                          "salesforce-opportunity",
                                                          "hubspot-deals",
                                                          "pipedrive-changes",
                                                          "pipedrive-deals",
                                                          "maven-crm"};

std::vector<Mapping> read_presets() {
  std::vector<Mapping> all;
  for (const auto name : preset_names) {
    const auto file = "presets/" + std::string(name) + ".yaml";
    all.push_back(read_mapping(embedded_data(file), file));
  }
  return all;
}

}  // namespace

const std::vector<Mapping>& presets() {
  static const std::vector<Mapping> all = read_presets();
  return all;
}

const Mapping* find_preset(const std::vector<std::string>& header) {
  const auto fits = [&](const Mapping& preset) { return is_recognised(preset, header); };
  const auto preset = std::ranges::find_if(presets(), fits);
  return preset == presets().end() ? nullptr : &*preset;
}

std::string preset_text(std::string_view name) {
  return std::string(embedded_data("presets/" + std::string(name) + ".yaml"));
}

Mapping preset_with(std::string_view name, const std::vector<MappingFlag>& flags) {
  const auto file = "presets/" + std::string(name) + ".yaml";
  return read_mapping(embedded_data(file), file, flags);
}

}  // namespace stagecraft::history
