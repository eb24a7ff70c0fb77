#include "base/time.h"

#include <date/tz.h>
#include <fmt/format.h>

#include "base/error.h"

namespace stagecraft::base {
namespace {

const date::time_zone& zone_of(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

const date::time_zone* locate(std::string_view name) {
  try {
    return date::locate_zone(name);
  } catch (const std::exception&) {
    throw Error(
        ErrorKind::invalid,
        fmt::format("There is no time zone '{}'. Write an IANA name such as Europe/Berlin, or UTC.",
                    name));
  }
}

date::local_time<Milliseconds> local(Instant at) {
  return date::local_time<Milliseconds>(at.time_since_epoch());
}

Instant resolve(const date::time_zone& zone, date::local_time<Milliseconds> at) {
  return zone.to_sys(at, date::choose::earliest);
}

}  // namespace

Zone::Zone() : zone_(locate("UTC")) {}
Zone::Zone(std::string_view name) : zone_(locate(name)) {}

std::string Zone::name() const { return zone_of(zone_).name(); }

Instant Zone::start_of(Day day) const { return resolve(zone_of(zone_), local(Instant(day))); }

Day Zone::day_of(Instant at) const {
  const auto local_time = zone_of(zone_).to_local(at);
  return Day(date::floor<date::days>(local_time).time_since_epoch());
}

Instant Zone::to_instant(Instant local_as_utc) const {
  return resolve(zone_of(zone_), local(local_as_utc));
}

Border Border::start_of(Day day, const Zone& zone) { return {zone.start_of(day), day}; }

Border Border::just_after(Instant at, const Zone& zone) {
  return {at + Milliseconds(1), zone.day_of(at) + std::chrono::days(1)};
}

std::string to_iso(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time(at - day);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_iso(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::string to_iso(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace stagecraft::base
