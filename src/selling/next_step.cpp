#include "selling/next_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "selling/after_sale.h"
#include "selling/buying_group.h"
#include "selling/evidence.h"
#include "selling/gating.h"
#include "selling/guide_words.h"
#include "selling/promises.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

constexpr std::array<std::string_view, 18> words{"our_promise_broken",
                                                 "our_promise_overdue",
                                                 "planned_missed",
                                                 "quote_waits",
                                                 "objection_open",
                                                 "their_promise_broken",
                                                 "their_promise_overdue",
                                                 "close_date_passed",
                                                 "our_promise_due",
                                                 "hand_over_missing",
                                                 "onboarding_open",
                                                 "follow_up_due",
                                                 "silent",
                                                 "no_next_step",
                                                 "decision_maker_unknown",
                                                 "decision_maker_not_reached",
                                                 "criterion_missing",
                                                 "their_promise_due"};

/// Gathers the steps of one deal.
class Guide {
 public:
  Guide(const Deal& deal, const Habits& habits, const process::EvidenceSet& evidence,
        const Setting& setting)
      : deal_(deal),
        habits_(habits),
        evidence_(evidence),
        setting_(setting),
        words_(setting.language),
        today_{setting.today(), setting.zone} {}

  std::vector<NextStep> open_steps() {
    add_promises();
    add_quotes();
    add_objections();
    add_close_date();
    add_silence();
    add_no_next_step();
    add_decision_maker();
    add_criteria();
    return finish();
  }

  std::vector<NextStep> won_steps() {
    add_promises();
    add_hand_over();
    add_follow_up();
    return finish();
  }

 private:
  std::string deal_address() const { return fmt::format("deal:{}", deal_.id.value); }
  base::Day day_of(base::Instant at) const { return setting_.zone.day_of(at); }
  int days_since(base::Day day) const { return base::days_between(day, today_.day); }

  /// `fills`: what is known of the step, for both of its sentences.
  NextStep& add(StepKind kind, std::string address, process::Fills fills = {}) {
    const auto name = to_word(kind);
    steps_.push_back({.kind = kind,
                      .what = words_.what(name, fills),
                      .why = words_.why(name, fills),
                      .address = std::move(address)});
    return steps_.back();
  }

  std::vector<NextStep> finish() {
    for (auto& step : steps_)
      if (!step.days && step.since && days_since(*step.since) >= 0)
        step.days = days_since(*step.since);
    std::ranges::stable_sort(steps_, {}, [](const NextStep& step) {
      return std::tuple(step.kind, step.since.value_or(base::Day::max()));
    });
    return std::move(steps_);
  }

  void add_promises() {
    for (const auto& promise : deal_.promises) {
      if (promise.state != PromiseState::open) continue;
      const auto keeping = keeping_of(promise, deal_, today_);
      if (keeping == Keeping::withdrawn) continue;  // The win ended it.
      if (promise.side == "us")
        add_ours(promise, keeping);
      else
        add_theirs(promise, keeping);
    }
  }

  /// Histories from elsewhere may know other kinds and sides: these stay as they are.
  std::string kind_of(const Promise& promise) const {
    return find_touchpoint_kind(promise.planned) ? words_.phrase(promise.planned) : promise.planned;
  }

  std::string side_of(const Promise& promise) const {
    const bool is_known = promise.side == "customer" || promise.side == "partner";
    return is_known ? words_.phrase(promise.side) : promise.side;
  }

  /// Without a full stop at its end: the sentence around it has its own.
  std::string in_quotes(std::string_view text) const {
    if (text.ends_with('.') && !text.ends_with("..")) text.remove_suffix(1);
    return words_.phrase("quoted", {{"text", std::string(text)}});
  }

  std::string name_of(const Promise& promise) const {
    if (!promise.text.empty()) return in_quotes(promise.text);
    return promise.planned.empty() ? words_.phrase("erased")
                                   : fmt::format("({})", kind_of(promise));
  }

  void add_promise(StepKind kind, const Promise& promise) {
    add(kind, fmt::format("promise:{}", promise.number),
        {{"name", name_of(promise)},
         {"kind", kind_of(promise)},
         {"side", side_of(promise)},
         {"day", base::to_iso(promise.due)},
         {"days", words_.days(days_since(promise.due))}})
        .since = promise.due;
  }

  void add_ours(const Promise& promise, Keeping keeping) {
    const int late = days_since(promise.due);
    if (late > 0 && !promise.planned.empty())
      add_promise(StepKind::planned_missed, promise);
    else if (late > 0)
      add_promise(
          keeping == Keeping::broken ? StepKind::our_promise_broken : StepKind::our_promise_overdue,
          promise);
    else if (-late <= habits_.due_soon_days)
      add_promise(StepKind::our_promise_due, promise);
  }

  void add_theirs(const Promise& promise, Keeping keeping) {
    const int late = days_since(promise.due);
    if (late > 0)
      add_promise(keeping == Keeping::broken ? StepKind::their_promise_broken
                                             : StepKind::their_promise_overdue,
                  promise);
    else if (-late <= habits_.due_soon_days)
      add_promise(StepKind::their_promise_due, promise);
  }

  void add_quotes() {
    for (const auto& quote : deal_.quotes) {
      if (quote.state != QuoteState::waits_for_approval) continue;
      const auto made = day_of(quote.made_at);
      add(StepKind::quote_waits, fmt::format("quote:{}", quote.number),
          {{"number", fmt::format("{}", quote.number)}, {"days", words_.days(days_since(made))}})
          .since = made;
    }
  }

