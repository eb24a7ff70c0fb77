#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "process/gate.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// What to do next on a deal, and why (D3, D6).
namespace stagecraft::selling {

/// In the order in which steps are proposed.
enum class StepKind : std::uint8_t {
  our_promise_broken,
  our_promise_overdue,
  planned_missed,  ///< A call, meeting ... that was planned and not held.
  quote_waits,
  objection_open,
  their_promise_broken,
  their_promise_overdue,
  close_date_passed,
  our_promise_due,  ///< Within `due_soon_days`, planned touchpoints too.
  hand_over_missing,
  onboarding_open,
  follow_up_due,
  silent,
  no_next_step,
  decision_maker_unknown,
  decision_maker_not_reached,
  criterion_missing,
  their_promise_due,
};

/// `our_promise_broken`.
std::string_view to_word(StepKind kind);

struct NextStep {
  StepKind kind = StepKind::no_next_step;
  std::string what;                  ///< What to do, a sentence.
  std::string why;                   ///< The reason, a sentence with its figures.
  std::optional<base::Day> since;    ///< Since when the reason stands; of what is to come: its day.
  std::string address;               ///< `promise:3`, `exit:signed`, `deal:7` ...
  std::vector<std::string> suggest;  ///< Ready to use: `literature:guide`, `touchpoint:call`.
  /// Whole days that the reason has stood; nullopt: it speaks of none, or of what is to come.
  std::optional<int> days = {};
  std::optional<double> usual_days = {};  ///< Of silence: so long is usual here at most.

  bool operator==(const NextStep&) const = default;
};

/// What is usual in this workspace.
struct Habits {
  /// Days without an event after which a deal is silent, by stage (silence.h); a stage without an
  /// entry is never called silent. Empty id: leads.
  std::map<std::string, double, std::less<>> usual_silence = {};
  int due_soon_days = 3;                   ///< Today counts as 0.
  std::optional<int> follow_up_days = {};  ///< Rhythm after the sale; nullopt: none kept.
};

/// By kind, then the oldest first. Of an open deal: promises, quotes, objections, dates, silence,
/// the buying group and the required criteria of its stage with what would show them; of a won
/// deal: promises made for after the sale, hand-over, onboarding and follow-up; nothing of other
/// deals.
std::vector<NextStep> next_steps(const Deal& deal, const Habits& habits, const Setting& setting);
/// The same for who has evidence_of(deal, setting) already.
std::vector<NextStep> next_steps(const Deal& deal, const Habits& habits,
                                 const process::EvidenceSet& evidence, const Setting& setting);

}  // namespace stagecraft::selling
