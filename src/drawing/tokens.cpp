#include "drawing/tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace stagecraft::drawing {
namespace {

struct Row {
  Token token;
  std::string_view css, light, dark, print;
};

// Print: white paper, no tint that costs toner, and ink a step darker where thin type is grey.
constexpr std::array<Row, token_count> rows{{
    {Token::paper, "--paper", "#ffffff", "#151b1a", "#ffffff"},
    {Token::ground, "--ground", "#f3f5f4", "#0e1312", "#ffffff"},
    {Token::sunk, "--sunk", "#e8ecea", "#242c2a", "#f1f3f2"},
    {Token::ink, "--ink", "#16211e", "#e5ebe8", "#000000"},
    {Token::ink_2, "--ink-2", "#44514d", "#b5c0bc", "#333d3a"},
    {Token::ink_3, "--ink-3", "#5c6965", "#97a39f", "#4c5753"},
    {Token::line, "--line", "#d6dcd9", "#2b3432", "#c3cac7"},
    {Token::line_2, "--line-2", "#a9b3af", "#4a5653", "#8d9793"},
    {Token::edge, "--edge", "#74817c", "#7c8a85", "#5f6b67"},
    {Token::act, "--act", "#1c4e9e", "#93bbf6", "#1c4e9e"},
    {Token::customer, "--customer", "#0d625b", "#72cabd", "#0a524c"},
    {Token::customer_bg, "--customer-bg", "#e1f0ed", "#14302c", "#f0f7f5"},
    {Token::limit, "--limit", "#845000", "#edb75a", "#734600"},
    {Token::limit_bg, "--limit-bg", "#fcf0d8", "#35290f", "#fdf7ea"},
    {Token::limit_fill, "--limit-fill", "#d9982b", "#c78a25", "#d9982b"},
    {Token::bad, "--bad", "#a3261d", "#f49a8f", "#8f2119"},
    {Token::good, "--good", "#286630", "#8bcb8d", "#215528"},
    {Token::good_bg, "--good-bg", "#e3f1e3", "#1a321c", "#f1f8f1"},
    {Token::c_now, "--c-now", "#33524f", "#8fb5ae", "#33524f"},
    {Token::c_band, "--c-band", "#33524f", "#6b978f", "#486b67"},
    {Token::c_now_2, "--c-now-2", "#86a5a0", "#56766f", "#86a5a0"},
    {Token::c_soft, "--c-soft", "#c9d6d3", "#36433f", "#dbe4e2"},
    {Token::c_before, "--c-before", "#7c8884", "#8b9893", "#6a7571"},
    {Token::h_0, "--h-0", "#eef3f1", "#1c2422", "#f4f7f6"},
    {Token::h_1, "--h-1", "#cfe0db", "#20352f", "#dfeae7"},
    {Token::h_2, "--h-2", "#a3c3bb", "#2a4d46", "#bfd6d0"},
    {Token::h_3, "--h-3", "#6d9c92", "#3d6d62", "#8db3aa"},
    {Token::h_4, "--h-4", "#35655c", "#8cc4b7", "#35655c"},
}};

constexpr const Row& row_of(Token token) { return rows[static_cast<std::size_t>(token)]; }

static_assert(std::ranges::all_of(rows, [](const Row& row) { return &row_of(row.token) == &row; }));

double linear(std::string_view two_digits) {
  int byte = 0;
  std::from_chars(two_digits.data(), two_digits.data() + two_digits.size(), byte, 16);
  const double share = byte / 255.0;
  return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(std::string_view hex) {
  return 0.2126 * linear(hex.substr(1, 2)) + 0.7152 * linear(hex.substr(3, 2)) +
         0.0722 * linear(hex.substr(5, 2));
}

}  // namespace

std::string_view colour(Token token, Theme theme) {
  const Row& row = row_of(token);
  if (theme == Theme::dark) return row.dark;
  return theme == Theme::print ? row.print : row.light;
}

std::string_view css_name(Token token) { return row_of(token).css; }

std::optional<Theme> find_theme(std::string_view word) {
  if (word == "light") return Theme::light;
  if (word == "dark") return Theme::dark;
  if (word == "print") return Theme::print;
  return std::nullopt;
}

double contrast(std::string_view a, std::string_view b) {
  const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
  return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace stagecraft::drawing
