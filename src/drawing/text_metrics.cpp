#include "drawing/text_metrics.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/text.h"
#include "drawing/embedded_data.h"

namespace stagecraft::drawing {
namespace {

constexpr double reserve = 1.03;
constexpr char32_t quick_codes = 0x250;  // Latin: looked up without a search.

struct Widths {
  std::array<double, quick_codes> quick{};          // 0: not known.
  std::vector<std::pair<char32_t, double>> beyond;  // Sorted by code point.

  double of(char32_t code) const {
    if (code < quick_codes) return quick[code] > 0 ? quick[code] : reserve;
    const auto at = std::ranges::lower_bound(beyond, code, {}, &std::pair<char32_t, double>::first);
    return at != beyond.end() && at->first == code ? at->second : reserve;
  }
};

std::string_view take(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

std::uint32_t number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return value;
}

void add_run(Widths& widths, std::string_view line, double units_per_em) {
  auto code = static_cast<char32_t>(number(take(line, ' '), 16));
  while (!line.empty()) {
    const double width = number(take(line, ' '), 10) / units_per_em * reserve;
    if (code < quick_codes) {
      widths.quick[code] = width;
    } else {
      widths.beyond.emplace_back(code, width);
    }
    ++code;
  }
}

std::array<Widths, 3> read_tables() {
  std::array<Widths, 3> tables;
  std::size_t faces = 0;
  double units_per_em = 1;
  for (auto rest = embedded_data("text_widths.txt"); !rest.empty();) {
    const auto line = take(rest, '\n');
    if (line.starts_with('#')) continue;
    if (line.starts_with("face")) {
      units_per_em = number(line.substr(line.rfind(' ') + 1), 10);
      ++faces;
    } else {
      add_run(tables.at(faces - 1), line, units_per_em);
    }
  }
  return tables;
}

const Widths& widths_of(Face face) {
  static const auto tables = read_tables();
  return tables[static_cast<std::size_t>(face)];
}

}  // namespace

double advance(char32_t code_point, Face face) { return widths_of(face).of(code_point); }

double text_width(std::string_view utf8, Face face, double size) {
  const Widths& widths = widths_of(face);
  double ems = 0;
  for (const char32_t code : base::code_points(utf8)) ems += widths.of(code);
  return ems * size;
}

}  // namespace stagecraft::drawing
