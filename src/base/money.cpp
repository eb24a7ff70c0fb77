#include "base/money.h"

#include <algorithm>
#include <iterator>

namespace stagecraft::base {
namespace {

// ISO 4217 as of 2024, funds and metals left out. Currencies of other than two minor digits stand
// apart.
constexpr std::string_view two_digits =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF "
    "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD HNL "
    "HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD "
    "MMK MNT "
    "MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
    "RUB SAR "
    "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH "
    "USD UYU "
    "UZS VED VES WST XCD YER ZAR ZMW ZWL ";
constexpr std::string_view no_digits =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ";
constexpr std::string_view three_digits = "BHD IQD JOD KWD LYD OMR TND ";

bool holds(std::string_view codes, std::string_view code) {
  for (std::size_t i = 0; i + 3 < codes.size(); i += 4)
    if (codes.substr(i, 3) == code) return true;
  return false;
}

}  // namespace

std::optional<Currency> Currency::find(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  if (!holds(two_digits, code) && !holds(no_digits, code) && !holds(three_digits, code))
    return std::nullopt;
  Currency currency;
  std::ranges::copy(code, currency.code_.begin());
  return currency;
}

int Currency::minor_digits() const {
  if (holds(no_digits, code())) return 0;
  return holds(three_digits, code()) ? 3 : 2;
}

std::int64_t minor_units(Currency currency) {
  constexpr std::int64_t units[] = {1, 10, 100, 1000};
  return units[currency.minor_digits()];
}

}  // namespace stagecraft::base
