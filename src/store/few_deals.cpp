#include "store/few_deals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace stagecraft::store {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 2> place{"process", "stage"};
/// Fields with an index of their own.
constexpr auto single = std::to_array<std::string_view>(
    {"id",        "account",        "import",       "name",          "process",
     "status",    "outcome",        "channel",      "offering",      "campaign",
     "persona",   "currency",       "amount_minor", "created_at",    "stage_entered_at",
     "closed_at", "expected_close", "next_due",     "last_event_at", "waits_for"});
/// Fields whose index goes on with `waits_for`.
constexpr std::array<std::string_view, 2> held_by{"owner", "team"};

bool uses_index(const Filter& filter) {
  switch (filter.compare) {
    case Compare::is:
    case Compare::at_least:
    case Compare::before:
    case Compare::begins:
      return true;
    case Compare::is_not:
    case Compare::stated:
    case Compare::not_stated:
      break;
  }
  return false;
}

/// By all filters of these fields that an index answers; null: a field has none.
Condition condition_by(const FilteredDeals& deals, Names names, std::string_view beside) {
  std::vector<Filter> chosen;
  for (const auto name : names) {
    const auto before = chosen.size();
    for (const auto& filter : deals.filters)
      if (filter.field == name && uses_index(filter)) chosen.push_back(filter);
    if (chosen.size() == before) return {};
  }
  return [fields = deals.fields, chosen, beside = std::string(beside)](Sql& sql) {
    const ListSource source{
        .noun = "deals", .select = {}, .from = {}, .id = "d.id", .where = {}, .fields = fields};
    return "1 = 1" + conditions_of(sql, source, chosen) + beside;
  };
}

/// Deals from the first to the newest; some may be gone.
std::int64_t count_all(Connection& db) {
  for (const Row& row : db.query("SELECT max(id) FROM deals"))
    return row.get_or<std::int64_t>(0, 0);
  return 0;
}

struct Counted {
  Condition condition;
  int deals = 0;
};

std::vector<Counted> count_each(Connection& db, const std::vector<Condition>& conditions,
                                int most) {
  std::vector<Counted> counted;
  for (const auto& condition : conditions)
    counted.push_back({condition, count_deals(db, condition, most)});
  return counted;
}

}  // namespace

std::vector<Condition> indexed_conditions(const FilteredDeals& deals) {
  std::vector<Condition> found;
  const auto add = [&](Names names, std::string_view beside) {
    if (auto condition = condition_by(deals, names, beside)) found.push_back(std::move(condition));
  };
  add(place, {});
  for (const auto& name : single) add({&name, 1}, {});
  for (const auto& name : held_by) add({&name, 1}, deals.waiting);
  if (deals.viewer.scope == Scope::own)
    found.emplace_back([person = deals.viewer.person, waiting = std::string(deals.waiting)](
                           Sql& sql) { return "d.owner_id = " + sql.parameter(person) + waiting; });
  return found;
}

int count_deals(Connection& db, const Condition& condition, int most) {
  Sql sql("SELECT count(*) FROM (SELECT 1 FROM deals d WHERE ");
  sql.add(condition(sql)).add(" LIMIT " + sql.parameter(most) + ") AS counted");
  for (const Row& row : sql.query(db)) return row.get<int>(0);
  return 0;
}

Condition find_few(Connection& db, const FilteredDeals& deals, int rows) {
  const auto conditions = indexed_conditions(deals);
  if (conditions.empty()) return {};
  const auto all = static_cast<double>(count_all(db));
  // So many are gathered as a walk passes by until it has found `rows` of them.
  const int even = static_cast<int>(std::sqrt(rows * all)) + 1;
  auto counted = count_each(db, conditions, even + 1);
  const auto fewest = [&] { return std::ranges::min_element(counted, {}, &Counted::deals); };
  if (fewest()->deals <= even) return fewest()->condition;
  if (conditions.size() == 1) return {};
  // Of many and many others, few may be both.
  const int most = 4 * even;
  counted = count_each(db, conditions, most);
  double share_of_both = 1;
  for (const auto& one : counted) share_of_both *= std::min(1.0, one.deals / all);
  const bool is_walk_longer = fewest()->deals < most && fewest()->deals * share_of_both < rows;
  return is_walk_longer ? fewest()->condition : Condition();
}

}  // namespace stagecraft::store
