#include <pthread.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <ostream>
#include <sstream>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/embedded_pages.h"
#include "http/event_streams.h"
#include "http/gatekeeper.h"
#include "http/job_runner.h"
#include "http/openapi.h"
#include "http/operations.h"
#include "http/pages.h"
#include "http/periodic.h"
#include "http/resources.h"
#include "http/server.h"
#include "http/silence_habits.h"
#include "http/store_metrics.h"
#include "http/temporary_file.h"
#include "http/webhook_sender.h"
#include "store/attachments.h"
#include "store/live_log.h"
#include "store/location.h"
#include "store/processes.h"
#include "store/workspace.h"

namespace stagecraft::cli {
namespace {

struct ServeCommand {
  std::string config;
  std::string pages;  ///< Folder to take the web pages from; empty: those in the program.
  bool prints_config = false, prints_openapi = false;
  std::map<std::string, std::string, std::less<>> flags;
};

/// SIGINT and SIGTERM, kept from all threads that are begun while it lives, and waited for.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  ~StopSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  void wait() const {
    int which = 0;
    sigwait(&signals_, &which);
  }

 private:
  sigset_t signals_{}, before_{};
};

std::optional<std::string> environment(const std::string& variable) {
  if (const char* value = std::getenv(variable.c_str())) return std::string(value);
  return {};
}

std::string read_config(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file)
    throw base::Error(base::ErrorKind::invalid, "The configuration '" + name + "' cannot be read.");
  return text.str();
}

http::ReadSettings read_settings(const ServeCommand& command) {
  http::SettingTexts texts{
      .file = {}, .file_name = command.config, .environment = environment, .flags = command.flags};
  if (!command.config.empty()) texts.file = read_config(command.config);
  return http::read_settings(texts);
}

/// The workspace of the settings; made when it is not there yet, so that a first start is one
/// command.
std::unique_ptr<store::Workspace> open_workspace(const http::Settings& settings) {
  const store::Location location(settings.data);
  const auto names = location.list();
  if (std::ranges::find(names, settings.workspace) == names.end())
    store::create_workspace(location, settings.workspace);
  store::Workspace::Options options;
  options.most_readers = static_cast<std::size_t>(settings.workers);
  return std::make_unique<store::Workspace>(location, settings.workspace, options);
}

void learn(http::SilenceHabits& silence, const http::Log& log) {
  try {
    silence.learn();
  } catch (const std::exception& error) {
    log.write(http::LogLevel::warning, "habits", {{"what", error.what()}});
  }
}

http::Pages choose_pages(const std::string& folder) {
  if (!folder.empty()) return http::Pages(http::read_pages(folder));
  const auto files = embedded_pages();
  return http::Pages(files.empty() ? http::missing_pages() : files);
}

void serve(const http::Settings& settings, http::Pages pages, Context& context) {
  const StopSignals signals;
  http::Log log(http::standard_error_sink(), http::find_log_level(settings.log_level).value());
  http::Metrics metrics;
  const auto workspace = open_workspace(settings);
  http::Gatekeeper gatekeeper(*workspace);
  http::EventStreams streams(*workspace, log,
                             {.per_person = static_cast<std::size_t>(settings.streams_per_person),
                              .total = static_cast<std::size_t>(settings.streams)});
  metrics.add([&streams](http::MetricsPage& page) { streams.tell(page); });
  store::MapCache maps;
  store::LiveLog live_log(*workspace);
  http::tell_of_store(metrics, *workspace, live_log);
  // A program that ended too early may have left some.
  store::remove_unused(*workspace);
  http::remove_leftovers(http::files_folder(settings));
  http::SilenceHabits silence(*workspace, live_log, maps);
  const http::Periodic learning(std::chrono::minutes(10), [&] { learn(silence, log); });
  http::WebhookSender webhooks(*workspace, log,
                               {.caller = {.networks = settings.webhook_networks,
                                           .certificates = settings.webhook_certificates},
                                .now = http::system_now});
  metrics.add([&webhooks](http::MetricsPage& page) { webhooks.tell(page); });
  http::App app{.settings = settings,
                .log = log,
                .metrics = metrics,
                .now = http::system_now,
                .identify =
                    [&gatekeeper](const http::Request& request) {
                      return gatekeeper.identify(request, http::system_now());
                    },
                .workspace = workspace.get(),
                .gatekeeper = &gatekeeper,
                .maps = &maps,
                .live_log = &live_log,
                .silence = &silence,
                .streams = &streams};
  app.readiness.push_back([&workspace] { return http::find_store_trouble(*workspace); });
  http::Routes routes;
  http::add_resources(routes);
  http::add_pages(routes, std::move(pages));
  http::JobRunner jobs(app);
  app.jobs = &jobs;
  jobs.start();
  http::Server server(routes, app);
  context.out << "Stagecraft listens on " << server.address() << '\n';
  if (const auto secret = gatekeeper.offer_setup(http::system_now()))
    context.out << "Nobody is in this workspace yet. Set it up within a day by this link, once:\n"
                << server.address() << "/setup#" << *secret << '\n';
  context.out.flush();
  signals.wait();
  log.write(http::LogLevel::info, "stopping", {});
  server.stop();
}

void print_openapi(Context& context) {
  http::Routes routes;
  http::add_resources(routes);
  context.out << http::to_openapi(routes) << '\n';
}

void run_serve(const ServeCommand& command, Context& context) {
  const auto read = read_settings(command);
  if (command.prints_config)
    context.out << http::to_yaml(read);
  else if (command.prints_openapi)
    print_openapi(context);
  else
    serve(read.settings, choose_pages(command.pages), context);
}

}  // namespace

void add_serve(CLI::App& parent, Context& context) {
  auto* app = parent.add_subcommand("serve", "Serve a workspace: API, documentation and web pages");
  const auto command = std::make_shared<ServeCommand>();
  app->add_option("--config", command->config, "YAML file of settings");
  app->add_option("--pages", command->pages,
                  "Folder of web pages to serve instead of those in the program: for work on them");
  app->add_flag("--print-config", command->prints_config, "Print all settings in force and end");
  app->add_flag("--print-openapi", command->prints_openapi,
                "Print the OpenAPI document of this program and end");
  for (const auto& row : http::settings_table())
    app->add_option_function<std::string>(
        row.flag(),
        [command, name = std::string(row.name)](const std::string& value) {
          command->flags[name] = value;
        },
        std::string(row.help));
  app->callback([command, &context] { run_serve(*command, context); });
}

}  // namespace stagecraft::cli
