#include "http/assignment_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "http/audit.h"
#include "http/deal_acts.h"
#include "http/deal_shapes.h"
#include "http/phrasebook.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "process/condition.h"
#include "selling/gaps.h"
#include "store/assignment.h"
#include "store/people.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(AssignmentRule, (), (name, when, person, team, turns))

constexpr std::array<std::string_view, 1> required_of(const AssignmentRule*) { return {"name"}; }

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct AssignmentRules {
  std::vector<selling::AssignmentRule> rules;
  static constexpr Note notes[] = {
      {.field = "rules",
       .text = "The first that fits and finds somebody gives a lead away. `when` is a condition "
               "over the lead's fields, empty for always; then a person, a team, or people who "
               "take turns, of whom the one with the least open work is next",
       .most = 200}};
};
BOOST_DESCRIBE_STRUCT(AssignmentRules, (), (rules))

/// selling::Assignment.
struct Assignment {
  std::optional<selling::PersonId> owner;
  std::optional<selling::TeamId> team;
  int rule = -1;
  std::vector<std::string> because;
};
BOOST_DESCRIBE_STRUCT(Assignment, (), (owner, team, rule, because))

namespace {

using selling::AssignmentRule;
using selling::Right;

bool is_condition(const std::string& text, const process::Map* map) {
  process::FormulaFault fault;
  return text.empty() ||
         process::parse_condition(text, process::FieldTable::of(process::Subject::deal, map), fault)
             .has_value();
}

/// Over the fields that every map has, or those of one that new deals run on.
bool is_condition_here(const Desk& desk, const std::string& text) {
  if (is_condition(text, nullptr)) return true;
  return std::ranges::any_of(store::list_processes(desk.db()), [&](const store::ProcessRow& row) {
    return row.head > 0 && is_condition(text, &desk.version({row.id, row.head}).map);
  });
}

class RuleCheck {
 public:
  RuleCheck(const Desk& desk, const AssignmentRule& rule, std::size_t index)
      : desk_(desk), rule_(rule), at_(fmt::format("/rules/{}", index)) {}

  void check(selling::Gaps& gaps) const {
    gaps.unless(!base::trim(rule_.name).empty(), at_ + "/name", "a rule needs a name");
    const bool has_people = rule_.person || !rule_.turns.empty();
    gaps.unless(!(rule_.person && !rule_.turns.empty()) && (has_people || rule_.team), at_,
                "it names nobody, or both a person and turns",
                "Name a person, a team, or people who take turns.");
    gaps.unless(is_condition_here(desk_, rule_.when), at_ + "/when",
                "this is no condition over fields of deals", "Write it as channel = 'web'.");
    if (rule_.person) check_person(gaps, at_ + "/person", *rule_.person);
    for (std::size_t i = 0; i < rule_.turns.size(); ++i)
      check_person(gaps, fmt::format("{}/turns/{}", at_, i), rule_.turns[i]);
    if (rule_.team) check_team(gaps, *rule_.team);
  }

 private:
  void check_person(selling::Gaps& gaps, std::string at, selling::PersonId id) const {
    const auto person = store::find_person(desk_.db(), id);
    gaps.unless(person && person->is_active, std::move(at), "there is no such person here");
  }
  void check_team(selling::Gaps& gaps, selling::TeamId id) const {
    const auto teams = store::list_teams(desk_.db());
    gaps.unless(std::ranges::find(teams, id, &store::Team::id) != teams.end(), at_ + "/team",
                "there is no such team");
  }

  const Desk& desk_;
  const AssignmentRule& rule_;
  std::string at_;
};

AssignmentRules rules_of(const Desk& desk) {
  return {.rules = store::list_assignment_rules(desk.db())};
}

Response get_assignment_rules(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto rules = rules_of(desk);
    return with_etag(reply(200, rules), etag_of(rules), request);
  });
}

Response put_assignment_rules(const Request& request, App& app) {
  const auto wanted = request.read<AssignmentRules>();
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto before = rules_of(desk);
    respect_match(request, etag_of(before));
    selling::Gaps gaps;
    for (std::size_t i = 0; i < wanted.rules.size(); ++i)
      RuleCheck(desk, wanted.rules[i], i).check(gaps);
    gaps.refuse("The rules cannot be written");
    store::replace_assignment_rules(transaction, wanted.rules);
    note_change(desk, transaction, {store::AuditKind::assignment_changed}, to_json(before),
                to_json(wanted));
    return reply_with_tag(200, wanted);
  });
}

Response preview_assignment(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto deal = desk.deal();
    const auto assignment = assignment_of(desk, deal, desk.setting(deal));
    Assignment view{
        .owner = assignment.owner, .team = assignment.team, .rule = assignment.rule, .because = {}};
    for (const auto& sentence : assignment.because) view.because.push_back(desk.told(sentence));
    return reply(200, view);
  });
}

}  // namespace

selling::Assignment assignment_of(const Desk& desk, const selling::Deal& lead,
                                  const selling::Setting& setting) {
  auto rules = store::list_assignment_rules(desk.db());
  std::erase_if(rules, [&](const AssignmentRule& rule) {
    return !is_condition(rule.when, &setting.process.map);
  });
  return selling::choose_owner(lead, rules, store::list_workers(desk.db()), setting);
}

void add_assignment_rules(Routes& routes) {
  routes.add({.path = "/api/assignment-rules",
              .access = Access::with(Right::people_read),
              .summary = "The rules by which leads are given to people",
              .replies = {{200, "The rules in their order", &shape_of<AssignmentRules>()},
                          {304, "They are what the client has"}},
              .handler = get_assignment_rules});
  routes.add({.method = Method::put,
              .path = "/api/assignment-rules",
              .access = Access::with(Right::rules_change),
              .summary = "Change the rules by which leads are given to people",
              .text = "They are asked when a lead is created and no owner or team is stated.",
              .body = &shape_of<AssignmentRules>(),
              .replies = {{200, "The rules", &shape_of<AssignmentRules>()},
                          {412, "They are no longer as If-Match says"}},
              .handler = put_assignment_rules});
  routes.add({.path = "/api/deals/{deal}/assignment-preview",
              .access = Access::with(Right::deal_read),
              .summary = "To whom the rules would give a deal, and why",
              .replies = {{200, "Owner and team, and what each rule said", &shape_of<Assignment>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = preview_assignment});
  add_act(routes, {.path = "/api/deals/{deal}/assignments",
                   .right = Right::deal_assign,
                   .summary = "Give a deal to whom the rules say",
                   .verb = [](const DealAtHand& at) {
                     return selling::assign(at.deal, assignment_of(at.desk, at.deal, at.setting),
                                            at.setting, phrasebook(at.desk.language()));
                   }});
}

}  // namespace stagecraft::http
