#include "selling/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/text.h"
#include "selling/gaps.h"
#include "selling/promises.h"
#include "selling/texts.h"
#include "selling/verb.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using base::Error;
using base::ErrorKind;
using base::say;

const Promise* find_promise(const Deal& deal, int number) {
  const auto found = std::ranges::find(deal.promises, number, &Promise::number);
  return found == deal.promises.end() ? nullptr : &*found;
}

const Promise& get_promise(const Deal& deal, int number) {
  if (const auto* promise = find_promise(deal, number)) return *promise;
  throw Error(ErrorKind::not_found, say("This deal has no promise {}.", number));
}

Change step_change(std::string_view symbol, int promise, const Setting& setting) {
  auto event = new_event(EventKind::plan_changed, setting.now, setting);
  event.symbol = symbol;
  event.details.promise = promise;
  return {event};
}

Event link_revoked(int link, PersonId actor, base::Instant now) {
  Event event;
  event.kind = EventKind::plan_changed;
  event.symbol = unshared_word;
  event.actor = actor;
  event.at = event.recorded_at = now;
  event.details.link = link;
  return event;
}

int count_good_links(const Deal& deal, base::Day today) {
  return static_cast<int>(std::ranges::count_if(deal.plan_links, [&](const PlanLink& link) {
    return state_of(link, today) == LinkState::good;
  }));
}

void refuse_bad(const SharePlan& command, base::Day today) {
  Gaps gaps;
  gaps.unless(!base::trim(command.title).empty(), "/title",
              "the title that the customer reads is missing");
  check_line(gaps, "/title", command.title);
  gaps.unless(command.good_until >= today, "/good_until",
              say("the last day {} has passed", base::to_iso(command.good_until)),
              "Give today or a later day.");
  gaps.unless(command.good_until <= today + std::chrono::days(longest_link_days), "/good_until",
              say("the last day {} is too far away", base::to_iso(command.good_until)),
              say("Give a day within {} days, and make a new link then.", longest_link_days));
  for (std::size_t i = 0; i < command.shows.size(); ++i)
    gaps.unless(command.shows[i] == shows_goals, fmt::format("/shows/{}", i),
                say("'{}' cannot be shown through a link", command.shows[i]),
                "Write goals, or leave it out.");
  gaps.refuse("The plan cannot be shared");
}

const Promise& get_step(const Deal& deal, int number) {
  const auto* promise = find_promise(deal, number);
  if (promise == nullptr || !promise->in_plan || promise->state == PromiseState::withdrawn)
    throw Error(ErrorKind::not_found, say("The plan has no step {}.", number));
  return *promise;
}

bool speaks_for(const PlanLink& link, const Promise& promise) {
  return promise.side == "customer" &&
         (!link.contact || promise.contacts.empty() ||
          std::ranges::find(promise.contacts, *link.contact) != promise.contacts.end());
}

void refuse_unfit(const PlanLink& link, const Promise& step) {
  if (link.mode != PlanMode::confirm)
    throw Error(ErrorKind::forbidden, "This link is for reading. Ask for one to confirm steps by.");
  if (!speaks_for(link, step))
    throw Error(ErrorKind::forbidden, say("Step {} is somebody else's to confirm.", step.number));
}

bool is_said(const Promise& step, StepSaid said) {
  if (step.state == PromiseState::kept) return true;
  return said == StepSaid::agreed && is_confirmed(step);
}

std::string name_of(const PlanLink& link, const ConfirmStep& command) {
  if (link.contact) return {};
  Gaps gaps;
  gaps.unless(!base::trim(command.name).empty(), "/name", "your name is missing");
  check_line(gaps, "/name", command.name);
  gaps.refuse("The step cannot be confirmed");
  return std::string(base::trim(command.name));
}

/// Index of the goal that a deal stands in; -1: in none.
int goal_of(const Deal& deal, const ProcessVersion& version) {
  const auto node = version.automaton.find(deal.stage);
  return node == process::no_node ? -1 : version.automaton.node(node).goal;
}

GoalState goal_state(int goal, int current, DealStatus status) {
  if (current < 0 || goal > current) return GoalState::ahead;
  return goal < current || status == DealStatus::finished ? GoalState::behind : GoalState::here;
}

}  // namespace

Change add_step(const Deal& deal, int promise, const Setting& setting) {
  refuse_gone(deal, "changes of its plan");
  const auto& found = get_promise(deal, promise);
  if (found.state == PromiseState::withdrawn)
    throw Error(
        ErrorKind::conflict, say("Promise {} was withdrawn already.", promise),
        {{fmt::format("promise:{}", promise), "It no longer stands.", "Make a new promise."}});
  return found.in_plan ? Change() : step_change(step_added_word, promise, setting);
}

