#include <algorithm>
#include <array>
#include <numeric>

#include "base/release.h"
#include "history/log_assembly.h"
#include "history/renumbering.h"

namespace stagecraft::history {
namespace {

/// The order of the deals CSV (history.md, 2); own fields follow by name.
constexpr std::array<std::string_view, 13> known_attributes = {
    "name",    "account", "owner",    "team",           "channel", "offering",   "campaign",
    "persona", "amount",  "currency", "expected_close", "map",     "map_version"};

/// Money steps -> minor units, half away from zero.
std::int64_t to_minor(std::int64_t steps, base::Currency currency) {
  if (steps == Attribute::not_stated) return steps;
  const std::int64_t unit = money_steps / base::minor_units(currency);
  const std::int64_t half = steps < 0 ? -unit / 2 : unit / 2;
  return (steps + half) / unit;
}

/// Sorts what a source grouped by deal gives sorted already. The first `known` rows come from a log
/// that was sorted, the others are few.
template <typename Row, typename Key>
void sort_by(std::vector<Row>& rows, std::size_t known, Key key) {
  if (std::ranges::is_sorted(rows, {}, key)) return;
  const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(known);
  if (!std::ranges::is_sorted(rows.begin(), middle, {}, key))
    std::ranges::stable_sort(rows.begin(), middle, {}, key);
  std::ranges::stable_sort(middle, rows.end(), {}, key);
  std::ranges::inplace_merge(rows, middle, {}, key);
}

}  // namespace

void LogAssembly::place_recorded() {
  if (before_) log_.recorded_at_ = recorded_before();
  const std::size_t known = log_.recorded_at_.size();
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    for (const auto& [row, at] : parts_[p]->recorded) {
      const EventIndex e = row_of(p, row);
      if (log_.at_[e] != at) log_.recorded_at_.push_back({e, at});
    }
    base::release(parts_[p]->recorded);
  }
  sort_by(log_.recorded_at_, known, &EventLog::Recorded::event);
  log_.recorded_at_.shrink_to_fit();
}

void LogAssembly::merge_attributes() {
  if (before_) take_attributes_before();
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    for (LogPart::AttributeValues& values : parts_[p]->attributes) {
      auto found = std::ranges::find(log_.attributes_, values.name, &Attribute::name);
      if (found == log_.attributes_.end()) {
        Attribute attribute;
        attribute.name = values.name;
        attribute.kind = values.kind;
        log_.attributes_.push_back(std::move(attribute));
        found = std::prev(log_.attributes_.end());
      }
      maps_[p].attributes.push_back(static_cast<std::uint32_t>(found - log_.attributes_.begin()));
      maps_[p].values.push_back(merge(found->dictionary, std::move(values.dictionary)));
    }
  }
}

void LogAssembly::place_changes() {
  merge_attributes();
  std::vector<PlacedChange> placed;
  if (before_) placed = changes_before();
  const std::size_t known = placed.size();
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    for (const LogPart::Change& change : parts_[p]->changes) {
      PlacedChange row{{row_of(p, change.row), change.from, change.to}, change.attribute};
      const bool is_attribute = change.attribute != LogPart::no_attribute;
      if (is_attribute) row.attribute = maps_[p].attributes[change.attribute];
      if (!is_attribute || log_.attributes_[row.attribute].is_text()) {
        const CodeMap& map = is_attribute ? maps_[p].values[change.attribute] : maps_[p].texts;
        row.change.from = map(static_cast<std::uint32_t>(change.from));
        row.change.to = map(static_cast<std::uint32_t>(change.to));
      }
      placed.push_back(row);
    }
    base::release(parts_[p]->changes);
  }
  sort_by(placed, known, [](const PlacedChange& row) { return row.change.event; });
  log_.changes_.reserve(placed.size());
  attribute_of_change_.reserve(placed.size());
  for (const PlacedChange& row : placed) {
    log_.changes_.push_back(row.change);
    attribute_of_change_.push_back(row.attribute);
  }
}

