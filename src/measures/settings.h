#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"

/// What a workspace states once, beside map and history: zone, working calendar, exchange rates,
/// capacity, and choices of the measures. Read from a YAML file (docs/measures/settings.md).
namespace stagecraft::measures {

/// Major units of the reporting currency for one major unit of `currency`, from a day on.
struct ExchangeRate {
  base::Currency currency;
  base::Day from;
  double rate = 1;
};

/// Hours in which work is done, for `working_days` (measures.md 1.13).
struct WorkingCalendar {
  std::array<bool, 7> weekdays{true, true, true, true, true, false, false};  ///< From Monday.
  int begin_minute = 9 * 60;                                                 ///< Of the local day.
  int end_minute = 17 * 60;
  std::set<base::Day> holidays;
  std::string zone;  ///< IANA name; empty: that of the days of the figures.
};

struct Settings {
  std::string zone;  ///< IANA name; empty: UTC, unless asked otherwise.
  std::optional<base::Currency> reporting_currency;
  std::vector<ExchangeRate> rates;  ///< Sorted by currency, then day.
  std::optional<WorkingCalendar> working_calendar;
  std::map<std::string, double> staff_hours;  ///< Role or stage -> hours a month.
  std::map<std::string, double> work_hours;   ///< Stage -> hours a visit, before those of the map.
  std::set<std::string> exempt_stages;    ///< Stages that are there to sort out: not ranked in T3.
  int fiscal_year_starts = 1;             ///< Month 1..12.
  std::optional<double> horizon_days;     ///< Conversions are told at this age; none: at h_star.
  std::optional<base::Day> history_from;  ///< Where the history begins (left truncation, 1.7).
};

/// The rate that held on `day`; nullopt when none is stated. 1 for the reporting currency itself.
std::optional<double> find_rate(const Settings& settings, base::Currency currency, base::Day day);

/// Reads a settings file. Throws Error{invalid} with every mistake and its line; `file` names it
/// there.
Settings read_settings(std::string_view text, const std::string& file);

}  // namespace stagecraft::measures
