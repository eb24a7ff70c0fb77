#include <algorithm>
#include <stdexcept>

#include "history/log_assembly.h"
#include "history/value_text.h"

/// LogAssembly behind a log that is there already.
namespace stagecraft::history {
namespace {

/// Whether the value of a deal is what its last change gave it.
bool is_of_last_change(const EventLog& log, const Attribute& attribute, DealIndex d) {
  if (d >= log.deal_count()) return false;
  const auto changes = log.changes();
  auto change = std::ranges::lower_bound(changes, log.end(d), {}, &Change::event);
  while (change != changes.begin() && (--change)->event >= log.begin(d))
    if (log.kind(change->event) == EventKind::attribute_changed &&
        log.symbol(change->event) == attribute.symbol)
      return change->to == attribute.value(d);
  return false;
}

/// Exact, so that the way back to minor units gives the same amount.
std::int64_t to_steps(std::int64_t minor, base::Currency currency) {
  if (minor == Attribute::not_stated) return minor;
  return minor * (money_steps / base::minor_units(currency));
}

}  // namespace

void LogAssembly::take_dictionaries_before() {
  log_.deals_ = before_->deals_;
  log_.symbols_ = before_->symbols_;
  log_.actors_ = before_->actors_;
  log_.texts_ = before_->texts_;
  log_.recorded_stated_ = before_->recorded_stated_;
}

/// Where each deal begins, where rows of `before` go, and where those of the parts go: behind them.
void LogAssembly::make_room_before() {
  const auto deals = static_cast<DealIndex>(log_.deals_.size() - 1);
  const auto deals_before = static_cast<DealIndex>(before_->deal_count());
  std::vector<EventIndex> added(deals, 0);
  const auto for_each_deal = [this](auto&& use) {
    for (const auto& part : parts_)
      for (std::size_t row = 0; row < part->rows; ++row)
        use(part->blocks[row / LogPart::block_rows]->deal[row % LogPart::block_rows]);
  };
  for_each_deal([&](DealIndex deal) { ++added[deal]; });

  log_.deal_begin_.reserve(std::size_t{deals} + 1);
  std::vector<EventIndex> next(deals);
  runs_.push_back({0, 0});
  EventIndex begin = 0;
  EventIndex shift = 0;
  for (DealIndex d = 0; d < deals; ++d) {
    log_.deal_begin_.push_back(begin);
    next[d] = d < deals_before ? begin + before_->end(d) - before_->begin(d) : begin;
    begin = next[d] + added[d];
    if (added[d] == 0) continue;
    touched_.push_back(d);
    shift += added[d];
    if (d < deals_before) runs_.push_back({before_->end(d), shift});
  }
  log_.deal_begin_.push_back(begin);
  for_each_deal([&](DealIndex deal) { target_.push_back(next[deal]++); });
}

void LogAssembly::copy_rows_before() {
  const auto rows = static_cast<EventIndex>(before_->event_count());
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const EventIndex end = i + 1 < runs_.size() ? runs_[i + 1].begin : rows;
    const EventIndex begin = runs_[i].begin;
    const EventIndex shift = runs_[i].shift;
    const auto copy = [&](const auto& from, auto& to) {
      std::copy(from.begin() + begin, from.begin() + end, to.begin() + begin + shift);
    };
    copy(before_->kind_, log_.kind_);
    copy(before_->symbol_, log_.symbol_);
    copy(before_->at_, log_.at_);
    for (EventIndex e = begin; e < end; ++e) log_.actor_.set(e + shift, before_->actor_[e]);
  }
}

EventIndex LogAssembly::row_before(EventIndex e) {
  // Asked for in rising order as a rule, so the run is the one of the last answer or the next.
  if (e < runs_[run_hint_].begin) run_hint_ = 0;
  while (run_hint_ + 1 < runs_.size() && runs_[run_hint_ + 1].begin <= e) ++run_hint_;
  return moved(e + runs_[run_hint_].shift);
}

void LogAssembly::mark_fresh_rows() {
  is_fresh_.assign(log_.at_.size(), false);
  for (const EventIndex placed : target_) is_fresh_[moved(placed)] = true;
}

