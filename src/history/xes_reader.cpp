#include "history/xes_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <exception>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "history/import_report.h"
#include "history/json_text.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

constexpr std::size_t piece_size = std::size_t{1} << 18;
constexpr std::int64_t element_limit = std::int64_t{16} << 20;
constexpr std::size_t field_limit = std::size_t{1} << 20;
constexpr int depth_limit = 100;

std::string_view local_name(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon ? colon + 1 : name;
}

/// `value` of an attribute list, null when it has none.
const char* find_value(const char** list, const char* key) {
  for (; *list; list += 2)
    if (std::strcmp(*list, key) == 0) return list[1];
  return nullptr;
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

/// One event while its attributes come in. Strings keep their room from event to event.
struct OpenEvent {
  std::string name, resource, transition, timestamp;
  bool has_name = false, has_time = false;

  void clear() {
    name.clear();
    resource.clear();
    transition.clear();
    timestamp.clear();
    has_name = has_time = false;
  }
};

struct TraceAttribute {
  std::string name, value;
  bool is_number;
};

/// Follows the elements of an XES. Knows nothing of the parser but where it stands.
class XesLog {
 public:
  XesLog(const XesReading& reading, std::string file) : reading_(reading), file_(std::move(file)) {}

  void begin_element(const char* name, const char** list, XML_Parser parser);
  void end_element(XML_Parser parser);
  void finish();

  std::int64_t events() const { return events_; }
  bool has_log() const { return has_log_; }

 private:
  enum class In : std::uint8_t { nothing, log, trace, event };

  void begin_trace();
  void take_deal_id();
  void take_trace_attribute(const char* type, const char* key, const char* value);
  void set_attribute(const TraceAttribute& attribute);
  void take_event_attribute(const char* key, const char* value);
  void see_other(std::string_view key);
  void end_event(XML_Parser parser);
  bool is_wanted() const;
  const Activity& activity();
  std::string_view details();
  void reject_event(XML_Parser parser, const char* key, std::string_view value,
                    std::string_view reason);

  const XesReading& reading_;
  std::string file_;
  In in_ = In::nothing;
  int skipped_ = 0;  ///< Depth inside an element that says nothing to us.
  bool has_log_ = false;
  std::int64_t events_ = 0, traces_ = 0, left_out_ = 0, nameless_ = 0;

  std::string deal_;
  bool has_deal_ = false;  ///< The id of the trace is settled.
  std::vector<TraceAttribute> trace_attributes_;
  OpenEvent event_;
  Dictionary trace_names_;
  Dictionary names_;  ///< Activities met.
  std::vector<Activity> activities_;
  std::string last_transition_, last_details_;
  std::vector<std::string> others_;
};

void XesLog::begin_element(const char* name, const char** list, XML_Parser parser) {
  if (skipped_ > 0) {
    if (++skipped_ > depth_limit)
      throw base::Error(base::ErrorKind::too_large,
                        fmt::format("'{}', line {}: elements are nested deeper than {}.", file_,
                                    XML_GetCurrentLineNumber(parser), depth_limit));
    return;
  }
  if (in_ == In::event) {
    skipped_ = 1;
    const char* key = find_value(list, "key");
    const char* value = find_value(list, "value");
    if (key && value) take_event_attribute(key, value);
    return;
  }
  const std::string_view element = local_name(name);
  if (in_ == In::trace && element == "event") {
    in_ = In::event;
    event_.clear();
    if (!has_deal_) take_deal_id();
  } else if (in_ == In::trace) {
    skipped_ = 1;
    const char* key = find_value(list, "key");
    const char* value = find_value(list, "value");
    if (key && value) take_trace_attribute(name, key, value);
  } else if (in_ == In::log && element == "trace") {
    in_ = In::trace;
    begin_trace();
  } else if (in_ == In::nothing && element == "log") {
    in_ = In::log;
    has_log_ = true;
  } else if (in_ == In::nothing) {
    throw base::Error(base::ErrorKind::invalid,
                      fmt::format("'{}' is XML, but no XES: it begins with <{}> instead of <log>.",
                                  file_, base::printable(name)));
  } else {
    skipped_ = 1;
  }
}

void XesLog::end_element(XML_Parser parser) {
  if (skipped_ > 0) {
    --skipped_;
    return;
  }
  if (in_ == In::event) {
    end_event(parser);
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
    ++reading_.report.oddities["traces that have the name of one before"];
  reading_.builder.add_deal(deal_);
  for (const TraceAttribute& attribute : trace_attributes_) set_attribute(attribute);
}

void XesLog::take_trace_attribute(const char* type, const char* key, const char* value) {
  if (std::strcmp(key, "concept:name") == 0) {
    if (!has_deal_) deal_ = value;
    return;
  }
  const std::string_view element = local_name(type);
  const bool is_number = element == "int" || element == "float";
  TraceAttribute attribute{key, is_number ? number_text(value) : std::string(value), is_number};
  if (attribute.value.size() > field_limit) {
    ++reading_.report.oddities["trace attributes longer than 1 MiB, left out"];
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
    ++reading_.report.oddities[fmt::format(
        "values of the trace attribute '{}' that are not of its kind, left out", attribute.name)];
}

void XesLog::take_event_attribute(const char* key, const char* value) {
  if (std::strcmp(key, "concept:name") == 0) {
    event_.name = value;
    event_.has_name = true;
  } else if (std::strcmp(key, "time:timestamp") == 0) {
    event_.timestamp = value;
    event_.has_time = true;
  } else if (std::strcmp(key, "org:resource") == 0) {
    event_.resource = value;
  } else if (std::strcmp(key, "lifecycle:transition") == 0) {
    event_.transition = value;
  } else {
    see_other(key);
  }
}

void XesLog::see_other(std::string_view key) {
  constexpr std::size_t listed = 50;
  if (others_.size() == listed || std::ranges::find(others_, key) != others_.end()) return;
  others_.emplace_back(key);
}

void XesLog::end_event(XML_Parser parser) {
  ++events_;
  ++reading_.report.rows_read;
  if (!is_wanted()) {
    ++left_out_;
    return;
  }
  if (!event_.has_name || event_.name.empty())
    return reject_event(parser, "concept:name", "", "an event without a name");
  if (std::max({event_.name.size(), event_.resource.size(), event_.transition.size()}) >
      field_limit)
    return reject_event(parser, "", "", "a field is longer than 1 MiB");
  const Activity& what = activity();
  EventRow row{.deal = deal_, .kind = what.kind, .symbol = what.symbol, .actor = event_.resource};
  row.precision = Precision::unknown;
  if (event_.has_time) {
    const auto parsed = parse_iso_instant(event_.timestamp);
    if (!parsed)
      return reject_event(
          parser, "time:timestamp", event_.timestamp,
          "not an instant, written as 2026-01-31T12:00:00.000Z, of the years 1900 to 2200");
    row.at = parsed->at;
    row.precision = parsed->date_only ? Precision::date : Precision::time;
  }
  row.details = details();
  const auto reason = reading_.builder.add(row);
  if (!reason.empty()) return reject_event(parser, "", event_.name, reason);
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

void XesLog::reject_event(XML_Parser parser, const char* key, std::string_view value,
                          std::string_view reason) {
  reject(reading_.report, {file_, static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser)), key,
                           std::string(value.substr(0, 200)), std::string(reason)});
}

void XesLog::finish() {
  auto& notes = reading_.report.notes;
  if (left_out_ > 0)
    notes.push_back(fmt::format("{} events of other transitions than '{}' were left out.",
                                left_out_, reading_.lifecycle));
  if (nameless_ > 0)
    notes.push_back(fmt::format("{} traces have no concept:name; they are numbered.", nameless_));
  if (!others_.empty())
    notes.push_back(
        fmt::format("Attributes of events that are not taken over: {}.", fmt::join(others_, ", ")));
}

/// Expat, with exceptions of the handlers carried past its C frames.
class XesParser {
 public:
  XesParser(XesLog& log, std::string file)
      : log_(log), file_(std::move(file)), parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw base::Error(base::ErrorKind::io, "There is no memory left to read XML.");
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, begin_element, end_element);
    XML_SetStartDoctypeDeclHandler(parser_, begin_doctype);
  }
  ~XesParser() { XML_ParserFree(parser_); }
  XesParser(const XesParser&) = delete;
  XesParser& operator=(const XesParser&) = delete;

  /// Where the source is to be read to.
  char* room() {
    void* buffer = XML_GetBuffer(parser_, static_cast<int>(piece_size));
    if (!buffer) throw base::Error(base::ErrorKind::io, "There is no memory left to read XML.");
    return static_cast<char*>(buffer);
  }

  void parse(std::size_t size) {
    fed_ += static_cast<std::int64_t>(size);
    const XML_Status status = XML_ParseBuffer(parser_, static_cast<int>(size), size == 0);
    if (thrown_) std::rethrow_exception(thrown_);
    if (status == XML_STATUS_ERROR) fail(XML_ErrorString(XML_GetErrorCode(parser_)));
    if (fed_ - XML_GetCurrentByteIndex(parser_) > element_limit)
      fail("one element is longer than 16 MiB");
  }

  [[noreturn]] void fail(std::string_view what) const {
    throw base::Error(
        base::ErrorKind::invalid,
        fmt::format(
            "'{}' can't be read as XES: line {}, column {}: {}. {} events were read up to there.",
            file_, XML_GetCurrentLineNumber(parser_), XML_GetCurrentColumnNumber(parser_) + 1, what,
            log_.events()));
  }

 private:
  template <typename Handle>
  void guard(Handle&& handle) {
    if (thrown_) return;
    try {
      handle();
    } catch (const std::exception&) {
      thrown_ = std::current_exception();
      XML_StopParser(parser_, XML_FALSE);
    }
  }

  static void XMLCALL begin_element(void* self, const char* name, const char** list) {
    auto& parser = *static_cast<XesParser*>(self);
    parser.guard([&] { parser.log_.begin_element(name, list, parser.parser_); });
  }
  static void XMLCALL end_element(void* self, const char*) {
    auto& parser = *static_cast<XesParser*>(self);
    parser.guard([&] { parser.log_.end_element(parser.parser_); });
  }
  static void XMLCALL begin_doctype(void* self, const char*, const char*, const char*, int) {
    auto& parser = *static_cast<XesParser*>(self);
    parser.guard([&] {
      parser.fail(
          "it has a DOCTYPE, which XES does not use and whose entities could fill all memory; take "
          "it out");
    });
  }

  XesLog& log_;
  std::string file_;
  XML_Parser parser_;
  std::int64_t fed_ = 0;
  std::exception_ptr thrown_;
};

}  // namespace

void read_xes(ByteSource& source, const std::string& name, const XesReading& reading) {
  XesLog log(reading, name);
  XesParser parser(log, name);
  std::int64_t told_bytes = source.bytes_done();
  std::int64_t told_events = 0;
  for (std::size_t got = 1; got > 0;) {
    got = source.read(parser.room(), piece_size);
    parser.parse(got);
    reading.meter.add(source.bytes_done() - told_bytes, log.events() - told_events);
    told_bytes = source.bytes_done();
    told_events = log.events();
    reading.meter.tell();
  }
  log.finish();
}

}  // namespace stagecraft::history
