#pragma once

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
class LogAssembly {
 public:
  LogAssembly(std::vector<std::unique_ptr<LogPart>> parts, unsigned threads);

  EventLog run(LogFindings& findings);

 private:
  struct Maps {
    CodeMap deals, symbols, actors, texts;
    std::vector<std::uint32_t> attributes;
    std::vector<CodeMap> values;  ///< Of the part's attributes.
    std::size_t offset = 0;       ///< Of the part's first row in arrival order.
  };
  using Moves = std::vector<std::pair<EventIndex, EventIndex>>;  ///< From, to; sorted by from.

  void merge_dictionaries();
  void place_rows();
  bool map_deals();
  void begin_deals_of_runs();
  void scatter_by_deal();
  void copy_part(std::size_t part);
  EventIndex row_of(std::size_t part, std::uint32_t row) const;
  void place_sequence();
  void order_deals(LogFindings& findings);
  void pack_sequence();
  void renumber_codes();
  void place_recorded();
  void merge_attributes();
  void place_changes();
  void place_texts();
  void make_attributes(LogFindings& findings);
  std::vector<std::int64_t> values_of(std::size_t attribute);
  void fill_from_changes(std::size_t attribute, std::vector<std::int64_t>& values,
                         LogFindings& findings);
  void make_text(std::size_t attribute, const std::vector<std::int64_t>& values);
  void make_money(std::size_t attribute, std::vector<std::int64_t>& values);
  void find_currencies(LogFindings& findings);
  void sort_attributes();
  void count_duplicates(LogFindings& findings);

  std::vector<std::unique_ptr<LogPart>> parts_;
  unsigned threads_;
  std::vector<Maps> maps_;
  EventLog log_;
  std::vector<EventIndex> target_;  ///< Arrival -> row; empty: the same.
  std::vector<std::int64_t> sequence_;
  Moves moves_;                                     ///< What ordering within deals moved.
  std::vector<std::uint32_t> attribute_of_change_;  ///< LogPart::no_attribute for other kinds.
  std::vector<base::Currency> currencies_;  ///< Of the deals' money; one entry when all share it.
  std::vector<EventIndex> alike_;  ///< Events whose columns equal those of the event before.
};

}  // namespace stagecraft::history
