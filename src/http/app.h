#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "http/identity.h"
#include "http/log.h"
#include "http/metrics.h"
#include "http/request.h"
#include "http/settings.h"

namespace stagecraft::store {
class LiveLog;
class MapCache;
class Workspace;
}  // namespace stagecraft::store

namespace stagecraft::http {

class EventStreams;
class Gatekeeper;
class JobRunner;
class SilenceHabits;

/// What handlers share. Made before the server, outlives it; read by all threads.
struct App {
  const Settings& settings;
  Log& log;
  Metrics& metrics;
  std::function<base::Instant()> now;

  /// Who sends a request: by its session cookie or its token; nullopt: nobody that is known. May
  /// block. Throws Refusal when something is presented that is known to be wrong.
  std::function<std::optional<Identity>(const Request&)> identify;

  /// Null only where no route needs them.
  store::Workspace* workspace = nullptr;
  Gatekeeper* gatekeeper = nullptr;
  store::MapCache* maps = nullptr;     ///< Published versions, read once.
  store::LiveLog* live_log = nullptr;  ///< The history that figures rest on.
  JobRunner* jobs = nullptr;           ///< Null: jobs wait for another server.
  SilenceHabits* silence = nullptr;    ///< How long deals are usually quiet.
  EventStreams* streams = nullptr;     ///< Those who follow what happens.

  /// A sentence for everything that keeps the server from its work; all have to be silent for
  /// /ready.
  std::vector<std::function<std::optional<std::string>()>> readiness = {};
};

/// The system's clock, to the millisecond.
base::Instant system_now();

}  // namespace stagecraft::http
