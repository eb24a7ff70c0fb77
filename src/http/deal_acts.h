#pragma once

#include <functional>
#include <string_view>

#include "http/desk.h"
#include "http/routes.h"
#include "selling/setting.h"

/// Routes below a deal that run one verb each: load the deal, ask the verb, save its events, answer
/// the deal after them.
namespace stagecraft::http {

/// What a verb gets: the deal as it is, and what goes with it.
struct DealAtHand {
  const Request& request;
  const Desk& desk;
  const selling::Deal& deal;
  selling::Setting setting;
};

struct DealAct {
  Method method = Method::post;
  std::string_view path;
  selling::Right right = selling::Right::deal_change;
  std::string_view summary;
  std::string_view text = {};
  const Shape* body = nullptr;
  std::function<selling::Change(const DealAtHand&)> verb;
};

/// Adds the route. A post answers 201, the others 200; If-Match is respected where it is sent, and
/// 409 has every gap in `faults`.
void add_act(Routes& routes, DealAct act);

/// The same for a verb that takes its command as it comes: `verb(deal, command, setting)`.
template <class Command>
void add_act(Routes& routes, DealAct act,
             selling::Change (*verb)(const selling::Deal&, const Command&,
                                     const selling::Setting&)) {
  act.body = &shape_of<Command>();
  act.verb = [verb](const DealAtHand& at) {
    return verb(at.deal, at.request.read<Command>(), at.setting);
  };
  add_act(routes, std::move(act));
}

/// The number of a promise, objection or quote in the path; 0, which none has, when it is too
/// large.
int number_of(const Request& request, std::string_view name);

/// An answer with the deal as it is now, and the tag of its revision.
Response reply_with(int status, const selling::Deal& deal);

}  // namespace stagecraft::http
