#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include "base/error.h"
#include "base/text.h"
#include "measures/settings.h"
#include "process/yaml_node.h"

namespace stagecraft::measures {

namespace {

using base::say;
using base::Sentence;
using process::Entry;
using process::Node;

constexpr std::array<std::string_view, 7> day_words{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
constexpr std::array<std::string_view, 4> calendar_keys{"days", "hours", "holidays", "zone"};
constexpr std::array<std::string_view, 11> keys{
    "stagecraft_settings", "zone",         "reporting_currency", "rates",
    "working_calendar",    "staff_hours",  "work_hours",         "exempt_stages",
    "fiscal_year_starts",  "horizon_days", "history_from"};

std::optional<double> to_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<int> to_whole(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<base::Day> to_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = to_whole(text.substr(0, 4));
  const auto month = to_whole(text.substr(5, 2));
  const auto day = to_whole(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return base::Day(date);
}

/// `09:30` as minutes of the day.
std::optional<int> to_minute(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto hour = to_whole(text.substr(0, colon));
  const auto minute = to_whole(text.substr(colon + 1));
  if (!hour || !minute || *hour < 0 || *hour > 24 || *minute < 0 || *minute > 59)
    return std::nullopt;
  return *hour * 60 + *minute;
}

/// Reads one file, collecting everything that is wrong with it.
class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  Settings read(const Node& root) {
    if (!root.is_mapping()) {
      complain(root,
               "settings are written as 'key: value' lines, the first 'stagecraft_settings: 1'");
      return {};
    }
    const Node* format = root.find("stagecraft_settings");
    if (format == nullptr || format->text != "1")
      complain(format == nullptr ? root : *format,
               "the first key has to be 'stagecraft_settings: 1'");
    for (const Entry& entry : root.entries) read_entry(entry);
    std::ranges::stable_sort(settings_.rates, {}, [](const ExchangeRate& rate) {
      return std::pair(rate.currency, rate.from);
    });
    if (!settings_.rates.empty() && !settings_.reporting_currency)
      complain(*root.find("rates"), "rates need a 'reporting_currency' to convert into");
    return std::move(settings_);
  }

  void complain(const Node& node, const Sentence& what) { complain(node.mark, what); }
  void complain(const process::Mark& mark, const Sentence& what) {
    errors_.push_back(say("{}:{}:{}: {}", file_, mark.line, mark.column, what));
  }
  void complain(Sentence line) { errors_.push_back(std::move(line)); }

  void throw_if_wrong() const {
    if (errors_.empty()) return;
    throw base::Error(base::ErrorKind::invalid, Sentence::joined(errors_, "\n"));
  }

 private:
  void read_entry(const Entry& entry) {
    const Node& value = entry.value;
    if (entry.key == "zone")
      read_zone(value, settings_.zone);
    else if (entry.key == "reporting_currency")
      settings_.reporting_currency = currency(value);
    else if (entry.key == "rates")
      read_rates(value);
    else if (entry.key == "working_calendar")
      read_calendar(value);
    else if (entry.key == "staff_hours")
      read_hours(value, settings_.staff_hours);
    else if (entry.key == "work_hours")
      read_hours(value, settings_.work_hours);
    else if (entry.key == "exempt_stages")
      read_stages(value);
    else if (entry.key == "fiscal_year_starts")
      read_fiscal_year(value);
    else if (entry.key == "horizon_days")
      settings_.horizon_days = positive(value);
    else if (entry.key == "history_from")
      settings_.history_from = day(value);
    else if (entry.key != "stagecraft_settings")
      unknown_key(entry, keys);
  }

  void unknown_key(const Entry& entry, std::span<const std::string_view> known) {
    const std::string_view near = base::nearest(entry.key, {known.begin(), known.end()});
    complain(entry.mark, near.empty()
                             ? say("unknown key '{}'", entry.key)
                             : say("unknown key '{}'; did you mean '{}'?", entry.key, near));
  }

  void read_zone(const Node& node, std::string& zone) {
    try {
      zone = base::Zone(node.text).name();
    } catch (const base::Error& error) {
      complain(node, error.sentence());
    }
  }

  std::optional<base::Currency> currency(const Node& node) {
    const auto found = base::Currency::find(node.text);
    if (!found) complain(node, "a currency is an ISO 4217 code such as EUR");
    return found;
  }

  std::optional<double> positive(const Node& node) {
    const auto value = to_number(node.text);
    if (value && *value > 0) return value;
    complain(node, "a number above 0 is needed here");
    return std::nullopt;
  }

  std::optional<base::Day> day(const Node& node) {
    const auto value = to_day(node.text);
    if (!value) complain(node, "a day is written 2026-01-31");
    return value;
  }

  const Node* member(const Node& node, std::string_view key) {
    const Node* found = node.find(key);
    if (found == nullptr) complain(node, say("'{}' is missing here", key));
    return found;
  }

  void read_rates(const Node& node) {
    if (!node.is_sequence())
      return complain(node, "rates are a list of {currency: USD, from: 2026-01-01, rate: 0.92}");
    for (const Node& item : node.items) {
      if (!item.is_mapping()) {
        complain(item, "a rate is written {currency: USD, from: 2026-01-01, rate: 0.92}");
        continue;
      }
      const Node* of = member(item, "currency");
      const Node* from = member(item, "from");
      const Node* rate = member(item, "rate");
      if (of == nullptr || from == nullptr || rate == nullptr) continue;
      const auto found = currency(*of);
      const auto since = day(*from);
      const auto value = positive(*rate);
      if (found && since && value) settings_.rates.push_back({*found, *since, *value});
    }
  }

  void read_calendar(const Node& node) {
    if (!node.is_mapping())
      return complain(node, "a working calendar has 'days', 'hours', 'holidays' and 'zone'");
    for (const Entry& entry : node.entries)
      if (std::ranges::find(calendar_keys, entry.key) == calendar_keys.end())
        unknown_key(entry, calendar_keys);
    WorkingCalendar calendar;
    if (const Node* zone = node.find("zone")) read_zone(*zone, calendar.zone);
    if (const Node* days = node.find("days")) read_weekdays(*days, calendar);
    if (const Node* hours = node.find("hours")) read_working_hours(*hours, calendar);
    if (const Node* holidays = node.find("holidays"))
      for (const Node& item : holidays->items)
        if (const auto holiday = day(item)) calendar.holidays.insert(*holiday);
    settings_.working_calendar = std::move(calendar);
  }

  void read_weekdays(const Node& node, WorkingCalendar& calendar) {
    calendar.weekdays.fill(false);
    if (!node.is_sequence() || node.items.empty())
      return complain(node, "the days of a working calendar are a list such as [mon, tue, wed]");
    for (const Node& item : node.items) {
      const auto word = std::ranges::find(day_words, item.text);
      if (word == day_words.end())
        complain(item, "a weekday is one of mon, tue, wed, thu, fri, sat, sun");
      else
        calendar.weekdays[static_cast<std::size_t>(word - day_words.begin())] = true;
    }
  }

  void read_working_hours(const Node& node, WorkingCalendar& calendar) {
    const auto dash = node.text.find('-');
    const int begin = to_minute(std::string_view(node.text).substr(0, dash)).value_or(-1);
    const int end = dash == std::string::npos
                        ? -1
                        : to_minute(std::string_view(node.text).substr(dash + 1)).value_or(-1);
    if (begin < 0 || begin >= end || end > 24 * 60)
      return complain(node, "working hours are written '09:00-17:00'");
    calendar.begin_minute = begin;
    calendar.end_minute = end;
  }

  void read_hours(const Node& node, std::map<std::string, double>& hours) {
    if (!node.is_mapping()) return complain(node, "hours are written 'name: hours', a line each");
    for (const Entry& entry : node.entries)
      if (const auto value = positive(entry.value)) hours[entry.key] = *value;
  }

  void read_stages(const Node& node) {
    if (!node.is_sequence()) return complain(node, "exempt_stages is a list of stage ids");
    for (const Node& item : node.items) settings_.exempt_stages.insert(item.text);
  }

  void read_fiscal_year(const Node& node) {
    const auto month = to_whole(node.text);
    if (!month || *month < 1 || *month > 12)
      return complain(node, "fiscal_year_starts is a month, 1 to 12");
    settings_.fiscal_year_starts = *month;
  }

  std::string file_;
  Settings settings_;
  std::vector<Sentence> errors_;
};

}  // namespace

Settings read_settings(std::string_view text, const std::string& file) {
  const process::ParsedYaml parsed = process::parse_yaml(text, file);
  Reader reader(file);
  for (const process::ReadingError& error : parsed.errors) reader.complain(process::to_line(error));
  reader.throw_if_wrong();
  Settings settings = reader.read(parsed.document.root);
  reader.throw_if_wrong();
  return settings;
}

}  // namespace stagecraft::measures
