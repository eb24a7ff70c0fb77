#include <fmt/format.h>

#include "http/deal_acts.h"
#include "http/deal_commands.h"
#include "http/resources.h"
#include "http/write_once.h"
#include "selling/merging.h"
#include "selling/versions.h"
#include "store/deals.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(MigrationPreview, (), (from, to, choices, met, newly_unmet, unmet_no_more))

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct PreviewMigration {
  std::optional<selling::ProcessId> process;
  int version = 0;
  std::string stage;
  static constexpr Note notes[] = {
      {.field = "process", .text = "Left out: the deal's own"},
      {.field = "version", .least = 1},
      {.field = "stage", .text = "Where it shall stand", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(PreviewMigration, (), (process, version, stage))

struct DealMerger {
  selling::DealId into;
  std::string note;
  static constexpr Note notes[] = {{.field = "note", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(DealMerger, (), (into, note))

namespace {

using selling::Right;

selling::MapVersion target_of(const selling::Deal& deal,
                              const std::optional<selling::ProcessId>& process, int version) {
  return {process.value_or(deal.map.process), version};
}

/// Maps of the versions between, through which renamed stages are followed.
std::vector<process::Map> maps_between(const Desk& desk, const selling::Deal& deal,
                                       selling::MapVersion to) {
  std::vector<process::Map> maps;
  if (to.process != deal.map.process) return maps;
  for (int number = deal.map.number + 1; number < to.number; ++number)
    maps.push_back(desk.version({to.process, number}).map);
  return maps;
}

Response preview_move_over(const Request& request, App& app) {
  const auto asked = request.query<PreviewMigration>();
  return look(request, app, [&](const Desk& desk) {
    const auto deal = desk.deal();
    const auto to = target_of(deal, asked.process, asked.version);
    const auto between = maps_between(desk, deal, to);
    return reply(200, selling::preview_migration(
                          deal, {.to = desk.version(to), .between = between, .stage = asked.stage},
                          desk.setting(deal)));
  });
}

Response merge_versions(const Request& request, App& app) {
  const auto wanted = request.read<DealMerger>();
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto gone = desk.deal_for(Right::deal_merge);
    const auto into = desk.deal(wanted.into);
    selling::require(desk.actor(), Right::deal_merge, holder_of(into));
    const auto merger = selling::merge_deals(gone, into, wanted.note, desk.setting(into));
    store::append(transaction, gone, merger.gone, desk.maps());
    return reply_with(201, merger.into.empty()
                               ? into
                               : store::append(transaction, into, merger.into, desk.maps()));
  });
}

}  // namespace

selling::Change migrate(const Desk& desk, const selling::Deal& deal, const MigrateDeal& wanted) {
  const auto to = target_of(deal, wanted.process, wanted.version);
  const auto between = maps_between(desk, deal, to);
  return selling::migrate(
      deal,
      {.to = desk.version(to), .between = between, .stage = wanted.stage, .note = wanted.note},
      desk.setting(deal));
}

void add_deal_versions(Routes& routes) {
  routes.add({.path = "/api/deals/{deal}/migration-preview",
              .access = Access::with(Right::deal_read),
              .summary = "What would change for a deal on another version of its process",
              .query = &shape_of<PreviewMigration>(),
              .replies = {{200, "Where it would stand", &shape_of<selling::MigrationPreview>()},
                          {404, "There is no such deal or version, or not for you"}},
              .handler = preview_move_over});
  add_act(routes, {.path = "/api/deals/{deal}/migrations",
                   .right = Right::deal_migrate,
                   .summary = "Move a deal to another version of its process, or to another one",
                   .body = &shape_of<MigrateDeal>(),
                   .verb = [](const DealAtHand& at) {
                     return migrate(at.desk, at.deal, at.request.read<MigrateDeal>());
                   }});
  routes.add({.method = Method::post,
              .path = "/api/deals/{deal}/mergers",
              .access = Access::with(Right::deal_merge),
              .summary = "Merge a deal into another one; no history is lost",
              .body = &shape_of<DealMerger>(),
              .replies = {{201, "The deal that stays", &shape_of<selling::Deal>()},
                          {404, "There is no such deal, or not for you"},
                          {409, "One of them is gone, or both are the same"}},
              .handler = merge_versions,
              .takes_idempotency_key = true});
}

}  // namespace stagecraft::http
