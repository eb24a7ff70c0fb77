#include "selling/rights.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "base/error.h"
#include "selling/rights_on.h"

namespace stagecraft::selling {
namespace {

using base::say;
using base::Sentence;
using enum Role;

constexpr std::array everybody{administrator, manager, editor, rep, viewer};
constexpr std::array team_at_work{administrator, manager, editor, rep};
constexpr std::array sellers{administrator, manager, rep};
constexpr std::array editors{administrator, manager, editor};
constexpr std::array leaders{administrator, manager};
constexpr std::array administrators{administrator};

constexpr std::array<RightRow, right_count> table{{
    {Right::deal_read, "deal.read", "read deals", everybody},
    {Right::deal_create, "deal.create", "create leads and deals", sellers},
    {Right::deal_change, "deal.change", "change a deal and log what happened", sellers},
    {Right::deal_move, "deal.move", "move a deal to a stage or outcome", sellers},
    {Right::deal_except, "deal.except", "make an exception for a move", leaders},
    {Right::deal_assign, "deal.assign", "give a deal to another person or team", leaders},
    {Right::deal_merge, "deal.merge", "merge deals", leaders},
    {Right::deal_delete, "deal.delete", "delete a deal", leaders},
    {Right::deal_migrate, "deal.migrate", "move deals to another version of a process", leaders},
    {Right::deal_bulk, "deal.bulk", "change many deals at once", leaders},
    {Right::deal_import, "deal.import", "import histories and undo imports", leaders},
    {Right::deal_export, "deal.export", "export deals", editors},
    {Right::quote_approve, "quote.approve", "approve or refuse a quote in the approver's role",
     sellers},
    {Right::account_read, "account.read", "read accounts and contacts", everybody},
    {Right::account_change, "account.change", "create and change accounts and contacts", sellers},
    {Right::account_merge, "account.merge", "merge accounts or contacts", leaders},
    {Right::person_erase, "person.erase", "export and erase a person's data", administrators},
    {Right::map_read, "map.read", "read processes", everybody},
    {Right::map_propose, "map.propose", "propose and discuss changes of a process", team_at_work},
    {Right::map_edit, "map.edit", "edit the draft of a process", editors},
    {Right::map_publish, "map.publish", "publish a version of a process", leaders},
    {Right::library_change, "library.change", "keep literature and the library of objections",
     editors},
    {Right::measure_read, "measure.read", "read figures", everybody},
    {Right::goal_set_own, "goal.set_own", "set goals for oneself", team_at_work},
    {Right::view_share, "view.share", "share saved views", team_at_work},
    {Right::rules_change, "rules.change", "change rules of assignment and commission", leaders},
    {Right::commission_read_own, "commission.read_own", "read one's own commission", sellers},
    {Right::commission_read_all, "commission.read_all", "read everybody's commission", leaders},
    {Right::people_read, "people.read", "see who works here", everybody},
    {Right::people_change, "people.change", "invite people, change roles and teams",
     administrators},
    {Right::token_own, "token.own", "make tokens for oneself", team_at_work},
    {Right::token_all, "token.all", "see and withdraw everybody's tokens", administrators},
    {Right::webhook_change, "webhook.change", "set up webhooks", administrators},
    {Right::audit_read, "audit.read", "read who changed what beyond one deal", leaders},
    {Right::workspace_change, "workspace.change", "change the workspace's settings",
     administrators},
    {Right::workspace_back_up, "workspace.back_up", "back up and check the workspace",
     administrators},
}};

constexpr std::array<std::string_view, role_count> role_words{"administrator", "manager", "editor",
                                                              "rep", "viewer"};
constexpr std::array<std::string_view, 4> scope_words{"none", "own", "team", "all"};

template <class Enum, std::size_t size>
std::optional<Enum> find_in(const std::array<std::string_view, size>& words,
                            std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

bool holds_in(Scope scope, const Actor& actor, const Holder& holder) {
  const bool is_own = holder.owner == actor.person;
  const bool is_of_team =
      holder.team && std::ranges::find(actor.teams, *holder.team) != actor.teams.end();
  const bool is_nobodys = !holder.owner && !holder.team;
  switch (scope) {
    case Scope::none:
      return false;
    case Scope::own:
      return is_own;
    case Scope::team:
      return is_own || is_of_team || is_nobodys;
    case Scope::all:
      return true;
  }
  return false;
}

Sentence words_of(std::span<const Role> roles) {
  std::vector<Sentence> words;
  for (const auto role : roles) words.push_back(Sentence::of(to_word(role)));
  return Sentence::joined(std::move(words), ", ");
}

[[noreturn]] void forbid(const Actor& actor, Right right) {
  const auto& row = row_of(right);
  const bool is_limited = std::ranges::find(row.roles, actor.role) != row.roles.end();
  throw base::Error(base::ErrorKind::forbidden,
                    is_limited ? say("To {} takes the right {}, which this token was not given.",
                                     Sentence::of(row.may), row.word)
                               : say("To {} takes the right {}, which these roles have: {}.",
                                     Sentence::of(row.may), row.word, words_of(row.roles)));
}

enum class Answer : std::uint8_t { yes, out_of_sight, without_right, out_of_reach };

/// The one decision about one deal, account or contact.
Answer answer_to(const Actor& actor, Right right, const Holder& holder) {
  if (!holds_in(reach_of(actor).reads, actor, holder)) return Answer::out_of_sight;
  if (!may(actor, right)) return Answer::without_right;
  const bool only_reads = right == Right::deal_read || right == Right::account_read;
  return only_reads || reaches(actor, holder) ? Answer::yes : Answer::out_of_reach;
}

}  // namespace

std::string_view to_word(Role role) { return role_words[static_cast<std::size_t>(role)]; }
std::optional<Role> find_role(std::string_view word) { return find_in<Role>(role_words, word); }

std::string_view to_word(Scope scope) { return scope_words[static_cast<std::size_t>(scope)]; }
std::optional<Scope> find_scope(std::string_view word) { return find_in<Scope>(scope_words, word); }

std::span<const RightRow> rights() { return table; }

const RightRow& row_of(Right right) {
  const auto& row = table[static_cast<std::size_t>(right)];
  assert(row.right == right);
  return row;
}

std::optional<Right> find_right(std::string_view word) {
  const auto found = std::ranges::find(table, word, &RightRow::word);
  return found == table.end() ? std::nullopt : std::optional(found->right);
}

Reach usual_reach(Role role) {
  switch (role) {
    case administrator:
      return {Scope::all, Scope::all};
    case manager:
      return {Scope::all, Scope::team};
    case rep:
      return {Scope::team, Scope::own};
    case editor:
    case viewer:
      break;
  }
  return {Scope::all, Scope::none};
}

Reach reach_of(const Actor& actor) {
  auto reach = actor.reach.value_or(usual_reach(actor.role));
  reach.changes = std::min(reach.changes, reach.reads);
  return reach;
}

bool may(const Actor& actor, Right right) {
  const auto& row = row_of(right);
  const bool has = std::ranges::find(row.roles, actor.role) != row.roles.end();
  if (!has || !actor.limited_to) return has;
  return std::ranges::find(*actor.limited_to, right) != actor.limited_to->end();
}

bool sees(const Actor& actor, const Holder& holder) {
  return may(actor, Right::deal_read) && holds_in(reach_of(actor).reads, actor, holder);
}

bool reaches(const Actor& actor, const Holder& holder) {
  return holds_in(reach_of(actor).changes, actor, holder);
}

void require(const Actor& actor, Right right) {
  if (!may(actor, right)) forbid(actor, right);
}

bool may(const Actor& actor, Right right, const Holder& holder) {
  return answer_to(actor, right, holder) == Answer::yes;
}

void require(const Actor& actor, Right right, const Holder& holder) {
  switch (answer_to(actor, right, holder)) {
    case Answer::yes:
      return;
    case Answer::out_of_sight:
      throw base::Error(base::ErrorKind::not_found, "There is no such thing, or not for you.");
    case Answer::without_right:
      forbid(actor, right);
    case Answer::out_of_reach:
      throw base::Error(
          base::ErrorKind::forbidden,
          say("You may read this and not change it: {} reaches {} here.",
              Sentence::of(to_word(actor.role)), Sentence::of(to_word(reach_of(actor).changes))));
  }
}

}  // namespace stagecraft::selling
