#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "history/dictionary.h"
#include "history/event_kind.h"

namespace stagecraft::history {

using DealIndex = std::uint32_t;
using EventIndex = std::uint32_t;   ///< A log holds fewer than 2^32 events.
using SymbolIndex = std::uint16_t;  ///< Index into EventLog::symbols(); 0 is the empty symbol.
using ActorIndex = std::uint32_t;   ///< Index into EventLog::actors(); 0 is 'unknown'.

enum class ValueKind : std::uint8_t { text, money, number, date };

/// One attribute of the deals of a log: owner, channel, amount, an own field ... The value of deal d is
/// `codes[d]` (text: index into `dictionary`, 0 being 'not stated') or `numbers[d]` (money: minor units;
/// number: the value; date: days since 1970 - `not_stated` for none). Values are those of now; earlier
/// ones come from the deal's attribute_changed events: EventLog::attribute_at.
struct Attribute {
  static constexpr std::int64_t not_stated = INT64_MIN;

  std::string name;
  ValueKind kind = ValueKind::text;
  Dictionary dictionary;                  ///< text
  std::vector<std::uint32_t> codes;       ///< text
  std::vector<std::int64_t> numbers;      ///< money, date; number: 10^-6 units
  std::vector<base::Currency> currencies; ///< money: per deal; one entry when all deals share it
  bool has_history = false;               ///< Some deal has an attribute_changed event for it.
};

/// A change that an attribute_changed event records, beside the event columns. `from` and `to` are coded
/// as the attribute's values (text: dictionary code; else number).
struct Change {
  EventIndex event;
  std::int64_t from;
  std::int64_t to;
};

/// An event log in columns: event i is row i of every column. Rows are sorted by deal, then by time, then
/// by arrival (measures.md 1.4), so deal d has rows [begin(d), end(d)). Immutable once built (LogBuilder),
/// so any number of threads may read it. At most 24 bytes an event, strings of the deals included.
class EventLog {
 public:
  std::size_t deal_count() const { return deal_begin_.empty() ? 0 : deal_begin_.size() - 1; }
  std::size_t event_count() const { return at_.size(); }

  EventIndex begin(DealIndex d) const { return deal_begin_[d]; }
  EventIndex end(DealIndex d) const { return deal_begin_[d + 1]; }
  std::string_view deal_id(DealIndex d) const;
  /// The source has two deals under this id (measures.md 1.8): in plain counts, out of all durations.
  bool is_doubled(DealIndex d) const;

  EventKind kind(EventIndex e) const { return static_cast<EventKind>(kind_[e] & 0x3F); }
  Precision precision(EventIndex e) const { return static_cast<Precision>(kind_[e] >> 6); }
  SymbolIndex symbol(EventIndex e) const { return symbol_[e]; }
  ActorIndex actor(EventIndex e) const { return actor_[e]; }
  /// Date-only: UTC midnight of the day. Unknown: the instant of the event before it, or of the deal's
  /// first known one; never to be used but for order.
  base::Instant at(EventIndex e) const { return base::Instant(base::Milliseconds(at_[e])); }
  base::Instant recorded_at(EventIndex e) const;
  bool is_reconstructed() const { return recorded_at_.empty(); }  ///< recorded_at was taken from at.

  const Dictionary& symbols() const { return symbols_; }
  const Dictionary& actors() const { return actors_; }
  std::span<const Attribute> attributes() const { return attributes_; }
  const Attribute* find_attribute(std::string_view name) const;
  /// Sorted by event. O(log changes).
  const Change* find_change(EventIndex e) const;
  std::span<const Change> changes() const { return changes_; }
  /// The small JSON object of an event; empty for most. O(log).
  std::string_view details(EventIndex e) const;
  std::int64_t source_seq(EventIndex e) const;  ///< Order in the source; -1: not stated.

  /// Value of a deal's attribute just before `at`, coded as in Attribute. An attribute without history
  /// has only the value of now, and that is what comes back. O(events of the deal) when it has history.
  std::int64_t attribute_at(const Attribute& attribute, DealIndex d, base::Border at) const;

  /// Bytes held by all columns and dictionaries.
  std::size_t memory_bytes() const;

  bool operator==(const EventLog& other) const;

 private:
  friend class LogBuilder;

  std::vector<std::string> deal_ids_blob_;
  std::vector<EventIndex> deal_begin_;
  std::vector<std::uint8_t> kind_;  ///< EventKind in 6 bits, Precision in 2.
  std::vector<SymbolIndex> symbol_;
  std::vector<ActorIndex> actor_;
  std::vector<std::int64_t> at_;
  std::vector<std::int64_t> recorded_at_;
  std::vector<std::int64_t> source_seq_;
  Dictionary symbols_, actors_;
  std::vector<Attribute> attributes_;
  std::vector<Change> changes_;
  std::vector<std::pair<EventIndex, std::string>> details_;
  std::vector<DealIndex> doubled_;
};

}  // namespace stagecraft::history
