#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagecraft::base {

/// An ISO 4217 currency code, three capital letters; "---" (the default) is 'not stated'.
class Currency {
 public:
  constexpr Currency() = default;
  /// nullopt unless `code` is a known ISO 4217 code.
  static std::optional<Currency> find(std::string_view code);

  std::string_view code() const { return {code_.data(), code_.size()}; }
  bool is_stated() const { return code_[0] != '-'; }
  /// Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD.
  int minor_digits() const;
  auto operator<=>(const Currency&) const = default;
  /// Asked for every deal: the default one of an array is a call.
  bool operator==(const Currency& other) const {
    return code_[0] == other.code_[0] && code_[1] == other.code_[1] && code_[2] == other.code_[2];
  }

 private:
  std::array<char, 3> code_{'-', '-', '-'};
};

/// An amount in minor units (cents). Sums are taken only within one currency.
struct Money {
  std::int64_t minor = 0;
  Currency currency;

  auto operator<=>(const Money&) const = default;
};

/// 10^minor_digits: how many minor units one major unit has.
std::int64_t minor_units(Currency currency);

}  // namespace stagecraft::base
