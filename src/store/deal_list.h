#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/deal.h"
#include "selling/ids.h"
#include "selling/rights.h"
#include "store/attention.h"
#include "store/list.h"
#include "store/viewer.h"

namespace stagecraft::store {

/// A deal as lists and boards show it: the copy of what its events tell.
struct DealRow {
  selling::DealId id;
  std::string name;
  selling::MapVersion map;
  selling::DealStatus status = selling::DealStatus::lead;
  base::Instant created_at{};
  std::string stage;
  std::optional<base::Instant> stage_entered_at;
  std::string outcome;
  std::optional<base::Instant> closed_at;
  std::optional<selling::AccountId> account;
  std::string account_name;
  std::optional<selling::PersonId> owner;
  std::string owner_name;
  std::optional<selling::TeamId> team;
  std::string channel, offering, campaign, persona;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<base::Day> expected_close;
  std::optional<base::Day> next_due;  ///< Of the first open promise of either side.
  base::Instant last_event_at{};
  std::string attributes;  ///< All of them, as a JSON object of texts.
  int revision = 0;
};

/// Fields to filter by: status, process, version, stage, outcome, account, owner, team, channel,
/// offering, campaign, persona, currency, name, waits_for (attention.h); and, also to order by:
/// amount_minor (within one currency), created_at, stage_entered_at, closed_at, expected_close,
/// next_due, last_event_at, name. Merged and deleted deals are there only when the status is
/// filtered for. The order `attention` is by what attention.h says, as of `attention`.
Page<DealRow> list_deals(Connection& db, const Viewer& viewer, const ListQuery& query,
                         const Attention& attention = {});

struct PromiseRow {
  selling::DealId deal;
  std::string deal_name, account_name, deal_status;
  selling::Holder holder;  ///< Of the deal.
  std::optional<base::Instant> deal_closed_at;
  int number = 0;
  std::string side, planned, text, stage;
  std::optional<selling::PersonId> person;  ///< Who has to keep it; none of us: the deal's owner.
  base::Instant made_at{};
  base::Day first_due{}, due{};
  int moves = 0;
  std::optional<base::Day> judged_by;
  std::string state;
  std::optional<base::Instant> ended_at;
};

struct PromiseQuery {
  std::optional<selling::PersonId> person;  ///< Whose they are to keep or to follow up.
  std::optional<selling::TeamId> team;      ///< Of the deal.
  bool is_deal_open = false;                ///< Of leads and open deals alone.
  std::optional<base::Day> due_from, due_before;
  bool is_open = true;  ///< Neither kept nor withdrawn, of deals that are not gone.
  int limit = 500;
};
/// By due day, then deal.
std::vector<PromiseRow> list_promises(Connection& db, const Viewer& viewer,
                                      const PromiseQuery& query);

}  // namespace stagecraft::store
