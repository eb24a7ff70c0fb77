#include "history/xes_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/text.h"
#include "history/import_findings.h"
#include "history/import_report.h"
#include "history/json_text.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

constexpr std::size_t field_limit = std::size_t{1} << 20;

/// `trace` of `xes:trace`.
std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Numbers as XES writes them (also 1.5E3) in canonical text; as they are when that can't be.
std::string number_text(std::string_view text) {
  if (parse_value(ValueKind::number, text)) return std::string(text);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool fits =
      error == std::errc() && end == text.data() + text.size() && value > -9e12 && value < 9e12;
  return fits ? fmt::format("{:.6f}", value) : std::string(text);
}

}  // namespace

void XesLog::OpenEvent::clear() {
  name.clear();
  resource.clear();
  transition.clear();
  timestamp.clear();
  has_name = has_time = false;
}

void XesLog::begin_element(const XmlTag& tag, const XmlPlace& place) {
  if (skipped_ > 0) {
    if (++skipped_ > depth_limit)
      throw base::Error(base::ErrorKind::too_large,
                        base::say("'{}', line {}: elements are nested deeper than {}.", file_,
                                  place.line(), depth_limit));
    return;
  }
  if (in_ == In::event) {
    skipped_ = 1;
    if (tag.has_key && tag.has_value) take_event_attribute(tag.key, tag.value);
    return;
  }
  const std::string_view element = local_name(tag.name);
  if (in_ == In::trace && element == "event") {
    in_ = In::event;
    event_.clear();
    if (!has_deal_) take_deal_id();
  } else if (in_ == In::trace) {
    skipped_ = 1;
    if (tag.has_key && tag.has_value) take_trace_attribute(tag);
  } else if (in_ == In::log && element == "trace") {
    in_ = In::trace;
    begin_trace();
  } else if (in_ == In::nothing && element == "log") {
    in_ = In::log;
  } else if (in_ == In::nothing) {
    throw base::Error(base::ErrorKind::invalid,
                      base::say("'{}' is XML, but no XES: it begins with <{}> instead of <log>.",
                                file_, base::printable(tag.name)));
  } else {
    skipped_ = 1;
  }
}

void XesLog::end_element(const XmlPlace& place) {
  if (skipped_ > 0) {
    --skipped_;
  } else if (in_ == In::event) {
    end_event(place);
    in_ = In::trace;
  } else if (in_ == In::trace) {
    if (!has_deal_) take_deal_id();
    in_ = In::log;
  }
}

void XesLog::begin_trace() {
  ++traces_;
  deal_.clear();
  has_deal_ = false;
  trace_attributes_.clear();
}

/// All of the trace's attributes are known: they stand before its first event.
void XesLog::take_deal_id() {
  has_deal_ = true;
  if (deal_.empty()) {
    deal_ = fmt::format("trace {}", traces_);
    ++nameless_;
  }
  const std::size_t known = trace_names_.size();
  trace_names_.code(deal_);
  if (trace_names_.size() == known)
    ImportFindings(reading_.report).count_oddity("traces that have the name of one before");
  reading_.builder.add_deal(deal_);
  for (const TraceAttribute& attribute : trace_attributes_) set_attribute(attribute);
}

void XesLog::take_trace_attribute(const XmlTag& tag) {
  if (tag.key == "concept:name") {
    if (!has_deal_) deal_ = tag.value;
    return;
  }
  const std::string_view element = local_name(tag.name);
  const bool is_number = element == "int" || element == "float";
  TraceAttribute attribute{std::string(tag.key),
                           is_number ? number_text(tag.value) : std::string(tag.value), is_number};
  if (attribute.value.size() > field_limit) {
    ImportFindings(reading_.report).count_oddity("trace attributes longer than 1 MiB, left out");
  } else if (has_deal_) {
    set_attribute(attribute);
  } else {
    trace_attributes_.push_back(std::move(attribute));
  }
}

