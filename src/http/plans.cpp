#include "http/plan_view.h"

#include <algorithm>

#include "http/deal_acts.h"
#include "http/desk.h"
#include "http/new_secret.h"
#include "http/references.h"
#include "http/resources.h"
#include "selling/plan.h"
#include "selling/promises.h"
#include "store/deals.h"
#include "store/plan_links.h"

namespace stagecraft::http {

struct CreatedPlanLink {
  int number = 0;
  std::string path;
  static constexpr Note notes[] = {
      {.field = "path", .text = "Behind the server's own address; shown this once"}};
};
BOOST_DESCRIBE_STRUCT(CreatedPlanLink, (), (number, path))

using selling::Deal;

namespace {

PlanStepView view_of(const selling::Promise& step, const Deal& deal, const selling::Today& today) {
  return {.number = step.number,
          .side = step.side,
          .text = step.text,
          .planned = step.planned,
          .due = step.due,
          .person = step.person,
          .contacts = step.contacts,
          .state = step.state,
          .keeping = selling::keeping_of(step, deal, today),
          .confirmed = step.confirmed,
          .is_confirmed = selling::is_confirmed(step)};
}

std::vector<PlanLinkView> links_of(const Desk& desk, const Deal& deal) {
  const auto uses = store::plan_link_uses(desk.db(), desk.viewer(), deal.id);
  std::vector<PlanLinkView> views;
  for (const auto& link : deal.plan_links) {
    auto& view = views.emplace_back();
    view.link = link;
    view.state = selling::state_of(link, desk.today());
    const auto use = std::ranges::find(uses, link.number, &store::PlanLinkUse::number);
    if (use == uses.end()) continue;
    view.opened_count = use->opened_count;
    view.opened_at = use->opened_at;
  }
  return views;
}

Response get_plan(const Request& request, App& app) {
  return look(request, app,
              [](const Desk& desk) { return reply(200, plan_view(desk, desk.deal())); });
}

/// Answers are not kept for an Idempotency-Key: this one holds a secret.
Response create_link(const Request& request, App& app) {
  const auto wanted = request.read<selling::SharePlan>();
  const auto secret = new_secret();
  const int number = write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto deal = desk.deal_for(selling::Right::deal_change);
    const auto change = selling::share_plan(deal, wanted, desk.setting(deal));
    check_references(desk, deal, change);
    const auto after = store::append(transaction, deal, change, desk.maps());
    const int made = after.plan_links.back().number;
    store::keep_plan_link(transaction, {.deal = deal.id, .number = made}, secret);
    return made;
  });
  return reply(201, CreatedPlanLink{.number = number, .path = "/plan#" + secret});
}

void add_steps(Routes& routes) {
  add_act(routes, {.method = Method::put,
                   .path = "/api/deals/{deal}/plan/steps/{promise}",
                   .summary = "Make a promise a step of the plan with the customer",
                   .text = "Whoever has a link to the plan then reads it. A promise is one from "
                           "the beginning when it is made with `in_plan`.",
                   .verb = [](const DealAtHand& at) {
                     return selling::add_step(at.deal, number_of(at.request, "promise"),
                                              at.setting);
                   }});
  add_act(routes, {.method = Method::delete_,
                   .path = "/api/deals/{deal}/plan/steps/{promise}",
                   .summary = "Take a step out of the plan; the promise stays",
                   .verb = [](const DealAtHand& at) {
                     return selling::remove_step(at.deal, number_of(at.request, "promise"),
                                                 at.setting);
                   }});
}

}  // namespace

PlanView plan_view(const Desk& desk, const Deal& deal) {
  PlanView plan{.steps = {},
                .links = links_of(desk, deal),
                .goals = selling::plan_goals(deal, desk.version(deal.map))};
  for (const auto* step : selling::plan_steps(deal))
    plan.steps.push_back(view_of(*step, deal, {desk.today(), desk.zone()}));
  return plan;
}

void add_plans(Routes& routes) {
  routes.add({.path = "/api/deals/{deal}/plan",
              .access = Access::with(selling::Right::deal_read),
              .summary = "Show the plan with the customer: its steps by day, and the links to it",
              .replies = {{200, "The plan", &shape_of<PlanView>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = get_plan});
  add_steps(routes);
  routes.add({.method = Method::post,
              .path = "/api/deals/{deal}/plan/links",
              .access = Access::with(selling::Right::deal_change),
              .summary = "Make a link by which the customer sees the plan, without signing in",
              .text = "It shows the steps with their days and the names of those who take them, "
                      "and nothing else of the deal; with `goals` in `shows`, what the map says "
                      "the customer gains. With the mode `confirm` they also confirm their steps.",
              .body = &shape_of<selling::SharePlan>(),
              .replies = {{201, "The link", &shape_of<CreatedPlanLink>()},
                          {404, "There is no such deal, or not for you"},
                          {409, "The deal is gone, or has too many links"}},
              .handler = create_link});
  add_act(routes, {.method = Method::delete_,
                   .path = "/api/deals/{deal}/plan/links/{link}",
                   .summary = "Revoke a link to the plan",
                   .verb = [](const DealAtHand& at) {
                     return selling::revoke_link(at.deal, number_of(at.request, "link"),
                                                 at.setting);
                   }});
}

}  // namespace stagecraft::http
