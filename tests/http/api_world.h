#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http/app.h"
#include "http/exchange.h"
#include "http/job_runner.h"
#include "http/resources.h"
#include "http/silence_habits.h"
#include "store/live_log.h"
#include "store/people.h"
#include "store/processes.h"
#include "store/sign_in.h"
#include "store/workspace.h"
#include "tests/temp_folder.h"

namespace stagecraft::http {

/// What came back to a request.
struct Answer {
  int status = 0;
  std::string text;
  std::vector<Header> headers;

  boost::json::value json() const { return boost::json::parse(text); }
  /// By JSON pointer.
  boost::json::value at(std::string_view pointer) const { return json().at_pointer(pointer); }
  std::string header(std::string_view name) const;
  /// Where the faults of a problem are.
  std::vector<std::string> faults() const;
};

/// All routes over a workspace of its own, with people who may ask and a clock that the test sets;
/// requests take every step but the socket.
class ApiWorld : public ::testing::Test {
 protected:
  ApiWorld();

  /// Who asks from now on.
  void as(selling::PersonId person) {
    who_ = person;
    token_.reset();
  }
  /// The same person, by a token with these rights.
  void by_token(std::string_view scopes);
  void pass(std::chrono::milliseconds span) { now_ += span; }
  /// What is usual, from all that has happened so far.
  void learn_habits() { silence_->learn(); }

  Answer get(std::string_view path) { return ask(Method::get, path, ""); }
  Answer post(std::string_view path, std::string_view body) {
    return ask(Method::post, path, body);
  }
  Answer patch(std::string_view path, std::string_view body) {
    return ask(Method::patch, path, body);
  }
  Answer ask(Method method, std::string_view path, std::string_view body,
             std::vector<Header> headers = {});
  /// Sends a file, as routes take it that put bodies into files.
  Answer upload(std::string_view path, std::string_view bytes, std::string_view type,
                Method method = Method::post);

  selling::PersonId add_person(std::string_view name, std::string_view role,
                               std::optional<selling::TeamId> team = {});
  /// Publishes the map as the only process; gives its id.
  std::int64_t publish(std::string_view map);
  selling::ContactId add_contact(std::string_view name);

  /// Everything that the workspace holds, as a back-up says it.
  std::string everything();

  /// Runs the jobs that wait, and those that they queue.
  void run_jobs() {
    while (jobs_->run_next()) {
    }
  }

  const Routes& routes() const { return routes_; }
  store::Workspace& workspace() { return *workspace_; }
  App& app() { return app_; }
  base::Instant now() const { return now_; }

  selling::TeamId north, south;
  selling::PersonId ada;  ///< Administrator.
  selling::PersonId mia;  ///< Manager of the north.
  selling::PersonId rob;  ///< Rep of the north.
  selling::PersonId sam;  ///< Rep of the south.
  selling::PersonId vic;  ///< Viewer.

  /// How the server runs.
  Settings& settings() { return settings_; }

 private:
  Answer take(Request request);

  TempFolder folder_;
  base::Instant now_;
  selling::PersonId who_;
  std::optional<store::Token> token_;
  Settings settings_;
  Log log_{[](const std::string&) {}, LogLevel::error};
  Metrics metrics_;
  std::unique_ptr<store::Workspace> workspace_;
  std::unique_ptr<store::LiveLog> live_log_;
  store::MapCache maps_;
  std::unique_ptr<SilenceHabits> silence_;
  App app_{.settings = settings_, .log = log_, .metrics = metrics_, .now = system_now};
  std::unique_ptr<JobRunner> jobs_;
  Routes routes_;
  std::unique_ptr<Exchange> exchange_;
};

}  // namespace stagecraft::http
