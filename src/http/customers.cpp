#include "http/customers.h"

#include <algorithm>

#include "base/text.h"
#include "selling/gaps.h"
#include "store/people.h"

namespace stagecraft::http {

void set_text(std::string& text, const Change<std::string>& change) {
  if (change.is_given) text = change.value.value_or("");
}

void require_name(std::string_view name) {
  selling::Gaps gaps;
  gaps.unless(!base::trim(name).empty(), "/name", "a name is needed");
  gaps.refuse("It cannot be written");
}

void check_holder(const Desk& desk, const std::optional<selling::PersonId>& owner,
                  const std::optional<selling::TeamId>& team) {
  selling::Gaps gaps;
  if (owner) {
    const auto person = store::find_person(desk.db(), *owner);
    gaps.unless(person && person->is_active, "/owner", "there is no such person here");
  }
  if (team) {
    const auto teams = store::list_teams(desk.db());
    gaps.unless(std::ranges::find(teams, *team, &store::Team::id) != teams.end(), "/team",
                "there is no such team");
  }
  gaps.refuse("It cannot be written");
}

}  // namespace stagecraft::http
