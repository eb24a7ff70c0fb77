#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/desk.h"
#include "http/plan_shapes.h"
#include "selling/plan.h"
#include "selling/promises.h"

/// The plan with the customer, as whoever works on the deal reads it.
namespace stagecraft::http {

struct PlanStepView {
  int number = 0;
  std::string side, text, planned;
  base::Day due{};
  std::optional<selling::PersonId> person;
  std::vector<selling::ContactId> contacts;
  selling::PromiseState state = selling::PromiseState::open;
  selling::Keeping keeping = selling::Keeping::open;
  std::optional<selling::StepConfirmation> confirmed;
  bool is_confirmed = false;
  static constexpr Note notes[] = {
      {.field = "number", .text = "Of the promise that the step is"},
      {.field = "confirmed", .text = "What the customer said last, through a link"},
      {.field = "is_confirmed", .text = "It was said for the day that stands, or of what is done"}};
};
BOOST_DESCRIBE_STRUCT(PlanStepView, (),
                      (number, side, text, planned, due, person, contacts, state, keeping,
                       confirmed, is_confirmed))

struct PlanLinkView {
  selling::PlanLink link;
  selling::LinkState state = selling::LinkState::good;
  std::int64_t opened_count = 0;
  std::optional<base::Instant> opened_at;
  static constexpr Note notes[] = {
      {.field = "opened_count", .text = "Openings within five minutes count as one"},
      {.field = "opened_at", .text = "Last"}};
};
BOOST_DESCRIBE_STRUCT(PlanLinkView, (), (link, state, opened_count, opened_at))

struct PlanView {
  std::vector<PlanStepView> steps;
  std::vector<PlanLinkView> links;
  std::vector<selling::PlanGoal> goals;
  static constexpr Note notes[] = {
      {.field = "steps", .text = "By day"},
      {.field = "goals", .text = "What links that show `goals` tell of the map"}};
};
BOOST_DESCRIBE_STRUCT(PlanView, (), (steps, links, goals))

/// Of a deal as its own events tell it.
PlanView plan_view(const Desk& desk, const selling::Deal& deal);

}  // namespace stagecraft::http
