#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "selling/attributes.h"
#include "selling/closing.h"
#include "selling/creating.h"
#include "selling/criteria.h"
#include "selling/touchpoints.h"
#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using process::Criterion;
using process::Evidence;
using process::EvidenceKind;

/// Walks a deal through a whole map, by verbs alone.
class Walk : public Bench {
 public:
  explicit Walk(const std::string& example)
      : Bench("stagecraft: 1\nid: x\nname: X\nstages: [{id: x, name: X}]\n") {
    version_ = &world_.publish(read_example(example));
    Setting at_start{.process = *version_, .now = now_, .zone = base::Zone(), .actor = PersonId{5}};
    deal_ = fold(DealId{1}, create_deal({.name = "A deal"}, at_start), world_);
    tell(EventKind::contact_role_set, [](Event& event) {
      event.details.contacts = {ContactId{7}};
      event.details.role = "decision_maker";
    });
  }

  void run() {
    const auto& automaton = version_->automaton;
    for (process::NodeIndex stage = 0; stage < automaton.stage_count(); ++stage) {
      const bool wins = stage > 0 && stage - 1 == automaton.on_leaving();
      if (wins)
        go([&] { return close_deal(deal_, {.outcome = won(), .reason = reason()}, setting()); });
      const auto& id = automaton.node(stage).id;
      if (stage == 0)
        add(qualify(deal_, {.stage = id}, setting()));
      else
        go([&] { return enter_stage(deal_, {.stage = id}, setting()); });
      EXPECT_EQ(deal_.stage, id);
    }
    if (automaton.on_leaving() + 1 == automaton.stage_count())
      go([&] { return close_deal(deal_, {.outcome = won(), .reason = reason()}, setting()); });
  }

 private:
  /// A move that is refused as long as something required is missing, naming all of it.
  template <class Command>
  void go(Command command) {
    now_ += std::chrono::minutes(1);
    const auto* stage = process::find_stage(version_->map, position());
    std::size_t missing = 0;
    if (stage != nullptr)
      for (const auto& criterion : stage->exit) missing += criterion.required && !is_met(criterion);
    if (missing > 0) {
      EXPECT_EQ(refusal_of(command).faults().size(), missing) << position();
    }
    if (stage != nullptr)
      for (const auto& criterion : stage->exit)
        if (!is_met(criterion)) show(criterion);
    add(command());
  }

  std::string position() const { return deal_.current_visit() ? deal_.current_visit()->stage : ""; }
  bool is_met(const Criterion& criterion) const {
    return find_criterion_state(deal_, criterion.id, setting())->met;
  }
  const process::Outcome& won_outcome() const {
    for (const auto& outcome : version_->map.outcomes)
      if (outcome.kind == process::OutcomeKind::won) return outcome;
    throw std::logic_error("the example cannot be won");
  }
  std::string won() const { return won_outcome().id; }
  std::string reason() const {
    return won_outcome().reasons.empty() ? std::string() : won_outcome().reasons.front();
  }

  static std::string accepted(const Evidence& evidence) {
    if (!evidence.accept.empty()) return evidence.accept.front();
    return evidence.choices.empty() ? "yes" : evidence.choices.front();
  }

  void show(const Criterion& criterion) {
    if (criterion.evidence.empty())
      return add(meet_criterion(deal_, {.criterion = criterion.id, .note = "Said so"}, setting()));
    const auto& evidence = criterion.evidence.front();
    switch (evidence.kind) {
      case EvidenceKind::touchpoint:
        return add(log_touchpoint(
            deal_,
            {.kind = evidence.of.empty() ? process::TouchpointKind::call : evidence.of.front(),
             .contacts = {ContactId{7}},
             .confirms = {criterion.id}},
            setting()));
      case EvidenceKind::document:
        return add(meet_criterion(deal_, {.criterion = criterion.id, .attachment = AttachmentId{1}},
                                  setting()));
      case EvidenceKind::answer:
        return add(meet_criterion(deal_, {.criterion = criterion.id, .choice = accepted(evidence)},
                                  setting()));
      case EvidenceKind::field:
        return fill(evidence.field);
      case EvidenceKind::record:
        return tell(evidence.record == process::RecordKind::quote ? EventKind::quote_made
                                                                  : EventKind::payment,
                    [](Event&) {});
    }
  }

  void fill(const std::string& field) {
    const auto kind = process::find_field(&version_->map, process::Subject::deal, field)->kind;
    const auto* value = kind == process::ValueKind::date   ? "2026-05-01"
                        : kind == process::ValueKind::text ? "said"
                                                           : "100";
    add(change_attributes(deal_, {.values = {{field, value}}}, setting()));
  }
};

class Examples : public testing::TestWithParam<const char*> {};

TEST_P(Examples, AreWalkedFromFirstTouchToTheEndByVerbsAlone) {
  Walk walk(GetParam());
  walk.run();
  EXPECT_EQ(walk.deal_.status, DealStatus::won);
  EXPECT_THAT(walk.deal_.exceptions, testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Maps, Examples,
                         testing::Values("four-goals.yaml", "planning-partner.yaml",
                                         "seven-steps.yaml", "seller-centred.yaml",
                                         "maven-crm.yaml"),
                         [](const auto& of) {
                           std::string name = of.param;
                           name.resize(name.find('.'));
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace stagecraft::selling
