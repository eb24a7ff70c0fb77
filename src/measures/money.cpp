#include "measures/money.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace stagecraft::measures {

namespace {

using history::Attribute;
using history::DealIndex;
using history::DealState;
using history::EventIndex;

/// Amounts and the currency of each deal before any conversion.
class Amounts {
 public:
  explicit Amounts(const MoneyQuestion& question)
      : question_(question),
        attribute_(*question.log.find_attribute("amount")),
        values_(attribute_.numbers.to_vector()) {}

  /// Replays the changes of amounts, so that each deal has the amount of its closing or of `as_of`.
  void replay() {
    const auto& log = question_.log;
    DealIndex deal = 0;
    bool is_first = true;
    for (const history::Change& change : log.changes()) {
      if (log.kind(change.event) != history::EventKind::attribute_changed ||
          log.symbol(change.event) != attribute_.symbol)
        continue;
      for (; log.end(deal) <= change.event; ++deal) is_first = true;
      if (is_first) values_[deal] = change.from;
      is_first = false;
      apply(deal, change);
    }
  }

  std::vector<std::int64_t>& values() { return values_; }
  base::Currency currency(DealIndex d) const {
    const base::Currency own = attribute_.currency(d);
    return own.is_stated() ? own : question_.map_currency;
  }
  std::vector<DealMoney::Correction>& corrections() { return corrections_; }
  bool has_history() const { return attribute_.has_history; }

 private:
  void apply(DealIndex deal, const history::Change& change) {
    const auto& log = question_.log;
    const history::Reading& reading = question_.flow.reading;
    const bool date_only = log.precision(change.event) == history::Precision::date;
    const base::Instant at = log.at(change.event);
    if (!reading.as_of.holds_before(at, date_only) ||
        !reading.known_at.holds_before(log.recorded_at(change.event), date_only))
      return;
    const DealState& state = question_.flow.deals[deal];
    const std::int64_t ms = at.time_since_epoch().count();
    const bool is_late =
        state.is_closed() && state.closed != DealState::unknown && ms > state.closed;
    if (!is_late) {
      values_[deal] = change.to;
    } else if (state.status == history::DealStatus::won) {
      const std::int64_t from = change.from == Attribute::not_stated ? 0 : change.from;
      const std::int64_t to = change.to == Attribute::not_stated ? 0 : change.to;
      corrections_.push_back({deal, ms, date_only, to - from, 0});
    }
  }

  const MoneyQuestion& question_;
  const Attribute& attribute_;
  std::vector<std::int64_t> values_;
  std::vector<DealMoney::Correction> corrections_;
};

/// Turns amounts into the reporting currency where a rate allows it.
class Converter {
 public:
  Converter(const MoneyQuestion& question, DealMoney& money) : question_(question), money_(money) {
    if (question.settings.reporting_currency) column(*question.settings.reporting_currency);
  }

  struct Converted {
    std::int64_t minor;
    std::uint8_t currency;
  };

  Converted convert(std::int64_t minor, base::Currency from, base::Day day) {
    const auto& to = question_.settings.reporting_currency;
    if (!to || from == *to) return {minor, column(from)};
    const auto rate = find_rate(question_.settings, from, day);
    if (!rate) {
      ++without_rate_[from];
      return {minor, column(from)};
    }
    const double major = static_cast<double>(minor) / static_cast<double>(base::minor_units(from));
    const double there = major * *rate * static_cast<double>(base::minor_units(*to));
    ++converted_[from];
    return {std::llround(there), column(*to)};
  }

  void remark() {
    for (const auto& [currency, count] : converted_)
      money_.remarks.push_back(
          base::say("{} amounts converted from {} by the stated rates", count, currency.code()));
    for (const auto& [currency, count] : without_rate_)
      money_.remarks.push_back(
          base::say("{} amounts in {} have no rate and stand apart", count, currency.code()));
  }

 private:
  std::uint8_t column(base::Currency currency) {
    auto& known = money_.currencies;
    const auto found = std::ranges::find(known, currency);
    if (found != known.end()) return static_cast<std::uint8_t>(found - known.begin());
    known.push_back(currency);
    return static_cast<std::uint8_t>(known.size() - 1);
  }

  const MoneyQuestion& question_;
  DealMoney& money_;
  std::map<base::Currency, std::int64_t> converted_, without_rate_;
};

base::Day rate_day(const MoneyQuestion& question, const DealState& state) {
  if (!state.is_closed() || state.closed == DealState::unknown)
    return question.zone.day_of(question.as_of);
  const base::Instant closed{base::Milliseconds(state.closed)};
  if (state.has(DealState::closed_date_only)) return std::chrono::floor<std::chrono::days>(closed);
  return question.zone.day_of(closed);
}

}  // namespace

DealMoney deal_money(const MoneyQuestion& question) {
  DealMoney money;
  const std::size_t deals = question.log.deal_count();
  money.minor.assign(deals, 0);
  money.currency.assign(deals, DealMoney::no_amount);
  const Attribute* attribute = question.log.find_attribute("amount");
  if (attribute == nullptr || attribute->numbers.empty()) return money;
  money.is_known = true;

  Amounts amounts(question);
  amounts.replay();
  money.has_history = amounts.has_history();
  Converter converter(question, money);
  const bool needs_rates = question.settings.reporting_currency.has_value();
  for (DealIndex d = 0; d < deals; ++d) {
    const std::int64_t minor = amounts.values()[d];
    if (minor == Attribute::not_stated) continue;
    const DealState& state = question.flow.deals[d];
    const base::Day day = needs_rates ? rate_day(question, state) : base::Day();
    const auto converted = converter.convert(minor, amounts.currency(d), day);
    money.minor[d] = converted.minor;
    money.currency[d] = converted.currency;
  }
  for (DealMoney::Correction& correction : amounts.corrections()) {
    const base::Day day =
        needs_rates ? rate_day(question, question.flow.deals[correction.deal]) : base::Day();
    const auto converted =
        converter.convert(correction.delta, amounts.currency(correction.deal), day);
    correction.delta = converted.minor;
    correction.currency = converted.currency;
  }
  money.corrections = std::move(amounts.corrections());
  converter.remark();
  return money;
}

}  // namespace stagecraft::measures
