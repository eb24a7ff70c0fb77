#include "base/money.h"

#include <algorithm>
#include <array>
#include <cstddef>

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

constexpr std::size_t letters = 26;
constexpr std::int8_t unknown = -1;

constexpr std::size_t place_of(std::string_view code) {
  std::size_t place = 0;
  for (const char letter : code) place = place * letters + static_cast<std::size_t>(letter - 'A');
  return place;
}

/// Minor digits of every code of three letters: asked for each amount of a history.
constexpr auto digits_by_code = [] {
  std::array<std::int8_t, letters * letters * letters> digits{};
  digits.fill(unknown);
  const auto add = [&digits](std::string_view codes, std::int8_t count) {
    for (std::size_t i = 0; i + 3 < codes.size(); i += 4)
      digits[place_of(codes.substr(i, 3))] = count;
  };
  add(two_digits, 2);
  add(no_digits, 0);
  add(three_digits, 3);
  return digits;
}();

}  // namespace

std::optional<Currency> Currency::find(std::string_view code) {
  const auto is_letter = [](char c) { return 'A' <= c && c <= 'Z'; };
  if (code.size() != 3 || !std::ranges::all_of(code, is_letter)) return std::nullopt;
  if (digits_by_code[place_of(code)] == unknown) return std::nullopt;
  Currency currency;
  std::ranges::copy(code, currency.code_.begin());
  return currency;
}

int Currency::minor_digits() const { return is_stated() ? digits_by_code[place_of(code())] : 2; }

std::int64_t minor_units(Currency currency) {
  constexpr std::int64_t units[] = {1, 10, 100, 1000};
  return units[currency.minor_digits()];
}

}  // namespace stagecraft::base
