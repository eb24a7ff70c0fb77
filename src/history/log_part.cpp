#include "history/log_part.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

#include "base/text.h"

namespace stagecraft::history {
namespace {

bool is_in_range(std::int64_t at) { return at >= first_instant && at < end_instant; }

bool is_json_object(std::string_view text) {
  boost::system::error_code error;
  const auto value = boost::json::parse({text.data(), text.size()}, error);
  return !error && value.is_object();
}

bool fits(ValueKind kind, std::string_view text) {
  return kind == ValueKind::text || text.empty() || parse_value(kind, text);
}

}  // namespace

LogPart::LogPart() {
  declare("amount", ValueKind::money);
  declare("expected_close", ValueKind::date);
}

std::size_t LogPart::declare(std::string_view name, ValueKind kind) {
  const std::size_t index = attribute_of(name);
  attributes[index].kind = kind;
  return index;
}

std::size_t LogPart::attribute_of(std::string_view name) {
  name = base::trim(name);
  const std::size_t count = attributes.size();
  for (std::size_t step = 1; step <= count; ++step) {
    const std::size_t i = (attribute_hint_ + step) % count;
    if (attributes[i].name == name) return attribute_hint_ = i;
  }
  attributes.emplace_back().name = name;
  return attribute_hint_ = count;
}

std::uint32_t LogPart::deal_code(std::string_view deal) {
  if (deal == last_deal_) return last_deal_code_;
  last_deal_ = deal;
  return last_deal_code_ = deals.code(deal);
}

std::string_view LogPart::set_attribute(std::string_view deal, std::string_view name,
                                        std::string_view value) {
  AttributeValues& attribute = attributes[attribute_of(name)];
  if (!fits(attribute.kind, value)) return refusal_of(attribute.kind);
  const std::uint32_t code = deal_code(deal);
  if (value.empty()) return {};
  if (attribute.kind == ValueKind::text) {
    if (attribute.codes.size() <= code) attribute.codes.resize(code + 1, 0);
    attribute.codes[code] = attribute.dictionary.code(value);
  } else {
    if (attribute.numbers.size() <= code) attribute.numbers.resize(code + 1, Attribute::not_stated);
    attribute.numbers[code] = *parse_value(attribute.kind, value);
  }
  return {};
}

std::string_view LogPart::add(const EventRow& event) {
  const bool names_attribute = event.kind == EventKind::attribute_changed;
  if (const auto name = base::trim(event.symbol); names_attribute && name != event.symbol) {
    EventRow trimmed = event;
    trimmed.symbol = name;
    return add(trimmed);
  }
  if (const auto reason = why_refused(event); !reason.empty()) return reason;
  append_extras(event);
  append_row(event, static_cast<SymbolIndex>(symbols.code(event.symbol)));
  return {};
}

std::string_view LogPart::why_refused(const EventRow& event) {
  if (event.deal.empty()) return refuse("deal", "no deal id");
  if (event.precision != Precision::unknown && !is_in_range(event.at))
    return refuse("at", "a date outside of the years 1900 to 2200");
  if (event.recorded_at && !is_in_range(*event.recorded_at))
    return refuse("recorded_at", "a date outside of the years 1900 to 2200");
  if (symbols.size() > symbol_limit && !symbols.find(event.symbol))
    return refuse("symbol", "more than 65,535 different activities");
  if (event.kind == EventKind::attribute_changed) {
    if (event.symbol.empty()) return refuse("symbol", "a change that names no attribute");
    const ValueKind kind = attributes[attribute_of(event.symbol)].kind;
    if (!fits(kind, event.from)) return refuse("from", refusal_of(kind));
    if (!fits(kind, event.to)) return refuse("to", refusal_of(kind));
  }
  if (!event.details.empty() && !has_json_object(event.details))
    return refuse("details", "not a JSON object");
  return {};
}

bool LogPart::has_json_object(std::string_view object) {
  const auto known = texts.find(object);
  if (known && *known < is_object_.size() && is_object_[*known]) return true;
  if (!is_json_object(object)) return false;
  const std::uint32_t code = texts.code(object);
  if (is_object_.size() <= code) is_object_.resize(code + 1);
  return is_object_[code] = true;
}

std::int64_t LogPart::coded(AttributeValues& attribute, std::string_view value) {
  if (attribute.kind == ValueKind::text) return attribute.dictionary.code(value);
  return value.empty() ? Attribute::not_stated : *parse_value(attribute.kind, value);
}

void LogPart::append_extras(const EventRow& event) {
  const auto row = static_cast<std::uint32_t>(rows);
  if (event.kind == EventKind::attribute_changed) {
    const std::size_t index = attribute_of(event.symbol);
    AttributeValues& attribute = attributes[index];
    const std::int64_t from = coded(attribute, event.from);
    changes.push_back({row, static_cast<std::uint32_t>(index), from, coded(attribute, event.to)});
  } else if (!event.from.empty() || !event.to.empty()) {
    const std::int64_t from = texts.code(event.from);
    changes.push_back({row, no_attribute, from, texts.code(event.to)});
  }
  if (!event.details.empty()) details.push_back({row, texts.code(event.details)});
  if (event.recorded_at) {
    recorded_stated = true;
    if (*event.recorded_at != event.at || event.precision == Precision::unknown)
      recorded.push_back({row, *event.recorded_at});
  }
  if (event.source_seq >= 0 && sequence.empty()) sequence.assign(rows, -1);
  if (event.source_seq >= 0 || !sequence.empty()) sequence.push_back(event.source_seq);
}

void LogPart::append_row(const EventRow& event, SymbolIndex symbol) {
  const std::size_t place = rows % block_rows;
  if (place == 0) blocks.push_back(std::make_unique_for_overwrite<Block>());
  Block& block = *blocks.back();
  block.at[place] = event.precision == Precision::unknown ? 0 : event.at;
  block.deal[place] = deal_code(event.deal);
  block.actor[place] = actors.code(event.actor);
  block.symbol[place] = symbol;
  block.kind[place] = static_cast<std::uint8_t>(static_cast<unsigned>(event.kind) |
                                                static_cast<unsigned>(event.precision) << 6);
  ++rows;
}

}  // namespace stagecraft::history
