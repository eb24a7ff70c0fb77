#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/deal_shapes.h"
#include "http/selling_settings.h"
#include "http/slip_shapes.h"
#include "selling/next_step.h"
#include "selling/rights.h"
#include "selling/setting.h"

/// What goes with a deal to guide who works on it: what the prospect must learn and do, which exit
/// criteria are missing, what to do next and why.
namespace stagecraft::selling {

BOOST_DESCRIBE_ENUM(StepKind, our_promise_broken, our_promise_overdue, planned_missed, quote_waits,
                    objection_open, their_promise_broken, their_promise_overdue, close_date_passed,
                    our_promise_due, hand_over_missing, onboarding_open, follow_up_due, silent,
                    no_next_step, decision_maker_unknown, decision_maker_not_reached,
                    criterion_missing, their_promise_due)
BOOST_DESCRIBE_STRUCT(NextStep, (), (kind, what, why, since, address, suggest, days, usual_days))

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct CriterionView {
  std::string stage, criterion, text;
  bool required = true, met = false;
  bool was_met = false;  ///< Not met now, but before the deal entered its stage again.
  std::optional<base::Instant> met_at;
  std::string mend;  ///< What would show it; empty where it is met.
};
BOOST_DESCRIBE_STRUCT(CriterionView, (),
                      (stage, criterion, text, required, met, was_met, met_at, mend))

struct MovePreview {
  std::string to, name;
  process::EntryClass move = process::EntryClass::forward;
  bool is_ready = false, is_allowed = false, is_gated = false;
  bool needs_exception = false;
  std::vector<CriterionView> criteria;
  std::vector<std::string> reasons;  ///< Of the outcome: one is asked for.
};
BOOST_DESCRIBE_STRUCT(MovePreview, (),
                      (to, name, move, is_ready, is_allowed, is_gated, needs_exception, criteria,
                       reasons))

struct PromiseKeeping {
  int promise = 0;
  selling::Keeping keeping = selling::Keeping::open;
  int days_late = 0;
  static constexpr Note notes[] = {{.field = "days_late", .text = days_late_text}};
};
BOOST_DESCRIBE_STRUCT(PromiseKeeping, (), (promise, keeping, days_late))

/// A price rule that a quote broke.
struct BrokenRuleView {
  std::string rule, text, approver, approver_name;
  std::vector<selling::PersonId> people;
  static constexpr Note notes[] = {
      {.field = "approver", .text = "Role that decides on it; empty: nobody does"},
      {.field = "people", .text = "Who fill that role"}};
};
BOOST_DESCRIBE_STRUCT(BrokenRuleView, (), (rule, text, approver, approver_name, people))

struct QuoteStanding {
  int quote = 0;
  std::vector<BrokenRuleView> broken;
  bool may_decide = false;
  static constexpr Note notes[] = {
      {.field = "may_decide", .text = "Who asks may approve or refuse it now"}};
};
BOOST_DESCRIBE_STRUCT(QuoteStanding, (), (quote, broken, may_decide))

struct Guide {
  std::string goal, stage, stage_name, value;
  std::vector<std::string> learns;  ///< What the prospect must learn in this stage.
  std::vector<std::string> does;    ///< What the prospect does.
  std::vector<std::string> literature;
  std::vector<CriterionView> criteria;  ///< Of the stage that the deal is in.
  /// That the map allows from here; `end` where the process may be left, and re-opening a closed
  /// deal where it was left.
  std::vector<MovePreview> moves;
  std::vector<selling::NextStep> next_steps;
  std::vector<PromiseKeeping> keeping;
  selling::Slip slip;  ///< Of the expected close.
  std::vector<QuoteStanding> quotes;
};
BOOST_DESCRIBE_STRUCT(Guide, (),
                      (goal, stage, stage_name, value, learns, does, literature, criteria, moves,
                       next_steps, keeping, slip, quotes))

/// `to`: a stage, an outcome, or `end`.
MovePreview preview_of(const selling::Deal& deal, std::string_view to,
                       const selling::Setting& setting);

/// Who asks, and who fills the roles of the maps.
struct Approving {
  const selling::Actor& actor;
  const SellingSettings& settings;
};

Guide guide_of(const selling::Deal& deal, const selling::Habits& habits,
               const selling::Setting& setting, const Approving& approving);

}  // namespace stagecraft::http
