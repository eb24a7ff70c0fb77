#include "measures/money.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/parallel.h"

namespace stagecraft::measures {

namespace {

using history::Attribute;
using history::DealIndex;
using history::DealState;

/// Amounts of the deals before any conversion, written to where the converted ones will be.
class Amounts {
 public:
  Amounts(const MoneyQuestion& question, const Attribute& attribute,
          base::BigVector<std::int64_t>& minor)
      : question_(question), attribute_(attribute), minor_(minor) {}

  /// As finally known.
  void fill() {
    base::in_parts(question_.threads, minor_.size(),
                   [&](unsigned, std::size_t begin, std::size_t end) {
                     for (std::size_t d = begin; d < end; ++d) minor_[d] = attribute_.numbers[d];
                   });
  }

  /// Replays the changes of amounts, so that each deal has the amount of its closing or of `as_of`.
  /// Returns what was changed after winning, in minor units of the deal's own currency.
  std::vector<DealMoney::Correction> replay() {
    const auto& log = question_.log;
    DealIndex deal = 0;
    bool is_first = true;
    for (const history::Change& change : log.changes()) {
      if (log.kind(change.event) != history::EventKind::attribute_changed ||
          log.symbol(change.event) != attribute_.symbol)
        continue;
      for (; log.end(deal) <= change.event; ++deal) is_first = true;
      if (is_first) minor_[deal] = change.from;
      is_first = false;
      apply(deal, change);
    }
    return std::move(corrections_);
  }

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
      minor_[deal] = change.to;
    } else if (state.status == history::DealStatus::won) {
      const std::int64_t from = change.from == Attribute::not_stated ? 0 : change.from;
      const std::int64_t to = change.to == Attribute::not_stated ? 0 : change.to;
      corrections_.push_back({deal, ms, date_only, to - from, 0});
    }
  }

  const MoneyQuestion& question_;
  const Attribute& attribute_;
  base::BigVector<std::int64_t>& minor_;
  std::vector<DealMoney::Correction> corrections_;
};

base::Day rate_day(const MoneyQuestion& question, const DealState& state) {
  if (!state.is_closed() || state.closed == DealState::unknown)
    return question.zone.day_of(question.as_of);
  const base::Instant closed{base::Milliseconds(state.closed)};
  if (state.has(DealState::closed_date_only)) return std::chrono::floor<std::chrono::days>(closed);
  return question.zone.day_of(closed);
}

/// Turns the amounts of one part of the deals into the reporting currency, where a rate allows it.
class Converter {
 public:
  explicit Converter(const Settings& settings) {
    if (settings.reporting_currency) column(*settings.reporting_currency);
  }

  struct Converted {
    std::int64_t minor;
    std::uint8_t currency;  ///< Index into currencies().
  };

  /// An amount of deal `d`.
  Converted convert(const MoneyQuestion& question, const Attribute& attribute, DealIndex d,
                    std::int64_t minor) {
    const base::Currency own = attribute.currency(d);
    const base::Currency from = own.is_stated() ? own : question.map_currency;
    const auto& to = question.settings.reporting_currency;
    if (!to || from == *to) return {minor, column(from)};
    const auto rate =
        find_rate(question.settings, from, rate_day(question, question.flow.deals[d]));
    if (!rate) {
      ++without_rate_[from];
      return {minor, column(from)};
    }
    const double major = static_cast<double>(minor) / static_cast<double>(base::minor_units(from));
    const double there = major * *rate * static_cast<double>(base::minor_units(*to));
    ++converted_[from];
    return {std::llround(there), column(*to)};
  }

  /// Adds those of later deals. Returns where each of their currencies stands now.
  std::vector<std::uint8_t> join(const Converter& later) {
    std::vector<std::uint8_t> places;
    for (const base::Currency currency : later.currencies_) places.push_back(column(currency));
    for (const auto& [currency, count] : later.converted_) converted_[currency] += count;
    for (const auto& [currency, count] : later.without_rate_) without_rate_[currency] += count;
    return places;
  }

  const std::vector<base::Currency>& currencies() const { return currencies_; }

  std::vector<base::Sentence> remarks() const {
    std::vector<base::Sentence> remarks;
    for (const auto& [currency, count] : converted_)
      remarks.push_back(
          base::say("{} amounts converted from {} by the stated rates", count, currency.code()));
    for (const auto& [currency, count] : without_rate_)
      remarks.push_back(
          base::say("{} amounts in {} have no rate and stand apart", count, currency.code()));
    return remarks;
  }

 private:
  std::uint8_t column(base::Currency currency) {
    if (last_ < currencies_.size() && currencies_[last_] == currency) return last_;
    const auto found = std::ranges::find(currencies_, currency);
    last_ = static_cast<std::uint8_t>(found - currencies_.begin());
    if (found == currencies_.end()) currencies_.push_back(currency);
    return last_;
  }

  std::vector<base::Currency> currencies_;
  std::uint8_t last_ = 0;  ///< The column found last: mostly the next one too.
  std::map<base::Currency, std::int64_t> converted_, without_rate_;
};

/// Converts `money.minor` where it stands, each part on a thread of its own.
Converter convert_all(const MoneyQuestion& question, const Attribute& attribute, DealMoney& money) {
  std::vector<Converter> parts(question.threads, Converter(question.settings));
  base::in_parts(question.threads, money.minor.size(),
                 [&](unsigned part, std::size_t begin, std::size_t end) {
                   Converter own(question.settings);
                   for (std::size_t d = begin; d < end; ++d) {
                     std::int64_t& minor = money.minor[d];
                     const Converter::Converted converted =
                         minor == Attribute::not_stated
                             ? Converter::Converted{0, DealMoney::no_amount}
                             : own.convert(question, attribute, static_cast<DealIndex>(d), minor);
                     minor = converted.minor;
                     money.currency[d] = converted.currency;
                   }
                   parts[part] = std::move(own);
                 });
  Converter all(question.settings);
  std::vector<std::vector<std::uint8_t>> places;  // By part: where its currencies stand in `all`.
  for (const Converter& part : parts) places.push_back(all.join(part));
  if (all.currencies().size() > 1)
    base::in_parts(question.threads, money.minor.size(),
                   [&](unsigned part, std::size_t begin, std::size_t end) {
                     for (std::size_t d = begin; d < end; ++d)
                       if (std::uint8_t& currency = money.currency[d];
                           currency != DealMoney::no_amount)
                         currency = places[part][currency];
                   });
  return all;
}

}  // namespace

DealMoney deal_money(const MoneyQuestion& question) {
  DealMoney money;
  const std::size_t deals = question.log.deal_count();
  const Attribute* attribute = question.log.find_attribute("amount");
  if (attribute == nullptr || attribute->numbers.empty()) {
    money.minor.assign(deals, 0);
    money.currency.assign(deals, DealMoney::no_amount);
    return money;
  }
  money.is_known = true;
  money.has_history = attribute->has_history;
  money.minor.resize(deals);
  money.currency.resize(deals);

  Amounts amounts(question, *attribute, money.minor);
  amounts.fill();
  money.corrections = amounts.replay();
  Converter converter = convert_all(question, *attribute, money);
  for (DealMoney::Correction& correction : money.corrections) {
    const auto converted =
        converter.convert(question, *attribute, correction.deal, correction.delta);
    correction.delta = converted.minor;
    correction.currency = converted.currency;
  }
  money.currencies = converter.currencies();
  money.remarks = converter.remarks();
  return money;
}

}  // namespace stagecraft::measures
