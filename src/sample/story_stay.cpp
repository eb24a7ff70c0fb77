#include "sample/story_stay.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "sample/story_texts.h"
#include "selling/attribute_values.h"
#include "selling/gaps.h"
#include "selling/words.h"

namespace stagecraft::sample {
namespace {

using base::Instant;
using process::EvidenceKind;
using selling::EventKind;

constexpr std::array talk_kinds = {"call",    "call",    "email", "email",
                                   "meeting", "meeting", "demo",  "visit"};

std::string with_name(std::string_view text, std::string_view name) {
  std::string out(text);
  if (const auto place = out.find("{}"); place != out.npos) out.replace(place, 2, name);
  return out;
}

class StayWriter {
 public:
  StayWriter(const Scenario& scenario, const Stay& stay, StoryState& state, StoryPen& pen)
      : scenario_(scenario),
        stage_(scenario.stage(stay.stage)),
        stay_(stay),
        state_(state),
        pen_(pen),
        random_(pen.random()),
        first_(stay.from + std::chrono::minutes(5)),
        last_(last_of(stay)) {}

  void run() {
    if (last_ > first_ + std::chrono::hours(3)) fill();
    if (stay_.end == StayEnd::forward) leave();
    if (stay_.end == StayEnd::still) look_ahead();
  }

 private:
  // --- moments ---

  /// Of the last thing that happened in it.
  Instant last_of(const Stay& stay) {
    if (stay.end != StayEnd::still) return stay.to - std::chrono::minutes(10);
    const auto quiet = [&] {
      switch (stay.mood) {
        case Mood::busy:
          return random_.uniform(0.1, 3.2);
        case Mood::overdue:
          return random_.uniform(0.5, 5);
        case Mood::idle:
          return random_.uniform(1, 7);
        case Mood::silent:
          break;
      }
      return random_.uniform(15, 60);
    }();
    return std::max(stay.from + std::chrono::minutes(10), work_before(stay.to - days_long(quiet)));
  }

  double length_days() const {
    return std::chrono::duration<double, std::ratio<86'400>>(last_ - first_).count();
  }
  /// A share of the stay's time.
  Instant moment(double share) {
    const auto at = first_ + days_long(length_days() * share);
    return at_work(at, first_, last_);
  }
  /// Shortly before its end.
  Instant late_moment() { return moment(random_.uniform(0.72, 0.98)); }

  static base::Day day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at); }

  // --- people ---

  /// How far along the way to the win the stage is, 0 to 1.
  double way() const {
    const auto win = scenario_.automaton().on_leaving();
    return win == 0 ? 1 : std::min(1.0, static_cast<double>(stay_.stage) / win);
  }

  void introduce(int place, std::string role, Instant at) {
    const auto index = static_cast<std::size_t>(place);
    if (state_.is_known[index]) return;
    state_.is_known[index] = true;
    pen_.set_role(at, place, std::move(role));
    if (random_.chance(0.7)) {
      const double luck = random_.uniform();
      state_.views[index] = luck < 0.5 ? "neutral" : luck < 0.88 ? "agrees" : "against";
      pen_.set_view(at + std::chrono::minutes(1), place, state_.views[index]);
    }
  }

  void meet_people() {
    const double along = way();
    if (along > 0) introduce(user_chief, "influencer", moment(0.05));
    if (along > 0.32 && random_.chance(0.8))
      introduce(payer, std::string("decision_maker"), moment(random_.uniform(0.1, 0.6)));
    if (along > 0.45 && random_.chance(0.7))
      introduce(daily_user, "user", moment(random_.uniform(0.1, 0.7)));
    if (along > 0.5 && random_.chance(0.35))
      introduce(gate_keeper, "gatekeeper", moment(random_.uniform(0.2, 0.8)));
  }

  int somebody() {
    int found = user_chief;
    std::size_t known = 0;
    for (std::size_t i = 0; i < people_a_customer; ++i)
      if (state_.is_known[i] && random_.below(++known) == 0) found = static_cast<int>(i);
    return found;
  }

  std::string_view first_name(int place) const {
    return pen_.customer().people[static_cast<std::size_t>(place)].first_name();
  }

