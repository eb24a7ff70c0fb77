#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "process/gate.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// The gate before every move (process-map.md, 2): what a deal lacks to make it, in words; and the
/// exception that lets it pass.
namespace stagecraft::selling {

/// Where a deal stands for the gate: a stage, the outcome that stands, or empty for a lead.
std::string position_of(const Deal& deal);

/// When the deal moved last; no move is told for a time before it.
base::Instant last_move_at(const Deal& deal);

/// A move on its way through the gate.
struct Passage {
  base::Sentence target;  ///< In words: "to 'Proposal'", "to the end".
  std::string to;         ///< Stage or outcome; empty: the end.
  base::Instant at{};
  std::string exception;  ///< Reason why it may pass all the same; empty: none asked for.
};

/// The events that stand before the move itself: what was met automatically, as seen now, and the
/// exception if the move needs one and has it. An exception that is not needed is not made. Throws
/// Error: `conflict` that names every gap where an exception is needed and none is asked for;
/// `forbidden`, the same, where it is asked for without the right to it.
Change pass_gate(const Deal& deal, const process::GateAnswer& gate, const Passage& passage,
                 const Setting& setting);

/// What would show that a criterion is met: "A meeting or call with the decision maker that
/// confirmed it; or the document 'Trial sheet'." `language`: one of process::message_languages.
std::string mend_of(const process::CriterionState& criterion, const process::Map& map,
                    std::string_view language = "en");

/// The name of a stage or outcome; an id that the map does not know as it is.
std::string name_of(const process::Map& map, std::string_view id);

}  // namespace stagecraft::selling
