#include "base/time.h"

#include <date/tz.h>
#include <fmt/format.h>

#include "base/error.h"

namespace stagecraft::base {
namespace {

/// Answers are full of instants: with format strings they were a tenth of what entering a stage
/// costs.
void write_digits(char* out, int count, unsigned number) {
  for (; count > 0; number /= 10) out[--count] = static_cast<char>('0' + number % 10);
}

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
  const auto of_day = static_cast<unsigned>((at - day).count());
  auto text = to_iso(day);
  text += "T00:00:00.000Z";
  char* const time = text.data() + text.size() - 13;
  write_digits(time, 2, of_day / 3'600'000);
  write_digits(time + 3, 2, of_day / 60'000 % 60);
  write_digits(time + 6, 2, of_day / 1'000 % 60);
  write_digits(time + 9, 3, of_day % 1'000);
  return text;
}

std::string to_iso(Day day) {
  const std::chrono::year_month_day date(day);
  const auto year = static_cast<int>(date.year());
  const auto month = static_cast<unsigned>(date.month()),
             of_month = static_cast<unsigned>(date.day());
  if (year < 0 || year > 9999) return fmt::format("{:04}-{:02}-{:02}", year, month, of_month);
  std::string text = "0000-00-00";
  write_digits(text.data(), 4, static_cast<unsigned>(year));
  write_digits(text.data() + 5, 2, month);
  write_digits(text.data() + 8, 2, of_month);
  return text;
}

}  // namespace stagecraft::base
