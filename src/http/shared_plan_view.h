#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/desk.h"
#include "http/plan_shapes.h"

/// What a link to a plan shows. A list of what is allowed, not of what is left out: what is added
/// to deals, promises or people later does not get here by itself.
namespace stagecraft::http {

enum class SharedStepState : std::uint8_t { open, overdue, done };
BOOST_DESCRIBE_ENUM(SharedStepState, open, overdue, done)

struct SharedWord {
  std::string by;  ///< Who said it; empty: their name was erased.
  base::Day on{};
};
BOOST_DESCRIBE_STRUCT(SharedWord, (), (by, on))

struct SharedStep {
  int number = 0;
  std::string side, text, planned, who;
  base::Day due{};
  SharedStepState state = SharedStepState::open;
  std::optional<base::Day> done_on;
  std::optional<SharedWord> confirmed;
  bool may_agree = false, may_finish = false;
  static constexpr Note notes[] = {
      {.field = "number", .text = "By which it is confirmed"},
      {.field = "side", .text = "Whose step: us, customer, partner"},
      {.field = "planned", .text = "The kind of meeting or call that it is, or empty"},
      {.field = "who", .text = "Names, as far as they are stated"},
      {.field = "confirmed", .text = "By the customer, for the day that stands"},
      {.field = "may_agree", .text = "Whether this link may say that they will do it"},
      {.field = "may_finish", .text = "Whether this link may say that it is done"}};
};
BOOST_DESCRIBE_STRUCT(SharedStep, (),
                      (number, side, text, planned, who, due, state, done_on, confirmed, may_agree,
                       may_finish))

struct SharedPlan {
  std::string title, from, seller, account, reader;
  selling::PlanMode mode = selling::PlanMode::read_only;
  bool asks_name = false;
  base::Day today{}, good_until{};
  std::vector<SharedStep> steps;
  std::vector<selling::PlanGoal> goals;
  static constexpr Note notes[] = {
      {.field = "from", .text = "Name of the workspace"},
      {.field = "seller", .text = "Name of the deal's owner"},
      {.field = "account", .text = "Name of the customer"},
      {.field = "reader", .text = "For whom the link was made; empty: whoever has it"},
      {.field = "asks_name", .text = "Whether a confirmation has to say by whom"},
      {.field = "good_until", .text = "The last day on which the link works"}};
};
BOOST_DESCRIBE_STRUCT(SharedPlan, (),
                      (title, from, seller, account, reader, mode, asks_name, today, good_until,
                       steps, goals))

/// What this link of the deal shows now. Asks nobody's right: that the link works was asked before.
SharedPlan shared_plan(const Desk& desk, const selling::Deal& deal, const selling::PlanLink& link);

}  // namespace stagecraft::http
