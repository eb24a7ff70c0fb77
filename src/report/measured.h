#pragma once

#include <string>
#include <vector>

#include "history/import.h"
#include "measures/report.h"
#include "measures/request.h"
#include "process/automaton.h"
#include "process/map.h"

namespace stagecraft::report {

/// All that a report for people is made of. Borrows everything; lives as long as one command.
struct Measured {
  const process::Map& map;
  const process::Automaton& automaton;
  const measures::Request& request;
  const measures::Report& report;
  const history::ImportReport& import;
  std::string map_version;
  std::string simulated;  ///< `seed 7` when the history was made by stagecraft sample; else empty.
};

/// `1 Jul 2024 to 30 Jun 2026` (the last day included), or `the whole history up to 30 Jun 2026`.
std::string period_text(const Measured& measured);
/// `1 Jul 2024 to 30 Jun 2026`.
std::string period_text(const measures::FigurePeriod& period);
/// `2,600 deals: 124 open, 121 won, 859 lost, 831 no decision`.
std::string deals_text(const measures::Report& report);
/// Period and deals in a sentence without its stop: `1 Jul 2025 to 31 Dec 2025, from a history of
/// 2,600 deals: ...`, or `The whole history up to 30 Jun 2026, 2,600 deals: ...`.
std::string scope_text(const Measured& measured);
/// `30 Jun 2026`.
std::string day_text(base::Day day);
/// Name of a stage or outcome of the map; the id itself for one that it does not know.
std::string name_of(const process::Map& map, const std::string& id);
/// A part of what is measured as one stage because older history knows only the whole.
struct StagePart {
  std::string id, title;  ///< `of it Demo, since the split`
};
/// Empty for all but such stages.
std::vector<StagePart> parts_of(const Measured& measured, const std::string& stage_id);
/// Whether deals in a stage are won already, and no pipeline.
bool is_after_sale(const Measured& measured, const std::string& stage_id);
/// `3.2`: the number of a stage under its goal; of a flat map `7`; empty for internal stages and
/// outcomes.
std::string number_of(const process::Map& map, const std::string& stage_id);

}  // namespace stagecraft::report