void LogAssembly::place_texts() {
  std::vector<LogPart::Details> details;
  if (before_) details = details_before();
  const std::size_t known = details.size();
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    for (const auto& [row, code] : parts_[p]->details)
      details.push_back({row_of(p, row), maps_[p].texts(code)});
    base::release(parts_[p]->details);
  }
  sort_by(details, known, &LogPart::Details::row);

  Renumbering texts(log_.texts_);
  for (const LogPart::Details& row : details) texts.see(row.code);
  for (std::size_t i = 0; i < log_.changes_.size() && !texts.is_complete(); ++i) {
    if (attribute_of_change_[i] != LogPart::no_attribute) continue;
    texts.see(static_cast<std::uint32_t>(log_.changes_[i].from));
    texts.see(static_cast<std::uint32_t>(log_.changes_[i].to));
  }
  if (texts.apply(log_.texts_)) {
    for (LogPart::Details& row : details) row.code = texts(row.code);
    for (std::size_t i = 0; i < log_.changes_.size(); ++i) {
      if (attribute_of_change_[i] != LogPart::no_attribute) continue;
      log_.changes_[i].from = texts(static_cast<std::uint32_t>(log_.changes_[i].from));
      log_.changes_[i].to = texts(static_cast<std::uint32_t>(log_.changes_[i].to));
    }
  }
  if (details.empty()) return;
  log_.details_ = CodeColumn(details.size(), static_cast<std::uint32_t>(log_.texts_.size() - 1));
  for (std::size_t i = 0; i < details.size(); ++i) log_.details_.set(i, details[i].code);
  if (details.size() == log_.at_.size()) return;
  log_.details_event_.reserve(details.size());
  for (const LogPart::Details& row : details) log_.details_event_.push_back(row.row);
}

void LogAssembly::make_attributes(LogFindings& findings) {
  // The currency first: money is counted in its minor units.
  std::vector<std::size_t> order(log_.attributes_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_partition(
      order, [&](std::size_t i) { return log_.attributes_[i].name == "currency"; });
  for (const std::uint32_t attribute : attribute_of_change_)
    if (attribute != LogPart::no_attribute) log_.attributes_[attribute].has_history = true;

  currencies_ = {base::Currency()};
  for (const std::size_t i : order) {
    Attribute& attribute = log_.attributes_[i];
    if (attribute.has_history)
      attribute.symbol = static_cast<SymbolIndex>(log_.symbols_.find(attribute.name).value_or(0));
    auto values = values_of(i);
    if (attribute.has_history) fill_from_changes(i, values, findings);
    if (attribute.is_text()) {
      make_text(i, values);
      if (attribute.name == "currency") find_currencies(findings);
      continue;
    }
    if (attribute.kind == ValueKind::money) make_money(i, values);
    attribute.numbers = NumberColumn(std::move(values));
  }
  sort_attributes();
}

std::vector<std::int64_t> LogAssembly::values_of(std::size_t attribute) {
  const std::int64_t none = log_.attributes_[attribute].is_text() ? 0 : Attribute::not_stated;
  std::vector<std::int64_t> values(log_.deal_count(), none);
  if (before_) fill_from_before(attribute, values);
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    const auto found = std::ranges::find(maps_[p].attributes, attribute);
    if (found == maps_[p].attributes.end()) continue;
    const auto index = static_cast<std::size_t>(found - maps_[p].attributes.begin());
    LogPart::AttributeValues& part = parts_[p]->attributes[index];
    for (std::uint32_t code = 1; code < part.codes.size(); ++code)
      if (part.codes[code] != 0)
        values[maps_[p].deals(code) - 1] = maps_[p].values[index](part.codes[code]);
    for (std::uint32_t code = 1; code < part.numbers.size(); ++code)
      if (part.numbers[code] != Attribute::not_stated)
        values[maps_[p].deals(code) - 1] = part.numbers[code];
    base::release(part.codes);
    base::release(part.numbers);
  }
  return values;
}

