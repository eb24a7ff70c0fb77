#include "sample/deal.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "sample/random.h"

namespace stagecraft::sample {
namespace {

using base::Instant;
using base::Milliseconds;
using history::EventKind;
using process::no_node;
using process::NodeIndex;
using process::NodeKind;

constexpr double day_ms = 86'400'000;
constexpr std::array account_first = {
    "Alder",   "Birken", "Corvo", "Dune", "Esker", "Fjell", "Granit", "Hafen", "Isar",    "Juno",
    "Kestrel", "Linden", "Marsh", "Nord", "Orto",  "Pine",  "Quarz",  "Rhein", "Solvang", "Tarn"};
constexpr std::array account_last = {"Works",     "Foods",    "Mills",  "Systems",
                                     "Logistics", "Metals",   "Paper",  "Glass",
                                     "Pumps",     "Textiles", "Motion", "Packaging"};
constexpr std::array touch_kinds = {"email", "call", "meeting", "demo", "visit"};
constexpr int most_visits = 40;  // A deal that returns again and again ends somewhere.

/// Plays one deal: owns the clock of the deal, and appends what happens.
class Player {
 public:
  Player(const Scenario& scenario, std::uint64_t number, SimulatedDeal& deal)
      : scenario_(scenario),
        automaton_(scenario.automaton()),
        random_(scenario.seed(), number),
        deal_(deal) {}

  void play(double quantile) {
    begin(quantile);
    NodeIndex stage = automaton_.starts()[random_.below(automaton_.starts().size())];
    for (int visits = 0; stage != no_node && visits < most_visits && clock_ < scenario_.until();
         ++visits)
      stage = visit(stage);
    cut_off();
  }

 private:
  void emit(EventKind kind, std::string_view symbol, std::string details = {}) {
    deal_.events.push_back({kind, symbol, {}, {}, deal_.owner, clock_, std::move(details)});
  }

  void change(std::string_view attribute, std::string from, std::string to) {
    deal_.events.push_back({EventKind::attribute_changed,
                            attribute,
                            std::move(from),
                            std::move(to),
                            deal_.owner,
                            clock_,
                            {}});
  }

