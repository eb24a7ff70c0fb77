#include "http/gatekeeper.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/audit.h"
#include "http/client_limits.h"
#include "http/new_secret.h"
#include "http/token_scopes.h"
#include "store/sign_in.h"

namespace stagecraft::http {
namespace {

constexpr std::string_view cookie_name = "stagecraft_session";
constexpr base::Milliseconds session_life = std::chrono::hours(24 * 14);
/// How often a session in use is written down, and a token's use.
constexpr base::Milliseconds note_every = std::chrono::hours(1);
constexpr base::Milliseconds link_life = std::chrono::hours(24);
constexpr std::string_view setup_purpose = "setup", password_purpose = "password";

std::string cookie(std::string_view secret, base::Milliseconds life, bool is_secure) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", cookie_name, secret,
                     std::chrono::duration_cast<std::chrono::seconds>(life).count(),
                     is_secure ? "; Secure" : "");
}

/// What a browser calls itself, fit for a list of sessions.
std::string browser_of(const Request& request) {
  auto name = base::printable(request.header("user-agent").value_or("").substr(0, 200));
  return name;
}

std::string account_key(std::string_view email) { return base::fold(base::printable(email)); }

template <class Proof>
bool is_to_be_noted(const Proof& proof, base::Instant now) {
  return !proof.used_at || *proof.used_at + note_every < now;
}

template <class Proof>
bool has_expired(const Proof& proof, base::Instant now) {
  return proof.expires_at && *proof.expires_at <= now;
}

store::AuditEntry about_person(store::AuditKind kind, const store::Person& person,
                               selling::PersonId by, base::Instant at) {
  return {.at = at, .by = by, .kind = kind, .about_id = id_text(person.id), .about = person.name};
}

store::AuditEntry password_set_by(const store::Person& person, base::Instant at) {
  return about_person(store::AuditKind::password_set, person, person.id, at);
}

void ignore_failure_to_note(const std::exception_ptr&) {}

}  // namespace

selling::Actor to_actor(const store::Person& person) {
  selling::Actor actor{.person = person.id,
                       .role = selling::find_role(person.role).value_or(selling::Role::viewer)};
  if (person.team) actor.teams.push_back(*person.team);
  return actor;
}

std::optional<Identity> Gatekeeper::identify(const Request& request, base::Instant now) {
  if (const auto authorization = request.header("authorization")) {
    constexpr std::string_view scheme = "Bearer ";
    if (!authorization->starts_with(scheme)) return {};
    return by_token(base::trim(authorization->substr(scheme.size())), now);
  }
  const auto secret = request.cookie(cookie_name);
  return secret ? by_session(*secret, now) : std::nullopt;
}

std::optional<Identity> Gatekeeper::by_token(std::string_view secret, base::Instant now) {
  const auto proof =
      prove(tokens_, secret, now, [&](store::Connection& db) -> std::optional<Proof> {
        const auto token = store::find_token(db, secret, now);
        const auto person = token ? store::find_person(db, token->person) : std::nullopt;
        if (!person) return {};
        Proof found{
            .identity = {to_actor(*person), person->name, Identity::Proof::token, token->id.value},
            .used_at = token->used_at,
            .expires_at = token->expires_at};
        found.identity.actor.limited_to = rights_of_scopes(token->scopes);
        return found;
      });
  if (!proof) return {};
  if (is_to_be_noted(*proof, now))
    workspace_.writer().submit([id = store::TokenId(proof->identity.token), now](
                                   store::Transaction& tx) { store::note_token_use(tx, id, now); },
                               ignore_failure_to_note);
  return proof->identity;
}

std::optional<Identity> Gatekeeper::by_session(std::string_view secret, base::Instant now) {
  const auto proof =
      prove(sessions_, secret, now, [&](store::Connection& db) -> std::optional<Proof> {
        const auto session = store::find_session(db, secret, now);
        const auto person = session ? store::find_person(db, session->person) : std::nullopt;
        if (!person) return {};
        return Proof{.identity = {to_actor(*person), person->name, Identity::Proof::session, 0},
                     .used_at = session->used_at,
                     .expires_at = session->expires_at};
      });
  if (!proof) return {};
  if (is_to_be_noted(*proof, now))
    workspace_.writer().submit(
        [kept = std::string(secret), now](store::Transaction& tx) {
          store::prolong_session(tx, kept, now, now + session_life);
        },
        ignore_failure_to_note);
  return proof->identity;
}

/// What `find` reads, unless that was found before and nothing has changed since.
template <class Find>
std::optional<Gatekeeper::Proof> Gatekeeper::prove(Kept<Proof>& known, std::string_view secret,
                                                   base::Instant now, Find find) {
  const auto key = base::sha256_hex(secret);
  if (const auto state = workspace_.readers().state())
    if (const auto proof = known.find(*state, key); proof && !has_expired(*proof, now))
      return *proof;
  return workspace_.read([&](store::Connection& db) {
    std::optional<Proof> proof = find(db);
    if (!proof) return proof;
    proof->identity.state = store::state_of(db);
    if (const auto& state = proof->identity.state) known.keep(*state, key, *proof);
    return proof;
  });
}

