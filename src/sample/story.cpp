#include "sample/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

#include "sample/story_pen.h"
#include "sample/story_stay.h"
#include "sample/story_texts.h"
#include "selling/fold.h"

namespace stagecraft::sample {
namespace {

using base::Instant;
using process::no_node;
using process::NodeIndex;
using selling::EventKind;

/// Streams of stories: far from those of deals and of the company.
constexpr std::uint64_t story_stream = 9ULL << 60;

/// Fills what simulate_deal played: keeps its moves and changes, and puts the rest of its events
/// anew into the stays between them.
class Storyteller {
 public:
  Storyteller(const Scenario& scenario, const SimulatedDeal& played, std::uint64_t customers,
              Story& story)
      : scenario_(scenario),
        played_(played),
        random_(scenario.seed(), story_stream + played.number),
        story_(story),
        customer_(make_customer(scenario.seed(), story.customer = random_.below(customers))),
        currency_(base::Currency::find(customer_.currency).value_or(base::Currency())),
        pen_(customer_, random_, story) {}

  void tell() {
    begin();
    for (next_ = 1; next_ < played_.events.size() && !is_lead_; ++next_)
      take(played_.events[next_]);
    if (stage_ != no_node) end_stay(scenario_.until(), StayEnd::still, {});
    finish();
  }

 private:
  // --- the beginning ---

  void begin() {
    const auto at = played_.events.front().at;
    first_values();
    story_.key = fmt::format("{}-{}", scenario_.seed(), played_.number + 1);
    story_.name = fmt::format("{}, {}", customer_.name, pick(matters(), random_));
    pen_.write(EventKind::created, at).event.note = story_.name;
    for (const auto& [name, value] :
         {std::pair<std::string_view, std::string_view>{"owner", owner_},
          {"team", team_},
          {"account", customer_.name},
          {"channel", played_.channel},
          {"offering", played_.offering},
          {"persona", played_.persona},
          {"campaign", played_.campaign}})
      if (!value.empty()) pen_.change(at, std::string(name), {}, std::string(value));
    pen_.touch(at + std::chrono::minutes(1), {.kind = "form",
                                              .direction = "in",
                                              .campaign = std::string(played_.campaign),
                                              .note = fmt::format("Asked about {}.", matter())});
    // Who came in a few days ago is often still to be looked at.
    is_lead_ = at > scenario_.until() - std::chrono::hours(24 * 8) && random_.chance(0.6);
  }

  /// `order desk` of `Norrvik Mekan, order desk`.
  std::string_view matter() const {
    return std::string_view(story_.name).substr(story_.name.rfind(',') + 2);
  }

  /// Those that the deal had before its changes.
  void first_values() {
    owner_ = played_.owner;
    team_ = played_.team;
    close_ = base::to_iso(played_.expected_close);
    euros_ = played_.amount;
    for (auto event = played_.events.rbegin(); event != played_.events.rend(); ++event) {
      if (event->kind != EventKind::attribute_changed) continue;
      if (event->symbol == "owner") owner_ = event->from;
      if (event->symbol == "team") team_ = event->from;
      if (event->symbol == "expected_close") close_ = event->from;
      if (event->symbol == "amount") euros_ = std::stoll(event->from);
    }
    pen_.actor = name_of(owner_);
  }

  static std::string_view name_of(std::string_view name) {
    for (const auto& member : company())
      if (member.name == name) return member.name;
    return {};
  }

  // --- one event of what was played ---

  void take(const SimulatedEvent& event) {
    switch (event.kind) {
      case EventKind::attribute_changed:
        return take_change(event);
      case EventKind::stage_entered:
        return enter(event);
      case EventKind::reopened:
        pen_.withdraw_open(event.at);
        return enter(event);
      case EventKind::won:
      case EventKind::lost:
      case EventKind::no_decision:
        return close(event);
      case EventKind::finished:
        end_stay(event.at, StayEnd::forward, {});
        pen_.write(EventKind::finished, event.at);
        return;
      default:
        return;  // Written anew.
    }
  }

  void take_change(const SimulatedEvent& event) {
    if (event.symbol == "owner" || event.symbol == "team") {
      pen_.change(event.at, std::string(event.symbol), event.from, event.to);
      if (event.symbol == "owner") pen_.actor = name_of(event.to);
    } else if (event.symbol == "amount") {
      euros_ = std::stoll(event.to);
      set_amount(event.at, euros_);
    } else if (event.symbol == "expected_close") {
      set_close(event.at, event.to);
    }
  }

  void enter(const SimulatedEvent& event) {
    const auto to = scenario_.automaton().find(event.symbol);
    if (stage_ != no_node)
      end_stay(event.at, to < stage_ ? StayEnd::back : StayEnd::forward, std::string(event.symbol));
    auto at = event.at;
    // It was a lead until then.
    if (entries_++ == 0) at += std::min(days_long(random_.uniform(0.1, 6)), until_next() / 2);
    if (entries_ == 2) state_amount(at);
    pen_.write(event.kind, at, std::string(event.symbol));
    stage_ = to;
    entered_ = at;
  }

  /// From the event at hand to the next that moves the deal or ends its history.
  base::Milliseconds until_next() const {
    const auto now = played_.events[next_].at;
    for (auto i = next_ + 1; i < played_.events.size(); ++i)
      if (selling::is_move(played_.events[i].kind)) return played_.events[i].at - now;
    return scenario_.until() - now;
  }

  // --- stays ---

