#include "store/people.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "http/audit.h"
#include "http/customers.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/write_once.h"
#include "selling/gaps.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(Team, (), (id, name))
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, email, name, role, team, is_active, created_at, erased_at, revision))

}  // namespace stagecraft::store

namespace stagecraft::selling {

BOOST_DESCRIBE_ENUM(Role, administrator, manager, editor, rep, viewer)

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct PeopleList {
  std::vector<store::Person> people;
};
BOOST_DESCRIBE_STRUCT(PeopleList, (), (people))

struct TeamList {
  std::vector<store::Team> teams;
};
BOOST_DESCRIBE_STRUCT(TeamList, (), (teams))

struct NewPerson {
  std::string name, email;
  selling::Role role = selling::Role::rep;
  std::optional<selling::TeamId> team;
  static constexpr Note notes[] = {{.field = "name", .least = 1, .most = 200},
                                   {.field = "email", .least = 3, .most = 254}};
};
BOOST_DESCRIBE_STRUCT(NewPerson, (), (name, email, role, team))

struct PersonChange {
  std::optional<std::string> name, email;
  std::optional<selling::Role> role;
  Change<selling::TeamId> team;
  std::optional<bool> is_active;
  static constexpr Note notes[] = {
      {.field = "name", .least = 1, .most = 200},
      {.field = "email", .least = 3, .most = 254},
      {.field = "is_active", .text = "Whoever is not can no longer sign in, and is signed out"}};
};
BOOST_DESCRIBE_STRUCT(PersonChange, (), (name, email, role, team, is_active))

struct TeamName {
  std::string name;
  static constexpr Note notes[] = {{.field = "name", .least = 1, .most = 120}};
};
BOOST_DESCRIBE_STRUCT(TeamName, (), (name))

namespace {

using selling::PersonId;
using selling::Right;
using store::AuditKind;

void check_email(std::string_view email) {
  selling::Gaps gaps;
  const auto at = email.find('@');
  gaps.unless(at != 0 && at != std::string_view::npos && at + 1 < email.size(), "/email",
              "write an address as ana@example.org");
  gaps.refuse("The person cannot be written");
}

Response list_people(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    return reply(200, PeopleList{store::list_people(desk.db())});
  });
}

Response create_person(const Request& request, App& app) {
  const auto wanted = request.read<NewPerson>();
  check_email(wanted.email);
  require_name(wanted.name);
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    check_holder(desk, {}, wanted.team);
    const auto id =
        store::create_person(transaction, {.email = wanted.email,
                                           .name = wanted.name,
                                           .role = std::string(selling::to_word(wanted.role)),
                                           .team = wanted.team,
                                           .created_at = desk.now()});
    const auto person = store::get_person(desk.db(), id);
    note_change(desk, transaction, {AuditKind::person_added, id_text(id), person.name}, "{}",
                to_json(person));
    auto response = reply_with(201, person);
    response.with("Location", fmt::format("/api/people/{}", id.value));
    return response;
  });
}

Response get_person(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto person = store::get_person(desk.db(), request.id_of<PersonId>("person"));
    return with_etag(reply(200, person), to_etag(person.revision), request);
  });
}

/// Nobody locks themselves out, so there is always an administrator.
void refuse_own_fall(const Desk& desk, const store::Person& after) {
  const bool falls =
      after.role != selling::to_word(selling::Role::administrator) || !after.is_active;
  if (after.id == desk.actor().person && falls)
    throw base::Error(base::ErrorKind::conflict,
                      "You cannot take your own administration away. Ask another administrator.");
}

Response change_person(const Request& request, App& app) {
  const auto wanted = request.read<PersonChange>();
  if (wanted.email) check_email(*wanted.email);
  if (wanted.name) require_name(*wanted.name);
  const auto id = request.id_of<PersonId>("person");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto person = store::get_person(desk.db(), id);
    const auto before = to_json(person);
    respect_match(request, to_etag(person.revision));
    check_holder(desk, {}, wanted.team.value);
    if (wanted.name) person.name = *wanted.name;
    if (wanted.email) person.email = *wanted.email;
    if (wanted.role) person.role = selling::to_word(*wanted.role);
    if (wanted.team.is_given) person.team = wanted.team.value;
    if (wanted.is_active) person.is_active = *wanted.is_active;
    refuse_own_fall(desk, person);
    store::update_person(transaction, person);
    note_change(desk, transaction, {AuditKind::person_changed, id_text(id), person.name}, before,
                to_json(person));
    return reply_with(200, store::get_person(desk.db(), id));
  });
}

