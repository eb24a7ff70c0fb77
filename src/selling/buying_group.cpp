#include "selling/buying_group.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using base::say;

constexpr std::array<std::string_view, 5> built_in_roles{decision_maker, "influencer", "coach",
                                                         "gatekeeper", "user"};

constexpr std::array<std::string_view, 3> shaping_roles{"influencer", "coach", "gatekeeper"};

template <class Range, class Value>
bool contains(const Range& range, const Value& value) {
  return std::ranges::find(range, value) != std::ranges::end(range);
}

Event member_event(EventKind kind, ContactId contact, base::Instant at, const Setting& setting) {
  auto event = new_event(kind, at, setting);
  event.details.contacts = {contact};
  return event;
}

void refuse_bad(const BuyingRoles& asked, const BuyingRole* member, const Setting& setting) {
  Gaps gaps;
  gaps.unless(static_cast<bool>(asked.contact), "/contact", "the contact is missing");
  for (std::size_t i = 0; i < asked.roles.size(); ++i) {
    const auto& role = asked.roles[i];
    const auto at = fmt::format("/roles/{}", i);
    gaps.unless(is_buying_role(role, setting.process.map), at, say("'{}' is no buying role", role),
                "Write decision_maker, influencer, coach, gatekeeper, user, or a role of the map "
                "on the customer's side.");
    const auto before = std::span(asked.roles).first(i);
    gaps.unless(!contains(before, role), at, say("'{}' is there twice", role));
  }
  gaps.unless(!asked.roles.empty() || asked.need.empty(), "/need",
              "who leaves the group has no need here", "Leave the need out.");
  gaps.unless(!asked.roles.empty() || member != nullptr, "/contact",
              "the contact is not of the buying group", "State the roles that they have.");
  check_text(gaps, "/need", asked.need);
  gaps.refuse("The roles cannot be set");
}

/// The stage in which a deal stood at an instant, and how many visits had ended by then.
void locate(Reached& reached, const Deal& deal) {
  for (const auto& visit : deal.visits) {
    if (visit.entry == process::EntryClass::background || visit.entered > reached.at) continue;
    const bool has_ended = visit.left && *visit.left <= reached.at;
    if (has_ended) ++reached.stages_before;
    reached.stage = visit.stage;
  }
}

}  // namespace

const BuyingRole* find_member(const Deal& deal, ContactId contact) {
  const auto found = std::ranges::find(deal.buying_group, contact, &BuyingRole::contact);
  return found == deal.buying_group.end() ? nullptr : &*found;
}

bool is_buying_role(std::string_view role, const process::Map& map) {
  if (contains(built_in_roles, role)) return true;
  const auto found = std::ranges::find(map.roles, role, &process::Role::id);
  return found != map.roles.end() && found->side == process::Side::customer;
}

Weight weight_of(std::span<const std::string> roles) {
  if (contains(roles, decision_maker)) return Weight::decide;
  const bool shapes = std::ranges::any_of(
      roles, [](const std::string& role) { return contains(shaping_roles, role); });
  return shapes ? Weight::shape : Weight::live;
}

Change set_buying_roles(const Deal& deal, const BuyingRoles& roles, const Setting& setting) {
  refuse_gone(deal, "members of a buying group");
  const auto* member = find_member(deal, roles.contact);
  refuse_bad(roles, member, setting);
  const auto at = told_at(roles.at, setting, deal.created_at);
  const auto event = [&] {
    return member_event(EventKind::contact_role_set, roles.contact, at, setting);
  };
  Change change;
  if (roles.roles.empty()) {
    change.push_back(event());
    change.back().symbol = left_word;
    return change;
  }
  const auto before = member == nullptr ? std::vector<std::string>() : member->roles;
  for (const auto& role : roles.roles) {
    if (contains(before, role)) continue;
    change.push_back(event());
    change.back().details.role = role;
  }
  for (const auto& role : before) {
    if (contains(roles.roles, role)) continue;
    change.push_back(event());
    change.back().from = role;
  }
  const bool is_new_need = !roles.need.empty() && (member == nullptr || member->need != roles.need);
  if (!is_new_need) return change;
  if (change.empty()) {
    change.push_back(event());
    change.back().details.role = roles.roles.front();
  }
  change.front().note = roles.need;
  return change;
}

Change set_view(const Deal& deal, const ContactView& view, const Setting& setting) {
  refuse_gone(deal, "views");
  const auto* member = find_member(deal, view.contact);
  constexpr std::array<std::string_view, 3> views{"agrees", "neutral", "against"};
  Gaps gaps;
  gaps.unless(member != nullptr, "/contact", "the contact is not of the buying group",
              "Give them a role first.");
  gaps.unless(contains(views, view.view), "/view", say("'{}' is no view", view.view),
              "Write agrees, neutral or against.");
  gaps.refuse("The view cannot be set");
  auto event = member_event(EventKind::agreement_set, view.contact,
                            told_at(view.at, setting, deal.created_at), setting);
  event.details.view = view.view;
  return {event};
}

Consensus consensus_of(const Deal& deal) {
  Consensus consensus;
  const BuyingRole* first = nullptr;
  for (const auto& member : deal.buying_group) {
    auto& list = member.view == "agrees"    ? consensus.agree
                 : member.view == "neutral" ? consensus.neutral
                 : member.view == "against" ? consensus.against
                                            : consensus.unknown;
    list.push_back(member.contact);
    if (!member.reached_at) consensus.not_reached.push_back(member.contact);
    if (!contains(member.roles, decision_maker)) continue;
    consensus.decision_makers.push_back(member.contact);
    const bool is_earlier =
        member.reached_at && (first == nullptr || *member.reached_at < *first->reached_at);
    if (is_earlier) first = &member;
  }
  if (first == nullptr) return consensus;
  Reached reached{.contact = first->contact, .at = *first->reached_at, .stage = {}};
  reached.days = base::to_days(reached.at - deal.created_at);
  locate(reached, deal);
  consensus.decision_maker_reached = std::move(reached);
  return consensus;
}

}  // namespace stagecraft::selling
