#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/event_log.h"
#include "history/value_text.h"

namespace stagecraft::history {

/// An event on its way into a log. Views need to live only during the call.
struct EventRow {
  std::string_view deal;
  EventKind kind = EventKind::stage_entered;
  std::string_view symbol =
      {};  ///< Stage, outcome, criterion ...; attribute_changed: the attribute's name.
  std::string_view from = {};  ///< attribute_changed: values before and after, in canonical text;
  std::string_view to = {};    ///< migrated, merged_into: kept as written.
  std::string_view actor = {};
  std::int64_t at = 0;  ///< UTC ms; date: UTC midnight of the day; unknown: ignored.
  Precision precision = Precision::time;
  std::optional<std::int64_t> recorded_at = {};  ///< UTC ms; left out: as `at`, reconstructed.
  std::int64_t source_seq = -1;                  ///< Order in the source, >= 0; -1: not stated.
  std::string_view details = {};                 ///< A JSON object, or empty.
};

/// What was odd about the events of a log; nothing of it is dropped.
struct LogFindings {
  std::int64_t duplicates = 0;     ///< Events equal in every field to the one before.
  std::int64_t doubled_deals = 0;  ///< Created twice (measures.md 1.8).
  std::int64_t outcome_before_stage =
      0;  ///< Deals with a stage entered after they were lost, not reopened.
  std::int64_t value_contradictions =
      0;  ///< Attribute values of now that differ from the last change.
  std::int64_t unknown_currencies = 0;  ///< Deals with a currency that ISO 4217 does not know.
};

class LogPart;

/// What decides between events of one instant. `by_kind`: measures.md 1.4, for files: the numbers
/// of the source where all have one, else the kinds. `by_arrival`: the order in which they were
/// given, for a source that records in order, as a workspace does.
enum class Ties : std::uint8_t { by_kind, by_arrival };

/// Collects events and deals in any order and makes the log out of them. Not thread-safe: one
/// builder a thread, put together with `append` in the order of the source; the log does not depend
/// on how the source was cut. Names of attributes are trimmed, as a table's header is, so that an
/// attribute is the same one in every file. Deals are numbered in order of first mention. About 20
/// bytes an event while collecting.
class LogBuilder {
 public:
  explicit LogBuilder(Ties ties = Ties::by_kind);
  ~LogBuilder();
  LogBuilder(LogBuilder&&) noexcept;
  LogBuilder& operator=(LogBuilder&&) noexcept;

  /// An empty builder with the same declared attributes, for another part of the source.
  LogBuilder sibling() const;

  /// Of which kind the values of an attribute are (canonical text: value_text.h). `amount` is money
  /// and `expected_close` a date from the start, all others text. REQUIRES that no value of it was
  /// given.
  void declare_attribute(std::string_view name, ValueKind kind);

  /// Declared, or met in an event or a deal.
  bool has_attribute(std::string_view name) const;

  /// Takes an event. Returns why it can't be taken (then nothing has changed), or an empty text.
  /// Taken are: deals with an id, years 1900 to 2200, at most 65,535 symbols, values of the
  /// attribute's kind, details that are a JSON object.
  [[nodiscard]] std::string_view add(const EventRow& event);

  /// Which member of the event was at fault when `add` refused it last.
  std::string_view refused_field() const;

  /// Mentions a deal, which may have no events. REQUIRES an id.
  void add_deal(std::string_view deal);
  /// The value of now (empty: not stated, changes nothing). `currency` is also the unit of the
  /// deal's money. Returns as `add`.
  [[nodiscard]] std::string_view set_attribute(std::string_view deal, std::string_view name,
                                               std::string_view value);

  /// As if all that was given to `later` had been given to this builder now.
  void append(LogBuilder&& later);

  std::size_t event_count() const;

  /// The log: sorted by deal, instant, arrival, with ties as measures.md 1.4 says. The builder is
  /// empty afterwards. Throws Error{too_large} past 2^32 events or 65,535 symbols over all parts.
  EventLog finish(LogFindings& findings, unsigned threads = 1);
  EventLog finish();

  /// The log that one builder would have made, had it been given all of `before`, in its order, and
  /// then all that was given to this one; by this one's rule for ties. `before` stays as it is, and
  /// the builder is empty afterwards. REQUIRES the attributes of both to be of the same kinds.
  ///
  /// Values of now in `before` give way to what comes later: a value given to this builder, or a
  /// change given to it that is the last of its deal. Money is kept in minor units, so where the
  /// currency of a deal changes its amounts are rounded in either. One pass over the columns.
  EventLog finish_after(const EventLog& before);

 private:
  std::vector<std::unique_ptr<LogPart>> parts_;  ///< In the order of the source; never empty.
  Ties ties_;
};

}  // namespace stagecraft::history