void XesLog::set_attribute(const TraceAttribute& attribute) {
  if (attribute.is_number && !reading_.builder.has_attribute(attribute.name))
    reading_.builder.declare_attribute(attribute.name, ValueKind::number);
  if (!reading_.builder.set_attribute(deal_, attribute.name, attribute.value).empty())
    ImportFindings(reading_.report)
        .count_oddity(
            base::say("values of the trace attribute '{}' that are not of its kind, left out",
                      attribute.name));
}

void XesLog::take_event_attribute(std::string_view key, std::string_view value) {
  if (key == "concept:name") {
    event_.name = value;
    event_.has_name = true;
  } else if (key == "time:timestamp") {
    event_.timestamp = value;
    event_.has_time = true;
  } else if (key == "org:resource") {
    event_.resource = value;
  } else if (key == "lifecycle:transition") {
    event_.transition = value;
  } else {
    see_other(key);
  }
}

void XesLog::see_other(std::string_view key) {
  constexpr std::size_t listed = 50;
  for (std::size_t step = 1; step <= others_.size(); ++step) {
    const std::size_t i = (other_hint_ + step) % others_.size();
    if (others_[i] != key) continue;
    other_hint_ = i;
    return;
  }
  if (others_.size() < listed) others_.emplace_back(key);
}

void XesLog::end_event(const XmlPlace& place) {
  ++events_;
  ++reading_.report.rows_read;
  if (!is_wanted()) {
    ++left_out_;
    return;
  }
  if (!event_.has_name || event_.name.empty())
    return reject_event(place, "concept:name", "", "an event without a name");
  if (std::max({event_.name.size(), event_.resource.size(), event_.transition.size()}) >
      field_limit)
    return reject_event(place, "", "", "a field is longer than 1 MiB");
  const Activity& what = activity();
  EventRow row{.deal = deal_, .kind = what.kind, .symbol = what.symbol, .actor = event_.resource};
  row.precision = Precision::unknown;
  if (event_.has_time) {
    const auto parsed = parse_iso_instant(event_.timestamp);
    if (!parsed)
      return reject_event(
          place, "time:timestamp", event_.timestamp,
          "not an instant, written as 2026-01-31T12:00:00.000Z, of the years 1900 to 2200");
    row.at = parsed->at;
    row.precision = parsed->date_only ? Precision::date : Precision::time;
  }
  row.details = details();
  const auto reason = reading_.builder.add(row);
  if (!reason.empty()) return reject_event(place, "", event_.name, reason);
  ++reading_.report.rows_accepted;
  if (!what.is_inside) ++reading_.report.outside_map[event_.name];
}

bool XesLog::is_wanted() const {
  if (reading_.lifecycle == "all") return true;
  return std::ranges::equal(
      event_.transition, reading_.lifecycle, {}, [](char c) { return c | 0x20; },
      [](char c) { return c | 0x20; });
}

const Activity& XesLog::activity() {
  const std::uint32_t code = names_.code(event_.name);
  while (activities_.size() <= code) activities_.emplace_back();
  Activity& known = activities_[code];
  if (known.symbol.empty())
    known = reading_.match ? reading_.match(event_.name)
                           : Activity{EventKind::stage_entered, event_.name, true};
  return known;
}

std::string_view XesLog::details() {
  if (event_.transition.empty()) return {};
  if (event_.transition == last_transition_) return last_details_;
  last_transition_ = event_.transition;
  last_details_ = "{\"lifecycle:transition\":" + json_text(last_transition_) + "}";
  return last_details_;
}

void XesLog::reject_event(const XmlPlace& place, std::string_view key, std::string_view value,
                          std::string_view reason) {
  reject(reading_.report, {file_, place.line(), std::string(key), std::string(value.substr(0, 200)),
                           base::Sentence::of(reason)});
}

void XesLog::finish() {
  auto& notes = reading_.report.notes;
  if (left_out_ > 0)
    notes.push_back(base::say("{} events of other transitions than '{}' were left out.", left_out_,
                              reading_.lifecycle));
  if (nameless_ > 0)
    notes.push_back(base::say("{} traces have no concept:name; they are numbered.", nameless_));
  if (!others_.empty())
    notes.push_back(base::say("Attributes of events that are not taken over: {}.",
                              fmt::format("{}", fmt::join(others_, ", "))));
}

}  // namespace stagecraft::history
