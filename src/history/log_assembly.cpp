#include "history/log_assembly.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/parallel.h"
#include "base/release.h"
#include "history/log_order.h"
#include "history/renumbering.h"

namespace stagecraft::history {
CodeMap merge(Dictionary& into, Dictionary&& from) {
  CodeMap map;
  if (into.size() == 1) {
    into = std::move(from);
    return map;
  }
  map.codes.reserve(from.size());
  // Finding a few texts in a packed dictionary is cheaper than making its index anew.
  constexpr std::size_t few = 8;
  for (std::uint32_t code = 0; code < from.size(); ++code) {
    const auto known = from.size() <= few ? into.find(from.text(code)) : std::nullopt;
    map.codes.push_back(known ? *known : into.code(from.text(code)));
  }
  from = Dictionary();
  return map;
}

LogAssembly::LogAssembly(std::vector<std::unique_ptr<LogPart>> parts, unsigned threads, Ties ties,
                         const EventLog* before)
    : parts_(std::move(parts)),
      threads_(threads),
      ties_(ties),
      before_(before),
      maps_(parts_.size()) {}

EventLog LogAssembly::run(LogFindings& findings) {
  merge_dictionaries();
  place_rows();
  order_deals(findings);
  if (before_) mark_fresh_rows();
  pack_sequence();
  renumber_codes();
  place_recorded();
  place_changes();
  place_texts();
  make_attributes(findings);
  count_duplicates(findings);
  log_.deals_.pack();
  log_.symbols_.pack();
  log_.actors_.pack();
  log_.texts_.pack();
  return std::move(log_);
}

void LogAssembly::merge_dictionaries() {
  std::size_t rows = 0;
  if (before_) take_dictionaries_before();
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    LogPart& part = *parts_[p];
    Maps& maps = maps_[p];
    maps.deals = merge(log_.deals_, std::move(part.deals));
    maps.symbols = merge(log_.symbols_, std::move(part.symbols));
    maps.actors = merge(log_.actors_, std::move(part.actors));
    maps.texts = merge(log_.texts_, std::move(part.texts));
    maps.offset = rows;
    rows += part.rows;
    log_.recorded_stated_ = log_.recorded_stated_ || part.recorded_stated;
  }
  if (before_) rows += before_->event_count();
  if (rows >= UINT32_MAX || log_.deals_.size() >= UINT32_MAX)
    throw base::Error(
        base::ErrorKind::too_large,
        "The history has more than 4,294,967,294 events or deals. Import it in parts.");
  if (log_.symbols_.size() > LogPart::symbol_limit + 1)
    throw base::Error(
        base::ErrorKind::too_large,
        "The history has more than 65,535 different activities. Check that the mapping "
        "names the column of the activity, and not one with free text or ids.");
  log_.kind_.resize(rows);
  log_.symbol_.resize(rows);
  log_.at_.resize(rows);
  log_.actor_ = CodeColumn(rows, static_cast<std::uint32_t>(log_.actors_.size() - 1));
}

void LogAssembly::place_rows() {
  const bool is_grouped = map_deals();
  if (before_) {
    make_room_before();
    copy_rows_before();
  } else if (is_grouped) {
    begin_deals_of_runs();
  } else {
    scatter_by_deal();
  }
  place_sequence();
  base::on_threads(threads_, [this](unsigned thread) {
    for (std::size_t p = thread; p < parts_.size(); p += threads_) copy_part(p);
  });
}

/// Turns the deal columns into deals of the log. True when they never fall, as where the source is
/// grouped.
bool LogAssembly::map_deals() {
  std::vector<std::uint8_t> rises(parts_.size(), 1);
  base::on_threads(threads_, [&](unsigned thread) {
    for (std::size_t p = thread; p < parts_.size(); p += threads_) {
      std::uint32_t before = 0;
      for (std::size_t row = 0; row < parts_[p]->rows; ++row) {
        std::uint32_t& deal =
            parts_[p]->blocks[row / LogPart::block_rows]->deal[row % LogPart::block_rows];
        deal = maps_[p].deals(deal) - 1;
        if (deal < before) rises[p] = 0;
        before = deal;
      }
    }
  });
  std::uint32_t last = 0;
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    const LogPart& part = *parts_[p];
    if (part.rows == 0) continue;
    if (rises[p] == 0 || part.blocks.front()->deal[0] < last) return false;
    last = part.blocks.back()->deal[(part.rows - 1) % LogPart::block_rows];
  }
  return true;
}

void LogAssembly::begin_deals_of_runs() {
  log_.deal_begin_.resize(log_.deals_.size());
  DealIndex next = 0;  // The first deal whose begin is not known yet.
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    for (std::size_t row = 0; row < parts_[p]->rows; ++row) {
      const DealIndex deal =
          parts_[p]->blocks[row / LogPart::block_rows]->deal[row % LogPart::block_rows];
      for (; next <= deal; ++next)
        log_.deal_begin_[next] = static_cast<EventIndex>(maps_[p].offset + row);
    }
  }
  for (; next < log_.deal_begin_.size(); ++next)
    log_.deal_begin_[next] = static_cast<EventIndex>(log_.at_.size());
}

