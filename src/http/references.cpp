#include "http/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "selling/gaps.h"
#include "store/attachments.h"
#include "store/customers.h"
#include "store/people.h"

namespace stagecraft::http {
namespace {

using selling::Deal;
using selling::Event;
using selling::EventKind;

template <class Id>
Id to_id(std::string_view text) {
  Id id;
  std::from_chars(text.data(), text.data() + text.size(), id.value);
  return id;
}

class Checker {
 public:
  Checker(const Desk& desk, const Deal& deal) : desk_(desk), deal_(deal) {}

  void check(const Event& event) {
    for (const auto contact : event.details.contacts)
      need(store::find_contact(desk_.db(), desk_.viewer(), contact).has_value(), "contact",
           contact.value, "there is no contact {}, or you may not see it");
    if (event.details.person) check_person(*event.details.person);
    if (event.details.attachment) check_attachment(*event.details.attachment);
    if (event.kind == EventKind::attribute_changed && !event.to.empty()) check_value(event);
  }
  void refuse() const { gaps_.refuse("This names what is not there"); }

 private:
  /// `missing` takes the id.
  void need(bool is_there, std::string_view noun, std::int64_t id, std::string_view missing) {
    gaps_.unless(is_there, fmt::format("{}:{}", noun, id),
                 base::Sentence::of(missing, {fmt::to_string(id)}));
  }
  void check_person(selling::PersonId id) {
    const auto person = store::find_person(desk_.db(), id);
    need(person && person->is_active, "person", id.value,
         "there is no person {}, or you may not see it");
  }
  void check_attachment(selling::AttachmentId id) {
    const auto attachment = store::find_attachment(desk_.db(), desk_.viewer(), id);
    need(attachment && attachment->deal == deal_.id, "attachment", id.value,
         "there is no attachment {}, or you may not see it");
  }
  void check_value(const Event& event) {
    if (event.symbol == "owner") check_person(to_id<selling::PersonId>(event.to));
    if (event.symbol == "account") {
      const auto id = to_id<selling::AccountId>(event.to);
      need(store::find_account(desk_.db(), desk_.viewer(), id).has_value(), "account", id.value,
           "there is no account {}, or you may not see it");
    }
    if (event.symbol == "team") {
      const auto id = to_id<selling::TeamId>(event.to);
      const auto teams = store::list_teams(desk_.db());
      need(std::ranges::find(teams, id, &store::Team::id) != teams.end(), "team", id.value,
           "there is no team {}, or you may not see it");
    }
  }

  const Desk& desk_;
  const Deal& deal_;
  selling::Gaps gaps_;
};

bool gives_away(const Event& event, const selling::Actor& actor) {
  if (event.kind != EventKind::attribute_changed) return false;
  if (event.symbol == "owner")
    return !event.from.empty() || to_id<selling::PersonId>(event.to) != actor.person;
  if (event.symbol == "team")
    return !event.from.empty() ||
           std::ranges::find(actor.teams, to_id<selling::TeamId>(event.to)) == actor.teams.end();
  return false;
}

}  // namespace

bool gives_away(const selling::Change& change, const selling::Actor& actor) {
  return std::ranges::any_of(change, [&](const Event& event) { return gives_away(event, actor); });
}

void check_references(const Desk& desk, const Deal& deal, const selling::Change& change) {
  if (gives_away(change, desk.actor())) selling::require(desk.actor(), selling::Right::deal_assign);
  Checker checker(desk, deal);
  for (const auto& event : change) checker.check(event);
  checker.refuse();
}

void check_follow_on(const Desk& desk, const Deal& source, const selling::Change& change) {
  Checker checker(desk, source);
  for (const auto& event : change) {
    const bool is_carried_over = event.to == source.attribute(event.symbol);
    if (gives_away(event, desk.actor()) && !is_carried_over)
      selling::require(desk.actor(), selling::Right::deal_assign);
    checker.check(event);
  }
  checker.refuse();
}

}  // namespace stagecraft::http
