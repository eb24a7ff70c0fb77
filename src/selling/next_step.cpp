#include "selling/next_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "selling/after_sale.h"
#include "selling/buying_group.h"
#include "selling/evidence.h"
#include "selling/gating.h"
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

int days_between(base::Day from, base::Day to) { return static_cast<int>((to - from).count()); }

std::string days_text(int days) { return days == 1 ? "1 day" : fmt::format("{} days", days); }

/// Gathers the steps of one deal.
class Guide {
 public:
  Guide(const Deal& deal, const Habits& habits, const Setting& setting)
      : deal_(deal), habits_(habits), setting_(setting), today_{setting.today(), setting.zone} {}

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
  int days_since(base::Day day) const { return days_between(day, today_.day); }

  NextStep& add(StepKind kind, std::string what, std::string why, std::string address) {
    steps_.push_back({.kind = kind,
                      .what = std::move(what),
                      .why = std::move(why),
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

  std::string name_of_promise(const Promise& promise) const {
    if (promise.text.empty())
      return promise.planned.empty() ? "(text erased)" : fmt::format("({})", promise.planned);
    return fmt::format("'{}'", promise.text);
  }

  void add_promise(StepKind kind, const Promise& promise, std::string what, std::string why) {
    add(kind, std::move(what), std::move(why), fmt::format("promise:{}", promise.number)).since =
        promise.due;
  }

  void add_ours(const Promise& promise, Keeping keeping) {
    const int late = days_since(promise.due);
    const auto name = name_of_promise(promise);
    if (late > 0 && !promise.planned.empty())
      return add_promise(
          StepKind::planned_missed, promise,
          fmt::format("Hold the {} {} or agree on a new day.", promise.planned, name),
          fmt::format("It was planned for {} and was not held.", base::to_iso(promise.due)));
    if (late > 0)
      return add_promise(
          keeping == Keeping::broken ? StepKind::our_promise_broken : StepKind::our_promise_overdue,
          promise, fmt::format("Keep our promise {}, or say when.", name),
          fmt::format("It was due on {}, {} ago.", base::to_iso(promise.due), days_text(late)));
    if (-late <= habits_.due_soon_days)
      add_promise(StepKind::our_promise_due, promise,
                  promise.planned.empty() ? fmt::format("Keep our promise {}.", name)
                                          : fmt::format("Hold the {} {}.", promise.planned, name),
                  fmt::format("It is due on {}.", base::to_iso(promise.due)));
  }

  void add_theirs(const Promise& promise, Keeping keeping) {
    const int late = days_since(promise.due);
    const auto name = name_of_promise(promise);
    if (late > 0)
      return add_promise(keeping == Keeping::broken ? StepKind::their_promise_broken
                                                    : StepKind::their_promise_overdue,
                         promise, fmt::format("Ask about {} and agree on a new day.", name),
                         fmt::format("The {} promised it for {}, {} ago.", promise.side,
                                     base::to_iso(promise.due), days_text(late)));
    if (-late <= habits_.due_soon_days)
      add_promise(
          StepKind::their_promise_due, promise,
          fmt::format("Remind them of {} and offer help.", name),
          fmt::format("The {} promised it for {}.", promise.side, base::to_iso(promise.due)));
  }

  void add_quotes() {
    for (const auto& quote : deal_.quotes)
      if (quote.state == QuoteState::waits_for_approval)
        add(StepKind::quote_waits, fmt::format("Get quote {} decided.", quote.number),
            fmt::format("It breaks a price rule and has waited for approval for {}.",
                        days_text(days_since(day_of(quote.made_at)))),
            fmt::format("quote:{}", quote.number))
            .since = day_of(quote.made_at);
  }

  void add_objections() {
    for (const auto& objection : deal_.objections)
      if (objection.state == ObjectionState::raised)
        add(StepKind::objection_open,
            objection.topic.empty()
                ? fmt::format("Answer objection {}.", objection.number)
                : fmt::format("Answer the objection about {}.", objection.topic),
            fmt::format("It was raised {} ago and has no answer.",
                        days_text(days_since(day_of(objection.raised_at)))),
            fmt::format("objection:{}", objection.number))
            .since = day_of(objection.raised_at);
  }

  void add_close_date() {
    const auto expected = deal_.expected_close();
    if (!expected || days_since(*expected) <= 0) return;
    add(StepKind::close_date_passed, "Agree on a new date with the customer.",
        fmt::format("The close was expected on {}, {} ago.", base::to_iso(*expected),
                    days_text(days_since(*expected))),
        deal_address())
        .since = *expected;
  }

  void add_silence() {
    const auto usual = habits_.usual_silence.find(deal_.stage);
    if (usual == habits_.usual_silence.end()) return;
    const double days = base::to_days(setting_.now - deal_.last_event_at);
    if (days <= usual->second) return;
    auto& step = add(StepKind::silent, "Get in touch in another way, or with something new.",
                     fmt::format("Nothing has happened for {}; at this stage it is usually at most "
                                 "{:.1f} days.",
                                 days_text(static_cast<int>(days)), usual->second),
                     deal_address());
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
    if (!has_one)
      add(StepKind::no_next_step, "Agree on the next step and its day with the customer.",
          "Neither side has promised anything that is still open.", deal_address());
  }

  void add_decision_maker() {
    if (deal_.stage.empty()) return;
    const auto consensus = consensus_of(deal_);
    if (consensus.decision_maker_reached) return;
    const int days = days_since(day_of(deal_.created_at));
    const auto why = fmt::format("The deal has run for {} without.", days_text(days));
    auto& step =
        consensus.decision_makers.empty()
            ? add(StepKind::decision_maker_unknown, "Find out who decides.", why, deal_address())
            : add(StepKind::decision_maker_not_reached, "Meet the person who decides.", why,
                  fmt::format("contact:{}", consensus.decision_makers.front().value));
    step.days = days;
  }

  void add_criteria() {
    const auto& map = setting_.process.map;
    const auto* stage = process::find_stage(map, deal_.stage);
    if (stage == nullptr) return;
    for (const auto& criterion : stage->exit) {
      if (!criterion.required) continue;
      const auto state = find_criterion_state(deal_, criterion.id, setting_);
      if (!state || state->met) continue;
      add(StepKind::criterion_missing, mend_of(*state, map),
          fmt::format("To leave '{}' this has to have happened: {}", stage->name, criterion.text),
          "exit:" + criterion.id)
          .since =
          deal_.stage_entered_at ? std::optional(day_of(*deal_.stage_entered_at)) : std::nullopt;
    }
  }

  void add_hand_over() {
    const auto won = deal_.closing ? std::optional(day_of(deal_.closing->at)) : std::nullopt;
    if (!deal_.handed_over_at)
      add(StepKind::hand_over_missing,
          "Hand the deal over to whoever looks after the customer now.",
          "It is won, and nobody has taken over.", deal_address())
          .since = won;
    if (!deal_.onboarding_confirmed_at)
      add(StepKind::onboarding_open, "Ask the customer whether they are up and running.",
          "They have not confirmed it since the win.", deal_address())
          .since = won;
  }

  void add_follow_up() {
    if (!habits_.follow_up_days) return;
    const auto follow_up = follow_up_of(deal_, *habits_.follow_up_days, today_);
    if (!follow_up || follow_up->due > today_.day) return;
    add(StepKind::follow_up_due, "Get in touch with the customer.",
        fmt::format("The last time was on {}; every {} is what you keep to.",
                    base::to_iso(follow_up->last), days_text(*habits_.follow_up_days)),
        deal_address())
        .since = follow_up->due;
  }

  const Deal& deal_;
  const Habits& habits_;
  const Setting& setting_;
  Today today_;
  std::vector<NextStep> steps_;
};

}  // namespace

std::string_view to_word(StepKind kind) { return words[static_cast<std::size_t>(kind)]; }

std::vector<NextStep> next_steps(const Deal& deal, const Habits& habits, const Setting& setting) {
  Guide guide(deal, habits, setting);
  if (deal.is_open()) return guide.open_steps();
  if (deal.status == DealStatus::won) return guide.won_steps();
  return {};
}

}  // namespace stagecraft::selling