  /// People come to agree, as a rule, when a deal goes on.
  void convince() {
    for (std::size_t i = 0; i < people_a_customer; ++i) {
      if (!state_.is_known[i] || state_.views[i] == "agrees" || !random_.chance(0.3)) continue;
      state_.views[i] = "agrees";
      pen_.set_view(last_, static_cast<int>(i), "agrees");
    }
  }

  // --- what happens in it ---

  void fill() {
    meet_people();
    give_literature();
    talk();
    make_promises();
    object();
    offer();
    if (stay_.end == StayEnd::lost && state_.is_known[payer] && random_.chance(0.4))
      pen_.set_view(last_, payer, "against");
  }

  void give_literature() {
    if (stage_.literature.empty() || !random_.chance(0.6)) return;
    const auto at = moment(random_.uniform(0, 0.3));
    const auto what = stage_.literature[random_.below(stage_.literature.size())];
    pen_.write(EventKind::literature_given, at, what).contacts = {user_chief};
  }

  void talk() {
    const double most = std::min(6.0, 1 + length_days() / 6);
    const auto count = static_cast<int>(random_.uniform(0.6, most + 0.6));
    for (int i = 0; i < count; ++i) {
      const auto share = (i + random_.uniform(0.1, 0.9)) / count;
      const int with = somebody();
      const std::string kind = talk_kinds[random_.below(talk_kinds.size())];
      if (kind == "call" && random_.chance(0.2)) {
        pen_.touch(moment(share),
                   {.kind = kind,
                    .with = with,
                    .result = "not_reached",
                    .note = with_name(pick(vain_calls(), random_), first_name(with))});
        continue;
      }
      pen_.touch(moment(share),
                 {.kind = kind,
                  .with = with,
                  .direction = random_.chance(0.4) ? "in" : "out",
                  .result = "reached",
                  .note = random_.chance(0.7) ? with_name(pick(talks(), random_), first_name(with))
                                              : std::string()});
    }
  }

  // --- promises ---

  StoryPen::Promise new_promise(base::Day due) {
    for (int attempt = 0;; ++attempt) {
      const bool is_theirs = way() > 0 && !stage_.does.empty() && random_.chance(0.45);
      std::string text(pick(our_promises(), random_));
      if (is_theirs)
        text = stage_.does[random_.below(stage_.does.size())];
      else if (way() > 0 && !stage_.tasks.empty() && random_.chance(0.6))
        text = stage_.tasks[random_.below(stage_.tasks.size())].name;
      if (text == last_promise_ && attempt < 5) continue;
      last_promise_ = text;
      return {.side = is_theirs ? "customer" : "us",
              .text = std::move(text),
              .due = due,
              .with = somebody()};
    }
  }

  void make_promises() {
    const auto count = std::min(3, static_cast<int>(length_days() / 10 + random_.uniform(0, 1.1)));
    for (int i = 0; i < count; ++i) {
      const auto at = moment((i + random_.uniform(0.05, 0.5)) / count);
      const auto due = workday_after(day_of(at), 2 + static_cast<int>(random_.below(8)));
      settle(pen_.promise(at, new_promise(due)), at, due);
    }
  }

  /// What became of a promise, as far as it shows within the stay.
  void settle(int number, Instant made, base::Day due) {
    const double luck = random_.uniform();
    const auto noon = [](base::Day day) { return Instant(day) + std::chrono::hours(12); };
    if (luck < 0.04) return pen_.withdraw(number, std::min(made + days_long(1), last_));
    auto kept = noon(due) + days_long(random_.uniform(-0.15, 0.15));
    if (random_.chance(0.4)) kept = at_work(made + (kept - made) / 2, made, kept);
    if (luck > 0.8)
      kept = noon(workday_after(due, 1 + static_cast<int>(random_.below(6)))) +
             days_long(random_.uniform(-0.15, 0.15));
    if (luck > 0.9) {
      const auto moved = noon(due) - days_long(random_.uniform(-0.4, 1.5));
      if (moved > made && moved < last_) {
        const auto later = workday_after(due, 3 + static_cast<int>(random_.below(8)));
        pen_.move(number, moved, later);
        kept = noon(later) + days_long(random_.uniform(-0.15, 0.1));
      }
    }
    const bool is_open = stay_.end == StayEnd::still && kept > last_;
    const bool is_broken = stay_.end == StayEnd::lost && random_.chance(0.3);
    if (!is_open && !is_broken)
      pen_.keep(number, std::clamp(kept, std::min(made + days_long(0.01), stay_.to), stay_.to));
  }

