#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "http/assignment_rules.h"
#include "http/deal_acts.h"
#include "http/deal_shapes.h"
#include "http/phrasebook.h"
#include "http/references.h"
#include "http/resources.h"
#include "http/write_once.h"
#include "selling/creating.h"
#include "selling/gaps.h"
#include "store/deals.h"

namespace stagecraft::http {

struct CreateDeal {
  std::string name;
  std::vector<selling::ContactId> contacts;
  std::vector<selling::AttributeValue> values;
  std::optional<base::Instant> at;
  std::optional<selling::ProcessId> process;
  bool qualify = false;
  std::string stage, exception;
  static constexpr Note notes[] = {
      {.field = "name", .text = "What it is called", .least = 1},
      {.field = "values",
       .text = "Account, owner, channel, offering, persona, amount ...; without an owner a lead "
               "goes where the rules of assignment say, else it is who creates it, for their "
               "team"},
      {.field = "process",
       .text = "Left out, the one that serves its channel, offering and persona best"},
      {.field = "qualify",
       .text = "Enter the first stage at once; else it is a lead",
       .may_be_left_out = true},
      {.field = "stage",
       .text = "Which one, where the map has several to begin with",
       .may_be_left_out = true},
      {.field = "exception", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(CreateDeal, (),
                      (name, contacts, values, at, process, qualify, stage, exception))

namespace {

using selling::ServingProcess;

std::string value_of(const CreateDeal& wanted, std::string_view name) {
  const auto found = std::ranges::find(wanted.values, name, &selling::AttributeValue::name);
  return found == wanted.values.end() ? std::string() : found->value;
}

std::vector<ServingProcess> serving_processes(const Desk& desk) {
  std::vector<ServingProcess> serving;
  for (const auto& row : store::list_processes(desk.db()))
    if (row.head > 0 && !row.archived_at)
      serving.push_back({row.id, desk.version({row.id, row.head}).map.serves});
  return serving;
}

selling::ProcessId choose_process(const Desk& desk, const CreateDeal& wanted) {
  if (wanted.process) return *wanted.process;
  const auto best =
      selling::choose_process(serving_processes(desk), {.channel = value_of(wanted, "channel"),
                                                        .offering = value_of(wanted, "offering"),
                                                        .persona = value_of(wanted, "persona")});
  if (best.size() == 1) return best.front();
  std::vector<std::int64_t> ids;
  for (const auto& id : best) ids.push_back(id.value);
  selling::Gaps gaps;
  gaps.add("/process",
           best.empty() ? base::Sentence("no process serves this channel, offering and persona")
                        : base::say("several processes serve it alike: {}", fmt::join(ids, ", ")),
           "State one.");
  gaps.refuse("The deal cannot be created");
  return {};
}

void state(selling::NewDeal& command, std::string_view name, std::int64_t id) {
  std::erase_if(command.values, [&](const auto& value) { return value.name == name; });
  command.values.push_back({std::string(name), std::to_string(id)});
}

selling::NewDeal to_command(const CreateDeal& wanted) {
  return {
      .name = wanted.name, .contacts = wanted.contacts, .values = wanted.values, .at = wanted.at};
}

/// Otherwise who reads only their own, or their team's, would not see what they have just made.
selling::NewDeal owned(selling::NewDeal command, const CreateDeal& wanted,
                       const selling::Actor& actor) {
  if (!value_of(wanted, "owner").empty()) return command;
  state(command, "owner", actor.person.value);
  if (value_of(wanted, "team").empty() && !actor.teams.empty())
    state(command, "team", actor.teams.front().value);
  return command;
}

/// What the rules of assignment add to a lead; nothing where they choose nobody. A deal that is
/// qualified at once is its maker's, and what states owner or team keeps them.
selling::Change by_rules(const Desk& desk, const CreateDeal& wanted, const selling::Change& created,
                         const selling::Setting& setting) {
  if (wanted.qualify || !value_of(wanted, "owner").empty() || !value_of(wanted, "team").empty())
    return {};
  const auto lead = selling::fold({}, created, desk.maps());
  return selling::assign(lead, assignment_of(desk, lead, setting), setting,
                         phrasebook(desk.language()));
}

/// The rules may give a lead to anybody; who creates it only what their rights allow.
selling::Change events_of(const Desk& desk, const CreateDeal& wanted,
                          const selling::Setting& setting) {
  auto created = selling::create_deal(to_command(wanted), setting);
  const auto assigned = by_rules(desk, wanted, created, setting);
  if (assigned.empty())
    created = selling::create_deal(owned(to_command(wanted), wanted, desk.actor()), setting);
  check_references(desk, {}, created);
  created.insert(created.end(), assigned.begin(), assigned.end());
  return created;
}

Response create_deal(const Request& request, App& app) {
  const auto wanted = request.read<CreateDeal>();
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto setting = desk.setting(desk.newest_version(choose_process(desk, wanted)));
    auto deal = store::create_deal(transaction, events_of(desk, wanted, setting), desk.maps());
    if (wanted.qualify) {
      const auto entry = selling::qualify(
          deal, {.stage = wanted.stage, .at = wanted.at, .exception = wanted.exception}, setting);
      deal = store::append(transaction, deal, entry, desk.maps());
    }
    auto response = reply_with(201, deal);
    response.with("Location", fmt::format("/api/deals/{}", deal.id.value));
    return response;
  });
}

}  // namespace

void add_new_deals(Routes& routes) {
  routes.add({.method = Method::post,
              .path = "/api/deals",
              .access = Access::with(selling::Right::deal_create),
              .summary = "Create a lead, or a deal",
              .body = &shape_of<CreateDeal>(),
              .replies = {{201, "The deal", &shape_of<selling::Deal>()},
                          {404, "There is no such process or stage"},
                          {409, "The gate of the stage does not let it in"}},
              .handler = create_deal,
              .takes_idempotency_key = true});
}

}  // namespace stagecraft::http
