#include "history/amount_parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"

namespace stagecraft::history {
namespace {

using Sign = std::pair<std::string_view, std::string_view>;

// Longer signs first. One that several currencies use names none ("").
constexpr std::array<Sign, 24> signs = {{
    {"US$", "USD"}, {"CA$", "CAD"}, {"AU$", "AUD"}, {"NZ$", "NZD"}, {"HK$", "HKD"}, {"MX$", "MXN"},
    {"R$", "BRL"},  {"C$", "CAD"},  {"A$", "AUD"},  {"S$", "SGD"},  {"$", ""},      {"€", "EUR"},
    {"£", "GBP"},   {"¥", ""},      {"₹", "INR"},   {"₽", "RUB"},   {"₩", "KRW"},   {"₺", "TRY"},
    {"₴", "UAH"},   {"zł", "PLN"},  {"Kč", "CZK"},  {"Fr.", "CHF"}, {"kr.", ""},    {"kr", ""},
}};

/// Spaces between groups: ASCII, no-break, narrow no-break, thin; apostrophes straight and curled.
constexpr std::array<std::string_view, 6> group_marks = {" ",      "\u00A0", "\u202F",
                                                         "\u2009", "'",      "’"};

void trim_blanks(std::string_view& text) {
  text = base::trim(text);
  for (const auto mark : {group_marks[1], group_marks[2]}) {
    while (text.starts_with(mark)) text.remove_prefix(mark.size());
    while (text.ends_with(mark)) text.remove_suffix(mark.size());
  }
  text = base::trim(text);
}

bool is_code(std::string_view text) {
  return text.size() == 3 && base::Currency::find(text).has_value();
}

/// Takes a sign or code of a currency off either end; false when there are two that differ.
bool take_currency(std::string_view& text, base::Currency& currency) {
  const auto name = [&](std::string_view code) {
    const auto found = base::Currency::find(code);
    if (!found) return true;
    const bool agrees = !currency.is_stated() || currency == *found;
    currency = *found;
    return agrees;
  };
  for (const bool at_front : {true, false}) {
    trim_blanks(text);
    if (text.size() < 4) {
      // Too short for a code and a digit; a sign may still be there.
    } else if (const auto code = at_front ? text.substr(0, 3) : text.substr(text.size() - 3);
               is_code(code)) {
      at_front ? text.remove_prefix(3) : text.remove_suffix(3);
      if (!name(code)) return false;
      continue;
    }
    for (const auto& [sign, code] : signs) {
      if (!(at_front ? text.starts_with(sign) : text.ends_with(sign))) continue;
      at_front ? text.remove_prefix(sign.size()) : text.remove_suffix(sign.size());
      if (!name(code)) return false;
      break;
    }
  }
  trim_blanks(text);
  return true;
}

bool take_minus(std::string_view& text) {
  for (const std::string_view minus : {"-", "−"})
    if (text.starts_with(minus)) {
      text.remove_prefix(minus.size());
      return true;
    } else if (text.ends_with(minus)) {
      text.remove_suffix(minus.size());
      return true;
    }
  if (text.starts_with('+')) text.remove_prefix(1);
  return false;
}

struct Digits {
  std::string whole, fraction;
  bool has_groups = false;
};

/// Lengths of the groups from the left: the first 1 to 3, the last 3, those between 3 or all 2.
bool are_groups(const std::vector<std::size_t>& lengths) {
  if (lengths.size() == 1) return lengths[0] > 0;
  if (lengths.front() < 1 || lengths.front() > 3 || lengths.back() != 3) return false;
  const auto middle_is = [&](std::size_t n) {
    return std::all_of(lengths.begin() + 1, lengths.end() - 1, [n](auto l) { return l == n; });
  };
  return middle_is(3) || (middle_is(2) && lengths.front() <= 2);
}

std::size_t group_mark_at(std::string_view text, char decimal) {
  if (text.front() == (decimal == '.' ? ',' : '.')) return 1;
  for (const auto mark : group_marks)
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

std::optional<Digits> split(std::string_view text, char decimal) {
  Digits digits;
  std::vector<std::size_t> groups{0};
  bool in_fraction = false;
  while (!text.empty()) {
    const char c = text.front();
    if (c >= '0' && c <= '9') {
      (in_fraction ? digits.fraction : digits.whole) += c;
      if (!in_fraction) ++groups.back();
      text.remove_prefix(1);
    } else if (c == decimal && !in_fraction) {
      in_fraction = true;
      text.remove_prefix(1);
    } else {
      const auto mark = group_mark_at(text, decimal);
      if (mark == 0 || in_fraction) return std::nullopt;
      groups.push_back(0);
      text.remove_prefix(mark);
    }
  }
  const bool is_bare_fraction =
      groups.size() == 1 && digits.whole.empty() && !digits.fraction.empty();
  if (!is_bare_fraction && !are_groups(groups)) return std::nullopt;
  digits.has_groups = groups.size() > 1;
  return digits;
}

void add_one(std::string& digits) {
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    if (*digit != '9') {
      ++*digit;
      return;
    }
    *digit = '0';
  }
  digits.insert(digits.begin(), '1');
}

/// Whole and fraction as one canonical number; sets `was_rounded`.
std::string join(Digits digits, int keep, bool& was_rounded) {
  while (digits.fraction.ends_with('0')) digits.fraction.pop_back();
  const auto size = static_cast<std::size_t>(keep);
  if (digits.fraction.size() > size) {
    was_rounded = true;
    const bool up = digits.fraction[size] >= '5';
    std::string all = digits.whole + digits.fraction.substr(0, size);
    if (up) add_one(all);
    digits.whole = all.substr(0, all.size() - size);
    digits.fraction = all.substr(all.size() - size);
    while (digits.fraction.ends_with('0')) digits.fraction.pop_back();
  }
  digits.whole.erase(0, std::min(digits.whole.find_first_not_of('0'), digits.whole.size()));
  if (digits.whole.empty()) digits.whole = "0";
  return digits.fraction.empty() ? digits.whole : digits.whole + '.' + digits.fraction;
}

/// `1.234`: one to three digits, the decimal sign, three digits.
bool looks_grouped(const Digits& digits) {
  return digits.fraction.size() == 3 && !digits.has_groups && !digits.whole.empty() &&
         digits.whole.size() <= 3 && digits.whole != "0";
}

/// Money of a currency that has fewer than three decimals; plain numbers are kept to six.
bool is_money(const AmountFormat& format) {
  return format.digits < 6 && format.currency.minor_digits() < 3;
}

}  // namespace

ParsedAmount parse_amount(std::string_view text, const AmountFormat& format) {
  ParsedAmount amount{.problem = AmountProblem::not_a_number, .canonical = {}, .currency = {}};
  trim_blanks(text);
  bool is_negative = text.starts_with('(') && text.ends_with(')') && text.size() > 2;
  if (is_negative) text = text.substr(1, text.size() - 2);
  is_negative = take_minus(text) || is_negative;
  const auto with_sign = text;
  if (!take_currency(text, amount.currency)) return amount;
  if (!is_negative && text != with_sign) is_negative = take_minus(text);
  const auto digits = split(text, format.decimal);
  if (!digits) return amount;
  const bool names_other = format.currency.is_stated() && amount.currency.is_stated() &&
                           format.currency != amount.currency;
  if (names_other) {
    amount.problem = AmountProblem::other_currency;
    return amount;
  }
  if (looks_grouped(*digits) && is_money(format)) {
    amount.problem = AmountProblem::unclear_grouping;
    return amount;
  }
  amount.problem = AmountProblem::none;
  amount.canonical = join(*digits, format.digits, amount.was_rounded);
  if (is_negative && amount.canonical != "0") amount.canonical.insert(0, 1, '-');
  return amount;
}

}  // namespace stagecraft::history