  // --- objections and quotes ---

  void object() {
    const bool may = way() > 0.1 && !after_won();
    if (!may || !random_.chance(0.17)) return;
    const auto texts = objection_texts();
    const auto& text = texts[random_.below(texts.size())];
    const auto raised = moment(random_.uniform(0.1, 0.85));
    const int number = pen_.raise_objection(raised, text, somebody());
    const auto answered = raised + days_long(random_.uniform(0.3, 6));
    if (answered >= last_ || random_.chance(0.1)) return;
    pen_.answer_objection(number, answered, text.answers[random_.below(text.answers.size())]);
    const auto closed = answered + days_long(random_.uniform(0.5, 8));
    if (closed < last_)
      pen_.close_objection(number, closed, stay_.end != StayEnd::lost && random_.chance(0.8));
  }

  bool after_won() const { return scenario_.automaton().node(stay_.stage).after_won; }

  /// Of the rules that ask for approval wherever a deal stands.
  std::string rule_on_discounts() const {
    for (const auto& rule : scenario_.map().price_rules)
      if (rule.where.empty() && !rule.approver.empty()) return rule.id;
    return {};
  }

  void offer() {
    const auto win = scenario_.automaton().on_leaving();
    const bool is_near = stay_.stage + 1 >= win && stay_.stage <= win;
    if (!is_near || state_.has_quote || !state_.amount.currency.is_stated()) return;
    state_.has_quote = true;
    constexpr std::array discounts{0.0, 0.0, 0.0, 0.03, 0.05, 0.08, 0.1};
    const double discount = discounts[random_.below(discounts.size())];
    const auto minor = std::llround(static_cast<double>(state_.amount.minor) * (1 - discount));
    const auto at = moment(random_.uniform(0.2, 0.6));
    const int number =
        pen_.quote(at, {.amount = base::Money{minor, state_.amount.currency},
                        .discount = discount,
                        .broken_rule = discount > 0.05 ? rule_on_discounts() : std::string()});
    if (discount > 0.05 && !rule_on_discounts().empty()) decide(number, at);
  }

  void decide(int number, Instant made) {
    const auto at = made + days_long(random_.uniform(0.2, 3));
    const bool is_refused = random_.chance(0.15);
    if (at >= last_ && stay_.end == StayEnd::still) return;
    const auto actor = pen_.actor;
    pen_.actor = manager().name;
    auto& told = pen_.write(is_refused ? EventKind::quote_refused : EventKind::quote_approved,
                            std::min(at, last_));
    told.event.details.quote = number;
    if (is_refused) told.event.note = "Not without something in return: two plants, or two years.";
    pen_.actor = actor;
  }

  // --- exit criteria ---

  void leave() {
    std::vector<std::string> unmet;
    for (const auto& criterion : stage_.exit)
      if (random_.chance(criterion.required ? 0.965 : 0.5))
        show(criterion, late_moment());
      else if (criterion.required)
        unmet.push_back(criterion.id);
    convince();
    if (!unmet.empty()) except(std::move(unmet));
  }

  void except(std::vector<std::string> unmet) {
    const auto actor = pen_.actor;
    const std::string reason(pick(reasons_to_except(), random_));
    pen_.actor = manager().name;
    auto& told = pen_.write(EventKind::exception_made, stay_.to);
    told.event.from = stage_.id;
    told.event.to = stay_.next;
    told.event.details.unmet = std::move(unmet);
    told.event.note = reason;
    pen_.actor = actor;
  }

  void show(const process::Criterion& criterion, Instant at) {
    if (criterion.evidence.empty()) {
      auto& told = pen_.write(EventKind::criterion_met, at, criterion.id);
      told.event.details.evidence = selling::person_word;
      told.event.note = "They said so in the last talk.";
    }
    for (const auto& evidence : criterion.evidence) show(criterion, evidence, at);
  }

  void show(const process::Criterion& criterion, const process::Evidence& evidence, Instant at) {
    switch (evidence.kind) {
      case EvidenceKind::touchpoint:
        return show_by_talk(criterion, evidence, at);
      case EvidenceKind::document:
      case EvidenceKind::answer:
        return show_by_word(criterion, evidence, at);
      case EvidenceKind::field:
        return fill_field(evidence.field, at);
      case EvidenceKind::record:
        return keep_record(*evidence.record, at);
    }
  }