Change remove_step(const Deal& deal, int promise, const Setting& setting) {
  refuse_gone(deal, "changes of its plan");
  const auto& found = get_promise(deal, promise);
  return found.in_plan ? step_change(step_removed_word, promise, setting) : Change();
}

Change share_plan(const Deal& deal, const SharePlan& command, const Setting& setting) {
  refuse_gone(deal, "links to its plan");
  refuse_bad(command, setting.today());
  if (count_good_links(deal, setting.today()) >= most_good_links)
    throw Error(
        ErrorKind::conflict,
        say("This deal has {} links to its plan that work. Revoke one first.", most_good_links));
  auto event = new_event(EventKind::plan_changed, setting.now, setting);
  event.symbol = shared_word;
  event.to = to_word(command.mode);
  event.note = base::trim(command.title);
  event.details.link = next_number(deal.plan_links);
  event.details.due = command.good_until;
  event.details.shows = command.shows;
  if (command.contact) event.details.contacts = {*command.contact};
  return {event};
}

Change revoke_link(const Deal& deal, int link, const Setting& setting) {
  refuse_gone(deal, "changes of its plan");
  const auto* found = find_link(deal, link);
  if (found == nullptr) throw Error(ErrorKind::not_found, say("This deal has no link {}.", link));
  if (found->revoked_at) return {};
  return {link_revoked(link, setting.actor, setting.now)};
}

Change revoke_links_for(const Deal& deal, std::span<const ContactId> contacts, PersonId actor,
                        base::Instant now) {
  Change change;
  for (const auto& link : deal.plan_links)
    if (link.contact && !link.revoked_at && !deal.is_gone() &&
        std::ranges::find(contacts, *link.contact) != contacts.end())
      change.push_back(link_revoked(link.number, actor, std::max(now, deal.last_event_at)));
  return change;
}

LinkState state_of(const PlanLink& link, base::Day today) {
  if (link.revoked_at) return LinkState::revoked;
  return today > link.good_until ? LinkState::expired : LinkState::good;
}

const PlanLink* find_link(const Deal& deal, int number) {
  const auto found = std::ranges::find(deal.plan_links, number, &PlanLink::number);
  return found == deal.plan_links.end() ? nullptr : &*found;
}

const PlanLink& get_good_link(const Deal& deal, int number, base::Day today) {
  const auto* link = find_link(deal, number);
  if (deal.is_gone() || link == nullptr || state_of(*link, today) != LinkState::good)
    throw Error(ErrorKind::not_found, base::Sentence::of(dead_link));
  return *link;
}

std::vector<const Promise*> plan_steps(const Deal& deal) {
  std::vector<const Promise*> steps;
  for (const auto& promise : deal.promises)
    if (promise.in_plan && promise.state != PromiseState::withdrawn) steps.push_back(&promise);
  std::ranges::stable_sort(steps, {}, [](const Promise* step) { return step->due; });
  return steps;
}

bool is_confirmed(const Promise& step) {
  return step.confirmed && (step.confirmed->is_done || step.confirmed->due == step.due);
}

bool may_confirm(const PlanLink& link, const Promise& promise) {
  return link.mode == PlanMode::confirm && promise.state == PromiseState::open &&
         speaks_for(link, promise);
}

Change confirm_step(const Deal& deal, const ConfirmStep& command, const Setting& setting) {
  const auto& link = get_good_link(deal, command.link, setting.today());
  const auto& step = get_step(deal, command.step);
  refuse_unfit(link, step);
  auto name = name_of(link, command);
  if (is_said(step, command.said)) return {};
  const bool is_done = command.said == StepSaid::done;
  if (!is_done && step.due < setting.today())
    throw Error(ErrorKind::conflict,
                say("Step {} was due on {}. Ask for another day, or say that it is done.",
                    step.number, base::to_iso(step.due)));
  auto event = new_event(is_done ? EventKind::promise_kept : EventKind::step_confirmed, setting.now,
                         setting);
  event.actor.reset();
  event.note = std::move(name);
  event.details.promise = step.number;
  event.details.link = link.number;
  event.details.side = step.side;
  if (!is_done) event.details.due = step.due;
  if (link.contact) event.details.contacts = {*link.contact};
  return {event};
}

std::vector<PlanGoal> plan_goals(const Deal& deal, const ProcessVersion& version) {
  const int current = goal_of(deal, version);
  std::vector<PlanGoal> goals;
  for (std::size_t i = 0; i < version.map.goals.size(); ++i)
    if (const auto& value = version.map.goals[i].value; !value.empty())
      goals.push_back({value, goal_state(static_cast<int>(i), current, deal.status)});
  return goals;
}

}  // namespace stagecraft::selling
