#include "tests/http/api_world.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/temporary_file.h"
#include "http/token_scopes.h"
#include "store/back_up.h"
#include "store/customers.h"
#include "store/location.h"

namespace stagecraft::http {

std::string Answer::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, &Header::first);
  return found == headers.end() ? "" : found->second;
}

std::vector<std::string> Answer::faults() const {
  std::vector<std::string> places;
  const auto problem = json();
  for (const auto& fault : problem.at("faults").as_array())
    places.emplace_back(fault.at("at").as_string());
  return places;
}

ApiWorld::ApiWorld() : now_(std::chrono::seconds(1'780'000'000)) {
  const store::Location location(folder_.path("data"));
  store::create_workspace(location, "main");
  workspace_ = std::make_unique<store::Workspace>(location, "main");
  workspace_->write([this](store::Transaction& transaction) {
    north = store::create_team(transaction, "North", now_);
    south = store::create_team(transaction, "South", now_);
  });
  ada = add_person("Ada", "administrator");
  mia = add_person("Mia", "manager", north);
  rob = add_person("Rob", "rep", north);
  sam = add_person("Sam", "rep", south);
  vic = add_person("Vic", "viewer");
  as(rob);
  settings_.files = folder_.path();
  app_.workspace = workspace_.get();
  app_.maps = &maps_;
  live_log_ = std::make_unique<store::LiveLog>(*workspace_);
  app_.live_log = live_log_.get();
  silence_ = std::make_unique<SilenceHabits>(*workspace_, *live_log_, maps_);
  app_.silence = silence_.get();
  app_.now = [this] { return now_; };
  app_.identify = [this](const Request&) -> std::optional<Identity> {
    const auto person =
        workspace_->read([this](store::Connection& db) { return store::find_person(db, who_); });
    if (!person) return {};
    Identity identity{
        .actor = {.person = person->id, .role = selling::find_role(person->role).value()},
        .name = person->name};
    if (person->team) identity.actor.teams = {*person->team};
    identity.state = workspace_->readers().state();
    if (token_) {
      identity.proof = Identity::Proof::token;
      identity.token = token_->id.value;
      identity.actor.limited_to = rights_of_scopes(token_->scopes);
    }
    return identity;
  };
  jobs_ = std::make_unique<JobRunner>(app_);
  app_.jobs = jobs_.get();
  add_resources(routes_);
  exchange_ = std::make_unique<Exchange>(routes_, app_);
}

Answer ApiWorld::ask(Method method, std::string_view path, std::string_view body,
                     std::vector<Header> headers) {
  Request request;
  request.method = method;
  request.target = parse_target(path).value();
  request.headers = std::move(headers);
  request.headers.emplace_back("authorization", "Bearer test");
  request.headers.emplace_back("content-type", "application/json");
  request.body = body;
  return take(std::move(request));
}

Answer ApiWorld::upload(std::string_view path, std::string_view bytes, std::string_view type,
                        Method method) {
  TemporaryFile file(folder_.path());
  file.write(bytes);
  file.close();
  Request request;
  request.method = method;
  request.target = parse_target(path).value();
  request.headers = {{"authorization", "Bearer test"}, {"content-type", std::string(type)}};
  request.body_file = file.path();
  return take(std::move(request));
}

std::string ApiWorld::everything() {
  const TempFolder folder;
  store::back_up(workspace_->location(), workspace_->name(), folder.path("back-up"));
  return folder.read("back-up");
}

Answer ApiWorld::take(Request request) {
  request.id = "test";
  auto plan = exchange_->plan(request);
  std::optional<Response> response = std::move(plan.refusal);
  if (!response) response = exchange_->admit(request, *plan.route);
  if (!response) response = exchange_->answer(request, *plan.route);
  if (response->pieces)
    for (auto piece = response->pieces(); !piece.empty(); piece = response->pieces())
      response->body += piece;
  return {response->status, std::move(response->body), std::move(response->headers)};
}

selling::PersonId ApiWorld::add_person(std::string_view name, std::string_view role,
                                       std::optional<selling::TeamId> team) {
  return workspace_->write([&](store::Transaction& transaction) {
    return store::create_person(transaction, {.email = fmt::format("{}@example.org", name),
                                              .name = std::string(name),
                                              .role = std::string(role),
                                              .team = team,
                                              .created_at = now_});
  });
}

void ApiWorld::by_token(std::string_view scopes) {
  store::Token token{.person = who_, .scopes = std::string(scopes), .created_at = now_};
  token.id = workspace_->write([&](store::Transaction& transaction) {
    return store::create_token(transaction, fmt::format("{} of {}", scopes, who_.value), token);
  });
  token_ = std::move(token);
}

selling::ContactId ApiWorld::add_contact(std::string_view name) {
  return workspace_->write([&](store::Transaction& transaction) {
    return store::create_contact(transaction, {.name = std::string(name), .created_at = now_});
  });
}

std::int64_t ApiWorld::publish(std::string_view map) {
  const auto before = who_;
  as(ada);
  const auto made = post("/api/processes",
                         boost::json::serialize(boost::json::object{{"text", std::string(map)}}));
  EXPECT_EQ(made.status, 201) << made.text;
  const auto id = made.at("/process").as_int64();
  const auto published = post(fmt::format("/api/processes/{}/versions", id), "{}");
  EXPECT_EQ(published.status, 201) << published.text;
  as(before);
  return id;
}

}  // namespace stagecraft::http
