#include "history/foreign_import.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "history/column_binding.h"
#include "history/mapped_import.h"
#include "history/presets.h"

namespace stagecraft::history {
namespace {

/// Whether the columns by which the mapping finds deals and events are there.
bool fits(const Mapping& mapping, const std::vector<std::string>& header) {
  const ColumnBinding binding(header, {});
  const auto is_there = [&](const ColumnRef& ref) {
    return !ref.is_stated() || binding.find(ref).has_value();
  };
  return is_there(mapping.deal) && is_there(mapping.activity) && is_there(mapping.at) &&
         is_there(mapping.field) && is_there(mapping.value);
}

[[noreturn]] void fail_unknown(const std::string& file, const std::vector<std::string>& header,
                               const std::string& advice) {
  throw base::Error(base::ErrorKind::invalid,
                    advice.empty() ? base::say("{}: its columns are not those of a known export "
                                               "({}). Say what they mean in a mapping.",
                                               file, fmt::join(header, ", "))
                                   : base::say("{}: its columns are not those of a known export "
                                               "({}). Say what they mean in a mapping: {}",
                                               file, fmt::join(header, ", "), advice));
}

}  // namespace

ForeignImport::ForeignImport(const ImportOptions& options, LogBuilder& builder,
                             ImportReport& report, ProgressMeter& meter)
    : options_(options),
      report_(report),
      findings_(report),
      session_{.options = options, .builder = builder, .findings = findings_, .meter = meter} {}

Mapping ForeignImport::find_mapping(const std::string& file, const std::vector<std::string>& header,
                                    bool is_only) const {
  if (options_.mapping != nullptr && (is_only || fits(*options_.mapping, header)))
    return *options_.mapping;
  const auto* preset = find_preset(header);
  if (preset == nullptr && options_.mapping != nullptr) return *options_.mapping;
  if (preset == nullptr) fail_unknown(file, header, options_.advice);
  return options_.overrides.empty() ? *preset : preset_with(preset->preset, options_.overrides);
}

void ForeignImport::declare(const Mapping& mapping) {
  declare_attributes(mapping, session_);
  take_exported_at(mapping);
}

void ForeignImport::read(std::unique_ptr<ByteSource> source, const std::string& file,
                         const Mapping& mapping) {
  import_mapped(std::move(source), file, mapping, session_);
}

std::function<Activity(std::string_view)> ForeignImport::xes_activities() {
  if (options_.mapping != nullptr) xes_mapping_ = *options_.mapping;
  take_exported_at(xes_mapping_);
  xes_matcher_.emplace(options_.map, xes_mapping_);
  return [this](std::string_view name) {
    const auto& match = xes_matcher_->match(name);
    return Activity{.kind = match.kind, .symbol = match.symbol, .is_inside = match.is_inside};
  };
}

void ForeignImport::finish() {
  session_.timeline.give_to(session_.builder, findings_);
  session_.reopenings.give_to(session_.builder, findings_);
}

/// Of several files the latest instant holds. A day means its end, in the zone of the mapping.
void ForeignImport::take_exported_at(const Mapping& mapping) {
  if (!mapping.exported_at) return;
  const base::Zone zone(mapping.zone);
  const base::Instant said{base::Milliseconds(mapping.exported_at->at_ms)};
  base::Instant at = said;
  if (mapping.exported_at->precision == Precision::date)
    at = zone.start_of(std::chrono::floor<std::chrono::days>(said) + std::chrono::days(1)) -
         base::Milliseconds(1);
  else if (!mapping.exported_at->has_offset)
    at = zone.to_instant(said);
  report_.as_of = report_.as_of_stated ? std::max(report_.as_of, at) : at;
  report_.as_of_stated = true;
}

}  // namespace stagecraft::history
