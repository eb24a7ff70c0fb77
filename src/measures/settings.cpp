#include "measures/settings.h"

namespace stagecraft::measures {

std::optional<double> find_rate(const Settings& settings, base::Currency currency, base::Day day) {
  if (settings.reporting_currency == currency) return 1.0;
  std::optional<double> rate;
  for (const ExchangeRate& stated : settings.rates)
    if (stated.currency == currency && stated.from <= day) rate = stated.rate;
  return rate;
}

}  // namespace stagecraft::measures
