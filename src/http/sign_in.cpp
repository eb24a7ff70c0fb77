#include "http/sign_in.h"

#include "http/app.h"
#include "http/gatekeeper.h"

namespace stagecraft::http {

struct SignIn {
  std::string email, password;
  static constexpr Note notes[] = {{.field = "email", .least = 1, .most = 254},
                                   {.field = "password", .least = 1, .most = 200}};
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password))

struct SessionView {
  selling::PersonId person;
  std::string name;
  std::string role;
  std::optional<selling::TeamId> team;
  std::string reads;
  std::vector<std::string> rights;
  static constexpr Note notes[] = {
      {.field = "reads", .text = "Whose deals: `none`, `own`, `team` or `all`"},
      {.field = "rights", .text = "What this session or token may do"}};
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (person, name, role, team, reads, rights))

struct SetupNeed {
  bool is_needed = false;
};
BOOST_DESCRIBE_STRUCT(SetupNeed, (), (is_needed))

struct SetupForm {
  std::string secret, name, email, password;
  static constexpr Note notes[] = {
      {.field = "secret", .text = "From the link that the server printed", .least = 1, .most = 100},
      {.field = "name", .text = "Of the first administrator", .least = 1, .most = 200},
      {.field = "email", .least = 3, .most = 254},
      {.field = "password", .least = 10, .most = 200}};
};
BOOST_DESCRIBE_STRUCT(SetupForm, (), (secret, name, email, password))

struct NewPassword {
  std::string secret, password;
  static constexpr Note notes[] = {{.field = "secret",
                                    .text = "From the link that an administrator gave",
                                    .least = 1,
                                    .most = 100},
                                   {.field = "password", .least = 10, .most = 200}};
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (secret, password))

struct PasswordChange {
  std::string before, after;
  static constexpr Note notes[] = {{.field = "before", .least = 1, .most = 200},
                                   {.field = "after", .least = 10, .most = 200}};
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (before, after))

struct PasswordLink {
  std::string path;  ///< Behind the server's address; shown this once.
};
BOOST_DESCRIBE_STRUCT(PasswordLink, (), (path))