void LogAssembly::scatter_by_deal() {
  std::vector<EventIndex>& begin = log_.deal_begin_;
  begin.assign(log_.deals_.size(), 0);
  const auto for_each_deal = [this](auto&& use) {
    for (const auto& part : parts_)
      for (std::size_t row = 0; row < part->rows; ++row)
        use(part->blocks[row / LogPart::block_rows]->deal[row % LogPart::block_rows]);
  };
  for_each_deal([&](DealIndex deal) { ++begin[deal + 1]; });
  for (std::size_t d = 1; d < begin.size(); ++d) begin[d] += begin[d - 1];
  std::vector<EventIndex> next = begin;
  target_.reserve(log_.at_.size());
  for_each_deal([&](DealIndex deal) { target_.push_back(next[deal]++); });
}

EventIndex LogAssembly::row_of(std::size_t part, std::uint32_t row) const {
  const std::size_t arrival = maps_[part].offset + row;
  return moved(target_.empty() ? static_cast<EventIndex>(arrival) : target_[arrival]);
}

EventIndex LogAssembly::moved(EventIndex placed) const {
  const auto move = std::ranges::lower_bound(moves_, placed, {}, &Moves::value_type::first);
  return move == moves_.end() || move->first != placed ? placed : move->second;
}

void LogAssembly::copy_part(std::size_t p) {
  LogPart& part = *parts_[p];
  for (std::size_t b = 0; b < part.blocks.size(); ++b) {
    const LogPart::Block& block = *part.blocks[b];
    const std::size_t first = maps_[p].offset + b * LogPart::block_rows;
    const std::size_t count = std::min(LogPart::block_rows, part.rows - b * LogPart::block_rows);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t e = target_.empty() ? first + i : target_[first + i];
      log_.at_[e] = block.at[i];
      log_.kind_[e] = block.kind[i];
      log_.symbol_[e] = static_cast<SymbolIndex>(maps_[p].symbols(block.symbol[i]));
      log_.actor_.set(e, maps_[p].actors(block.actor[i]));
    }
    part.blocks[b].reset();
  }
}

void LogAssembly::place_sequence() {
  const bool has_before = before_ && before_->sequence_ != EventLog::Sequence::none;
  const auto has_none = [](const auto& part) { return part->sequence.empty(); };
  if (!has_before && std::ranges::all_of(parts_, has_none)) return;
  sequence_.assign(log_.at_.size(), -1);
  for (EventIndex e = 0; has_before && e < before_->event_count(); ++e)
    sequence_[row_before(e)] = before_->source_seq(e);
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    for (std::size_t row = 0; row < parts_[p]->sequence.size(); ++row)
      sequence_[row_of(p, static_cast<std::uint32_t>(row))] = parts_[p]->sequence[row];
    base::release(parts_[p]->sequence);
  }
}

void LogAssembly::pack_sequence() {
  using Sequence = EventLog::Sequence;
  if (sequence_.empty()) return;
  const auto follows = [&](bool within_deals) {
    log_.seq_base_ = sequence_.front();
    if (log_.seq_base_ < 0) return false;
    for (DealIndex d = 0; d < log_.deal_count(); ++d)
      for (EventIndex e = log_.begin(d); e < log_.end(d); ++e)
        if (sequence_[e] != log_.seq_base_ + e - (within_deals ? log_.begin(d) : 0)) return false;
    return true;
  };
  if (follows(false)) {
    log_.sequence_ = Sequence::of_log;
  } else if (follows(true)) {
    log_.sequence_ = Sequence::of_deal;
  } else {
    log_.sequence_ = Sequence::stored;
    log_.seq_base_ = 0;
    log_.source_seq_ = std::move(sequence_);
    log_.source_seq_.shrink_to_fit();
  }
  base::release(sequence_);
}

void LogAssembly::renumber_codes() {
  Renumbering symbols(log_.symbols_);
  for (std::size_t e = 0; e < log_.symbol_.size() && !symbols.is_complete(); ++e)
    symbols.see(log_.symbol_[e]);
  if (symbols.apply(log_.symbols_))
    for (SymbolIndex& symbol : log_.symbol_) symbol = static_cast<SymbolIndex>(symbols(symbol));
  Renumbering actors(log_.actors_);
  for (std::size_t e = 0; e < log_.actor_.size() && !actors.is_complete(); ++e)
    actors.see(log_.actor_[e]);
  if (actors.apply(log_.actors_))
    for (std::size_t e = 0; e < log_.actor_.size(); ++e) log_.actor_.set(e, actors(log_.actor_[e]));
}

}  // namespace stagecraft::history
