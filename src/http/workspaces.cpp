#include "base/error.h"
#include "base/money.h"
#include "http/audit.h"
#include "http/desk.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/selling_settings.h"
#include "selling/gaps.h"
#include "store/people.h"
#include "store/profile.h"
#include "store/services.h"

namespace stagecraft::http {

struct WorkspaceView {
  std::string name, zone, currency;
  base::Instant created_at{};
  int revision = 0;
};
BOOST_DESCRIBE_STRUCT(WorkspaceView, (), (name, zone, currency, created_at, revision))

struct WorkspaceChange {
  std::optional<std::string> name, zone, currency;
  static constexpr Note notes[] = {
      {.field = "zone", .text = "Time zone, as Europe/Berlin: on which day something happened"},
      {.field = "currency", .text = "ISO 4217, that figures are told in"}};
};
BOOST_DESCRIBE_STRUCT(WorkspaceChange, (), (name, zone, currency))

namespace {

using selling::Right;

/// Of a workspace that nobody has set up: what the tables begin with.
store::Profile profile_of(const Desk& desk) {
  return store::find_profile(desk.db()).value_or(store::Profile{.revision = 0});
}

WorkspaceView to_view(const store::Profile& profile) {
  return {.name = profile.name,
          .zone = profile.zone,
          .currency = profile.currency,
          .created_at = profile.created_at,
          .revision = profile.revision};
}

bool is_zone(const std::string& name) {
  try {
    static_cast<void>(base::Zone(name));
    return true;
  } catch (const base::Error&) {
    return false;
  }
}

Response get_workspace(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto profile = profile_of(desk);
    return with_etag(reply(200, to_view(profile)), to_etag(profile.revision), request);
  });
}

void check(const WorkspaceChange& wanted) {
  selling::Gaps gaps;
  if (wanted.zone)
    gaps.unless(is_zone(*wanted.zone), "/zone", "no such time zone is known",
                "Write it as Europe/Berlin.");
  if (wanted.currency)
    gaps.unless(base::Currency::find(*wanted.currency).has_value(), "/currency",
                "no such currency is known", "Write it as EUR.");
  gaps.refuse("The workspace cannot be changed");
}

Response change_workspace(const Request& request, App& app) {
  const auto wanted = request.read<WorkspaceChange>();
  check(wanted);
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto profile = profile_of(desk);
    const auto before = to_json(to_view(profile));
    respect_match(request, to_etag(profile.revision));
    if (wanted.name) profile.name = *wanted.name;
    if (wanted.zone) profile.zone = *wanted.zone;
    if (wanted.currency) profile.currency = *wanted.currency;
    if (profile.revision > 0) {
      store::update_profile(transaction, profile);
    } else {
      profile.created_at = desk.now();
      store::create_profile(transaction, profile);
    }
    ++profile.revision;
    note_change(desk, transaction, {store::AuditKind::workspace_changed}, before,
                to_json(to_view(profile)));
    return reply_with(200, to_view(profile));
  });
}

Response get_selling(const Request& request, App& app) {
  return look(request, app,
              [](const Desk& desk) { return reply(200, selling_settings(desk.db())); });
}

Response put_selling(const Request& request, App& app) {
  const auto wanted = request.read<SellingSettings>();
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    selling::Gaps gaps;
    for (const auto& [role, people] : wanted.roles)
      for (const auto person : people)
        gaps.unless(store::find_person(desk.db(), person).has_value(), "/roles/" + role,
                    "it names a person who is not there");
    gaps.refuse("The settings cannot be written");
    const auto text = to_json(wanted);
    note_change(desk, transaction, {store::AuditKind::selling_changed},
                to_json(selling_settings(desk.db())), text);
    store::set_setting(transaction, {.name = selling_settings_name,
                                     .value = text,
                                     .at = desk.now(),
                                     .by = desk.actor().person});
    return reply(200, wanted);
  });
}

}  // namespace

void add_workspaces(Routes& routes) {
  routes.add({.path = "/api/workspace",
              .access = Access::signed_in(),
              .summary = "The workspace: its name, time zone and currency",
              .replies = {{200, "The workspace", &shape_of<WorkspaceView>()},
                          {304, "It is what the client has"}},
              .handler = get_workspace});
  routes.add({.method = Method::patch,
              .path = "/api/workspace",
              .access = Access::with(Right::workspace_change),
              .summary = "Change the workspace's name, time zone or currency",
              .body = &shape_of<WorkspaceChange>(),
              .replies = {{200, "The workspace", &shape_of<WorkspaceView>()},
                          {412, "It is no longer as If-Match says"}},
              .handler = change_workspace});
  routes.add({.path = "/api/workspace/selling",
              .access = Access::signed_in(),
              .summary = "What is settled about selling: follow-up, roles of the maps",
              .replies = {{200, "The settings", &shape_of<SellingSettings>()}},
              .handler = get_selling});
  routes.add({.method = Method::put,
              .path = "/api/workspace/selling",
              .access = Access::with(Right::workspace_change),
              .summary = "Settle what is usual in selling here",
              .body = &shape_of<SellingSettings>(),
              .replies = {{200, "The settings", &shape_of<SellingSettings>()}},
              .handler = put_selling});
}

}  // namespace stagecraft::http
