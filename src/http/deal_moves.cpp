#include "http/deal_acts.h"
#include "http/deal_commands.h"
#include "http/deal_guide.h"
#include "http/language.h"
#include "http/resources.h"

namespace stagecraft::http {
namespace {

using selling::Right;

constexpr std::string_view exception_text =
    "A move that the gate refuses answers 409 with every criterion that is missing, and what would "
    "show it, in `faults`. With `exception`, the reason for going all the same, it is made and "
    "recorded; that takes the right `deal.except`.";

Response preview_move(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto deal = desk.deal();
    return in_language(reply(200, preview_of(deal, request.text("to"), desk.setting(deal))),
                       desk.language());
  });
}

}  // namespace

void add_deal_moves(Routes& routes) {
  routes.add({.path = "/api/deals/{deal}/move-previews/{to:text}",
              .access = Access::with(Right::deal_read),
              .summary = "What the gate says to a move, before it is made",
              .text = "`to` is a stage or an outcome of the deal's map, or `end`.",
              .replies = {{200, "What is met and what is missing", &shape_of<MovePreview>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = preview_move});
  add_act(routes,
          {.path = "/api/deals/{deal}/stage-entries",
           .right = Right::deal_move,
           .summary = "Move a deal to a stage",
           .text = exception_text},
          selling::enter_stage);
  add_act(routes,
          {.path = "/api/deals/{deal}/qualifications",
           .right = Right::deal_move,
           .summary = "Make a deal of a lead: it enters its first stage",
           .text = exception_text},
          selling::qualify);
  add_act(routes,
          {.path = "/api/deals/{deal}/closings",
           .right = Right::deal_move,
           .summary = "Close a deal: won, lost, or without decision",
           .text = exception_text},
          selling::close_deal);
  add_act(routes,
          {.path = "/api/deals/{deal}/reopenings",
           .right = Right::deal_move,
           .summary = "Open a closed deal again",
           .text = exception_text},
          selling::reopen_deal);
  add_act(routes,
          {.path = "/api/deals/{deal}/finishes",
           .right = Right::deal_move,
           .summary = "Leave the last stage, to the end of the process",
           .text = exception_text},
          selling::finish);
}

}  // namespace stagecraft::http
