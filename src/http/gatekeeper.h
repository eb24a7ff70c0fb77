#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/attempts.h"
#include "http/identity.h"
#include "http/kept.h"
#include "http/passwords.h"
#include "http/request.h"
#include "http/response.h"
#include "store/people.h"
#include "store/workspace.h"

namespace stagecraft::http {

/// Knows people by their passwords, sessions and tokens. Thread-safe; everything may block.
class Gatekeeper {
 public:
  explicit Gatekeeper(store::Workspace& workspace) : workspace_(workspace) {}

  /// By the token in Authorization, else by the session cookie; nullopt: nobody that is known. A
  /// session that is used lives on.
  std::optional<Identity> identify(const Request& request, base::Instant now);

  /// Throws Refusal{401} unless address and password fit, {429} after too many failures of the
  /// account or the client.
  store::Person sign_in(const Request& request, std::string_view email, std::string_view password,
                        base::Instant now);
  /// The session's cookie is put into the answer.
  void begin_session(Response& response, const Request& request, selling::PersonId person,
                     base::Instant now);
  void end_session(Response& response, const Request& request);

  /// The secret of a link for setting up a workspace that nobody is in yet; nullopt: somebody is.
  std::optional<std::string> offer_setup(base::Instant now);
  struct Setup {
    std::string secret, name, email, password;
  };
  /// The first administrator. Throws Error{not_found} for a wrong secret, {conflict} when the
  /// workspace is set up already.
  selling::PersonId set_up(const Request& request, const Setup& setup, base::Instant now);

  /// A link by which a person sets a new password; works for a day, and once.
  std::string offer_password(selling::PersonId person, selling::PersonId by, base::Instant now);
  /// Sets it, which signs the person out everywhere. Throws Error{not_found} for a wrong secret.
  void set_password(const Request& request, std::string_view secret, std::string_view password,
                    base::Instant now);
  /// The same by the old password.
  void change_password(selling::PersonId person, std::string_view before, std::string_view after,
                       base::Instant now);

 private:
  /// What a secret has proven.
  struct Proof {
    Identity identity;
    std::optional<base::Instant> used_at, expires_at;
  };

  std::optional<Identity> by_token(std::string_view secret, base::Instant now);
  std::optional<Identity> by_session(std::string_view secret, base::Instant now);
  template <class Find>
  std::optional<Proof> prove(Kept<Proof>& known, std::string_view secret, base::Instant now,
                             Find find);
  template <class Try>
  auto guarded(const std::string& client, base::Instant now, Try attempt);

  store::Workspace& workspace_;
  Passwords passwords_;
  Kept<Proof> sessions_{4096}, tokens_{4096};  ///< By the hash of the secret.
  Attempts by_account_{{.most = 10}};
  Attempts by_client_{{.most = 50}};
};

/// How a person's role, team, and a token's scopes make an actor.
selling::Actor to_actor(const store::Person& person);

}  // namespace stagecraft::http
