#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/time.h"
#include "history/csv_text.h"
#include "history/export.h"
#include "history/own_csv.h"
#include "history/text_buffer.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

constexpr std::array<std::string_view, 3> precision_words = {"time", "date", "unknown"};

std::string instant_text(base::Instant at, Precision precision) {
  switch (precision) {
    case Precision::time:
      return base::to_iso(at);
    case Precision::date:
      return base::to_iso(std::chrono::floor<std::chrono::days>(at));
    case Precision::unknown:
      break;
  }
  return {};
}

/// The attribute that an attribute_changed event is about, by symbol.
std::vector<const Attribute*> attributes_by_symbol(const EventLog& log) {
  std::vector<const Attribute*> attributes(log.symbols().size(), nullptr);
  for (const Attribute& attribute : log.attributes())
    if (attribute.has_history) attributes[attribute.symbol] = &attribute;
  return attributes;
}

class EventsWriter {
 public:
  EventsWriter(const EventLog& log, const TextSink& write)
      : log_(log), attributes_(attributes_by_symbol(log)), text_(write) {}

  void write() {
    text_.line(events_header);
    for (DealIndex d = 0; d < log_.deal_count(); ++d)
      for (EventIndex e = log_.begin(d); e < log_.end(d); ++e) write_row(d, e);
    text_.flush();
  }

 private:
  void write_row(DealIndex d, EventIndex e) {
    const Precision precision = log_.precision(e);
    row_.clear();
    append_safe_csv_field(row_, log_.deal_id(d));
    add(to_word(log_.kind(e)));
    add(log_.symbols().text(log_.symbol(e)));
    add_values(d, e);
    add(log_.actors().text(log_.actor(e)));
    add(instant_text(log_.at(e), precision));
    add(precision_words[static_cast<std::size_t>(precision)]);
    add(log_.is_reconstructed() ? std::string() : base::to_iso(log_.recorded_at(e)));
    const std::int64_t sequence = log_.source_seq(e);
    add(sequence < 0 ? std::string() : fmt::to_string(sequence));
    add(log_.details(e));
    text_.line(row_);
  }

  void add_values(DealIndex d, EventIndex e) {
    const Change* change = log_.find_change(e);
    if (!change) {
      row_ += ",,";
    } else if (log_.kind(e) == EventKind::attribute_changed) {
      const Attribute& attribute = *attributes_[log_.symbol(e)];
      add(value_text(attribute, d, change->from));
      add(value_text(attribute, d, change->to));
    } else {
      add(log_.texts().text(static_cast<std::uint32_t>(change->from)));
      add(log_.texts().text(static_cast<std::uint32_t>(change->to)));
    }
  }

  void add(std::string_view field) {
    row_ += ',';
    append_safe_csv_field(row_, field);
  }

  const EventLog& log_;
  std::vector<const Attribute*> attributes_;
  TextBuffer text_;
  std::string row_;
};

/// `budget:money`; a text whose name ends like that says so, too.
std::string heading_of(const Attribute& attribute) {
  constexpr std::array<std::string_view, 4> words = {":text", ":money", ":number", ":date"};
  if (attribute.is_text()) {
    for (const auto word : words)
      if (attribute.name.ends_with(word)) return attribute.name + ":text";
    return attribute.name == "deal" ? "deal:text" : attribute.name;
  }
  if (attribute.name == "amount" && attribute.kind == ValueKind::money) return attribute.name;
  if (attribute.name == "expected_close" && attribute.kind == ValueKind::date)
    return attribute.name;
  return attribute.name + std::string(words[static_cast<std::size_t>(attribute.kind)]);
}

/// The columns of the deals CSV behind the id; null: one that is always there, and empty in this
/// log.
std::vector<const Attribute*> deal_columns(const EventLog& log, std::string& header) {
  std::vector<const Attribute*> columns;
  header = "deal";
  for (std::size_t begin = std::string_view("deal,").size(); begin < deals_header.size();) {
    const std::size_t end = std::min(deals_header.find(',', begin), deals_header.size());
    const std::string_view name = deals_header.substr(begin, end - begin);
    columns.push_back(log.find_attribute(name));
    header += ',';
    header += columns.back() ? heading_of(*columns.back()) : std::string(name);
    begin = end + 1;
  }
  for (const Attribute& attribute : log.attributes()) {
    if (std::ranges::find(columns, &attribute) != columns.end()) continue;
    columns.push_back(&attribute);
    header += ',';
    append_safe_csv_field(header, heading_of(attribute));
  }
  return columns;
}

}  // namespace

void export_events(const EventLog& log, const TextSink& write) { EventsWriter(log, write).write(); }

void export_deals(const EventLog& log, const TextSink& write) {
  std::string row;
  const auto columns = deal_columns(log, row);
  TextBuffer text(write);
  text.line(row);
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    row.clear();
    append_safe_csv_field(row, log.deal_id(d));
    for (const Attribute* attribute : columns) {
      row += ',';
      if (attribute) append_safe_csv_field(row, value_text(*attribute, d, attribute->value(d)));
    }
    text.line(row);
  }
  text.flush();
}

}  // namespace stagecraft::history