Response list_teams(const Request& request, App& app) {
  return look(request, app,
              [](const Desk& desk) { return reply(200, TeamList{store::list_teams(desk.db())}); });
}

Response create_team(const Request& request, App& app) {
  const auto name = request.read<TeamName>().name;
  require_name(name);
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const store::Team team{store::create_team(transaction, name, desk.now()), name};
    note_change(desk, transaction, {AuditKind::team_added, id_text(team.id), name}, "{}",
                to_json(team));
    return created(fmt::format("/api/teams/{}", team.id.value), team);
  });
}

Response rename_team(const Request& request, App& app) {
  const auto name = request.read<TeamName>().name;
  require_name(name);
  const store::Team team{request.id_of<selling::TeamId>("team"), name};
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto teams = store::list_teams(desk.db());
    const auto before = std::ranges::find(teams, team.id, &store::Team::id);
    if (before == teams.end())
      throw base::Error(base::ErrorKind::not_found,
                        base::say("There is no team {}.", team.id.value));
    store::rename_team(transaction, team);
    note_change(desk, transaction, {AuditKind::team_renamed, id_text(team.id), name},
                to_json(*before), to_json(team));
    return reply(200, team);
  });
}

void add_teams(Routes& routes) {
  routes.add({.path = "/api/teams",
              .access = Access::with(Right::people_read),
              .summary = "List teams",
              .replies = {{200, "All of them", &shape_of<TeamList>()}},
              .handler = list_teams});
  routes.add({.method = Method::post,
              .path = "/api/teams",
              .access = Access::with(Right::people_change),
              .summary = "Create a team",
              .body = &shape_of<TeamName>(),
              .replies = {{201, "The team", &shape_of<store::Team>()},
                          {409, "There is a team of that name"}},
              .handler = create_team,
              .takes_idempotency_key = true});
  routes.add({.method = Method::put,
              .path = "/api/teams/{team}",
              .access = Access::with(Right::people_change),
              .summary = "Rename a team",
              .body = &shape_of<TeamName>(),
              .replies = {{200, "The team", &shape_of<store::Team>()},
                          {404, "There is no such team"},
                          {409, "There is a team of that name"}},
              .handler = rename_team});
}

}  // namespace

void add_people(Routes& routes) {
  routes.add({.path = "/api/people",
              .access = Access::with(Right::people_read),
              .summary = "Who works here",
              .replies = {{200, "All people by name", &shape_of<PeopleList>()}},
              .handler = list_people});
  routes.add({.method = Method::post,
              .path = "/api/people",
              .access = Access::with(Right::people_change),
              .summary = "Add a person; a password link lets them in",
              .body = &shape_of<NewPerson>(),
              .replies = {{201, "The person", &shape_of<store::Person>()},
                          {409, "The e-mail address is taken"}},
              .handler = create_person,
              .takes_idempotency_key = true});
  routes.add({.path = "/api/people/{person}",
              .access = Access::with(Right::people_read),
              .summary = "A person",
              .replies = {{200, "The person", &shape_of<store::Person>()},
                          {304, "It is what the client has"},
                          {404, "There is no such person"}},
              .handler = get_person});
  routes.add({.method = Method::patch,
              .path = "/api/people/{person}",
              .access = Access::with(Right::people_change),
              .summary = "Change a person's name, address, role, team, or whether they may sign in",
              .body = &shape_of<PersonChange>(),
              .replies = {{200, "The person", &shape_of<store::Person>()},
                          {404, "There is no such person"},
                          {409, "The e-mail address is taken"},
                          {412, "It is no longer as If-Match says"}},
              .handler = change_person});
  add_teams(routes);
}

}  // namespace stagecraft::http
