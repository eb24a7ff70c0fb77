#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "history/attribute_timeline.h"
#include "history/dictionary.h"
#include "history/import.h"
#include "history/import_findings.h"
#include "history/log_builder.h"
#include "history/progress_meter.h"
#include "history/reopenings.h"

namespace stagecraft::history {

/// What is known of the deals of an import while its files are read, one after the other.
class DealBook {
 public:
  enum Fact : std::uint8_t { in_this_file = 1, created = 2, has_stages = 4, has_currency = 8 };

  std::uint32_t code(std::string_view deal) { return deals_.code(deal); }
  bool is(std::uint32_t deal, Fact fact) const {
    return deal < facts_.size() && (facts_[deal] & fact) != 0;
  }
  void set(std::uint32_t deal, Fact fact) {
    if (deal >= facts_.size()) facts_.resize(deal + 1 + deal / 2);
    facts_[deal] = static_cast<std::uint8_t>(facts_[deal] | fact);
  }
  /// Forgets `in_this_file` of all.
  void begin_file() {
    for (auto& facts : facts_) facts = static_cast<std::uint8_t>(facts & ~in_this_file);
  }

 private:
  Dictionary deals_;
  std::vector<std::uint8_t> facts_;
};

/// Everything that the files of one import write into.
struct ImportSession {
  const ImportOptions& options;
  LogBuilder& builder;
  ImportFindings& findings;
  ProgressMeter& meter;
  AttributeTimeline timeline = {};
  Reopenings reopenings = {};
  bool has_reopenings = false;  ///< Some mapping tells when a deal is open again.
  DealBook deals = {};
  std::map<std::string, ValueKind> declared = {};  ///< Kinds of attributes.
};

}  // namespace stagecraft::history
