#include <string>

#include "base/time.h"
#include "history/export.h"
#include "history/text_buffer.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

void append_escaped(std::string& xml, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      case '"':
        xml += "&quot;";
        break;
      case '\n':
        xml += "&#10;";
        break;
      case '\r':
        xml += "&#13;";
        break;
      case '\t':
        xml += "&#9;";
        break;
      default:
        // XML 1.0 has no place for other control characters, not even escaped.
        if (static_cast<unsigned char>(c) < 0x20) {
          xml += "\uFFFD";
        } else {
          xml += c;
        }
    }
  }
}

void append_attribute(std::string& xml, std::string_view type, std::string_view key,
                      std::string_view value) {
  xml += '<';
  xml += type;
  xml += " key=\"";
  append_escaped(xml, key);
  xml += "\" value=\"";
  append_escaped(xml, value);
  xml += "\"/>";
}

constexpr std::string_view head =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
)";

/// The transition in details that the reader of XES has made: {"lifecycle:transition":"complete"}.
std::string_view transition_in(std::string_view details) {
  constexpr std::string_view key = "{\"lifecycle:transition\":\"";
  if (!details.starts_with(key)) return {};
  details.remove_prefix(key.size());
  const std::size_t end = details.find_first_of("\"\\");
  return details.substr(end) == "\"}" ? details.substr(0, end) : std::string_view();
}

void append_trace_attribute(std::string& xml, const Attribute& attribute, DealIndex d) {
  const std::int64_t value = attribute.value(d);
  if (!attribute.is_stated(value)) return;
  std::string text = value_text(attribute, d, value);
  switch (attribute.kind) {
    case ValueKind::text:
      return append_attribute(xml, "string", attribute.name, text);
    case ValueKind::date:
      return append_attribute(xml, "date", attribute.name, text + "T00:00:00.000Z");
    case ValueKind::money:
    case ValueKind::number:
      return append_attribute(xml, "float", attribute.name, text);
  }
}

bool is_xes_activity(EventKind kind) {
  switch (kind) {
    case EventKind::stage_entered:
    case EventKind::reopened:
    case EventKind::touchpoint:
    case EventKind::won:
    case EventKind::lost:
    case EventKind::no_decision:
      return true;
    default:
      return false;
  }
}

void append_event(std::string& xml, const EventLog& log, EventIndex e) {
  xml += "\n<event>";
  append_attribute(xml, "string", "concept:name", log.symbols().text(log.symbol(e)));
  if (log.precision(e) != Precision::unknown)
    append_attribute(xml, "date", "time:timestamp", base::to_iso(log.at(e)));
  if (log.actor(e) != 0)
    append_attribute(xml, "string", "org:resource", log.actors().text(log.actor(e)));
  const std::string_view transition = transition_in(log.details(e));
  if (!transition.empty()) append_attribute(xml, "string", "lifecycle:transition", transition);
  xml += "</event>";
}

}  // namespace

void export_xes(const EventLog& log, const TextSink& write) {
  TextBuffer text(write);
  text.add(head);
  std::string xml;
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    xml = "<trace>";
    append_attribute(xml, "string", "concept:name", log.deal_id(d));
    for (const Attribute& attribute : log.attributes()) append_trace_attribute(xml, attribute, d);
    for (EventIndex e = log.begin(d); e < log.end(d); ++e)
      if (is_xes_activity(log.kind(e)) && log.symbol(e) != 0) append_event(xml, log, e);
    text.line(xml + "\n</trace>");
  }
  text.line("</log>");
  text.flush();
}

}  // namespace stagecraft::history
