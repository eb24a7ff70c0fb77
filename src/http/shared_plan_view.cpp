#include "http/shared_plan_view.h"

#include <algorithm>

#include "store/customers.h"
#include "store/people.h"
#include "store/profile.h"

namespace stagecraft::http {
namespace {

using selling::ContactId;
using selling::Deal;
using selling::PersonId;
using selling::PlanLink;
using selling::Promise;
using selling::PromiseState;

/// Names alone. Empty where one was erased, or nobody is stated.
class SharedNames {
 public:
  explicit SharedNames(store::Connection& db) : db_(db) {}

  std::string of(std::optional<ContactId> id) const {
    while (id) {
      const auto contact = store::find_contact(db_, store::Viewer::everything(), *id);
      if (!contact) return {};
      if (!contact->merged_into) return contact->name;
      id = contact->merged_into;
    }
    return {};
  }
  std::string of(std::optional<PersonId> id) const {
    const auto person = id ? store::find_person(db_, *id) : std::nullopt;
    return person ? person->name : std::string();
  }
  std::string of(std::optional<selling::AccountId> id) const {
    const auto account =
        id ? store::find_account(db_, store::Viewer::everything(), *id) : std::nullopt;
    return account ? account->name : std::string();
  }
  std::string of(const std::vector<ContactId>& contacts) const {
    std::string names;
    for (const auto contact : contacts)
      if (const auto name = of(std::optional(contact)); !name.empty())
        names += (names.empty() ? "" : ", ") + name;
    return names;
  }

 private:
  store::Connection& db_;
};

SharedStepState shared_state(const Promise& step, base::Day today) {
  if (step.state == PromiseState::kept) return SharedStepState::done;
  return today > step.due ? SharedStepState::overdue : SharedStepState::open;
}

std::string who_takes(const Promise& step, const Deal& deal, const SharedNames& names) {
  if (step.side != "us") return names.of(step.contacts);
  return names.of(step.person ? step.person : deal.owner());
}

class SharedPlanMaker {
 public:
  SharedPlanMaker(const Desk& desk, const Deal& deal, const PlanLink& link)
      : desk_(desk), deal_(deal), link_(link), names_(desk.db()) {}

  SharedPlan make() const {
    const auto profile = store::find_profile(desk_.db());
    SharedPlan plan{.title = link_.title,
                    .from = profile ? profile->name : std::string(),
                    .seller = names_.of(deal_.owner()),
                    .account = names_.of(deal_.account()),
                    .reader = names_.of(link_.contact),
                    .mode = link_.mode,
                    .asks_name = link_.mode == selling::PlanMode::confirm && !link_.contact,
                    .today = desk_.today(),
                    .good_until = link_.good_until,
                    .steps = {},
                    .goals = {}};
    for (const auto* step : selling::plan_steps(deal_)) plan.steps.push_back(view_of(*step));
    if (std::ranges::find(link_.shows, selling::shows_goals) != link_.shows.end())
      plan.goals = selling::plan_goals(deal_, desk_.version(deal_.map));
    return plan;
  }

 private:
  SharedStep view_of(const Promise& step) const {
    SharedStep view{.number = step.number,
                    .side = step.side,
                    .text = step.text,
                    .planned = step.planned,
                    .who = who_takes(step, deal_, names_),
                    .due = step.due,
                    .state = shared_state(step, desk_.today()),
                    .done_on = {},
                    .confirmed = {},
                    .may_agree = false,
                    .may_finish = selling::may_confirm(link_, step)};
    if (step.state == PromiseState::kept && step.ended_at)
      view.done_on = desk_.zone().day_of(*step.ended_at);
    if (selling::is_confirmed(step)) {
      const auto& said = *step.confirmed;
      view.confirmed = {said.contact ? names_.of(said.contact) : said.name,
                        desk_.zone().day_of(said.at)};
    }
    view.may_agree = view.may_finish && !view.confirmed && step.due >= desk_.today();
    return view;
  }

  const Desk& desk_;
  const Deal& deal_;
  const PlanLink& link_;
  SharedNames names_;
};

}  // namespace

SharedPlan shared_plan(const Desk& desk, const Deal& deal, const PlanLink& link) {
  return SharedPlanMaker(desk, deal, link).make();
}

}  // namespace stagecraft::http
