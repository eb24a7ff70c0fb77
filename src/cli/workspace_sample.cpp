#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <ostream>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/last_day.h"
#include "http/app.h"
#include "http/new_secret.h"
#include "http/passwords.h"
#include "http/sample_job.h"
#include "store/processes.h"
#include "store/workspace.h"

namespace stagecraft::cli {
namespace {

struct SampleWorkspaceFlags {
  std::string data = "data", name = "main";  ///< The standards of `serve`.
  std::string until;                         ///< Empty: now.
  std::int64_t seed = 7, deals = 2'500;
};

constexpr std::size_t password_length = 16;  ///< 96 random bits.

/// What jobs need of a server, without one.
class Workshop {
 public:
  explicit Workshop(store::Workspace& workspace) { app_.workspace = &workspace; }
  http::App& app() { return app_; }

 private:
  http::Settings settings_;
  http::Log log_{[](const std::string&) {}, http::LogLevel::error};
  http::Metrics metrics_;
  store::MapCache maps_;
  http::App app_{.settings = settings_,
                 .log = log_,
                 .metrics = metrics_,
                 .now = http::system_now,
                 .identify = {},
                 .maps = &maps_};
};

/// One for everybody, so that it can be remembered while trying out.
std::string give_password(store::Workspace& workspace, const std::vector<store::Person>& people) {
  const auto password = http::new_secret().substr(0, password_length);
  http::Passwords passwords;
  std::vector<std::string> hashes;
  for (std::size_t i = 0; i < people.size(); ++i) hashes.push_back(passwords.hash(password));
  workspace.write([&](store::Transaction& transaction) {
    for (std::size_t i = 0; i < people.size(); ++i)
      store::set_password_hash(transaction, people[i].id, hashes[i]);
  });
  return password;
}

void make(const SampleWorkspaceFlags& flags, Context& context) {
  const auto begun = std::chrono::steady_clock::now();
  const auto now = http::system_now();
  const auto until = flags.until.empty() ? now : std::min(now, end_of_day(flags.until));
  const store::Location location(flags.data);
  store::create_workspace(location, flags.name);
  store::Workspace workspace(location, flags.name);
  Workshop workshop(workspace);
  const auto people =
      http::make_sample(workshop.app(), {.seed = flags.seed, .deals = flags.deals, .until = until});
  const auto password = give_password(workspace, people);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
  context.out << fmt::format(
      "Made the workspace '{}' in {} with {} invented deals, in {:.1f} s. For trying out: "
      "everybody has the password {}\n",
      flags.name, location.name(), flags.deals, spent.count(), password);
  for (const auto& person : people)
    context.out << fmt::format("{:<14} {:<30} {}\n", person.role, person.email, person.name);
}

}  // namespace

void add_workspace_sample(CLI::App& group, Context& context) {
  auto* app = group.add_subcommand(
      "sample",
      "Make a workspace with an invented company in it. Its people all get one new password, which "
      "is printed: for trying out, not for work");
  const auto flags = std::make_shared<SampleWorkspaceFlags>();
  app->add_option("--data", flags->data, "Folder of the workspaces, or postgresql://...")
      ->envname("STAGECRAFT_DATA")
      ->capture_default_str();
  app->add_option("name", flags->name, "Of the workspace")->capture_default_str();
  app->add_option("--seed", flags->seed, "Another seed is another history")
      ->check(CLI::Range(0, 1'000'000'000))
      ->capture_default_str();
  app->add_option("--deals", flags->deals, "How many deals")
      ->check(CLI::Range(1, 20'000))
      ->capture_default_str();
  app->add_option("--until", flags->until, "Last day of the history; left out: now");
  app->callback([flags, &context] { make(*flags, context); });
}

}  // namespace stagecraft::cli
