#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/big_vector.h"
#include "base/money.h"
#include "base/sentence.h"
#include "history/event_log.h"
#include "history/flow.h"
#include "measures/period.h"
#include "measures/settings.h"

/// What each deal is worth in a figure (measures.md 1.12): won and lost ones as at their closing
/// and by the rate of that day, open ones as at `as_of`. Sums are only taken within one column of
/// currency.
namespace stagecraft::measures {

struct DealMoney {
  static constexpr std::uint8_t no_amount = 0xFF;

  /// A change of a won deal's amount after it was won.
  struct Correction {
    history::DealIndex deal;
    std::int64_t at;
    bool date_only;
    std::int64_t delta;  ///< Minor units of currencies[currency].
    std::uint8_t currency;
  };

  bool is_known = false;     ///< The history has amounts at all.
  bool has_history = false;  ///< Amounts are known as they were then, not only as finally known.
  std::vector<base::Currency>
      currencies;  ///< The reporting currency first, then those without a rate.
  base::BigVector<std::int64_t> minor;     ///< Per deal; 0 without an amount.
  base::BigVector<std::uint8_t> currency;  ///< Per deal: index into `currencies`, or no_amount.
  std::vector<Correction> corrections;
  std::vector<base::Sentence> remarks;  ///< Conversions and what could not be converted, in words.

  bool has_amount(history::DealIndex d) const { return currency[d] != no_amount; }
};

/// What the amounts are read with.
struct MoneyQuestion {
  const history::EventLog& log;
  const history::Flow& flow;
  const Settings& settings;
  base::Currency map_currency;  ///< Taken for amounts without a stated currency.
  base::Instant as_of;
  base::Zone zone;
  unsigned threads = 1;  ///< At least 1.
};

/// O(deals + changes).
DealMoney deal_money(const MoneyQuestion& question);

}  // namespace stagecraft::measures