void LogAssembly::fill_from_changes(std::size_t attribute, std::vector<std::int64_t>& values,
                                    LogFindings& findings) {
  for_each_last_change(attribute, [&](DealIndex d, const Change& change) {
    if (!log_.attributes_[attribute].is_stated(values[d])) {
      values[d] = change.to;
    } else if (values[d] != change.to) {
      ++findings.value_contradictions;
    }
  });
}

void LogAssembly::make_text(std::size_t index, const std::vector<std::int64_t>& values) {
  Attribute& attribute = log_.attributes_[index];
  Renumbering codes(attribute.dictionary);
  for (const std::int64_t value : values) codes.see(static_cast<std::uint32_t>(value));
  for (std::size_t i = 0; attribute.has_history && i < log_.changes_.size() && !codes.is_complete();
       ++i) {
    if (attribute_of_change_[i] != index) continue;
    codes.see(static_cast<std::uint32_t>(log_.changes_[i].from));
    codes.see(static_cast<std::uint32_t>(log_.changes_[i].to));
  }
  const bool changed = codes.apply(attribute.dictionary);
  const auto fresh = [&](std::int64_t code) {
    return changed ? codes(static_cast<std::uint32_t>(code)) : static_cast<std::uint32_t>(code);
  };
  attribute.codes =
      CodeColumn(values.size(), static_cast<std::uint32_t>(attribute.dictionary.size() - 1));
  for (std::size_t d = 0; d < values.size(); ++d) attribute.codes.set(d, fresh(values[d]));
  for (std::size_t i = 0; changed && attribute.has_history && i < log_.changes_.size(); ++i) {
    if (attribute_of_change_[i] != index) continue;
    log_.changes_[i].from = fresh(log_.changes_[i].from);
    log_.changes_[i].to = fresh(log_.changes_[i].to);
  }
  attribute.dictionary.pack();
}

void LogAssembly::find_currencies(LogFindings& findings) {
  const Attribute& attribute = *log_.find_attribute("currency");
  std::vector<base::Currency> of_code(attribute.dictionary.size());
  std::vector<bool> is_unknown(attribute.dictionary.size(), false);
  for (std::uint32_t code = 1; code < attribute.dictionary.size(); ++code) {
    const auto currency = base::Currency::find(attribute.dictionary.text(code));
    of_code[code] = currency.value_or(base::Currency());
    is_unknown[code] = !currency;
  }
  currencies_.clear();
  for (DealIndex d = 0; d < log_.deal_count(); ++d) {
    currencies_.push_back(of_code[attribute.codes[d]]);
    findings.unknown_currencies += is_unknown[attribute.codes[d]];
  }
  const bool shared =
      std::ranges::adjacent_find(currencies_, std::not_equal_to()) == currencies_.end();
  if (shared) currencies_.resize(1);
  currencies_.shrink_to_fit();
}

void LogAssembly::make_money(std::size_t index, std::vector<std::int64_t>& values) {
  Attribute& attribute = log_.attributes_[index];
  attribute.currencies = currencies_;
  for (DealIndex d = 0; d < values.size(); ++d)
    values[d] = to_minor(values[d], attribute.currency(d));
  DealIndex d = 0;
  for (std::size_t i = 0; attribute.has_history && i < log_.changes_.size(); ++i) {
    if (attribute_of_change_[i] != index) continue;
    Change& change = log_.changes_[i];
    while (log_.end(d) <= change.event) ++d;
    const base::Currency currency = attribute.currency(d);
    change.from = to_minor(change.from, currency);
    change.to = to_minor(change.to, currency);
  }
}

void LogAssembly::sort_attributes() {
  std::erase_if(log_.attributes_, [](const Attribute& attribute) {
    if (attribute.has_history) return false;
    if (attribute.is_text()) return attribute.dictionary.size() == 1;
    return attribute.numbers.states_nothing();
  });
  const auto place = [](const Attribute& attribute) {
    const auto known = std::ranges::find(known_attributes, attribute.name);
    return std::pair(known - known_attributes.begin(), std::string_view(attribute.name));
  };
  std::ranges::sort(log_.attributes_, {}, place);
  log_.attributes_.shrink_to_fit();
}

}  // namespace stagecraft::history
