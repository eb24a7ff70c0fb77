#include "selling/promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using base::say;

constexpr std::array<std::string_view, 3> sides{"us", "customer", "partner"};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

const Promise& get_open(const Deal& deal, int number) {
  const auto found = std::ranges::find(deal.promises, number, &Promise::number);
  if (found == deal.promises.end())
    throw base::Error(base::ErrorKind::not_found, say("This deal has no promise {}.", number));
  if (found->state != PromiseState::open)
    throw base::Error(
        base::ErrorKind::conflict,
        found->state == PromiseState::kept ? say("Promise {} is kept already.", number)
                                           : say("Promise {} is withdrawn already.", number),
        {{fmt::format("promise:{}", number), "It is no longer open.", "Make a new promise."}});
  return *found;
}

void refuse_bad_note(const PromiseAct& act, base::Sentence what) {
  Gaps gaps;
  check_text(gaps, "/note", act.note);
  gaps.refuse(std::move(what));
}

Event act_event(EventKind kind, const PromiseAct& act, const Deal& deal, const Setting& setting) {
  refuse_gone(deal, "promises");
  const auto& promise = get_open(deal, act.number);
  auto event = new_event(kind, told_at(act.at, setting, promise.made_at), setting);
  event.note = act.note;
  event.details.promise = act.number;
  event.details.side = promise.side;
  return event;
}

/// How a promise that was not kept stood on a day, its deal still open.
Keeping unkept_on(base::Day day, base::Day due) {
  const auto days = (day - due).count();
  if (days <= 0) return Keeping::open;
  return days >= broken_after_days ? Keeping::broken : Keeping::overdue;
}

/// The day on which the deal closed, if that can end this promise.
std::optional<base::Day> find_closing_day(const Promise& promise, const Deal& deal,
                                          const base::Zone& zone) {
  if (!deal.closing || deal.closing->at < promise.made_at) return std::nullopt;
  return zone.day_of(deal.closing->at);
}

/// The days that decide about a promise.
struct PromiseDays {
  base::Day due, today;
  std::optional<base::Day> ended;   ///< Kept or withdrawn.
  std::optional<base::Day> closed;  ///< The deal.
};

PromiseDays days_of(base::Day due, const Promise& promise, const Deal& deal, const Today& today) {
  PromiseDays days{.due = due, .today = today.day, .ended = {}, .closed = {}};
  if (promise.ended_at) days.ended = today.zone.day_of(*promise.ended_at);
  days.closed = find_closing_day(promise, deal, today.zone);
  return days;
}

/// How it stood at the end of a day until which nobody had kept it.
Keeping unkept_until(base::Day until, const PromiseDays& days) {
  if (days.closed && *days.closed <= until)
    return *days.closed > days.due ? Keeping::broken : Keeping::withdrawn;
  return unkept_on(until, days.due);
}

Keeping judge(PromiseState state, const PromiseDays& days) {
  const auto ended = days.ended.value_or(days.due);
  switch (state) {
    case PromiseState::open:
      break;
    case PromiseState::kept:
      return ended <= days.due ? Keeping::on_time : Keeping::late;
    case PromiseState::withdrawn:
      return unkept_until(ended, days) == Keeping::broken ? Keeping::broken : Keeping::withdrawn;
  }
  return unkept_until(days.today, days);
}

Keeping judge_by(base::Day due, const Promise& promise, const Deal& deal, const Today& today) {
  return judge(promise.state, days_of(due, promise, deal, today));
}

bool is_in_period(base::Day day, const KeepingQuestion& question) {
  return (!question.from || day >= *question.from) && (!question.to || day < *question.to);
}

std::vector<std::string> addresses_of(const Promise& promise, const Deal& deal, KeptBy by) {
  switch (by) {
    case KeptBy::all:
      break;
    case KeptBy::deal:
      return {fmt::format("deal:{}", deal.id.value)};
    case KeptBy::stage:
      return {promise.stage.empty() ? "" : "stage:" + promise.stage};
    case KeptBy::person: {
      if (promise.side == "us") {
        const auto person = promise.person ? promise.person : deal.owner();
        return {person ? fmt::format("person:{}", person->value) : ""};
      }
      std::vector<std::string> contacts;
      for (const auto contact : promise.contacts)
        contacts.push_back(fmt::format("contact:{}", contact.value));
      if (contacts.empty()) contacts.emplace_back();
      return contacts;
    }
  }
  return {""};
}

}  // namespace

