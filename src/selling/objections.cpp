#include "selling/objections.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

using base::say;
using base::Sentence;

const Objection& get_unclosed(const Deal& deal, int number) {
  refuse_gone(deal, "objections");
  const auto found = std::ranges::find(deal.objections, number, &Objection::number);
  if (found == deal.objections.end())
    throw base::Error(base::ErrorKind::not_found, say("This deal has no objection {}.", number));
  if (found->state == ObjectionState::closed)
    throw base::Error(base::ErrorKind::conflict,
                      say("Objection {} is closed. Raise it anew.", number));
  return *found;
}

Event act_event(EventKind kind, const Deal& deal, const ObjectionAct& act, const Setting& setting) {
  const auto& objection = get_unclosed(deal, act.number);
  const auto not_before = objection.answered_at.value_or(objection.raised_at);
  auto event = new_event(kind, told_at(act.at, setting, not_before), setting);
  event.details.objection = act.number;
  return event;
}

Sentence mend_of_topic(std::string_view topic, std::span<const std::string> topics) {
  const std::vector<std::string_view> known(topics.begin(), topics.end());
  const auto near = base::nearest(topic, known);
  return near.empty() ? "Take a topic of the library, or leave it out." : base::did_you_mean(near);
}

void count(ObjectionRecord& record, const Objection& objection) {
  ++record.raised;
  if (objection.state != ObjectionState::closed) return;
  ++(objection.result == "resolved" ? record.resolved : record.stands);
}

double surely_works(const AnswerRecord& answer) {
  const auto share = answer.record.share();
  return share ? share->low : 0;
}

/// A topic as it is gathered: answers by folded text.
struct Gathered {
  ObjectionRecord record;
  std::map<std::string, AnswerRecord> answers;
};

void gather(Gathered& topic, const Objection& objection, DealId deal) {
  count(topic.record, objection);
  if (objection.answer.empty()) return;
  auto& answer = topic.answers[base::fold(objection.answer)];
  answer.text = objection.answer;
  answer.last_used_in = deal;
  count(answer.record, objection);
}

TopicRecord finish(std::string_view topic, Gathered& gathered) {
  TopicRecord record{.topic = std::string(topic), .record = gathered.record, .answers = {}};
  for (auto& [folded, answer] : gathered.answers) record.answers.push_back(std::move(answer));
  std::ranges::stable_sort(record.answers, {}, [](const AnswerRecord& answer) {
    return std::tuple(-surely_works(answer), -answer.record.raised);
  });
  return record;
}

}  // namespace

Change raise_objection(const Deal& deal, const NewObjection& objection,
                       std::span<const std::string> topics, const Setting& setting) {
  refuse_closed(deal, "objections");
  const auto at = told_at(objection.at, setting, deal.created_at);
  Gaps gaps;
  gaps.unless(!objection.text.empty(), "/text", "what the customer said is missing");
  if (!objection.topic.empty() && std::ranges::find(topics, objection.topic) == topics.end())
    gaps.add("/topic", say("the library has no topic '{}'", objection.topic),
             mend_of_topic(objection.topic, topics));
  check_text(gaps, "/text", objection.text);
  gaps.refuse("The objection cannot be raised");
  auto event = new_event(EventKind::objection_raised, at, setting);
  event.details.objection = next_number(deal.objections);
  event.details.topic = objection.topic;
  event.details.contacts = objection.contacts;
  event.note = objection.text;
  return {event};
}

Change answer_objection(const Deal& deal, const ObjectionAct& act, const Setting& setting) {
  auto event = act_event(EventKind::objection_answered, deal, act, setting);
  Gaps gaps;
  gaps.unless(!act.text.empty(), "/text", "the answer is missing");
  check_text(gaps, "/text", act.text);
  gaps.refuse("The objection cannot be answered");
  event.note = act.text;
  return {event};
}

Change close_objection(const Deal& deal, const ObjectionAct& act, const Setting& setting) {
  auto event = act_event(EventKind::objection_closed, deal, act, setting);
  Gaps gaps;
  gaps.unless(act.text == "resolved" || act.text == "stands", "/result",
              say("'{}' is no result", act.text), "Write resolved or stands.");
  gaps.refuse("The objection cannot be closed");
  event.details.result = act.text;
  return {event};
}

std::optional<base::statistics::Share> ObjectionRecord::share() const {
  return base::statistics::share_of(resolved, closed());
}

std::vector<TopicRecord> objection_library(std::span<const Deal> deals) {
  std::map<std::string_view, Gathered> topics;
  for (const auto& deal : deals) {
    if (deal.is_gone()) continue;
    for (const auto& objection : deal.objections)
      gather(topics[objection.topic], objection, deal.id);
  }
  std::vector<TopicRecord> library;
  for (auto& [topic, gathered] : topics) library.push_back(finish(topic, gathered));
  std::ranges::stable_sort(
      library, [](const auto& a, const auto& b) { return a.record.raised > b.record.raised; });
  return library;
}

}  // namespace stagecraft::selling
