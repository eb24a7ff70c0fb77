#include <algorithm>

#include "http/app.h"
#include "http/audit.h"
#include "http/new_secret.h"
#include "http/sign_in.h"
#include "http/token_scopes.h"
#include "store/sign_in.h"
#include "store/workspace.h"

namespace stagecraft::http {

struct NewToken {
  std::string name;
  std::vector<std::string> scopes;
  std::optional<base::Instant> expires_at;
  static constexpr Note notes[] = {
      {.field = "name", .text = "What it is for", .least = 1, .most = 100},
      {.field = "scopes", .text = "Rights, or all", .least = 1, .most = 50}};
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (name, scopes, expires_at))

struct TokenView {
  store::TokenId id;
  std::string name;
  std::string scopes;
  base::Instant created_at{};
  std::optional<base::Instant> used_at, expires_at, revoked_at;
};
BOOST_DESCRIBE_STRUCT(TokenView, (),
                      (id, name, scopes, created_at, used_at, expires_at, revoked_at))

struct CreatedToken {
  store::TokenId id;
  std::string secret;
  static constexpr Note notes[] = {{.field = "secret", .text = "Shown this once"}};
};
BOOST_DESCRIBE_STRUCT(CreatedToken, (), (id, secret))

namespace {

/// A token cannot make tokens: it could outlive itself by them.
void require_session_for_tokens(const Request& request) {
  if (request.who().proof == Identity::Proof::token)
    throw Refusal(403, "A token cannot make or revoke tokens. Sign in with the password.");
}

TokenView view_of(const store::Token& token) {
  return {token.id,      token.name,       token.scopes,    token.created_at,
          token.used_at, token.expires_at, token.revoked_at};
}

Response list_tokens(const Request& request, App& app) {
  const auto tokens = app.workspace->read(
      [&](store::Connection& db) { return store::list_tokens(db, request.who().actor.person); });
  std::vector<TokenView> views;
  for (const auto& token : tokens) views.push_back(view_of(token));
  return reply(200, views);
}

Response create_token(const Request& request, App& app) {
  require_session_for_tokens(request);
  const auto form = request.read<NewToken>();
  const auto now = app.now();
  if (form.expires_at && *form.expires_at <= now)
    throw base::Error(base::ErrorKind::invalid, "A token has to expire in the future.",
                      {{"/expires_at", "in the past", "a later time, or leave it out"}});
  const store::Token token{.id = {},
                           .person = request.who().actor.person,
                           .name = form.name,
                           .scopes = to_scopes(form.scopes),
                           .created_at = now,
                           .used_at = {},
                           .expires_at = form.expires_at,
                           .revoked_at = {}};
  const auto secret = "stagecraft_" + new_secret();
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto made = token;
    made.id = store::create_token(transaction, secret, token);
    note_change(desk, transaction, {store::AuditKind::token_made, id_text(made.id), made.name},
                "{}", to_json(view_of(made)));
    return reply(201, CreatedToken{made.id, secret});
  });
}

Response delete_token(const Request& request, App& app) {
  require_session_for_tokens(request);
  const auto id = request.id_of<store::TokenId>("token");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto person = desk.actor().person;
    const auto tokens = store::list_tokens(desk.db(), person);
    store::revoke_token(transaction, person, id, desk.now());
    const auto before = std::ranges::find(tokens, id, &store::Token::id);
    if (before != tokens.end() && !before->revoked_at)
      note_deed(desk, transaction, {store::AuditKind::token_revoked, id_text(id), before->name});
    return no_content();
  });
}

}  // namespace

void add_tokens(Routes& routes) {
  const auto access = Access::with(selling::Right::token_own);
  routes.add(
      {.path = "/api/tokens",
       .access = access,
       .summary = "List one's own tokens",
       .replies = {{200, "The tokens, without their secrets", &shape_of<std::vector<TokenView>>()}},
       .handler = list_tokens});
  routes.add(
      {.method = Method::post,
       .path = "/api/tokens",
       .access = access,
       .summary = "Create a token for a program",
       .text = "It may never do more than its owner. Sent as Authorization: Bearer.",
       .body = &shape_of<NewToken>(),
       .replies = {{201, "The token; its secret is shown this once", &shape_of<CreatedToken>()}},
       .handler = create_token});
  routes.add({.method = Method::delete_,
              .path = "/api/tokens/{token}",
              .access = access,
              .summary = "Revoke a token",
              .replies = {{204, "Revoked"}, {404, "No such token"}},
              .handler = delete_token});
}

}  // namespace stagecraft::http