Change make_promise(const Deal& deal, const NewPromise& promise, const Setting& setting) {
  refuse_gone(deal, "promises");
  const auto at = told_at(promise.at, setting, deal.created_at);
  Gaps gaps;
  gaps.unless(is_one_of(promise.side, sides), "/side", "whose promise it is, is not stated",
              "Write us, customer or partner.");
  gaps.unless(!promise.text.empty() || !promise.planned.empty(), "/text",
              "what is promised is missing");
  gaps.unless(promise.planned.empty() || find_touchpoint_kind(promise.planned), "/planned",
              say("'{}' is no kind of touchpoint", promise.planned),
              "Write call, email, meeting, demo, visit or form.");
  gaps.unless(promise.planned.empty() || promise.side == "us", "/planned",
              "only a promise of ours can be a planned touchpoint", "Leave the kind out.");
  gaps.unless(promise.due >= setting.zone.day_of(at), "/due",
              say("the due day {} is before the day when it is made", base::to_iso(promise.due)),
              "Give a later day, or the time when it was made.");
  check_text(gaps, "/text", promise.text);
  gaps.refuse("The promise cannot be made");
  auto event = new_event(EventKind::promise_made, at, setting);
  event.symbol = promise.planned;
  event.note = promise.text;
  event.details.promise = next_number(deal.promises);
  event.details.side = promise.side;
  event.details.due = promise.due;
  event.details.contacts = promise.contacts;
  event.details.person = promise.person;
  if (!promise.in_plan) return {event};
  auto step = new_event(EventKind::plan_changed, at, setting);
  step.symbol = step_added_word;
  step.details.promise = event.details.promise;
  return {event, step};
}

Change keep_promise(const Deal& deal, const PromiseAct& act, const Setting& setting) {
  refuse_bad_note(act, "The promise cannot be kept");
  return {act_event(EventKind::promise_kept, act, deal, setting)};
}

Change withdraw_promise(const Deal& deal, const PromiseAct& act, const Setting& setting) {
  refuse_bad_note(act, "The promise cannot be withdrawn");
  return {act_event(EventKind::promise_withdrawn, act, deal, setting)};
}

Change move_promise(const Deal& deal, const PromiseAct& act, base::Day due,
                    const Setting& setting) {
  auto event = act_event(EventKind::promise_moved, act, deal, setting);
  const auto& promise = get_open(deal, act.number);
  Gaps gaps;
  gaps.unless(!act.note.empty(), "/note", "the reason is missing", "Say why the day moves.");
  gaps.unless(due != promise.due, "/due",
              say("the promise is due on {} already", base::to_iso(due)));
  gaps.unless(due >= setting.zone.day_of(event.at), "/due",
              say("the new day {} has passed when it moves", base::to_iso(due)),
              "Give a day to come.");
  check_text(gaps, "/note", act.note);
  gaps.refuse("The promise cannot be moved");
  event.details.due = due;
  return {event};
}

std::optional<int> find_planned(const Deal& deal, process::TouchpointKind kind) {
  const auto word = to_word(kind);
  const Promise* first = nullptr;
  for (const auto& promise : deal.promises)
    if (promise.state == PromiseState::open && promise.planned == word &&
        (first == nullptr || promise.due < first->due))
      first = &promise;
  return first == nullptr ? std::nullopt : std::optional(first->number);
}

std::string_view to_word(Keeping keeping) {
  constexpr std::array<std::string_view, 6> words{"on_time", "late", "broken",
                                                  "overdue", "open", "withdrawn"};
  return words[static_cast<std::size_t>(keeping)];
}

base::Day judging_day(const Promise& promise) { return promise.judged_by.value_or(promise.due); }

Keeping keeping_of(const Promise& promise, const Deal& deal, const Today& today) {
  return judge_by(judging_day(promise), promise, deal, today);
}

Keeping keeping_by_first_day(const Promise& promise, const Deal& deal, const Today& today) {
  return judge_by(promise.first_due, promise, deal, today);
}

int days_late(const Promise& promise, const Deal& deal, const Today& today) {
  const auto days = days_of(judging_day(promise), promise, deal, today);
  auto until = days.ended.value_or(days.today);
  switch (judge(promise.state, days)) {
    case Keeping::late:
      break;
    case Keeping::overdue:
    case Keeping::broken:
      if (days.closed) until = std::min(until, *days.closed);
      break;
    case Keeping::on_time:
    case Keeping::open:
    case Keeping::withdrawn:
      return 0;
  }
  return static_cast<int>((until - days.due).count());
}

void KeepingCounts::count(Keeping keeping) {
  const std::array<int*, 6> counts{&on_time, &late, &broken, &overdue, &open, &withdrawn};
  ++*counts[static_cast<std::size_t>(keeping)];
}

std::optional<base::statistics::Share> KeepingCounts::share() const {
  return base::statistics::share_of(on_time, on_time + late + broken + overdue);
}

std::vector<KeepingRow> promise_keeping(std::span<const Deal> deals,
                                        const KeepingQuestion& question, const Today& today) {
  std::map<std::string, KeepingRow> rows;
  const auto count = [&](const Promise& promise, const Deal& deal) {
    for (const auto& address : addresses_of(promise, deal, question.by)) {
      auto& row = rows[address];
      row.address = address;
      if (is_in_period(judging_day(promise), question))
        row.kept.count(keeping_of(promise, deal, today));
      if (is_in_period(promise.first_due, question))
        row.by_first_day.count(keeping_by_first_day(promise, deal, today));
    }
  };
  for (const auto& deal : deals)
    if (!deal.is_gone())
      for (const auto& promise : deal.promises)
        if (question.side.empty() || promise.side == question.side) count(promise, deal);
  std::vector<KeepingRow> found;
  for (auto& [address, row] : rows)
    if (row.kept != KeepingCounts() || row.by_first_day != KeepingCounts())
      found.push_back(std::move(row));
  return found;
}

}  // namespace stagecraft::selling