/// Counts what fails against the client.
template <class Try>
auto Gatekeeper::guarded(const std::string& client, base::Instant now, Try attempt) {
  const auto key = client_key(client);
  by_client_.require_free(key, now);
  try {
    return attempt();
  } catch (const base::Error& error) {
    if (error.kind() == base::ErrorKind::not_found) by_client_.note_failure(key, now);
    throw;
  }
}

store::Person Gatekeeper::sign_in(const Request& request, std::string_view email,
                                  std::string_view password, base::Instant now) {
  const auto account = account_key(email);
  const auto client = client_key(request.client);
  by_client_.require_free(client, now);
  by_account_.require_free(account, now);
  std::optional<store::Person> person;
  std::optional<std::string> hash;
  workspace_.read([&](store::Connection& db) {
    person = store::find_person_by_email(db, email);
    if (person && person->is_active) hash = store::find_password_hash(db, person->id);
  });
  if (!passwords_.matches(password, hash.value_or(""))) {
    by_account_.note_failure(account, now);
    by_client_.note_failure(client, now);
    throw Refusal(401, "This address and password do not fit.");
  }
  by_account_.forget(account);
  return *person;
}

void Gatekeeper::begin_session(Response& response, const Request& request, selling::PersonId person,
                               base::Instant now) {
  const auto secret = new_secret();
  const store::Session session{.person = person,
                               .created_at = now,
                               .used_at = now,
                               .expires_at = now + session_life,
                               .client = browser_of(request)};
  workspace_.write([&](store::Transaction& tx) {
    store::sweep_sign_ins(tx, now);
    store::create_session(tx, secret, session);
  });
  response.with("Set-Cookie", cookie(secret, session_life, request.is_secure));
}

void Gatekeeper::end_session(Response& response, const Request& request) {
  if (const auto secret = request.cookie(cookie_name))
    workspace_.write([&](store::Transaction& tx) { store::end_session(tx, *secret); });
  response.with("Set-Cookie", cookie("", base::Milliseconds(0), request.is_secure));
}

std::optional<std::string> Gatekeeper::offer_setup(base::Instant now) {
  const auto secret = new_secret();
  const bool is_new = workspace_.write([&](store::Transaction& tx) {
    if (store::count_people(tx.db()) > 0) return false;
    store::create_link(tx, secret,
                       {.purpose = std::string(setup_purpose),
                        .person = {},
                        .created_at = now,
                        .expires_at = now + link_life,
                        .created_by = {}});
    return true;
  });
  return is_new ? std::optional(secret) : std::nullopt;
}

selling::PersonId Gatekeeper::set_up(const Request& request, const Setup& setup,
                                     base::Instant now) {
  return guarded(request.client, now, [&] {
    const auto hash = passwords_.hash(setup.password);
    return workspace_.write([&](store::Transaction& tx) {
      store::use_link(tx, setup.secret, setup_purpose, now);
      if (store::count_people(tx.db()) > 0)
        throw base::Error(base::ErrorKind::conflict, "This workspace is set up already.");
      store::Person person;
      person.email = setup.email;
      person.name = setup.name;
      person.role = selling::to_word(selling::Role::administrator);
      person.created_at = now;
      const auto id = store::create_person(tx, person);
      store::set_password_hash(tx, id, hash);
      store::add_audit(tx, {.at = now,
                            .by = id,
                            .kind = store::AuditKind::person_added,
                            .about_id = id_text(id),
                            .about = setup.name});
      return id;
    });
  });
}

std::string Gatekeeper::offer_password(selling::PersonId person, selling::PersonId by,
                                       base::Instant now) {
  const auto secret = new_secret();
  workspace_.write([&](store::Transaction& tx) {
    const auto invited = store::get_person(tx.db(), person);
    store::create_link(tx, secret,
                       {.purpose = std::string(password_purpose),
                        .person = person,
                        .created_at = now,
                        .expires_at = now + link_life,
                        .created_by = by});
    store::add_audit(tx, about_person(store::AuditKind::password_link_made, invited, by, now));
  });
  return secret;
}

void Gatekeeper::set_password(const Request& request, std::string_view secret,
                              std::string_view password, base::Instant now) {
  guarded(request.client, now, [&] {
    const auto hash = passwords_.hash(password);
    workspace_.write([&](store::Transaction& tx) {
      const auto link = store::use_link(tx, secret, password_purpose, now);
      const auto person = link.person.value();
      store::set_password_hash(tx, person, hash);
      store::add_audit(tx, password_set_by(store::get_person(tx.db(), person), now));
    });
  });
}

void Gatekeeper::change_password(selling::PersonId person, std::string_view before,
                                 std::string_view after, base::Instant now) {
  const auto key = fmt::format("person {}", person.value);
  by_account_.require_free(key, now);
  const auto hash =
      workspace_.read([&](store::Connection& db) { return store::find_password_hash(db, person); });
  if (!passwords_.matches(before, hash.value_or(""))) {
    by_account_.note_failure(key, now);
    throw base::Error(base::ErrorKind::forbidden, "The present password is another one.");
  }
  const auto fresh = passwords_.hash(after);
  workspace_.write([&](store::Transaction& tx) {
    store::set_password_hash(tx, person, fresh);
    store::add_audit(tx, password_set_by(store::get_person(tx.db(), person), now));
  });
}

}  // namespace stagecraft::http
