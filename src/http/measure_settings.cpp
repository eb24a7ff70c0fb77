#include "http/measure_settings.h"

#include "http/audit.h"
#include "http/desk.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/response.h"
#include "measures/settings.h"
#include "store/services.h"

namespace stagecraft::http {
namespace {

Response get_measure_settings(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto settings = measure_settings(desk.db());
    return with_etag(reply(200, settings), etag_of(settings), request);
  });
}

Response put_measure_settings(const Request& request, App& app) {
  const auto wanted = request.read<MeasureSettings>();
  // Throws with every mistake and its line.
  if (!wanted.text.empty()) measures::read_settings(wanted.text, "settings");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto before = measure_settings(desk.db());
    respect_match(request, etag_of(before));
    const auto text = to_json(wanted);
    note_change(desk, transaction, {store::AuditKind::measures_changed}, to_json(before), text);
    store::set_setting(transaction, {.name = measure_settings_name,
                                     .value = text,
                                     .at = desk.now(),
                                     .by = desk.actor().person});
    return reply_with_tag(200, wanted);
  });
}

}  // namespace

MeasureSettings measure_settings(store::Connection& db) {
  const auto text = store::find_setting(db, measure_settings_name);
  return text ? from_json<MeasureSettings>(*text) : MeasureSettings{};
}

void add_measure_settings(Routes& routes) {
  routes.add({.path = "/api/workspace/measures",
              .access = Access::signed_in(),
              .summary = "What is settled for figures: exchange rates, working calendar, choices",
              .replies = {{200, "The settings", &shape_of<MeasureSettings>()},
                          {304, "They are what the client has"}},
              .handler = get_measure_settings});
  routes.add({.method = Method::put,
              .path = "/api/workspace/measures",
              .access = Access::with(selling::Right::workspace_change),
              .summary = "Settle exchange rates, working calendar and choices for figures",
              .body = &shape_of<MeasureSettings>(),
              .replies = {{200, "The settings", &shape_of<MeasureSettings>()},
                          {412, "They are no longer as If-Match says"}},
              .handler = put_measure_settings});
}

}  // namespace stagecraft::http
