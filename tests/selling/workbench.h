#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "selling/evidence.h"
#include "selling/moving.h"
#include "tests/selling/world.h"

/// One deal on a small map, and commands told in a line.
namespace stagecraft::selling {

/// Interest (two criteria) -> Offer (a fresh one) -> won -> Start -> Later; Approval is internal.
inline constexpr std::string_view small_map = R"(stagecraft: 1
id: small
name: Small
currency: EUR
fields:
  - {id: yearly_cost, name: Yearly cost, kind: money}
  - {id: rank, name: Rank, kind: choice, choices: [high, low]}
  - {id: plants, name: Plants, kind: number}
  - {id: start_date, name: Start date, kind: date}
  - {id: urgent, name: Urgent, kind: flag}
channels: [{id: direct, name: Direct}, {id: partner, name: Partner}]
offerings: [{id: planner, name: Planner}]
personas: [{id: plant_head, name: Plant head}]
literature: [{id: guide, name: Guide}]
stages:
  - id: interest
    name: Interest
    exit:
      - id: budget
        text: the prospect confirmed the budget
        evidence: [{kind: field, field: yearly_cost, require: yearly_cost > 0}]
      - id: decider
        text: the decision maker was met
        evidence: [{kind: touchpoint, of: [meeting, call], from: decision_maker}]
      - {id: liked, text: the prospect said that they like it, required: false}
  - {id: approval, name: Approval, internal: true}
  - id: offer
    name: Offer
    outputs: [{id: contract, name: Signed contract, by: customer, for: customer}]
    exit:
      - id: signed
        text: the customer signed
        fresh: true
        evidence: [{kind: document, output: contract}]
  - id: start
    name: Start
    exit:
      - id: judged
        text: the customer judged the start
        evidence: [{kind: answer, question: 'How was it?', choices: [good, bad], accept: [good]}]
  - {id: later, name: Later}
outcomes:
  - {id: won, name: Won, kind: won, on_leaving: offer}
  - {id: lost, name: Lost, kind: lost, reasons: [price, timing]}
  - {id: stalled, name: No decision, kind: no_decision}
)";

class Bench {
 public:
  explicit Bench(std::string_view map = small_map) : version_(&world_.publish(map)) {
    deal_.id = DealId{1};
    tell(EventKind::created, [](Event& event) {
      event.to = "1@1";
      event.note = "Planner for a plant";
    });
  }
  virtual ~Bench() = default;
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  Setting setting() const {
    return {.process = world_.version(deal_.map),
            .now = now_,
            .zone = base::Zone(),
            .actor = PersonId{5},
            .may_except = may_except_};
  }
  void add(const Change& change) { deal_ = after(deal_, change, world_); }
  template <class Fill>
  void tell(EventKind kind, Fill fill) {
    Event event;
    event.kind = kind;
    event.at = now_;
    fill(event);
    add({event});
  }
  void enter(const std::string& stage) {
    now_ += std::chrono::minutes(1);
    add(enter_stage(deal_, {.stage = stage}, setting()));
  }
  void set(const std::string& attribute, const std::string& value) {
    tell(EventKind::attribute_changed, [&](Event& event) {
      event.symbol = attribute;
      event.to = value;
    });
  }
  void confirm(const std::string& criterion) {
    tell(EventKind::criterion_met, [&](Event& event) {
      event.symbol = criterion;
      event.details.evidence = "person";
    });
  }
  void document(const std::string& criterion, const std::string& output) {
    tell(EventKind::criterion_met, [&](Event& event) {
      event.symbol = criterion;
      event.details.evidence = "document";
      event.details.output = output;
    });
  }
  /// What leaving Interest takes.
  void meet_interest() {
    set("yearly_cost", "5000");
    tell(EventKind::contact_role_set, [](Event& event) {
      event.details.contacts = {ContactId{7}};
      event.details.role = "decision_maker";
    });
    tell(EventKind::touchpoint, [](Event& event) {
      event.symbol = "meeting";
      event.details.contacts = {ContactId{7}};
      event.details.confirms = {"decider"};
    });
  }

  World world_;
  const ProcessVersion* version_;
  Deal deal_;
  base::Instant now_ = on_day(20'000.5);
  bool may_except_ = false;
};

/// The refusal that a command meets.
template <class Command>
base::Error refusal_of(Command command) {
  try {
    command();
  } catch (const base::Error& error) {
    return error;
  }
  ADD_FAILURE() << "it was not refused";
  return {base::ErrorKind::io, ""};
}

inline std::vector<std::string> unmet(const process::GateAnswer& gate) {
  std::vector<std::string> ids;
  for (const auto& criterion : gate.unmet()) ids.push_back(criterion.criterion);
  return ids;
}

class Workbench : public testing::Test, public Bench {
 protected:
  explicit Workbench(std::string_view map = small_map) : Bench(map) {}
};

}  // namespace stagecraft::selling