std::vector<EventLog::Recorded> LogAssembly::recorded_before() {
  std::vector<EventLog::Recorded> recorded;
  recorded.reserve(before_->recorded_at_.size());
  for (const auto& [event, at] : before_->recorded_at_) recorded.push_back({row_before(event), at});
  if (!before_->recorded_stated_) return recorded;
  // A row without a date takes that of another row: what was equal may be so no longer.
  const auto kept = recorded.size();
  for (const DealIndex d : touched_) {
    if (d >= before_->deal_count()) break;
    for (EventIndex e = before_->begin(d); e < before_->end(d); ++e) {
      const auto at = before_->recorded_at(e).time_since_epoch().count();
      if (before_->precision(e) == Precision::unknown && at == before_->at_[e])
        recorded.push_back({row_before(e), at});
    }
  }
  if (recorded.size() > kept) std::ranges::sort(recorded, {}, &EventLog::Recorded::event);
  std::erase_if(recorded, [this](const auto& row) { return log_.at_[row.event] == row.at; });
  return recorded;
}

std::vector<LogAssembly::PlacedChange> LogAssembly::changes_before() {
  std::vector<std::uint32_t> of_symbol(before_->symbols_.size(), LogPart::no_attribute);
  for (std::uint32_t i = 0; i < before_->attributes_.size(); ++i)
    if (before_->attributes_[i].has_history) of_symbol[before_->attributes_[i].symbol] = i;
  std::vector<PlacedChange> placed;
  placed.reserve(before_->changes_.size());
  DealIndex d = 0;
  for (Change change : before_->changes_) {
    const EventIndex e = change.event;
    while (before_->end(d) <= e) ++d;
    const bool is_attribute = before_->kind(e) == EventKind::attribute_changed;
    const auto attribute = is_attribute ? of_symbol[before_->symbol(e)] : LogPart::no_attribute;
    if (is_attribute && before_->attributes_[attribute].kind == ValueKind::money) {
      const auto currency = before_->attributes_[attribute].currency(d);
      change.from = to_steps(change.from, currency);
      change.to = to_steps(change.to, currency);
    }
    change.event = row_before(e);
    placed.push_back({change, attribute});
  }
  return placed;
}

std::vector<LogPart::Details> LogAssembly::details_before() {
  std::vector<LogPart::Details> details;
  details.reserve(before_->details_.size());
  const bool has_all = before_->details_event_.empty();
  for (std::size_t i = 0; i < before_->details_.size(); ++i) {
    const auto e = has_all ? static_cast<EventIndex>(i) : before_->details_event_[i];
    details.push_back({row_before(e), before_->details_[i]});
  }
  return details;
}

void LogAssembly::take_attributes_before() {
  for (const Attribute& known : before_->attributes_) {
    Attribute attribute;
    attribute.name = known.name;
    attribute.kind = known.kind;
    attribute.dictionary = known.dictionary;
    log_.attributes_.push_back(std::move(attribute));
  }
  for (const auto& part : parts_)
    for (const auto& values : part->attributes)
      if (const auto* known = before_->find_attribute(values.name);
          known != nullptr && known->kind != values.kind)
        throw std::logic_error("an attribute of two kinds: " + values.name);
}

void LogAssembly::fill_from_before(std::size_t attribute, std::vector<std::int64_t>& values) const {
  if (attribute >= before_->attributes_.size()) return;
  const Attribute& known = before_->attributes_[attribute];
  const bool is_money = known.kind == ValueKind::money;
  for (DealIndex d = 0; d < before_->deal_count(); ++d)
    values[d] = is_money ? to_steps(known.value(d), known.currency(d)) : known.value(d);
  const std::int64_t none = known.is_text() ? 0 : Attribute::not_stated;
  // The last change of a deal gives its value, and gives it anew when it came later than `before`,
  // or when another has become the last: what is undated stands behind the event it came after.
  for_each_last_change(attribute, [&](DealIndex d, const Change& change) {
    if (is_fresh_[change.event] || is_of_last_change(*before_, known, d)) values[d] = none;
  });
}

}  // namespace stagecraft::history
