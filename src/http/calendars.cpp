#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "http/calendar.h"
#include "http/desk.h"
#include "http/gatekeeper.h"
#include "http/new_secret.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "store/deal_list.h"
#include "store/people.h"
#include "store/profile.h"
#include "store/sign_in.h"

namespace stagecraft::http {

BOOST_DESCRIBE_ENUM(CalendarEntries, events, todos)

struct CalendarQuery {
  CalendarEntries as = CalendarEntries::events;
  static constexpr Note notes[] = {
      {.field = "as",
       .text =
           "events: days of a calendar, which most programs show; todos: tasks with a check box",
       .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(CalendarQuery, (), (as))

struct CalendarAddress {
  std::string path;
  static constexpr Note notes[] = {
      {.field = "path", .text = "Behind the server's own address; shown this once"}};
};
BOOST_DESCRIBE_STRUCT(CalendarAddress, (), (path))

namespace {

using selling::PersonId;

constexpr std::string_view feed_ending = ".ics";
constexpr int most_entries = 2'000;
/// So long what was kept or withdrawn still shows.
constexpr std::chrono::days ended_stays{30};

[[noreturn]] void refuse_address() {
  throw Refusal(404, "There is no calendar at this address. Ask for a new one.");
}

std::string_view secret_of(const Request& request) {
  const std::string_view name = request.text("secret");
  if (!name.ends_with(feed_ending)) refuse_address();
  return name.substr(0, name.size() - feed_ending.size());
}

/// What is open, and what ended lately.
std::vector<store::PromiseRow> promises_for(store::Connection& db, const store::Viewer& viewer,
                                            PersonId person, base::Day today) {
  auto rows = store::list_promises(db, viewer, {.person = person, .limit = most_entries});
  const auto all = store::list_promises(
      db, viewer,
      {.person = person, .due_from = today - ended_stays, .is_open = false, .limit = most_entries});
  std::ranges::copy_if(all, std::back_inserter(rows),
                       [](const auto& row) { return row.state != "open"; });
  return rows;
}

/// The same promises give the same tag, whenever they are asked for.
std::string tag_of(const Calendar& calendar, CalendarEntries entries) {
  auto timeless = calendar;
  timeless.now = {};
  return fmt::format("W/\"{}\"", base::sha256_hex(to_ical(timeless, entries)).substr(0, 32));
}

Response get_feed(const Request& request, App& app) {
  const auto entries = request.query<CalendarQuery>().as;
  return app.workspace->read([&](store::Connection& db) {
    const auto id = store::find_calendar(db, secret_of(request));
    const auto person = id ? store::find_person(db, *id) : std::nullopt;
    if (!person) refuse_address();
    const auto actor = to_actor(*person);
    if (!selling::may(actor, selling::Right::deal_read)) refuse_address();
    const auto today = store::zone_of(db).day_of(app.now());
    const auto promises = promises_for(db, viewer_of(actor), person->id, today);
    const auto profile = store::find_profile(db);
    const Calendar calendar{.name = person->name,
                            .begun_at = profile ? profile->created_at : base::Instant{},
                            .promises = promises,
                            .now = app.now()};
    Response response;
    response.type = "text/calendar; charset=utf-8";
    response.body = to_ical(calendar, entries);
    response.with("Content-Disposition", "attachment; filename=\"stagecraft.ics\"");
    return with_etag(std::move(response), tag_of(calendar, entries), request);
  });
}

void require_session_for_addresses(const Request& request) {
  if (request.who().proof == Identity::Proof::token)
    throw Refusal(403, "A token cannot make or end calendar addresses: they outlive it.");
}

Response create_address(const Request& request, App& app) {
  require_session_for_addresses(request);
  const auto secret = new_secret();
  app.workspace->write([&](store::Transaction& tx) {
    store::set_calendar_secret(tx, request.who().actor.person, secret, app.now());
  });
  return reply(201, CalendarAddress{fmt::format("/calendars/{}{}", secret, feed_ending)});
}

Response end_address(const Request& request, App& app) {
  require_session_for_addresses(request);
  app.workspace->write([&](store::Transaction& tx) {
    store::remove_calendar_secret(tx, request.who().actor.person);
  });
  return no_content();
}

}  // namespace

void add_calendars(Routes& routes) {
  routes.add({.path = "/calendars/{secret:text}",
              .access = Access::anyone(),
              .summary = "Promises and planned touchpoints of one person, as iCalendar",
              .text = "The address itself is the proof. It tells what the person may see.",
              .query = &shape_of<CalendarQuery>(),
              .replies = {{200, "The calendar", nullptr, "text/calendar"},
                          {304, "It is what the client has"},
                          {404, "There is no such calendar"}},
              .handler = get_feed,
              .is_secret = true});
  routes.add({.method = Method::post,
              .path = "/api/calendar-address",
              .access = Access::signed_in(),
              .summary = "Have a secret address for one's calendar; the one before ends",
              .replies = {{201, "The address", &shape_of<CalendarAddress>()}},
              .handler = create_address});
  routes.add({.method = Method::delete_,
              .path = "/api/calendar-address",
              .access = Access::signed_in(),
              .summary = "End the address of one's calendar",
              .replies = {{204, "There is none"}},
              .handler = end_address});
}

}  // namespace stagecraft::http
