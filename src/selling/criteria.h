#pragma once

#include <optional>
#include <string>

#include "selling/deal.h"
#include "selling/setting.h"

/// Exit criteria and the evidence that people give for them (process-map.md, 1.1).
namespace stagecraft::selling {

struct MeetCriterion {
  std::string criterion;
  /// `document`, `answer` or `person`; empty: the first of them that the map asks for.
  std::string evidence = {};
  std::string choice = {};  ///< answer: one of the accepted ones.
  std::string output = {};  ///< document: empty, the first that the criterion asks for.
  std::optional<AttachmentId> attachment = {};  ///< document
  std::string note = {};                        ///< person: what they know it from.
  std::optional<base::Instant> at = {};         ///< Nullopt: now.
};

/// A criterion without evidence of its own is confirmed by a person, with a note; the others by a
/// document or an answer that the map asks for. Fields and records count by themselves, touchpoints
/// by being logged with what they confirmed; for those this is refused, saying what would do.
/// Throws Error: `not_found` for a criterion that the map does not have, `invalid` with every gap,
/// `conflict` on a deal that is gone, or lost.
Change meet_criterion(const Deal& deal, const MeetCriterion& command, const Setting& setting);

struct WithdrawCriterion {
  std::string criterion;
  std::string note;  ///< Why.
  std::optional<base::Instant> at = {};
};

/// Takes back all evidence that people gave for a criterion, touchpoints' word included. Throws
/// Error{conflict} when nobody gave any; `invalid` without a note.
Change withdraw_criterion(const Deal& deal, const WithdrawCriterion& command,
                          const Setting& setting);

}  // namespace stagecraft::selling
