#include "sample/story_pen.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "sample/story_texts.h"
#include "selling/words.h"

namespace stagecraft::sample {

using base::Instant;
using selling::EventKind;

base::Milliseconds days_long(double days) {
  return base::Milliseconds(static_cast<std::int64_t>(days * 86'400'000));
}

Instant at_work(Instant at, Instant first, Instant last) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const auto weekday = std::chrono::weekday(day).c_encoding();
  if (weekday == 0 || weekday == 6) at += std::chrono::days(weekday == 0 ? 1 : 2);
  const auto hour =
      std::chrono::floor<std::chrono::hours>(at - std::chrono::floor<std::chrono::days>(at));
  if (hour.count() < 7) at += std::chrono::hours(8);
  if (hour.count() > 16) at -= std::chrono::hours(8);
  return std::clamp(at, first, std::max(first, last));
}

Instant work_before(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  auto found = day + std::chrono::hours(8) + (at - day) % std::chrono::hours(9);
  if (found > at) found -= std::chrono::days(1);
  const auto weekday =
      std::chrono::weekday(std::chrono::floor<std::chrono::days>(found)).c_encoding();
  if (weekday == 0 || weekday == 6) found -= std::chrono::days(weekday == 0 ? 2 : 1);
  return found;
}

base::Day workday_after(base::Day day, int days) {
  day += std::chrono::days(days);
  const auto weekday = std::chrono::weekday(day).c_encoding();
  if (weekday == 6) day += std::chrono::days(2);
  if (weekday == 0) day += std::chrono::days(1);
  return day;
}

StoryEvent& StoryPen::write(EventKind kind, Instant at, std::string symbol) {
  StoryEvent told;
  told.event.kind = kind;
  told.event.at = told.event.recorded_at = at;
  told.event.symbol = std::move(symbol);
  told.actor = actor;
  story_.events.push_back(std::move(told));
  return story_.events.back();
}

void StoryPen::touch(Instant at, Touch touch) {
  auto& told = write(EventKind::touchpoint, at, std::move(touch.kind));
  told.contacts = {touch.with};
  told.event.details.direction = std::move(touch.direction);
  told.event.details.result = std::move(touch.result);
  told.event.details.campaign = std::move(touch.campaign);
  told.event.details.confirms = std::move(touch.confirms);
  told.event.note = std::move(touch.note);
}

int StoryPen::promise(Instant at, Promise promise) {
  auto& told = write(EventKind::promise_made, at, std::move(promise.planned));
  told.contacts = {promise.with};
  told.event.details.promise = ++promises_;
  told.event.details.side = std::move(promise.side);
  told.event.details.due = promise.due;
  told.event.note = std::move(promise.text);
  open_promises_.insert(promises_);
  return promises_;
}

void StoryPen::keep(int number, Instant at) {
  open_promises_.erase(number);
  write(EventKind::promise_kept, at).event.details.promise = number;
}

void StoryPen::withdraw_open(Instant at) {
  while (!open_promises_.empty()) withdraw(*open_promises_.begin(), at);
}

void StoryPen::withdraw(int number, Instant at) {
  open_promises_.erase(number);
  write(EventKind::promise_withdrawn, at).event.details.promise = number;
}

void StoryPen::move(int number, Instant at, base::Day due) {
  const std::string reason(pick(reasons_to_move(), random_));
  auto& told = write(EventKind::promise_moved, at);
  told.event.details.promise = number;
  told.event.details.due = due;
  told.event.note = reason;
}

void StoryPen::set_role(Instant at, int place, std::string role) {
  const std::string need(random_.chance(0.6) ? pick(needs(), random_) : "");
  auto& told = write(EventKind::contact_role_set, at);
  told.contacts = {place};
  told.event.details.role = std::move(role);
  told.event.note = need;
}

void StoryPen::set_view(Instant at, int place, std::string view) {
  auto& told = write(EventKind::agreement_set, at);
  told.contacts = {place};
  told.event.details.view = std::move(view);
}

int StoryPen::raise_objection(Instant at, const ObjectionText& text, int place) {
  const std::string said(text.texts[random_.below(text.texts.size())]);
  auto& told = write(EventKind::objection_raised, at);
  told.contacts = {place};
  told.event.details.objection = ++objections_;
  told.event.details.topic = text.topic;
  told.event.note = said;
  return objections_;
}

void StoryPen::answer_objection(int number, Instant at, std::string_view answer) {
  auto& told = write(EventKind::objection_answered, at);
  told.event.details.objection = number;
  told.event.note = answer;
}

void StoryPen::close_objection(int number, Instant at, bool is_resolved) {
  auto& told = write(EventKind::objection_closed, at);
  told.event.details.objection = number;
  told.event.details.result = is_resolved ? "resolved" : "stands";
}

int StoryPen::quote(Instant at, const Quote& quote) {
  auto& told = write(EventKind::quote_made, at);
  told.event.details.quote = ++quotes_;
  told.event.details.amount = quote.amount;
  told.event.details.discount_share = quote.discount;
  if (!quote.broken_rule.empty()) {
    told.event.details.broken_rules = {quote.broken_rule};
    told.event.to = selling::to_word(selling::QuoteState::waits_for_approval);
  }
  return quotes_;
}

StoryEvent& StoryPen::change(Instant at, std::string name, std::string from, std::string to) {
  auto& told = write(EventKind::attribute_changed, at, std::move(name));
  told.event.from = std::move(from);
  told.event.to = std::move(to);
  return told;
}

}  // namespace stagecraft::sample
