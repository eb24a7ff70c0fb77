#include "selling/objections.h"

#include <algorithm>

#include "http/audit.h"
#include "http/deal_acts.h"
#include "http/deal_shapes.h"
#include "http/json_reader.h"
#include "http/resources.h"
#include "store/objection_topics.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(NewObjection, (), (text, topic, contacts, at))

constexpr std::array<std::string_view, 1> required_of(const NewObjection*) { return {"text"}; }

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct ObjectionText {
  std::string text;
  std::optional<base::Instant> at;
  static constexpr Note notes[] = {
      {.field = "text", .text = "The answer; of a closing `resolved` or `stands`", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(ObjectionText, (), (text, at))

struct TopicView {
  std::string id, name;
  std::vector<std::string> answers;
};
BOOST_DESCRIBE_STRUCT(TopicView, (), (id, name, answers))

struct TopicList {
  std::vector<TopicView> topics;
};
BOOST_DESCRIBE_STRUCT(TopicList, (), (topics))

struct TopicText {
  std::string name;
  std::vector<std::string> answers;
  static constexpr Note notes[] = {{.field = "name", .least = 1, .most = 120},
                                   {.field = "answers", .text = "Recommended ones", .most = 50}};
};
BOOST_DESCRIBE_STRUCT(TopicText, (), (name, answers))

namespace {

using selling::Right;

selling::Change raise(const DealAtHand& at) {
  std::vector<std::string> topics;
  for (const auto& topic : store::list_objection_topics(at.desk.db())) topics.push_back(topic.id);
  return selling::raise_objection(at.deal, at.request.read<selling::NewObjection>(), topics,
                                  at.setting);
}

using Act = selling::Change (*)(const selling::Deal&, const selling::ObjectionAct&,
                                const selling::Setting&);

auto on_objection(Act act) {
  return [act](const DealAtHand& at) {
    auto said = at.request.read<ObjectionText>();
    return act(
        at.deal,
        {.number = number_of(at.request, "objection"), .text = std::move(said.text), .at = said.at},
        at.setting);
  };
}

std::vector<TopicView> stated_topics(const Desk& desk) {
  std::vector<TopicView> topics;
  for (auto& topic : store::list_objection_topics(desk.db()))
    topics.push_back({std::move(topic.id), std::move(topic.name),
                      from_json<std::vector<std::string>>(topic.answers)});
  return topics;
}

Response list_topics(const Request& request, App& app) {
  return look(request, app,
              [](const Desk& desk) { return reply(200, TopicList{stated_topics(desk)}); });
}

Response put_topic(const Request& request, App& app) {
  auto wanted = request.read<TopicText>();
  const auto& id = request.text("topic");
  write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto topics = stated_topics(desk);
    const auto before = std::ranges::find(topics, id, &TopicView::id);
    store::put_objection_topic(transaction,
                               {.id = id, .name = wanted.name, .answers = to_json(wanted.answers)});
    note_change(desk, transaction, {store::AuditKind::objection_topic_changed, id, wanted.name},
                before == topics.end() ? "{}" : to_json(*before),
                to_json(TopicView{id, wanted.name, wanted.answers}));
  });
  return reply(200, TopicView{id, std::move(wanted.name), std::move(wanted.answers)});
}

}  // namespace

void add_objections(Routes& routes) {
  add_act(routes, {.path = "/api/deals/{deal}/objections",
                   .summary = "Note an objection",
                   .body = &shape_of<selling::NewObjection>(),
                   .verb = raise});
  add_act(routes, {.path = "/api/deals/{deal}/objections/{objection}/answers",
                   .summary = "Note how an objection was answered",
                   .body = &shape_of<ObjectionText>(),
                   .verb = on_objection(selling::answer_objection)});
  add_act(routes, {.path = "/api/deals/{deal}/objections/{objection}/closings",
                   .summary = "Close an objection: it is resolved, or it stands",
                   .body = &shape_of<ObjectionText>(),
                   .verb = on_objection(selling::close_objection)});
  routes.add({.path = "/api/objection-topics",
              .access = Access::with(Right::deal_read),
              .summary = "The library of objections: topics and recommended answers",
              .replies = {{200, "All topics", &shape_of<TopicList>()}},
              .handler = list_topics});
  routes.add({.method = Method::put,
              .path = "/api/objection-topics/{topic:text}",
              .access = Access::with(Right::library_change),
              .summary = "Write a topic of the library of objections",
              .body = &shape_of<TopicText>(),
              .replies = {{200, "The topic", &shape_of<TopicView>()}},
              .handler = put_topic});
}

}  // namespace stagecraft::http
