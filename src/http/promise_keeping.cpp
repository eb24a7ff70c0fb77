#include "http/desk.h"
#include "http/resources.h"
#include "http/response.h"
#include "selling/promises.h"
#include "store/lookups.h"

namespace stagecraft::base::statistics {

BOOST_DESCRIBE_STRUCT(Share, (), (value, low, high, known, too_thin))

}  // namespace stagecraft::base::statistics

namespace stagecraft::selling {

BOOST_DESCRIBE_ENUM(KeptBy, all, deal, stage, person)

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct AskKeeping {
  selling::KeptBy by = selling::KeptBy::person;
  std::string side;
  std::optional<base::Day> from, to;
  static constexpr Note notes[] = {{.field = "by", .may_be_left_out = true},
                                   {.field = "side",
                                    .text = "us, customer or partner; left out: every side",
                                    .may_be_left_out = true},
                                   {.field = "from", .text = "Due on this day or later"},
                                   {.field = "to", .text = "Due before this day"}};
};
BOOST_DESCRIBE_STRUCT(AskKeeping, (), (by, side, from, to))

struct PromisesKept {
  int on_time = 0, late = 0, broken = 0, overdue = 0, open = 0, withdrawn = 0;
  std::optional<base::statistics::Share> share;
};
BOOST_DESCRIBE_STRUCT(PromisesKept, (), (on_time, late, broken, overdue, open, withdrawn, share))

struct KeepingOfOne {
  std::string address;
  PromisesKept kept, by_first_day;
};
BOOST_DESCRIBE_STRUCT(KeepingOfOne, (), (address, kept, by_first_day))

struct KeepingList {
  std::vector<KeepingOfOne> rows;
};
BOOST_DESCRIBE_STRUCT(KeepingList, (), (rows))

namespace {

PromisesKept to_view(const selling::KeepingCounts& counts) {
  return {.on_time = counts.on_time,
          .late = counts.late,
          .broken = counts.broken,
          .overdue = counts.overdue,
          .open = counts.open,
          .withdrawn = counts.withdrawn,
          .share = counts.share()};
}

Response get_promise_keeping(const Request& request, App& app) {
  const auto asked = request.query<AskKeeping>();
  return look(request, app, [&](const Desk& desk) {
    const auto deals = store::deals_with_promises(desk.db(), desk.viewer());
    KeepingList list;
    for (const auto& row : selling::promise_keeping(
             deals, {.by = asked.by, .side = asked.side, .from = asked.from, .to = asked.to},
             {.day = desk.today(), .zone = desk.zone()}))
      list.rows.push_back({row.address, to_view(row.kept), to_view(row.by_first_day)});
    return reply(200, list);
  });
}

}  // namespace

void add_promise_keeping(Routes& routes) {
  routes.add({.path = "/api/promise-keeping",
              .access = Access::with(selling::Right::deal_read),
              .summary = "How well promises are kept, a row a person, stage or deal",
              .text = "Of the deals that you see. `share` is on time / (on time + late + broken + "
                      "overdue) with its 95 % interval, null where nothing has come due.",
              .query = &shape_of<AskKeeping>(),
              .replies = {{200, "Rows by address, as person:5", &shape_of<KeepingList>()}},
              .handler = get_promise_keeping});
}

}  // namespace stagecraft::http
