#include "http/calendar.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/ical_text.h"

namespace stagecraft::http {
namespace {

std::string to_ical_date(base::Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string to_ical_time(base::Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{}T{:02}{:02}{:02}Z", to_ical_date(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

/// What it is about in one line, as `Offer for Plant 7` or `call: Plant 7`.
std::string summary_of(const store::PromiseRow& promise) {
  const auto what = promise.text.empty() ? promise.planned : promise.text;
  const auto who = promise.side == "us" ? std::string() : fmt::format("({}) ", promise.side);
  return fmt::format("{}{} - {}", who, what, promise.deal_name);
}

std::string_view status_of(const store::PromiseRow& promise, CalendarEntries entries) {
  if (promise.state == "withdrawn") return "CANCELLED";
  if (entries == CalendarEntries::events) return "CONFIRMED";
  return promise.state == "open" ? "NEEDS-ACTION" : "COMPLETED";
}

class Writer {
 public:
  Writer(const Calendar& calendar, CalendarEntries entries)
      : calendar_(calendar), entries_(entries) {}

  std::string write() {
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Stagecraft//Promises//EN");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", ical_escaped(calendar_.name));
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    for (const auto& promise : calendar_.promises) add(promise);
    line("END", "VCALENDAR");
    return std::move(out_);
  }

 private:
  void line(std::string_view name, std::string_view value) { add_ical_line(out_, name, value); }

  void add(const store::PromiseRow& promise) {
    const bool is_todo = entries_ == CalendarEntries::todos;
    line("BEGIN", is_todo ? "VTODO" : "VEVENT");
    line("UID", fmt::format("promise-{}-{}@{}.stagecraft", promise.deal.value, promise.number,
                            calendar_.begun_at.time_since_epoch().count()));
    line("DTSTAMP", to_ical_time(calendar_.now));
    line("CREATED", to_ical_time(promise.made_at));
    line("SEQUENCE", fmt::to_string(promise.moves));
    add_days(promise);
    line("SUMMARY", ical_escaped(summary_of(promise)));
    line("DESCRIPTION", ical_escaped(promise.text));
    line("CATEGORIES", promise.planned.empty() ? "PROMISE" : "TASK");
    line("STATUS", status_of(promise, entries_));
    if (!is_todo) line("TRANSP", "TRANSPARENT");
    line("END", is_todo ? "VTODO" : "VEVENT");
  }

  /// The end of an event is the day after it.
  void add_days(const store::PromiseRow& promise) {
    if (entries_ == CalendarEntries::events) {
      line("DTSTART;VALUE=DATE", to_ical_date(promise.due));
      line("DTEND;VALUE=DATE", to_ical_date(promise.due + std::chrono::days(1)));
      return;
    }
    line("DUE;VALUE=DATE", to_ical_date(promise.due));
    if (promise.state == "kept" && promise.ended_at)
      line("COMPLETED", to_ical_time(*promise.ended_at));
  }

  const Calendar& calendar_;
  const CalendarEntries entries_;
  std::string out_;
};

}  // namespace

std::string to_ical(const Calendar& calendar, CalendarEntries entries) {
  return Writer(calendar, entries).write();
}

}  // namespace stagecraft::http
