#include <memory>

#include "base/error.h"
#include "http/attempts.h"
#include "http/client_limits.h"
#include "http/resources.h"
#include "http/shared_plan_view.h"
#include "store/deals.h"
#include "store/plan_links.h"

/// The plan as the customer sees it, by link and without signing in.
namespace stagecraft::http {

struct OpenPlan {
  std::string secret;
  static constexpr Note notes[] = {
      {.field = "secret", .text = "Behind the # of the link", .least = 1, .most = 100}};
};
BOOST_DESCRIBE_STRUCT(OpenPlan, (), (secret))

struct ConfirmPlanStep {
  std::string secret;
  int step = 0;
  selling::StepSaid said = selling::StepSaid::agreed;
  std::string name;
  static constexpr Note notes[] = {
      {.field = "secret", .text = "Behind the # of the link", .least = 1, .most = 100},
      {.field = "step", .text = "Its number", .least = 1},
      {.field = "said", .text = "agreed: we will do it by that day; done: it is done"},
      {.field = "name",
       .text = "Of who confirms, where the plan asks for it (`asks_name`)",
       .most = 120,
       .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ConfirmPlanStep, (), (secret, step, said, name))

namespace {

using selling::Deal;

/// None of ours: the desk reads for nobody, and nothing is written in anybody's name.
const selling::Actor& customer() {
  static const selling::Actor nobody{.limited_to = std::vector<selling::Right>()};
  return nobody;
}

/// A link that works, and its deal.
struct OpenedPlan {
  store::PlanLinkPlace place;
  Deal deal;

  const selling::PlanLink& link(const Desk& desk) const {
    return selling::get_good_link(deal, place.number, desk.today());
  }
};

/// Throws Error{not_found}: the same for a secret that never was and for a link that ended.
OpenedPlan opened(const Desk& desk, std::string_view secret) {
  const auto place = store::find_plan_link(desk.db(), secret);
  auto deal =
      place ? store::find_deal(desk.db(), store::Viewer::everything(), place->deal, desk.maps())
            : std::nullopt;
  if (!deal) throw base::Error(base::ErrorKind::not_found, base::Sentence::of(selling::dead_link));
  OpenedPlan plan{*place, *std::move(deal)};
  plan.link(desk);
  return plan;
}

SharedPlan view_of(const Desk& desk, const OpenedPlan& plan) {
  return shared_plan(desk, plan.deal, plan.link(desk));
}

/// Counts what fails by client, so that secrets are not tried out.
template <class Act>
Response guarded(Attempts& failures, const Request& request, App& app, Act act) {
  const auto client = client_key(request.client);
  failures.require_free(client, app.now());
  try {
    return act();
  } catch (const base::Error& error) {
    if (error.kind() == base::ErrorKind::not_found) failures.note_failure(client, app.now());
    throw;
  }
}

Response open_plan(const Request& request, App& app) {
  const auto form = request.read<OpenPlan>();
  struct Seen {
    SharedPlan view;
    store::PlanLinkPlace place;
    bool is_new;
  };
  const auto seen = app.workspace->read([&](store::Connection& db) {
    const Desk desk(db, customer(), app);
    const auto plan = opened(desk, form.secret);
    return Seen{view_of(desk, plan), plan.place, store::is_new_opening(db, plan.place, app.now())};
  });
  if (seen.is_new)
    app.workspace->write([&](store::Transaction& transaction) {
      store::note_opening(transaction, seen.place, app.now());
    });
  return reply(200, seen.view);
}

Response confirm_step(const Request& request, App& app) {
  const auto form = request.read<ConfirmPlanStep>();
  const auto view = app.workspace->write([&](store::Transaction& transaction) {
    const Desk desk(transaction.db(), customer(), app);
    auto plan = opened(desk, form.secret);
    const auto change = selling::confirm_step(
        plan.deal,
        {.link = plan.place.number, .step = form.step, .said = form.said, .name = form.name},
        desk.setting(plan.deal));
    if (!change.empty()) plan.deal = store::append(transaction, plan.deal, change, desk.maps());
    return view_of(desk, plan);
  });
  return reply(200, view);
}

}  // namespace

void add_shared_plans(Routes& routes) {
  // Shared because handlers have to be copied; it lives as long as they.
  const auto failures = std::make_shared<Attempts>(Attempts::Limits{
      .most = 50,
      .refusal = "Too many failed attempts. Try again in {} seconds, or ask for a new link."});
  routes.add({.method = Method::post,
              .path = "/api/shared-plans/openings",
              .access = Access::anyone(),
              .summary = "Open the plan of a deal by a link to it",
              .text = "The secret of the link is the proof. The opening is noted for those who "
                      "made the link.",
              .body = &shape_of<OpenPlan>(),
              .replies = {{200, "The plan as the customer sees it", &shape_of<SharedPlan>()},
                          {404, "The link does not work, or no longer"}},
              .handler = [failures](const Request& request, App& app) {
                return guarded(*failures, request, app, [&] { return open_plan(request, app); });
              }});
  routes.add({.method = Method::post,
              .path = "/api/shared-plans/confirmations",
              .access = Access::anyone(),
              .summary = "Confirm a step of the customer's, by a link to the plan",
              .text = "Said twice, it is noted once.",
              .body = &shape_of<ConfirmPlanStep>(),
              .replies = {{200, "The plan after it", &shape_of<SharedPlan>()},
                          {403, "The link is for reading, or the step is somebody else's"},
                          {404, "The link does not work, or the plan has no such step"},
                          {409, "The day that is agreed to has passed"}},
              .handler = [failures](const Request& request, App& app) {
                return guarded(*failures, request, app, [&] { return confirm_step(request, app); });
              }});
}

}  // namespace stagecraft::http
