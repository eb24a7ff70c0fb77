#pragma once

#include <array>
#include <string_view>

#include "store/deal_list.h"
#include "store/list.h"
#include "store/row.h"

/// How the columns of `deals d` become rows of lists and boards. Within store alone.
namespace stagecraft::store {

/// What lists and boards filter and order by, each with its own column.
inline constexpr std::array<Field, 25> deal_fields{{
    {"status", "d.status"},
    {"process", "d.process_id", FieldKind::number},
    {"version", "d.version", FieldKind::number},
    {"stage", "d.stage"},
    {"outcome", "d.outcome"},
    {"account", "d.account_id", FieldKind::number},
    {"owner", "d.owner_id", FieldKind::number},
    {"team", "d.team_id", FieldKind::number},
    {"channel", "d.channel"},
    {"offering", "d.offering"},
    {"campaign", "d.campaign"},
    {"persona", "d.persona"},
    {"currency", "d.currency"},
    {"import", "d.import_id", FieldKind::number},
    {"name", "d.name_folded", FieldKind::folded, true},
    {"amount_minor", "d.amount_minor", FieldKind::number, true, true},
    {"created_at", "d.created_at", FieldKind::instant, true},
    {"stage_entered_at", "d.stage_entered_at", FieldKind::instant, true, true},
    {"closed_at", "d.closed_at", FieldKind::instant, true, true},
    {"expected_close", "d.expected_close", FieldKind::day, true, true},
    {"next_due", "d.next_due", FieldKind::day, true, true},
    {"last_event_at", "d.last_event_at", FieldKind::instant, true},
    {"id", "d.id", FieldKind::number},
    {"waits_for", "d.waits_for", FieldKind::number},
    {"attention", "d.waits_for", FieldKind::number, true},  // Ordered by as attention.h says.
}};

/// Deals `d` with the names of their accounts `a` and owners `p`, as read_deal reads them.
inline constexpr std::string_view select_deals =
    "SELECT d.id, d.name, d.process_id, d.version, d.status, d.created_at, d.stage, "
    "d.stage_entered_at, d.outcome, "
    "d.closed_at, d.account_id, a.name, d.owner_id, p.name, d.team_id, d.channel, d.offering, "
    "d.campaign, d.persona, "
    "d.amount_minor, d.currency, d.expected_close, d.next_due, d.last_event_at, d.attributes, "
    "d.revision "
    "FROM deals d LEFT JOIN accounts a ON a.id = d.account_id LEFT JOIN people p ON p.id = "
    "d.owner_id";

/// All deals, for what filters and orders them by their own columns.
inline constexpr ListSource deal_source{.noun = "deals",
                                        .select = select_deals,
                                        .from = " FROM deals d",
                                        .id = "d.id",
                                        .where = "1 = 1",
                                        .fields = deal_fields};

/// Columns of select_deals.
inline constexpr int deal_column_count = 26;

DealRow read_deal(const Row& row);

}  // namespace stagecraft::store
