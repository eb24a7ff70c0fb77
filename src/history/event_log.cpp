#include "history/event_log.h"

#include <algorithm>

namespace stagecraft::history {
namespace {

template <typename T>
std::size_t bytes_of(const std::vector<T>& column) {
  return column.capacity() * sizeof(T);
}

std::size_t bytes_of(const Attribute& attribute) {
  return sizeof(Attribute) + attribute.dictionary.memory_bytes() + attribute.codes.memory_bytes() +
         attribute.numbers.memory_bytes() + bytes_of(attribute.currencies);
}

}  // namespace

std::optional<DealIndex> EventLog::find_deal(std::string_view id) const {
  const auto code = deals_.find(id);
  if (!code || *code == 0) return {};
  return *code - 1;
}

bool EventLog::is_doubled(DealIndex d) const { return std::ranges::binary_search(doubled_, d); }

base::Instant EventLog::recorded_at(EventIndex e) const {
  const auto found = std::ranges::lower_bound(recorded_at_, e, {}, &Recorded::event);
  if (found == recorded_at_.end() || found->event != e) return at(e);
  return base::Instant(base::Milliseconds(found->at));
}

const Attribute* EventLog::find_attribute(std::string_view name) const {
  const auto found = std::ranges::find(attributes_, name, &Attribute::name);
  return found == attributes_.end() ? nullptr : &*found;
}

const Change* EventLog::find_change(EventIndex e) const {
  const auto found = std::ranges::lower_bound(changes_, e, {}, &Change::event);
  return found == changes_.end() || found->event != e ? nullptr : &*found;
}

std::string_view EventLog::details(EventIndex e) const {
  if (details_.empty()) return {};
  if (details_event_.empty()) return texts_.text(details_[e]);
  const auto found = std::ranges::lower_bound(details_event_, e);
  if (found == details_event_.end() || *found != e) return {};
  return texts_.text(details_[static_cast<std::size_t>(found - details_event_.begin())]);
}

std::int64_t EventLog::source_seq(EventIndex e) const {
  switch (sequence_) {
    case Sequence::none:
      return -1;
    case Sequence::of_log:
      return seq_base_ + e;
    case Sequence::of_deal:
      break;
    case Sequence::stored:
      return source_seq_[e];
  }
  return seq_base_ + e - *std::prev(std::ranges::upper_bound(deal_begin_, e));
}

std::int64_t EventLog::attribute_at(const Attribute& attribute, DealIndex d,
                                    base::Border at) const {
  const std::int64_t now = attribute.value(d);
  if (!attribute.has_history) return now;
  const EventIndex end = deal_begin_[d + 1];
  auto change = std::ranges::lower_bound(changes_, deal_begin_[d], {}, &Change::event);
  std::optional<std::int64_t> value;
  for (; change != changes_.end() && change->event < end; ++change) {
    const EventIndex e = change->event;
    if (kind(e) != EventKind::attribute_changed || symbol_[e] != attribute.symbol) continue;
    if (!at.holds_before(this->at(e), precision(e) == Precision::date))
      return value ? *value : change->from;
    value = change->to;
  }
  return value.value_or(now);
}

std::size_t EventLog::memory_bytes() const {
  std::size_t bytes = sizeof(EventLog) + deals_.memory_bytes() + bytes_of(deal_begin_) +
                      bytes_of(kind_) + bytes_of(symbol_) + actor_.memory_bytes() + bytes_of(at_) +
                      bytes_of(recorded_at_) + bytes_of(source_seq_) + symbols_.memory_bytes() +
                      actors_.memory_bytes() + texts_.memory_bytes() + bytes_of(changes_) +
                      bytes_of(details_event_) + details_.memory_bytes() + bytes_of(doubled_);
  for (const Attribute& attribute : attributes_) bytes += bytes_of(attribute);
  return bytes;
}

bool EventLog::operator==(const EventLog& other) const = default;

}  // namespace stagecraft::history
