#include "store/workspace.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "store/back_up.h"
#include "store/check.h"
#include "store/copy.h"

namespace stagecraft::cli {
namespace {

struct WorkspaceFlags {
  std::string data = "data", name = "main";  ///< The standards of `serve`.
  std::string file;
  std::string to, as;  ///< Of `copy`: where, and under which name; empty: the same.

  store::Location location() const { return store::Location(data); }
};

using Command = void (*)(const WorkspaceFlags&, Context&);

class Stopwatch {
 public:
  /// `0.4 s`
  std::string text() const {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun_;
    return fmt::format("{:.1f} s", spent.count());
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

std::string counted(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// `2 deals, 10 events and 1 attachment`; of either report.
template <class Report>
std::string contents(const Report& report) {
  return fmt::format("{}, {} and {}", counted(report.deals, "deal"),
                     counted(report.events, "event"), counted(report.attachments, "attachment"));
}

void create(const WorkspaceFlags& flags, Context& context) {
  store::create_workspace(flags.location(), flags.name);
  context.out << fmt::format(
      "Made the workspace '{}' in {}. `stagecraft serve` on it prints a link by which the first "
      "administrator is set up.\n",
      flags.name, flags.location().name());
}

/// Names on `out` alone, so that a script can read them.
void list(const WorkspaceFlags& flags, Context& context) {
  const auto names = flags.location().list();
  for (const auto& name : names) context.out << name << '\n';
  if (names.empty())
    context.err << fmt::format(
        "There is no workspace in {} yet. `stagecraft workspace create` makes one.\n",
        flags.location().name());
}

void require_there(const WorkspaceFlags& flags) {
  const auto location = flags.location();
  const auto names = location.list();
  if (std::ranges::find(names, flags.name) != names.end()) return;
  const auto others =
      names.empty() ? std::string("there is none yet; `stagecraft workspace create` makes one")
                    : fmt::format("there are: {}", fmt::join(names, ", "));
  throw base::Error(base::ErrorKind::not_found,
                    fmt::format("There is no workspace '{}' in {}; {}. Say by --data where else "
                                "to look.",
                                flags.name, location.name(), others));
}

void back_up(const WorkspaceFlags& flags, Context& context) {
  const Stopwatch watch;
  require_there(flags);
  const auto report = store::back_up(flags.location(), flags.name, flags.file);
  context.out << fmt::format(
      "Backed up '{}' into {}: {}, {} bytes, in {}. It holds hashes of passwords: keep it as safe "
      "as the database.\n",
      flags.name, flags.file, contents(report), std::filesystem::file_size(flags.file),
      watch.text());
}

void restore(const WorkspaceFlags& flags, Context& context) {
  const Stopwatch watch;
  const auto report = store::restore(flags.file, flags.location(), flags.name);
  context.out << fmt::format("Restored {} as '{}' in {}: {}, in {}.\n", flags.file, flags.name,
                             flags.location().name(), contents(report), watch.text());
}

void check(const WorkspaceFlags& flags, Context& context) {
  const Stopwatch watch;
  require_there(flags);
  const auto report = store::check(flags.location(), flags.name);
  for (const auto& fault : report.faults) context.out << fault << '\n';
  context.out << fmt::format("Checked '{}': {}, in {}. ", flags.name, contents(report),
                             watch.text());
  if (report.faults.empty()) {
    context.out << "All is well.\n";
    return;
  }
  context.status = 1;
  context.out << counted(static_cast<std::int64_t>(report.faults.size()), "fault")
              << " found. Stop the server and restore the last good back-up.\n";
}

void copy(const WorkspaceFlags& flags, Context& context) {
  const Stopwatch watch;
  require_there(flags);
  const store::WorkspacePlace from{flags.location(), flags.name};
  const store::WorkspacePlace to{store::Location(flags.to),
                                 flags.as.empty() ? flags.name : flags.as};
  const auto report = store::copy_workspace(from, to);
  context.out << fmt::format(
      "Copied '{}' from {} to '{}' in {}: {}, compared and the same, in {}.\n", from.workspace,
      from.location.name(), to.workspace, to.location.name(), contents(report), watch.text());
}

struct Registered {
  CLI::App* app;
  std::shared_ptr<WorkspaceFlags> flags;
};

Registered add_command(CLI::App& group, Context& context, std::string name, std::string help,
                       Command run) {
  auto* app = group.add_subcommand(std::move(name), std::move(help));
  auto flags = std::make_shared<WorkspaceFlags>();
  app->add_option("--data", flags->data, "Folder of the workspaces, or postgresql://...")
      ->envname("STAGECRAFT_DATA")
      ->capture_default_str();
  app->callback([flags, run, &context] { run(*flags, context); });
  return {app, flags};
}

void add_name(const Registered& command) {
  command.app->add_option("name", command.flags->name, "Of the workspace")->capture_default_str();
}

void add_files(CLI::App& group, Context& context) {
  const auto to_file =
      add_command(group, context, "back-up",
                  "Write all of a workspace to a file, also while it is served", back_up);
  add_name(to_file);
  to_file.app->add_option("-o,--output", to_file.flags->file, "File to write")->required();
  const auto from_file =
      add_command(group, context, "restore", "Make a workspace from a back-up", restore);
  from_file.app->add_option("file", from_file.flags->file, "The back-up")->required();
  add_name(from_file);
}

void add_copy(CLI::App& group, Context& context) {
  const auto command =
      add_command(group, context, "copy",
                  "Copy a workspace elsewhere, also between SQLite and PostgreSQL", copy);
  add_name(command);
  command.app->add_option("--to", command.flags->to, "Folder to copy it into, or postgresql://...")
      ->required();
  command.app->add_option("--as", command.flags->as, "Its name there; left out: the same");
}

}  // namespace

void add_workspace(CLI::App& parent, Context& context) {
  auto* group = parent.add_subcommand("workspace", "Make, back up, check and move workspaces");
  group->require_subcommand(1);
  add_name(add_command(*group, context, "create", "Make an empty workspace", create));
  add_workspace_sample(*group, context);
  add_command(*group, context, "list", "Name the workspaces that are there", list);
  add_files(*group, context);
  add_name(add_command(*group, context, "check",
                       "Compare every deal with its events, and look for damage", check));
  add_copy(*group, context);
}

}  // namespace stagecraft::cli
