#include "history/lookup_files.h"

#include <filesystem>

#include "history/column_binding.h"
#include "history/own_csv.h"
#include "history/presets.h"

namespace stagecraft::history {
namespace {

std::string name_of(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

}  // namespace

bool finds_deals(const Mapping& mapping, const std::vector<std::string>& header) {
  const ColumnBinding binding(header, {});
  return mapping.deal.is_stated() && binding.find(mapping.deal).has_value();
}

LookupFiles::LookupFiles(const Mapping* mapping,
                         const std::vector<std::vector<std::string>>& headers)
    : mapping_(mapping) {
  if (headers.size() < 2) return;
  if (mapping_ != nullptr) add(*mapping_);
  for (const auto& header : headers)
    if (const auto* preset = find_preset(header)) add(*preset);
}

bool LookupFiles::holds(const std::string& file, const std::vector<std::string>& header) const {
  if (!names_.contains(name_of(file))) return false;
  if (is_events_header(header) || is_deals_header(header)) return false;
  if (mapping_ != nullptr && finds_deals(*mapping_, header)) return false;
  return find_preset(header) == nullptr;
}

void LookupFiles::add(const Mapping& mapping) {
  for (const auto& lookup : mapping.lookups) names_.insert(name_of(lookup.file));
}

}  // namespace stagecraft::history
