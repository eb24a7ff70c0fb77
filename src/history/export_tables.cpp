#include <algorithm>

#include "history/csv_text.h"
#include "history/export.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

constexpr std::size_t flush_size = 1u << 16;

/// A CSV row by row.
class Table {
 public:
  Table(const TextSink& write, std::string_view header) : write_(write), text_(header) {
    text_ += '\n';
  }
  ~Table() { write_(text_); }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  void row(std::initializer_list<std::string_view> fields) {
    bool is_first = true;
    for (const auto field : fields) {
      if (!is_first) text_ += ',';
      append_safe_csv_field(text_, field);
      is_first = false;
    }
    text_ += '\n';
    if (text_.size() < flush_size) return;
    write_(text_);
    text_.clear();
  }

 private:
  const TextSink& write_;
  std::string text_;
};

/// Empty where there is no date.
std::string day_text(const EventLog& log, std::optional<EventIndex> e) {
  if (!e || log.precision(*e) == Precision::unknown) return {};
  return base::to_iso(std::chrono::floor<std::chrono::days>(log.at(*e)));
}

std::string time_text(const EventLog& log, EventIndex e) {
  if (log.precision(e) != Precision::time) return day_text(log, e);
  auto text = base::to_iso(log.at(e));
  text[10] = ' ';
  return text;
}

std::string value_of(const EventLog& log, std::string_view name, DealIndex d) {
  const auto* attribute = log.find_attribute(name);
  if (attribute == nullptr) return {};
  const bool is_text = attribute->kind == ValueKind::text;
  return value_text(
      *attribute, d,
      is_text ? static_cast<std::int64_t>(attribute->codes[d]) : attribute->numbers[d]);
}

/// Pipedrive's key of an attribute.
std::string_view field_of(std::string_view attribute) {
  if (attribute == "owner") return "user_id";
  if (attribute == "amount") return "value";
  return attribute == "expected_close" ? "expected_close_date" : attribute;
}

void write_change_row(const EventLog& log, DealIndex d, EventIndex e, Table& table) {
  const auto symbol = log.symbols().text(log.symbol(e));
  const auto row = [&](std::string_view field, std::string_view value) {
    table.row({log.deal_id(d), time_text(log, e), field, value});
  };
  switch (log.kind(e)) {
    case EventKind::created:
      return row("add_time", time_text(log, e));
    case EventKind::stage_entered:
      return row("stage_id", symbol);
    case EventKind::won:
    case EventKind::lost:
    case EventKind::no_decision:
      return row("status", to_word(log.kind(e)));
    case EventKind::reopened:
      return row("status", "open");
    case EventKind::attribute_changed:
      break;
    default:
      return;
  }
  const auto* change = log.find_change(e);
  const auto* attribute = log.find_attribute(symbol);
  if (change != nullptr && attribute != nullptr)
    row(field_of(symbol), value_text(*attribute, d, change->to));
}

}  // namespace

void export_pipedrive(const EventLog& log, const TextSink& write) {
  Table table(write, "deal_id,change_time,changed_field_key,new_value");
  for (DealIndex d = 0; d < log.deal_count(); ++d)
    for (auto e = log.begin(d); e < log.end(d); ++e) write_change_row(log, d, e, table);
}

void export_maven(const EventLog& log, const TextSink& write) {
  Table table(
      write,
      "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value");
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    std::optional<EventIndex> first, closing;
    for (auto e = log.begin(d); e < log.end(d); ++e) {
      const auto kind = log.kind(e);
      const bool is_dated = log.precision(e) != Precision::unknown;
      if (kind == EventKind::stage_entered && !first && is_dated) first = e;
      if (is_outcome(kind)) closing = e;
      if (kind == EventKind::reopened) closing.reset();
    }
    const bool is_won = closing && log.kind(*closing) == EventKind::won;
    const std::string_view stage = closing ? (is_won ? "Won" : "Lost")
                                   : first ? "Engaging"
                                           : "Prospecting";
    const auto amount = value_of(log, "amount", d);
    table.row({log.deal_id(d), value_of(log, "owner", d), value_of(log, "product", d),
               value_of(log, "account", d), stage, day_text(log, first), day_text(log, closing),
               closing ? (is_won ? std::string_view(amount) : "0") : ""});
  }
}

}  // namespace stagecraft::history
