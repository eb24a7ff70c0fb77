#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "process/gate.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// Moves of a deal through its process (D4). Every way in (board, form, API, import, bulk change)
/// asks here, so that all get the same answer.
namespace stagecraft::selling {

/// What the gate says to a move to a stage or outcome, asked before it is made. Beside the map's
/// moves: a lead may be lost from where it is; a deal that was lost or ended without decision goes
/// back to the stage that was left, and to no other.
process::GateAnswer preview_move(const Deal& deal, std::string_view to, const Setting& setting);
/// The same for who asks more than once. REQUIRES that `evidence` is evidence_of(deal, setting).
process::GateAnswer preview_move(const Deal& deal, std::string_view to,
                                 const process::EvidenceSet& evidence, const Setting& setting);

/// The same for leaving the last stage, to the end of the process.
process::GateAnswer preview_finish(const Deal& deal, const Setting& setting);

struct EnterStage {
  std::string stage;
  std::optional<base::Instant> at = {};  ///< Nullopt: now.
  std::string exception = {};            ///< Why, when the gate says no; empty: none asked for.
  std::string note = {};
};

/// Enters a stage: forward, back, over stages, or an internal one in the background. Throws Error:
/// `not_found` for a stage that the process does not have; `conflict` naming every gap when the
/// gate says no, and for the stage that the deal is in; `forbidden` for an exception without the
/// right; `invalid` for a time before the last move, or to come.
Change enter_stage(const Deal& deal, const EnterStage& command, const Setting& setting);

/// Leaving the last stage of a process, where nothing is won by it. Throws as enter_stage.
struct Finish {
  std::optional<base::Instant> at = {};
  std::string exception = {};
};
Change finish(const Deal& deal, const Finish& command, const Setting& setting);

}  // namespace stagecraft::selling