  void end_stay(Instant at, StayEnd end, std::string next) {
    Stay stay{.stage = stage_, .from = entered_, .to = at, .end = end, .next = std::move(next)};
    stage_ = no_node;
    const bool after_won = scenario_.automaton().node(stay.stage).after_won;
    if (end == StayEnd::still) stay.mood = after_won ? after_sale_mood() : choose_mood(stay);
    state_.amount =
        is_priced_ ? base::Money{amount_ * base::minor_units(currency_), currency_} : base::Money{};
    if (end == StayEnd::still && !after_won) keep_dates(stay);
    write_stay(scenario_, stay, state_, pen_);
    if (after_won && !is_onboarded_ && end == StayEnd::forward) {
      is_onboarded_ = true;
      pen_.write(EventKind::onboarding_confirmed, at - std::chrono::minutes(2));
    }
  }

  Mood choose_mood(const Stay& stay) {
    const double luck = random_.uniform();
    const bool is_old = stay.to - stay.from > days_long(18);
    if (luck < 0.3 && is_old) return Mood::silent;
    if (luck < 0.2) return Mood::idle;
    if (luck < 0.42) return Mood::overdue;
    return Mood::busy;
  }
  Mood after_sale_mood() { return random_.chance(0.6) ? Mood::busy : Mood::idle; }

  // --- money and dates ---

  void state_amount(Instant at) {
    if (is_priced_) return;
    is_priced_ = true;
    pen_.change(at, "currency", {}, std::string(customer_.currency));
    set_amount(at, euros_);
    set_close(at, close_);
  }

  void set_amount(Instant at, std::int64_t euros) {
    if (!is_priced_) return;
    const auto amount = std::llround(static_cast<double>(euros) * customer_.rate / 100) * 100;
    if (amount == amount_) return;
    pen_.change(at, "amount", amount_ == 0 ? std::string() : amount_text(amount_),
                amount_text(amount));
    amount_ = amount;
  }

  std::string amount_text(std::int64_t amount) const {
    return fmt::format("{}.{:0>{}}", amount, "", currency_.minor_digits());
  }

  void set_close(Instant at, std::string day) {
    const auto before = std::exchange(close_, day);
    if (!is_priced_ || day.empty() || (day == before && is_dated_)) return;
    constexpr std::array reasons{"budget_round", "people_away", "trial_takes_longer",
                                 "other_priority", "more_people_to_ask"};
    const auto* reason = is_dated_ ? reasons[random_.below(reasons.size())] : "";
    pen_.change(at, "expected_close", is_dated_ ? before : std::string(), std::move(day))
        .event.details.reason = reason;
    is_dated_ = true;
  }

  /// Most people who see an expected close pass write a later one; some do not.
  void keep_dates(const Stay& stay) {
    const auto today = base::to_iso(std::chrono::floor<std::chrono::days>(stay.to));
    if (!is_dated_ || close_ >= today || stay.mood == Mood::silent || random_.chance(0.15)) return;
    const auto at = at_work(stay.to - days_long(random_.uniform(1, 12)), stay.from, stay.to);
    const auto later =
        std::chrono::floor<std::chrono::days>(stay.to) + std::chrono::days(7 + random_.below(80));
    set_close(at, base::to_iso(workday_after(later, 0)));
  }

  // --- closing ---

  void close(const SimulatedEvent& event) {
    const bool is_won = event.kind == EventKind::won;
    if (stage_ != no_node)
      end_stay(event.at, is_won ? StayEnd::forward : StayEnd::lost, std::string(event.symbol));
    const std::string words(is_won ? pick(motives(), random_) : pick(farewells(), random_));
    auto& told = pen_.write(event.kind, event.at, std::string(event.symbol));
    told.event.details.reason = selling::read_details(event.details).reason;
    told.event.note = words;
    if (is_won) hand_over(event.at);
  }

  void hand_over(Instant won) {
    const auto at = at_work(won + days_long(random_.uniform(0.2, 2)), won, won + days_long(4));
    pen_.write(EventKind::handed_over, at).person = success_manager().name;
    if (!is_priced_) return;
    pen_.write(EventKind::payment,
               at_work(won + days_long(random_.uniform(9, 40)), won, won + days_long(60)))
        .event.details.amount = base::Money{amount_ * base::minor_units(currency_) / 3, currency_};
  }

  /// What would lie behind the end of the history has not happened yet.
  void finish() {
    auto& events = story_.events;
    std::erase_if(events,
                  [&](const StoryEvent& told) { return told.event.at > scenario_.until(); });
    std::ranges::stable_sort(events, {}, [](const StoryEvent& told) { return told.event.at; });
  }

  const Scenario& scenario_;
  const SimulatedDeal& played_;
  Stream random_;
  Story& story_;
  const Customer customer_;
  const base::Currency currency_;
  StoryPen pen_;
  StoryState state_;
  std::string_view owner_, team_;
  std::string close_;
  NodeIndex stage_ = no_node;
  Instant entered_{};
  std::int64_t euros_ = 0;   ///< What was played.
  std::int64_t amount_ = 0;  ///< In major units of the customer's currency.
  std::size_t next_ = 1;
  int entries_ = 0;
  bool is_lead_ = false, is_priced_ = false, is_dated_ = false, is_onboarded_ = false;
};

}  // namespace

std::uint64_t customer_count(std::uint64_t deals_in_all) {
  return std::max<std::uint64_t>(1, deals_in_all * 2 / 5);
}

Story tell_story(const Scenario& scenario, std::uint64_t number, std::uint64_t deals_in_all) {
  SimulatedDeal played;
  simulate_deal(scenario, number, deals_in_all, played);
  Story story;
  if (!played.events.empty())
    Storyteller(scenario, played, customer_count(deals_in_all), story).tell();
  return story;
}

}  // namespace stagecraft::sample
