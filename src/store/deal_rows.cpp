#include "store/deal_rows.h"

#include <optional>
#include <string>

namespace stagecraft::store {

using base::Day;
using base::Instant;
using selling::PersonId;

DealRow read_deal(const Row& row) {
  return {.id = row.get<selling::DealId>(0),
          .name = row.get<std::string>(1),
          .map = {row.get_or<selling::ProcessId>(2, {}), row.get<int>(3)},
          .status = selling::find_deal_status(row.get<std::string_view>(4))
                        .value_or(selling::DealStatus::lead),
          .created_at = row.get<Instant>(5),
          .stage = row.get<std::string>(6),
          .stage_entered_at = row.get<std::optional<Instant>>(7),
          .outcome = row.get<std::string>(8),
          .closed_at = row.get<std::optional<Instant>>(9),
          .account = row.get<std::optional<selling::AccountId>>(10),
          .account_name = row.get_or<std::string>(11, ""),
          .owner = row.get<std::optional<PersonId>>(12),
          .owner_name = row.get_or<std::string>(13, ""),
          .team = row.get<std::optional<selling::TeamId>>(14),
          .channel = row.get<std::string>(15),
          .offering = row.get<std::string>(16),
          .campaign = row.get<std::string>(17),
          .persona = row.get<std::string>(18),
          .amount_minor = row.get<std::optional<std::int64_t>>(19),
          .currency = row.get<std::string>(20),
          .expected_close = row.get<std::optional<Day>>(21),
          .next_due = row.get<std::optional<Day>>(22),
          .last_event_at = row.get<Instant>(23),
          .attributes = row.get<std::string>(24),
          .revision = row.get<int>(25)};
}

}  // namespace stagecraft::store