  void add_objections() {
    for (const auto& objection : deal_.objections) {
      if (objection.state != ObjectionState::raised) continue;
      const auto raised = day_of(objection.raised_at);
      add(StepKind::objection_open, fmt::format("objection:{}", objection.number),
          {{"name", objection.text.empty() ? std::string() : in_quotes(objection.text)},
           {"number", fmt::format("{}", objection.number)},
           {"days", words_.days(days_since(raised))}})
          .since = raised;
    }
  }

  void add_close_date() {
    const auto expected = deal_.expected_close();
    if (!expected || days_since(*expected) <= 0) return;
    add(StepKind::close_date_passed, deal_address(),
        {{"day", base::to_iso(*expected)}, {"days", words_.days(days_since(*expected))}})
        .since = *expected;
  }

  void add_silence() {
    const auto usual = habits_.usual_silence.find(deal_.stage);
    if (usual == habits_.usual_silence.end()) return;
    const double days = base::to_days(setting_.now - deal_.last_event_at);
    if (days <= usual->second) return;
    auto& step = add(
        StepKind::silent, deal_address(),
        {{"days", words_.days(static_cast<int>(days))}, {"usual", words_.number(usual->second)}});
    step.since = day_of(deal_.last_event_at);
    step.days = static_cast<int>(days);
    step.usual_days = usual->second;
    step.suggest = ways_to_wake();
  }

  /// Literature of the stage that they do not have, then a kind of touchpoint that was not the
  /// last.
  std::vector<std::string> ways_to_wake() const {
    std::vector<std::string> ways;
    if (const auto* stage = process::find_stage(setting_.process.map, deal_.stage))
      for (const auto& literature : stage->literature)
        if (std::ranges::find(deal_.literature, literature, &Literature::literature) ==
            deal_.literature.end())
          ways.push_back("literature:" + literature);
    const bool was_call = !deal_.touchpoints.empty() &&
                          deal_.touchpoints.back().kind == process::TouchpointKind::call;
    ways.emplace_back(was_call ? "touchpoint:email" : "touchpoint:call");
    return ways;
  }

  void add_no_next_step() {
    const bool has_one = std::ranges::any_of(
        deal_.promises, [](const Promise& promise) { return promise.state == PromiseState::open; });
    if (!has_one) add(StepKind::no_next_step, deal_address());
  }

  void add_decision_maker() {
    if (deal_.stage.empty()) return;
    const auto consensus = consensus_of(deal_);
    if (consensus.decision_maker_reached) return;
    const bool is_known = !consensus.decision_makers.empty();
    const int days = days_since(day_of(deal_.created_at));
    add(is_known ? StepKind::decision_maker_not_reached : StepKind::decision_maker_unknown,
        is_known ? fmt::format("contact:{}", consensus.decision_makers.front().value)
                 : deal_address(),
        {{"days", words_.days(days)}})
        .days = days;
  }

  void add_criteria() {
    const auto& map = setting_.process.map;
    const auto* stage = process::find_stage(map, deal_.stage);
    if (stage == nullptr) return;
    const auto test = condition_test(map);
    for (const auto& criterion : stage->exit) {
      if (!criterion.required) continue;
      const auto state = process::judge(criterion, stage->id, evidence_, test);
      if (state.met) continue;
      add(StepKind::criterion_missing, "exit:" + criterion.id,
          {{"ways", mend_of(state, map, setting_.language)},
           {"stage", stage->name},
           {"text", criterion.text}})
          .since =
          deal_.stage_entered_at ? std::optional(day_of(*deal_.stage_entered_at)) : std::nullopt;
    }
  }

  void add_hand_over() {
    const auto won = deal_.closing ? std::optional(day_of(deal_.closing->at)) : std::nullopt;
    if (!deal_.handed_over_at) add(StepKind::hand_over_missing, deal_address()).since = won;
    if (!deal_.onboarding_confirmed_at) add(StepKind::onboarding_open, deal_address()).since = won;
  }

  void add_follow_up() {
    if (!habits_.follow_up_days) return;
    const auto follow_up = follow_up_of(deal_, *habits_.follow_up_days, today_);
    if (!follow_up || follow_up->due > today_.day) return;
    add(StepKind::follow_up_due, deal_address(),
        {{"day", base::to_iso(follow_up->last)}, {"days", words_.days(*habits_.follow_up_days)}})
        .since = follow_up->due;
  }

  const Deal& deal_;
  const Habits& habits_;
  const process::EvidenceSet& evidence_;
  const Setting& setting_;
  GuideWords words_;
  Today today_;
  std::vector<NextStep> steps_;
};

}  // namespace

std::string_view to_word(StepKind kind) { return words[static_cast<std::size_t>(kind)]; }

std::vector<NextStep> next_steps(const Deal& deal, const Habits& habits, const Setting& setting) {
  return next_steps(deal, habits, evidence_of(deal, setting), setting);
}

std::vector<NextStep> next_steps(const Deal& deal, const Habits& habits,
                                 const process::EvidenceSet& evidence, const Setting& setting) {
  Guide guide(deal, habits, evidence, setting);
  if (deal.is_open()) return guide.open_steps();
  if (deal.status == DealStatus::won) return guide.won_steps();
  return {};
}

}  // namespace stagecraft::selling
