#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "history/code_column.h"
#include "history/dictionary.h"
#include "history/event_kind.h"
#include "history/number_column.h"

namespace stagecraft::history {

using DealIndex = std::uint32_t;
using EventIndex = std::uint32_t;   ///< A log holds fewer than 2^32 events.
using SymbolIndex = std::uint16_t;  ///< Index into EventLog::symbols(); 0 is the empty symbol.
using ActorIndex = std::uint32_t;   ///< Index into EventLog::actors(); 0 is 'unknown'.

enum class ValueKind : std::uint8_t { text, money, number, date };

/// One attribute of the deals of a log: owner, channel, amount, an own field ... The value of deal
/// d is `codes[d]` (text: index into `dictionary`, 0 being 'not stated') or `numbers[d]` (money:
/// minor units; number: 10^-6 units; date: days since 1970 - `not_stated` for none). Values are
/// those of now; earlier ones come from the deal's attribute_changed events:
/// EventLog::attribute_at.
struct Attribute {
  static constexpr std::int64_t not_stated = NumberColumn::not_stated;

  std::string name;
  ValueKind kind = ValueKind::text;
  Dictionary dictionary;                   ///< text
  CodeColumn codes;                        ///< text, per deal
  NumberColumn numbers;                    ///< money, date, number: per deal
  std::vector<base::Currency> currencies;  ///< money: per deal; one entry when all deals share it
  SymbolIndex symbol = 0;                  ///< Of its attribute_changed events.
  bool has_history = false;                ///< Some deal has an attribute_changed event for it.

  bool is_text() const { return kind == ValueKind::text; }
  /// The value of now, coded: a dictionary code, or a number.
  std::int64_t value(DealIndex d) const { return is_text() ? codes[d] : numbers[d]; }
  /// The unit of a deal's money; not stated for other kinds.
  base::Currency currency(DealIndex d) const {
    if (currencies.empty()) return {};
    return currencies.size() == 1 ? currencies[0] : currencies[d];
  }
  bool is_stated(std::int64_t value) const { return value != (is_text() ? 0 : not_stated); }
  bool operator==(const Attribute&) const = default;
};

/// The values before and after that an event records, beside the event columns. Of
/// attribute_changed they are coded as the attribute's values; of other kinds they are codes of
/// EventLog::texts().
struct Change {
  EventIndex event;
  std::int64_t from;
  std::int64_t to;

  bool operator==(const Change&) const = default;
};

/// An event log in columns: event i is row i of every column. Rows are sorted by deal, then by
/// time, then by arrival (measures.md 1.4), so deal d has rows [begin(d), end(d)). Immutable once
/// built (LogBuilder), so any number of threads may read it. At most 24 bytes an event, strings of
/// the deals included, for deals of ten events and more: 13 for kind, symbol, instant and a
/// two-byte actor; the rest is sparse.
class EventLog {
 public:
  std::size_t deal_count() const { return deal_begin_.empty() ? 0 : deal_begin_.size() - 1; }
  std::size_t event_count() const { return at_.size(); }

  EventIndex begin(DealIndex d) const { return deal_begin_[d]; }
  EventIndex end(DealIndex d) const { return deal_begin_[d + 1]; }
  /// The deal with this id. O(1).
  std::optional<DealIndex> find_deal(std::string_view id) const;
  std::string_view deal_id(DealIndex d) const { return deals_.text(d + 1); }
  /// The source has two deals under this id (measures.md 1.8): in plain counts, out of all
  /// durations.
  bool is_doubled(DealIndex d) const;
  std::span<const DealIndex> doubled() const { return doubled_; }  ///< Sorted.

  EventKind kind(EventIndex e) const { return static_cast<EventKind>(kind_[e] & 0x3F); }
  Precision precision(EventIndex e) const { return static_cast<Precision>(kind_[e] >> 6); }
  SymbolIndex symbol(EventIndex e) const { return symbol_[e]; }
  ActorIndex actor(EventIndex e) const { return actor_[e]; }
  /// Date-only: UTC midnight of the day. Unknown: the instant of the event before it, or of the
  /// deal's first known one; never to be used but for order.
  base::Instant at(EventIndex e) const { return base::Instant(base::Milliseconds(at_[e])); }
  /// As `at` where the source states none. O(log) of those that differ from `at`.
  base::Instant recorded_at(EventIndex e) const;
  bool is_reconstructed() const { return !recorded_stated_; }  ///< recorded_at was taken from at.

  /// The columns as they are, for hot loops: EventKind in the low 6 bits and Precision in the high
  /// 2; symbols; UTC milliseconds.
  std::span<const std::uint8_t> kind_column() const { return kind_; }
  std::span<const SymbolIndex> symbol_column() const { return symbol_; }
  std::span<const std::int64_t> at_column() const { return at_; }
  std::span<const EventIndex> deal_begin_column() const { return deal_begin_; }

  const Dictionary& symbols() const { return symbols_; }
  const Dictionary& actors() const { return actors_; }
  const Dictionary& texts() const {
    return texts_;
  }  ///< Details, and values of other events than changes.
  std::span<const Attribute> attributes() const { return attributes_; }
  const Attribute* find_attribute(std::string_view name) const;
  /// Sorted by event. O(log changes).
  const Change* find_change(EventIndex e) const;
  std::span<const Change> changes() const { return changes_; }
  /// The small JSON object of an event; empty for most. O(log).
  std::string_view details(EventIndex e) const;
  /// Order in the source; -1: not stated. O(log deals).
  std::int64_t source_seq(EventIndex e) const;

  /// Value of a deal's attribute just before `at`, coded as in Attribute. An attribute without
  /// history has only the value of now, and that is what comes back. O(log changes + changes of the
  /// deal).
  std::int64_t attribute_at(const Attribute& attribute, DealIndex d, base::Border at) const;

  /// Bytes held by all columns and dictionaries.
  std::size_t memory_bytes() const;

  bool operator==(const EventLog& other) const;

 private:
  friend class LogAssembly;

  /// How source_seq is kept: not at all, as row number + seq_base_ over the log or within a deal,
  /// in full.
  enum class Sequence : std::uint8_t { none, of_log, of_deal, stored };
  struct Recorded {
    EventIndex event;
    std::int64_t at;
    bool operator==(const Recorded&) const = default;
  };

  Dictionary deals_;  ///< Deal d is code d + 1.
  std::vector<EventIndex> deal_begin_;
  std::vector<std::uint8_t> kind_;
  std::vector<SymbolIndex> symbol_;
  CodeColumn actor_;
  std::vector<std::int64_t> at_;
  std::vector<Recorded> recorded_at_;  ///< Where it differs from at_.
  bool recorded_stated_ = false;
  Sequence sequence_ = Sequence::none;
  std::int64_t seq_base_ = 0;
  std::vector<std::int64_t> source_seq_;
  Dictionary symbols_, actors_, texts_;
  std::vector<Attribute> attributes_;
  std::vector<Change> changes_;
  std::vector<EventIndex> details_event_;  ///< Left out when every event has details.
  CodeColumn details_;
  std::vector<DealIndex> doubled_;
};

}  // namespace stagecraft::history
