#include "http/deal_acts.h"
#include "http/deal_commands.h"
#include "http/resources.h"
#include "selling/criteria.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(MeetCriterion, (),
                      (criterion, evidence, choice, output, attachment, note, at))

constexpr std::array<std::string_view, 1> required_of(const MeetCriterion*) {
  return {"criterion"};
}

}  // namespace stagecraft::selling

namespace stagecraft::http {

/// Something said about what is named in the path.
struct Said {
  std::string note;
  std::optional<base::Instant> at;
  static constexpr Note notes[] = {{.field = "note", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(Said, (), (note, at))

struct NewDueDay {
  base::Day due{};
  std::string note;
  std::optional<base::Instant> at;
  static constexpr Note notes[] = {{.field = "note", .text = "Why it moves", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(NewDueDay, (), (due, note, at))

namespace {

using selling::PromiseAct;

PromiseAct promise_act(const Request& request) {
  auto said = request.read<Said>();
  return {.number = number_of(request, "promise"), .at = said.at, .note = std::move(said.note)};
}

selling::Change move(const DealAtHand& at) {
  auto day = at.request.read<NewDueDay>();
  return selling::move_promise(
      at.deal,
      {.number = number_of(at.request, "promise"), .at = day.at, .note = std::move(day.note)},
      day.due, at.setting);
}

void add_promises(Routes& routes) {
  add_act(routes,
          {.path = "/api/deals/{deal}/promises",
           .summary = "Note a promise of ours, the customer's or a partner's"},
          selling::make_promise);
  add_act(routes, {.path = "/api/deals/{deal}/promises/{promise}/keepings",
                   .summary = "A promise was kept",
                   .body = &shape_of<Said>(),
                   .verb = [](const DealAtHand& at) {
                     return selling::keep_promise(at.deal, promise_act(at.request), at.setting);
                   }});
  add_act(routes, {.path = "/api/deals/{deal}/promises/{promise}/moves",
                   .summary = "A promise moves to another day, for a reason",
                   .body = &shape_of<NewDueDay>(),
                   .verb = move});
  add_act(routes, {.path = "/api/deals/{deal}/promises/{promise}/withdrawals",
                   .summary = "A promise is withdrawn",
                   .body = &shape_of<Said>(),
                   .verb = [](const DealAtHand& at) {
                     return selling::withdraw_promise(at.deal, promise_act(at.request), at.setting);
                   }});
}

}  // namespace

void add_deal_records(Routes& routes) {
  add_act(routes,
          {.path = "/api/deals/{deal}/evidence",
           .summary = "Show that an exit criterion is met",
           .text = "By a document, an answer, or a person's word with a note, as the map asks for. "
                   "Fields, records and touchpoints count by themselves."},
          selling::meet_criterion);
  add_act(routes, {.path = "/api/deals/{deal}/evidence/{criterion:text}/withdrawals",
                   .summary = "Take back all evidence that people gave for a criterion",
                   .body = &shape_of<Said>(),
                   .verb = [](const DealAtHand& at) {
                     auto said = at.request.read<Said>();
                     return selling::withdraw_criterion(at.deal,
                                                        {.criterion = at.request.text("criterion"),
                                                         .note = std::move(said.note),
                                                         .at = said.at},
                                                        at.setting);
                   }});
  add_act(routes,
          {.path = "/api/deals/{deal}/touchpoints",
           .summary = "Log a call, meeting or other touchpoint, and what it confirmed"},
          selling::log_touchpoint);
  add_act(routes, {.path = "/api/deals/{deal}/literature", .summary = "Literature was given"},
          selling::give_literature);
  add_promises(routes);
}

}  // namespace stagecraft::http
