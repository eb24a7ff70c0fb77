#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "history/event_log.h"
#include "history/log_builder.h"
#include "history/log_part.h"

namespace stagecraft::history {

/// Codes of a part -> codes of the log; empty: the same.
struct CodeMap {
  std::vector<std::uint32_t> codes;

  std::uint32_t operator()(std::uint32_t code) const { return codes.empty() ? code : codes[code]; }
};

/// Takes over `from` into `into`.
CodeMap merge(Dictionary& into, Dictionary&& from);

/// Makes one log out of the parts of a source (LogBuilder::finish), part by part on several
/// threads:
/// 1. one dictionary of each kind, in order of first appearance;
/// 2. rows to their deals: a copy where the source is grouped by deal, else a counting sort;
/// 3. the order within each deal (measures.md 1.4);
/// 4. codes renumbered by first appearance in the log, so that it does not depend on the source's
/// order;
/// 5. changes, details and attributes.
///
/// With a log `before` (LogBuilder::finish_after) that log comes first and the parts after it: its
/// columns are copied, with room for the parts' rows behind those of their deals, and only deals
/// that get some are ordered anew. What is special to it stands in log_assembly_before.cpp.
class LogAssembly {
 public:
  LogAssembly(std::vector<std::unique_ptr<LogPart>> parts, unsigned threads, Ties ties,
              const EventLog* before = nullptr);

  EventLog run(LogFindings& findings);

 private:
  struct Maps {
    CodeMap deals, symbols, actors, texts;
    std::vector<std::uint32_t> attributes;
    std::vector<CodeMap> values;  ///< Of the part's attributes.
    std::size_t offset = 0;       ///< Of the part's first row in arrival order.
  };
  /// Rows of `before` from `begin` on moved by `shift`.
  struct Run {
    EventIndex begin;
    EventIndex shift;
  };
  struct PlacedChange {
    Change change;
    std::uint32_t attribute;
  };
  using Moves = std::vector<std::pair<EventIndex, EventIndex>>;  ///< From, to; sorted by from.
  /// What one thread learns from its share of the deals.
  struct Share {
    Moves moves;
    std::vector<EventIndex> alike;
    std::vector<DealIndex> created_twice;
    std::int64_t outcome_before_stage = 0;
  };

  void merge_dictionaries();
  void place_rows();
  bool map_deals();
  void begin_deals_of_runs();
  void scatter_by_deal();
  void copy_part(std::size_t part);
  EventIndex row_of(std::size_t part, std::uint32_t row) const;
  EventIndex moved(EventIndex placed) const;
  void place_sequence();
  void order_deals(LogFindings& findings);
  static void look_at_deal(const EventLog& log, DealIndex d, Share& share);
  void gather(const std::vector<Share>& shares, LogFindings& findings);
  void pack_sequence();
  void renumber_codes();
  void place_recorded();
  void merge_attributes();
  void place_changes();
  void place_texts();
  void make_attributes(LogFindings& findings);
  std::vector<std::int64_t> values_of(std::size_t attribute);
  /// `use(deal, change)` for the last change of each deal that has one of this attribute; behind a
  /// log, of the deals that get rows: the values of others stay.
  template <class Use>
  void for_each_last_change(std::size_t attribute, Use use) const;
  void fill_from_changes(std::size_t attribute, std::vector<std::int64_t>& values,
                         LogFindings& findings);
  void make_text(std::size_t attribute, const std::vector<std::int64_t>& values);
  void make_money(std::size_t attribute, std::vector<std::int64_t>& values);
  void find_currencies(LogFindings& findings);
  void sort_attributes();
  void count_duplicates(LogFindings& findings);

  void take_dictionaries_before();
  void make_room_before();
  void copy_rows_before();
  EventIndex row_before(EventIndex e);
  void mark_fresh_rows();
  std::vector<EventLog::Recorded> recorded_before();
  std::vector<PlacedChange> changes_before();
  std::vector<LogPart::Details> details_before();
  void take_attributes_before();
  void fill_from_before(std::size_t attribute, std::vector<std::int64_t>& values) const;

  std::vector<std::unique_ptr<LogPart>> parts_;
  unsigned threads_;
  Ties ties_;
  const EventLog* before_;  ///< Null: there is none.
  std::vector<Maps> maps_;
  EventLog log_;
  std::vector<EventIndex> target_;  ///< Arrival -> row; empty: the same.
  std::vector<std::int64_t> sequence_;
  Moves moves_;                                     ///< What ordering within deals moved.
  std::vector<std::uint32_t> attribute_of_change_;  ///< LogPart::no_attribute for other kinds.
  std::vector<base::Currency> currencies_;  ///< Of the deals' money; one entry when all share it.
  std::vector<DealIndex> touched_;  ///< Deals of `before` and new ones that get rows; sorted.
  std::vector<Run> runs_;           ///< Sorted; the first begins at 0.
  std::size_t run_hint_ = 0;
  std::vector<bool> is_fresh_;     ///< By row: not of `before`.
  std::vector<EventIndex> alike_;  ///< Events whose columns equal those of the event before.
};

template <class Use>
void LogAssembly::for_each_last_change(std::size_t attribute, Use use) const {
  const auto& changes = log_.changes_;
  const auto use_last = [&](DealIndex d, std::size_t end) {
    // From the back, so that the first change met is the last.
    for (std::size_t i = end; i-- > 0 && changes[i].event >= log_.begin(d);)
      if (attribute_of_change_[i] == attribute) return use(d, changes[i]);
  };
  if (before_) {
    for (const DealIndex d : touched_)
      use_last(d, static_cast<std::size_t>(
                      std::ranges::lower_bound(changes, log_.end(d), {}, &Change::event) -
                      changes.begin()));
    return;
  }
  std::size_t end = 0;
  for (DealIndex d = 0; d < log_.deal_count(); ++d) {
    while (end < changes.size() && changes[end].event < log_.end(d)) ++end;
    use_last(d, end);
  }
}

}  // namespace stagecraft::history