struct RightView {
  std::string word, may;
  std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(RightView, (), (word, may, roles))

namespace {

SessionView view_of(const selling::Actor& actor, std::string name) {
  SessionView view{.person = actor.person,
                   .name = std::move(name),
                   .role = std::string(selling::to_word(actor.role)),
                   .team = {},
                   .reads = std::string(selling::to_word(selling::reach_of(actor).reads)),
                   .rights = {}};
  if (!actor.teams.empty()) view.team = actor.teams.front();
  for (const auto& row : selling::rights())
    if (selling::may(actor, row.right)) view.rights.emplace_back(row.word);
  return view;
}

Response create_session(const Request& request, App& app) {
  const auto form = request.read<SignIn>();
  const auto person = app.gatekeeper->sign_in(request, form.email, form.password, app.now());
  auto response = reply(200, view_of(to_actor(person), person.name));
  app.gatekeeper->begin_session(response, request, person.id, app.now());
  return response;
}

Response get_session(const Request& request, App&) {
  return reply(200, view_of(request.who().actor, request.who().name));
}

Response delete_session(const Request& request, App& app) {
  auto response = no_content();
  app.gatekeeper->end_session(response, request);
  return response;
}

Response get_setup(const Request&, App& app) {
  const int count =
      app.workspace->read([](store::Connection& db) { return store::count_people(db); });
  return reply(200, SetupNeed{count == 0});
}

Response create_setup(const Request& request, App& app) {
  auto form = request.read<SetupForm>();
  const auto name = form.name;
  const auto person = app.gatekeeper->set_up(request,
                                             {.secret = std::move(form.secret),
                                              .name = std::move(form.name),
                                              .email = std::move(form.email),
                                              .password = std::move(form.password)},
                                             app.now());
  auto response =
      reply(201, view_of({.person = person, .role = selling::Role::administrator}, name));
  app.gatekeeper->begin_session(response, request, person, app.now());
  return response;
}

Response put_password(const Request& request, App& app) {
  const auto form = request.read<NewPassword>();
  app.gatekeeper->set_password(request, form.secret, form.password, app.now());
  return no_content();
}

/// The new password signs out everywhere, so this browser is signed in again.
Response put_own_password(const Request& request, App& app) {
  const auto form = request.read<PasswordChange>();
  const auto& who = request.who();
  if (who.proof == Identity::Proof::token)
    throw Refusal(403, "A token cannot change the password. Sign in with the password.");
  app.gatekeeper->change_password(who.actor.person, form.before, form.after, app.now());
  auto response = no_content();
  app.gatekeeper->begin_session(response, request, who.actor.person, app.now());
  return response;
}

Response create_password_link(const Request& request, App& app) {
  const auto secret = app.gatekeeper->offer_password(request.id_of<selling::PersonId>("person"),
                                                     request.who().actor.person, app.now());
  return reply(201, PasswordLink{"/password#" + secret});
}

Response list_rights(const Request&, App&) {
  std::vector<RightView> views;
  for (const auto& row : selling::rights()) {
    auto& view = views.emplace_back();
    view.word = row.word;
    view.may = row.may;
    for (const auto role : row.roles) view.roles.emplace_back(selling::to_word(role));
  }
  return reply(200, views);
}

void add_session(Routes& routes) {
  routes.add({.method = Method::post,
              .path = "/api/session",
              .access = Access::anyone(),
              .summary = "Sign in by e-mail address and password",
              .text = "The session is a cookie that scripts cannot read.",
              .body = &shape_of<SignIn>(),
              .replies = {{200, "Who is signed in", &shape_of<SessionView>()},
                          {401, "Address and password do not fit"}},
              .handler = create_session});
  routes.add({.path = "/api/session",
              .access = Access::signed_in(),
              .summary = "Show who is signed in, and what they may do",
              .replies = {{200, "Who is signed in", &shape_of<SessionView>()}},
              .handler = get_session});
  routes.add({.method = Method::delete_,
              .path = "/api/session",
              .access = Access::signed_in(),
              .summary = "Sign out",
              .replies = {{204, "Signed out"}},
              .handler = delete_session});
  routes.add({.method = Method::put,
              .path = "/api/session/password",
              .access = Access::signed_in(),
              .summary = "Change one's own password",
              .text = "Ends all other sessions.",
              .body = &shape_of<PasswordChange>(),
              .replies = {{204, "Changed"}},
              .handler = put_own_password});
}

}  // namespace

void add_sign_in(Routes& routes) {
  add_session(routes);
  routes.add({.path = "/api/setup",
              .access = Access::anyone(),
              .summary = "Show whether the workspace waits for its first administrator",
              .replies = {{200, "Whether it waits", &shape_of<SetupNeed>()}},
              .handler = get_setup});
  routes.add({.method = Method::post,
              .path = "/api/setup",
              .access = Access::anyone(),
              .summary = "Create the first administrator, by the link that the server printed",
              .body = &shape_of<SetupForm>(),
              .replies = {{201, "Signed in", &shape_of<SessionView>()},
                          {404, "The link is not good any more"},
                          {409, "It is set up already"}},
              .handler = create_setup});
  routes.add({.method = Method::put,
              .path = "/api/password",
              .access = Access::anyone(),
              .summary = "Set a new password, by a link that an administrator gave",
              .body = &shape_of<NewPassword>(),
              .replies = {{204, "Set; all sessions of the person have ended"},
                          {404, "The link is not good any more"}},
              .handler = put_password});
  routes.add({.method = Method::post,
              .path = "/api/people/{person}/password-links",
              .access = Access::with(selling::Right::people_change),
              .summary = "Make a link by which a person sets a new password",
              .text = "It works once, for a day.",
              .replies = {{201, "The link", &shape_of<PasswordLink>()}, {404, "No such person"}},
              .handler = create_password_link});
  routes.add({.path = "/api/rights",
              .access = Access::signed_in(),
              .summary = "List the rights and the roles that have them",
              .replies = {{200, "The rights", &shape_of<std::vector<RightView>>()}},
              .handler = list_rights});
}

}  // namespace stagecraft::http
