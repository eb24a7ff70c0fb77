#include "history/told_twice.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace stagecraft::history {
namespace {

constexpr std::int64_t minute_ms = 60'000;

/// When a row counts: a status that follows its reason within a minute comes first.
std::int64_t turn_of(const ClosingRow& row) {
  return row.is_reason ? row.time.at + minute_ms : row.time.at;
}

}  // namespace

std::vector<ClosingRow> without_second_tellings(std::vector<ClosingRow> rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) {
    const ClosingRow& row = rows[i];
    return std::tuple(std::string_view(row.deal), row.kind, turn_of(row), row.is_reason);
  });
  std::vector<bool> is_told(rows.size(), false);
  ClosingRow* closing = nullptr;
  for (const std::size_t i : order) {
    ClosingRow& row = rows[i];
    if (closing && (closing->deal != row.deal || closing->kind != row.kind)) closing = nullptr;
    if (!row.is_reason) {
      closing = &row;
    } else if (closing) {
      closing->details = std::move(row.details);
      is_told[i] = true;
    }
  }
  std::vector<ClosingRow> kept;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (!is_told[i]) kept.push_back(std::move(rows[i]));
  return kept;
}

}  // namespace stagecraft::history
