#pragma once

#include <memory>
#include <optional>

#include "http/app.h"
#include "http/routes.h"

namespace stagecraft::http {

/// One request's way to its answer, without sockets: the route, who asks, whether they may, the
/// handler, and what an error becomes. Called by any number of threads.
class Exchange {
 public:
  Exchange(const Routes& routes, App& app);
  ~Exchange();

  /// What is known once the header is there.
  struct Plan {
    const Route* route = nullptr;
    std::optional<Response> refusal;  ///< 404, 405, 400: there is nothing to run.
    std::size_t body_limit = 0;       ///< Bytes.
  };
  /// Finds the route and fills the request's path values. Never blocks.
  Plan plan(Request& request) const;

  /// Who asks, and whether they may: nullopt when they may, else the answer. Fills the identity.
  /// May block. It is a step of its own so that nobody uploads a large body for nothing.
  std::optional<Response> admit(Request& request, const Route& route) const;

  /// Runs the handler. REQUIRES that admit() had nothing to say. May block.
  Response answer(const Request& request, const Route& route) const;

  /// The answer that says a problem.
  static Response refuse(const Request& request, const Problem& problem);

  /// The same for an error of the domain; `io` is logged.
  Response refuse(const Request& request, const base::Error& error) const;

  /// Counts and logs a request that was answered. `route` may be null.
  void note(const Request& request, const Route* route, int status, double seconds) const;

 private:
  class Counts;

  template <class Run>
  Response guarded(const Request& request, Run run) const;

  const Routes& routes_;
  App& app_;
  /// Shared with the metrics, which may outlive the exchange.
  std::shared_ptr<Counts> counts_;
};

}  // namespace stagecraft::http
