#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace stagecraft::sample {

/// Places in the list of a customer's people.
inline constexpr std::size_t user_chief = 0, payer = 1, daily_user = 2, gate_keeper = 3;
inline constexpr std::size_t people_a_customer = 4;

/// Somebody at a customer. The address is at a domain that can never be anybody's, and there is no
/// telephone number, as one could be somebody's.
struct CustomerPerson {
  std::string name, email;
  std::string_view position;

  std::string_view first_name() const { return std::string_view(name).substr(0, name.find(' ')); }
};

/// An invented company.
struct Customer {
  std::string name, domain;
  std::string_view city;
  std::string_view currency;  ///< ISO 4217.
  double rate = 1;            ///< Units of it for a euro, about.
  std::array<CustomerPerson, people_a_customer> people;
};

/// Customer number `index` of a seed. Those with different numbers have different names.
Customer make_customer(std::uint64_t seed, std::uint64_t index);

}  // namespace stagecraft::sample
