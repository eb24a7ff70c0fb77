#include "selling/creating.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "selling/gaps.h"
#include "selling/moving.h"
#include "selling/texts.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

using base::say;

/// What a process weighs for a deal; nullopt: it does not serve it.
std::optional<int> weigh(const ServingProcess& process, const DealTraits& traits) {
  if (!process.serves) return 0;
  struct Stated {
    const std::vector<std::string>& list;
    const std::string& value;
    int weight;
  };
  const auto& serves = *process.serves;
  int weight = 0;
  for (const auto& stated :
       {Stated{serves.offerings, traits.offering, 4}, Stated{serves.channels, traits.channel, 2},
        Stated{serves.personas, traits.persona, 1}}) {
    if (stated.list.empty()) continue;
    if (std::ranges::find(stated.list, stated.value) == stated.list.end()) return std::nullopt;
    weight += stated.weight;
  }
  return weight;
}

Event contact_event(ContactId contact, base::Instant at, const Setting& setting) {
  auto event = new_event(EventKind::contact_role_set, at, setting);
  event.details.contacts = {contact};
  return event;
}

std::string first_stage(const process::Automaton& automaton) {
  std::vector<std::string> ids;
  for (const auto start : automaton.starts()) ids.push_back(automaton.node(start).id);
  if (ids.size() == 1) return ids.front();
  throw base::Error(base::ErrorKind::invalid,
                    ids.empty() ? "The process has no stage that a deal could enter."
                                : say("The process begins in several stages. Name one: {}.",
                                      fmt::join(ids, ", ")),
                    {{"/stage", "the first stage is not named", ""}});
}

}  // namespace

std::vector<ProcessId> choose_process(std::span<const ServingProcess> processes,
                                      const DealTraits& traits) {
  std::vector<ProcessId> best;
  int highest = 0;
  for (const auto& process : processes) {
    const auto weight = weigh(process, traits);
    if (!weight || (!best.empty() && *weight < highest)) continue;
    if (*weight > highest) best.clear();
    highest = *weight;
    best.push_back(process.process);
  }
  return best;
}

std::optional<ProcessId> find_better_process(const Deal& deal,
                                             std::span<const ServingProcess> processes) {
  const auto best = choose_process(processes, {.channel = std::string(deal.attribute("channel")),
                                               .offering = std::string(deal.attribute("offering")),
                                               .persona = std::string(deal.attribute("persona"))});
  if (best.size() != 1 || best.front() == deal.map.process) return std::nullopt;
  return best.front();
}

Change create_deal(const NewDeal& command, const Setting& setting) {
  Gaps gaps;
  gaps.unless(!base::trim(command.name).empty(), "/name", "a deal needs a name");
  check_line(gaps, "/name", command.name);
  gaps.refuse("The deal cannot be created");
  auto created = new_event(EventKind::created, told_at(command.at, setting), setting);
  created.to = to_text(setting.process.id);
  created.note = command.name;

  Deal deal;
  deal.created_at = created.at;
  deal.name = command.name;
  deal.map = setting.process.id;
  const auto attributes =
      change_attributes(deal, {.values = command.values, .at = created.at}, setting);

  Change change{created};
  change.insert(change.end(), attributes.begin(), attributes.end());
  for (auto contact = command.contacts.begin(); contact != command.contacts.end(); ++contact)
    if (std::find(command.contacts.begin(), contact, *contact) == contact)
      change.push_back(contact_event(*contact, created.at, setting));
  return change;
}

Change qualify(const Deal& lead, const Qualify& command, const Setting& setting) {
  refuse_gone(lead, "moves");
  if (lead.status != DealStatus::lead)
    throw base::Error(base::ErrorKind::conflict, "The deal is qualified already.");
  return enter_stage(
      lead,
      {.stage = command.stage.empty() ? first_stage(setting.process.automaton) : command.stage,
       .at = command.at,
       .exception = command.exception},
      setting);
}

}  // namespace stagecraft::selling