  /// Moves the deal's clock on, to a working hour of a weekday.
  void wait(double days) {
    clock_ += Milliseconds(static_cast<std::int64_t>(std::max(days, 0.01) * day_ms));
    const auto day = std::chrono::floor<std::chrono::days>(clock_);
    const auto weekday = std::chrono::weekday(day).c_encoding();
    if (weekday == 0 || weekday == 6) clock_ += std::chrono::days(weekday == 0 ? 1 : 2);
    const auto hour = std::chrono::floor<std::chrono::hours>(
        clock_ - std::chrono::floor<std::chrono::days>(clock_));
    if (hour.count() < 7) clock_ += std::chrono::hours(8);
    if (hour.count() > 18) clock_ -= std::chrono::hours(8);
    clock_ = std::max(clock_, last_ + Milliseconds(60'000));
    last_ = clock_;
  }

  void begin(double quantile) {
    clock_ = last_ = scenario_.arrival(quantile);
    const auto pick = [&](const auto& list) -> const auto& {
      return list[random_.below(list.size())];
    };
    const Rep& rep = pick(scenario_.reps());
    deal_.owner = rep.name;
    deal_.team = rep.team;
    deal_.channel = pick(scenario_.channels());
    deal_.offering = pick(scenario_.offerings());
    deal_.persona = pick(scenario_.personas());
    deal_.account = fmt::format("{} {}", account_first[random_.below(account_first.size())],
                                account_last[random_.below(account_last.size())]);
    deal_.amount = 100 * std::llround(random_.log_normal(180, 0.7));
    lean_ = scenario_.lean() + rep.strength + 0.5 * random_.normal() + choose_campaign() -
            (deal_.amount > 35'000 ? 0.3 : 0);
    first_close_ =
        std::chrono::floor<std::chrono::days>(clock_) +
        std::chrono::days(std::lround(random_.log_normal(scenario_.typical_cycle_days(), 0.2)));
    deal_.expected_close = first_close_;
    emit(EventKind::created, {});
    emit(EventKind::touchpoint, "form",
         deal_.campaign.empty() ? "" : fmt::format(R"({{"campaign":"{}"}})", deal_.campaign));
  }

  /// Sets the campaign that brought the deal, as a rule one that runs; returns its shift of the
  /// log-odds.
  double choose_campaign() {
    const auto day = std::chrono::floor<std::chrono::days>(clock_);
    deal_.campaign = {};
    for (const auto& campaign : scenario_.campaigns()) {
      if (day < campaign.from || day >= campaign.to || !random_.chance(0.22 * campaign.pull))
        continue;
      deal_.campaign = campaign.name;
      return campaign.quality;
    }
    return 0;
  }

  /// One stay in a stage with what happens in it; returns where the deal goes next, no_node when it
  /// ends.
  NodeIndex visit(NodeIndex stage) {
    const Behaviour& behaviour = scenario_.behaviour(stage);
    emit(EventKind::stage_entered, automaton_.node(stage).id);
    const bool forward = random_.chance(1 / (1 + std::exp(-behaviour.log_odds - lean_)));
    const double days = random_.log_normal(behaviour.median_days * (forward ? 1 : 1.4), 0.75);
    spend(stage, days);
    if (clock_ >= scenario_.until()) return no_node;
    if (random_.chance(0.04))
      if (const NodeIndex back = earlier(stage); back != no_node) return back;
    return forward ? go_forward(stage) : lose(stage);
  }

  void spend(NodeIndex node, double days) {
    const auto& stage = scenario_.stage(node);
    double left = days;
    if (!stage.literature.empty() && random_.chance(0.6)) {
      emit(EventKind::literature_given, stage.literature[random_.below(stage.literature.size())]);
    }
    const auto touches = random_.below(3);
    for (std::size_t i = 0; i < touches; ++i) {
      const double part = left * random_.uniform(0.1, 0.5);
      wait(part);
      left -= part;
      emit(EventKind::touchpoint, touch_kinds[random_.below(touch_kinds.size())]);
    }
    if (random_.chance(0.35)) promise(left);
    wait(left);
    if (random_.chance(0.02)) change_owner();
    slip();
  }

  /// A promise with its due date; kept, moved or forgotten in the rest of the stay.
  void promise(double& left) {
    const auto id = fmt::format("p{}", ++promises_);
    const double due_in = random_.uniform(2, 10);
    const auto due =
        std::chrono::floor<std::chrono::days>(clock_) + std::chrono::days(std::lround(due_in));
    const char* side = random_.chance(0.6) ? "theirs" : "ours";
    emit(EventKind::promise_made, {},
         fmt::format(R"({{"promise":"{}","side":"{}","due":"{}"}})", id, side, base::to_iso(due)));
    if (random_.chance(0.15)) return;
    const double part = std::min(left * 0.9, due_in * random_.uniform(0.5, 1.3));
    wait(part);
    left -= part;
    emit(EventKind::promise_kept, {}, fmt::format(R"({{"promise":"{}"}})", id));
  }

  void change_owner() {
    const Rep& rep = scenario_.reps()[random_.below(scenario_.reps().size())];
    if (rep.name == deal_.owner) return;
    change("owner", std::string(deal_.owner), rep.name);
    if (rep.team != deal_.team) change("team", std::string(deal_.team), rep.team);
    deal_.owner = rep.name;
    deal_.team = rep.team;
  }

  /// A rep who sees the expected close pass writes a later one.
  void slip() {
    const auto today = std::chrono::floor<std::chrono::days>(clock_);
    if (today + std::chrono::days(5) < deal_.expected_close || won_) return;
    const auto later = today + std::chrono::days(14 + random_.below(60));
    change("expected_close", base::to_iso(deal_.expected_close), base::to_iso(later));
    deal_.expected_close = later;
  }

  NodeIndex earlier(NodeIndex stage) {
    if (stage == 0) return no_node;
    const auto back = static_cast<NodeIndex>(random_.below(stage));
    return automaton_.allows(stage, back) && automaton_.node(back).kind == NodeKind::stage
               ? back
               : no_node;
  }

  NodeIndex go_forward(NodeIndex stage) {
    meet_criteria(stage);
    NodeIndex next = automaton_.after(stage);
    if (next != no_node && automaton_.node(next).optional && random_.chance(0.3))
      if (const NodeIndex over = automaton_.after(next);
          over != no_node && automaton_.allows(stage, over))
        next = over;
    if (next == no_node) {
      emit(EventKind::finished, {});
      return no_node;
    }
    const auto& node = automaton_.node(next);
    if (node.kind == NodeKind::stage) return next;
    return node.kind == NodeKind::won ? win(next) : close(next);
  }

  void meet_criteria(NodeIndex stage) {
    for (const auto& criterion : scenario_.stage(stage).exit)
      if (random_.chance(criterion.required ? 0.95 : 0.4))
        emit(EventKind::criterion_met, criterion.id);
  }

  NodeIndex win(NodeIndex outcome) {
    if (random_.chance(0.4)) {
      const auto discounted =
          deal_.amount - deal_.amount / 100 * static_cast<std::int64_t>(1 + random_.below(8));
      change("amount", std::to_string(deal_.amount), std::to_string(discounted));
      deal_.amount = discounted;
    }
    close(outcome);
    wait(random_.uniform(0.1, 3));  // An outcome sorts last within its instant (measures.md 1.4).
    won_ = true;
    lean_ = 1;
    for (NodeIndex n = 0; n < automaton_.stage_count(); ++n)
      if (automaton_.node(n).after_won) return n;
    return no_node;
  }

  NodeIndex close(NodeIndex outcome) {
    const auto& node = automaton_.node(outcome);
    const auto* stated = process::find_outcome(scenario_.map(), node.id);
    std::string details;
    if (stated != nullptr && !stated->reasons.empty())
      details = fmt::format(R"({{"reason":"{}"}})",
                            stated->reasons[random_.below(stated->reasons.size())]);
    const auto kind = node.kind == NodeKind::won    ? EventKind::won
                      : node.kind == NodeKind::lost ? EventKind::lost
                                                    : EventKind::no_decision;
    emit(kind, node.id, std::move(details));
    return no_node;
  }

  NodeIndex lose(NodeIndex stage) {
    if (won_) return no_node;
    NodeIndex outcome = no_node;
    std::size_t choices = 0;
    for (NodeIndex n = automaton_.stage_count(); n < automaton_.nodes().size(); ++n) {
      const auto kind = automaton_.node(n).kind;
      if ((kind != NodeKind::lost && kind != NodeKind::no_decision) || !automaton_.allows(stage, n))
        continue;
      if (random_.below(++choices) == 0) outcome = n;
    }
    if (outcome == no_node) return no_node;
    close(outcome);
    if (!random_.chance(0.03)) return no_node;
    wait(random_.uniform(20, 90));
    if (clock_ >= scenario_.until()) return no_node;
    emit(EventKind::reopened, automaton_.node(stage).id);
    spend(stage, random_.log_normal(scenario_.behaviour(stage).median_days, 0.5));
    return clock_ < scenario_.until() ? go_forward(stage) : no_node;
  }

  /// What lies after `until` has not happened yet. Attributes go back with the events that set
  /// them.
  void cut_off() {
    auto& events = deal_.events;
    while (!events.empty() && events.back().at > scenario_.until()) {
      if (events.back().kind == EventKind::attribute_changed) take_back(events.back());
      events.pop_back();
    }
  }

  void take_back(const SimulatedEvent& event) {
    if (event.symbol == "amount") deal_.amount = std::stoll(event.from);
    if (event.symbol == "owner")
      deal_.owner = std::ranges::find(scenario_.reps(), event.from, &Rep::name)->name;
    if (event.symbol == "team")
      deal_.team = std::ranges::find(scenario_.reps(), event.from, &Rep::team)->team;
    if (event.symbol == "expected_close") deal_.expected_close = previous_close(event);
  }

  base::Day previous_close(const SimulatedEvent& cut) const {
    const SimulatedEvent* before = nullptr;
    for (const auto& event : deal_.events)
      if (&event != &cut && event.symbol == "expected_close" && event.at <= scenario_.until())
        before = &event;
    if (before == nullptr) return first_close_;
    int year = 0;
    unsigned month = 0, day = 0;
    std::sscanf(before->to.c_str(), "%d-%u-%u", &year, &month, &day);
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  }

  const Scenario& scenario_;
  const process::Automaton& automaton_;
  Stream random_;
  SimulatedDeal& deal_;
  Instant clock_{}, last_{};
  base::Day first_close_{};
  double lean_ = 0;  ///< Shift of the deal's log-odds: owner, campaign, size, luck.
  int promises_ = 0;
  bool won_ = false;
};

}  // namespace

void simulate_deal(const Scenario& scenario, std::uint64_t number, std::uint64_t deals_in_all,
                   SimulatedDeal& deal) {
  deal.events.clear();
  deal.number = number;
  Stream jitter(~scenario.seed(), number);
  const double quantile = (static_cast<double>(number % deals_in_all) + jitter.uniform()) /
                          static_cast<double>(deals_in_all);
  Player(scenario, number, deal).play(std::min(quantile, 0.999999));
}

}  // namespace stagecraft::sample
