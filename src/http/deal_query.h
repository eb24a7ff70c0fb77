#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/shape.h"
#include "selling/ids.h"
#include "store/deal_list.h"

namespace stagecraft::http {

/// The query string of the list of deals.
struct ListDeals {
  std::vector<selling::DealId> ids;
  std::vector<std::string> status, stage, outcome, channel, offering, campaign, persona, currency;
  std::optional<selling::ProcessId> process;
  std::vector<selling::PersonId> owner;
  std::optional<selling::TeamId> team;
  std::optional<selling::AccountId> account;
  std::optional<std::string> name;
  std::optional<std::string> amount_from, amount_before;
  std::optional<std::string> expected_close_from, expected_close_before;
  std::optional<std::string> created_from, created_before, closed_from, closed_before;
  std::optional<std::string> next_due_before;
  bool without_next_step = false;
  std::string order = "id";
  bool descending = false;
  int limit = 50;
  std::string cursor;
  static constexpr Note notes[] = {
      {.field = "ids", .text = "These deals alone"},
      {.field = "status",
       .text = "Merged and deleted deals are there only when this asks for them"},
      {.field = "owner", .text = "One of these people"},
      {.field = "name", .text = "What the name begins with, without regard to case"},
      {.field = "amount_from", .text = "Minor units; ask for one currency too"},
      {.field = "expected_close_from", .text = "A day as 2026-01-31; `before` is not included"},
      {.field = "created_from", .text = "An instant as 2026-01-31T12:00:00Z"},
      {.field = "next_due_before", .text = "A day: with a promise of either side due before it"},
      {.field = "without_next_step",
       .text = "Leads and open deals without an open promise of either side",
       .may_be_left_out = true},
      {.field = "order",
       .text = "id, name, amount_minor, created_at, stage_entered_at, closed_at, expected_close, "
               "next_due, last_event_at, or attention: what has an overdue promise of either side, "
               "then no next step, then is late in its stage, as it stands when the page is read",
       .may_be_left_out = true},
      {.field = "descending", .may_be_left_out = true},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true},
      {.field = "cursor", .text = "`next` of the page before", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListDeals, (),
                      (ids, status, stage, outcome, channel, offering, campaign, persona, currency,
                       process, owner, team, account, name, amount_from, amount_before,
                       expected_close_from, expected_close_before, created_from, created_before,
                       closed_from, closed_before, next_due_before, without_next_step, order,
                       descending, limit, cursor))

/// As the store asks it.
store::ListQuery to_query(const ListDeals& asked);

/// The same from a text as it stands behind the `?` of a list: `status=open&stage=needs`. Throws
/// Error{invalid} with every fault, each at `?name`, and for a text that is no query string.
store::ListQuery read_deal_filter(std::string_view text);

}  // namespace stagecraft::http
