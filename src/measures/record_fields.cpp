#include "measures/record_fields.h"

#include <array>
#include <boost/json.hpp>
#include <optional>

#include "base/money.h"
#include "history/value_text.h"

namespace stagecraft::measures {

namespace {

namespace json = boost::json;
using history::EventIndex;
using history::EventKind;
using history::EventLog;
using process::FieldValue;
using process::Source;

/// What an event says beside its symbol; empty when it says nothing.
json::object details_of(const EventLog& log, EventIndex e) {
  boost::system::error_code error;
  const std::string_view text = log.details(e);
  if (text.empty()) return {};
  const json::value value = json::parse({text.data(), text.size()}, error);
  return !error && value.is_object() ? value.get_object() : json::object();
}

std::optional<double> number_of(const json::value& value) {
  if (value.is_double()) return value.get_double();
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  return std::nullopt;
}

std::string currency_in(const json::value& money) {
  const auto* object = money.if_object();
  const auto* currency = object == nullptr ? nullptr : object->if_contains("currency");
  const auto* text = currency == nullptr ? nullptr : currency->if_string();
  return text == nullptr ? std::string() : std::string(text->data(), text->size());
}

/// Money is written `{"minor": 120000, "currency": "EUR"}`, or as a plain number of major units.
std::optional<double> money_of(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) return number_of(value);
  const auto* minor = object->if_contains("minor");
  const auto amount = minor == nullptr ? std::nullopt : number_of(*minor);
  if (!amount) return std::nullopt;
  const auto currency = base::Currency::find(currency_in(value));
  return *amount / static_cast<double>(base::minor_units(currency.value_or(base::Currency())));
}

double days_since_1970(base::Instant at) {
  return static_cast<double>(std::chrono::floor<std::chrono::days>(at).time_since_epoch().count());
}

FieldValue date_of(const json::value& value) {
  const auto* text = value.if_string();
  if (text == nullptr) return std::nullopt;
  const auto parsed = history::parse_iso_instant(std::string_view(text->data(), text->size()));
  if (!parsed) return std::nullopt;
  return days_since_1970(base::Instant(base::Milliseconds(parsed->at)));
}

/// Flags that later events set.
struct FollowedField {
  Source source;
  std::string_view field;
  EventKind kind;
};
constexpr std::array<FollowedField, 7> followed{{
    {Source::promises, "kept", EventKind::promise_kept},
    {Source::promises, "moved", EventKind::promise_moved},
    {Source::promises, "withdrawn", EventKind::promise_withdrawn},
    {Source::quotes, "approved", EventKind::quote_approved},
    {Source::quotes, "refused", EventKind::quote_refused},
    {Source::objections, "answered", EventKind::objection_answered},
    {Source::objections, "closed", EventKind::objection_closed},
}};

/// The member of the details that says which promise, quote or objection of the deal is meant.
std::string_view number_key(Source source) {
  if (source == Source::promises) return "promise";
  return source == Source::quotes ? "quote" : "objection";
}

}  // namespace

EventKind record_kind(Source source) {
  switch (source) {
    case Source::touchpoints:
      return EventKind::touchpoint;
    case Source::promises:
      return EventKind::promise_made;
    case Source::quotes:
      return EventKind::quote_made;
    case Source::objections:
      return EventKind::objection_raised;
    case Source::literature_given:
      return EventKind::literature_given;
    case Source::exceptions:
      return EventKind::exception_made;
    default:
      return EventKind::attribute_changed;
  }
}

FieldValue RecordReader::value(EventIndex e, EventIndex end, std::string_view field) {
  if (field == "at") return days_since_1970(log_.at(e));
  if (source_ == Source::pushes) return of_push(e, field);
  const bool is_symbol = (source_ == Source::touchpoints && field == "kind") ||
                         (source_ == Source::literature_given && field == "literature");
  if (is_symbol) return log_.symbols().text(log_.symbol(e));
  if (source_ == Source::exceptions && field == "by") return log_.actors().text(log_.actor(e));
  for (const FollowedField& flag : followed)
    if (flag.source == source_ && flag.field == field) return is_followed(e, end, flag.kind);
  if (source_ == Source::exceptions && field == "stage")
    if (const auto* change = log_.find_change(e))
      return log_.texts().text(static_cast<std::uint32_t>(change->from));
  return from_details(e, field);
}

FieldValue RecordReader::from_details(EventIndex e, std::string_view field) {
  const json::object details = details_of(log_, e);
  const json::value* value = details.if_contains({field.data(), field.size()});
  if (value == nullptr) return std::nullopt;
  if (field == "due") return date_of(*value);
  if (field == "amount") {
    if (const auto amount = money_of(*value)) return *amount;
    return std::nullopt;
  }
  if (const auto number = number_of(*value)) return *number;
  if (value->is_bool()) return value->get_bool();
  const auto* text = value->if_string();
  if (text == nullptr || text->empty()) return std::nullopt;
  text_.assign(text->data(), text->size());
  return std::string_view(text_);
}

FieldValue RecordReader::of_push(EventIndex e, std::string_view field) const {
  const history::Change* change = log_.find_change(e);
  if (change == nullptr) return std::nullopt;
  if (field == "to") return static_cast<double>(change->to);
  return static_cast<double>(change->to - change->from);
}

bool RecordReader::is_followed(EventIndex e, EventIndex end, EventKind kind) const {
  const std::string_view key = number_key(source_);
  const auto number_at = [&](EventIndex at) -> json::value {
    const json::object details = details_of(log_, at);
    const auto* number = details.if_contains({key.data(), key.size()});
    return number == nullptr ? json::value() : *number;
  };
  const json::value number = number_at(e);
  for (EventIndex later = e + 1; later < end; ++later) {
    if (log_.kind(later) != kind) continue;
    const bool by_day = log_.precision(later) == history::Precision::date;
    if (as_of_.holds_before(log_.at(later), by_day) && number_at(later) == number) return true;
  }
  return false;
}

std::string currency_of_record(const EventLog& log, EventIndex e) {
  const json::object details = details_of(log, e);
  const json::value* amount = details.if_contains("amount");
  return amount == nullptr ? std::string() : currency_in(*amount);
}

}  // namespace stagecraft::measures