  void show_by_talk(const process::Criterion& criterion, const process::Evidence& evidence,
                    Instant at) {
    int with = somebody();
    if (evidence.from == "decision_maker") {
      introduce(payer, evidence.from, at - std::chrono::minutes(3));
      with = payer;
    }
    const auto kind = evidence.of.empty() ? process::TouchpointKind::call
                                          : evidence.of[random_.below(evidence.of.size())];
    pen_.touch(at, {.kind = std::string(selling::to_word(kind)),
                    .with = with,
                    .direction = "in",
                    .result = "reached",
                    .confirms = {criterion.id},
                    .note = criterion.text + "."});
  }

  void show_by_word(const process::Criterion& criterion, const process::Evidence& evidence,
                    Instant at) {
    const auto& choices = evidence.accept.empty() ? evidence.choices : evidence.accept;
    const auto choice = choices.empty() ? std::string() : choices[random_.below(choices.size())];
    auto& told = pen_.write(EventKind::criterion_met, at, criterion.id);
    told.event.details.evidence = selling::to_word(evidence.kind);
    told.event.details.output = evidence.output;
    told.event.details.choice = choice;
  }

  void fill_field(const std::string& name, Instant at) {
    const auto rule = selling::find_attribute_rule(scenario_.map(), name);
    if (!rule) return;
    std::string value;
    if (rule->kind == selling::AttributeKind::date)
      value =
          base::to_iso(workday_after(day_of(stay_.to), 15 + static_cast<int>(random_.below(40))));
    else if (rule->kind == selling::AttributeKind::money && state_.amount.currency.is_stated())
      value = std::to_string(
          std::llround(static_cast<double>(state_.amount.minor) / 100'000 * random_.uniform(2, 6)) *
          1000);
    if (value.empty()) return;
    selling::Gaps gaps;
    auto canonical = selling::canonical_value(
        *rule, value, {.at = name, .currency = state_.amount.currency}, gaps);
    if (gaps.empty()) pen_.change(at, name, {}, std::move(canonical));
  }

  void keep_record(process::RecordKind record, Instant at) {
    if (record == process::RecordKind::contact) introduce(payer, "decision_maker", at);
    if (record != process::RecordKind::payment || !state_.amount.currency.is_stated()) return;
    pen_.write(EventKind::payment, at).event.details.amount =
        base::Money{state_.amount.minor / 3, state_.amount.currency};
  }

  // --- the present ---

  /// What is open on the last day of the history.
  void look_ahead() {
    const auto done = std::min(1.0, length_days() / stage_.expected_days.value_or(10));
    for (const auto& criterion : stage_.exit)
      if (random_.chance(0.45 * done)) show(criterion, late_moment());
    if (stay_.mood == Mood::busy) plan();
    if (stay_.mood == Mood::overdue) owe();
  }

  void plan() {
    const auto today = day_of(stay_.to);
    const auto talks = planned_talks();
    const auto& talk = talks[random_.below(talks.size())];
    pen_.promise(last_, {.side = "us",
                         .text = std::string(talk.text),
                         .due = workday_after(today, static_cast<int>(random_.below(10))),
                         .planned = std::string(talk.kind),
                         .with = somebody()});
    if (random_.chance(0.45))
      pen_.promise(last_, new_promise(workday_after(today, static_cast<int>(random_.below(12)))));
  }

  void owe() {
    const auto today = day_of(stay_.to);
    const auto due = today - std::chrono::days(1 + random_.below(9));
    const auto made = at_work(Instant(due) - days_long(random_.uniform(2, 9)), first_, last_);
    if (day_of(made) <= due) pen_.promise(made, new_promise(due));
    if (random_.chance(0.3))
      pen_.promise(last_, new_promise(workday_after(today, static_cast<int>(random_.below(6)))));
  }

  const Scenario& scenario_;
  const process::Stage& stage_;
  const Stay& stay_;
  StoryState& state_;
  StoryPen& pen_;
  Stream& random_;
  Instant first_, last_;
  std::string last_promise_;
};

}  // namespace

void write_stay(const Scenario& scenario, const Stay& stay, StoryState& state, StoryPen& pen) {
  StayWriter(scenario, stay, state, pen).run();
}

}  // namespace stagecraft::sample
