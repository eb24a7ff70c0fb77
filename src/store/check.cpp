#include "store/check.h"

#include <fmt/format.h>

#include <span>

#include "selling/deal.h"
#include "selling/plan.h"
#include "store/attachments.h"
#include "store/deal_copies.h"
#include "store/events.h"
#include "store/migration.h"
#include "store/plan_links.h"
#include "store/processes.h"
#include "store/profile.h"
#include "store/transaction.h"

namespace stagecraft::store {
namespace {

using selling::DealId;

constexpr int deals_at_a_time = 1000;

std::vector<DealId> deals_after(Connection& db, DealId after) {
  std::vector<DealId> deals;
  for (const Row& row :
       db.query("SELECT id FROM deals WHERE id > $1 ORDER BY id LIMIT $2", after, deals_at_a_time))
    deals.push_back(row.get<DealId>(0));
  return deals;
}

/// What is stored of links to plans holds their secrets alone; that they are, events tell.
void check_plan_links(const selling::Deal& deal, std::span<const int> stored, CheckReport& report) {
  for (const auto number : stored)
    if (selling::find_link(deal, number) == nullptr)
      report.faults.push_back(
          fmt::format("deal {}: a link to its plan is stored (number {}), which its events do not "
                      "tell",
                      deal.id.value, number));
}

void check_deals(Connection& db, CheckReport& report) {
  MapCache cache;
  const StoredMaps maps(db, cache, zone_of(db));
  const auto links = plan_link_numbers(db);
  for (auto deals = deals_after(db, {}); !deals.empty(); deals = deals_after(db, deals.back()))
    for (const auto id : deals) {
      const auto events = events_of(db, id);
      const auto deal = selling::fold(id, events, maps);
      for (auto& fault : differences(db, deal)) report.faults.push_back(std::move(fault));
      if (const auto stored = links.find(id); stored != links.end())
        check_plan_links(deal, stored->second, report);
      report.events += static_cast<std::int64_t>(events.size());
      ++report.deals;
    }
}

void check_attachments(Connection& db, const Contents& contents, CheckReport& report) {
  for (const auto& sha256 : attached_contents(db)) {
    ++report.attachments;
    if (!contents.find(db, sha256))
      report.faults.push_back(
          fmt::format("attachment {}: its bytes are missing, or not what was attached", sha256));
  }
}

/// PostgreSQL has no such question: it checks pages by itself where checksums are on.
void check_file(Connection& db, CheckReport& report) {
  if (db.engine() != Engine::sqlite) return;
  for (const Row& row : db.query("PRAGMA integrity_check"))
    if (const auto answer = row.get<std::string>(0); answer != "ok")
      report.faults.push_back("database file: " + answer);
  for (const Row& row : db.query("PRAGMA foreign_key_check"))
    report.faults.push_back(fmt::format("{}: row {} refers to something that is not there",
                                        row.get<std::string>(0), row.get_or<std::int64_t>(1, 0)));
}

}  // namespace

CheckReport check(const Location& location, std::string_view workspace) {
  const auto db = location.connect(workspace, Access::read);
  require_current_schema(*db);
  const Transaction snapshot(*db, Purpose::read);
  CheckReport report;
  check_file(*db, report);
  check_deals(*db, report);
  check_attachments(*db, *Contents::of(location, workspace), report);
  return report;
}

}  // namespace stagecraft::store
