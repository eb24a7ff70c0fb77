#include "http/deal_shapes.h"
#include "http/desk.h"
#include "http/kept_answers.h"
#include "http/resources.h"
#include "http/response.h"
#include "store/deal_list.h"
#include "store/search.h"

namespace stagecraft::store {

BOOST_DESCRIBE_ENUM(SearchKind, deal, account, contact, note)
BOOST_DESCRIBE_STRUCT(PromiseRow, (),
                      (deal, deal_name, number, side, planned, text, stage, person, made_at,
                       first_due, due, moves, judged_by, state, ended_at))
BOOST_DESCRIBE_STRUCT(StageCount, (), (stage, currency, deals, amount_minor))

}  // namespace stagecraft::store

namespace stagecraft::http {

struct ListPromises {
  std::optional<selling::PersonId> person;
  std::optional<base::Day> due_from, due_before;
  bool open = true;
  int limit = 500;
  static constexpr Note notes[] = {
      {.field = "person", .text = "Whose they are to keep or to follow up"},
      {.field = "open", .text = "Neither kept nor withdrawn", .may_be_left_out = true},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListPromises, (), (person, due_from, due_before, open, limit))

struct PromiseList {
  std::vector<store::PromiseRow> promises;
};
BOOST_DESCRIBE_STRUCT(PromiseList, (), (promises))

struct SearchQuery {
  std::string q;
  int limit = 20;
  static constexpr Note notes[] = {
      {.field = "q", .text = "Words, or how they begin", .most = 200},
      {.field = "limit", .text = "Of each kind", .least = 1, .most = 100, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (q, limit))

struct SearchHit {
  store::SearchKind kind = store::SearchKind::deal;
  std::int64_t id = 0;
  std::string name;
  std::optional<selling::DealId> deal;  ///< Of a note: what it is about.
};
BOOST_DESCRIBE_STRUCT(SearchHit, (), (kind, id, name, deal))

struct SearchHits {
  std::vector<SearchHit> found;
};
BOOST_DESCRIBE_STRUCT(SearchHits, (), (found))

struct BoardHeads {
  std::vector<store::StageCount> stages;
};
BOOST_DESCRIBE_STRUCT(BoardHeads, (), (stages))

namespace {

using selling::Right;

Response list_promises(const Request& request, App& app) {
  const auto asked = request.query<ListPromises>();
  return look(request, app, [&](const Desk& desk) {
    return reply(200, PromiseList{store::list_promises(desk.db(), desk.viewer(),
                                                       {.person = asked.person,
                                                        .due_from = asked.due_from,
                                                        .due_before = asked.due_before,
                                                        .is_open = asked.open,
                                                        .limit = asked.limit})});
  });
}

Response search(const Request& request, App& app) {
  const auto asked = request.query<SearchQuery>();
  return look(request, app, [&](const Desk& desk) {
    SearchHits hits;
    for (auto& found : store::search(desk.db(), desk.viewer(), asked.q, asked.limit)) {
      SearchHit hit{.kind = found.kind, .id = found.id, .name = std::move(found.name), .deal = {}};
      if (found.deal) hit.deal = found.deal;
      hits.found.push_back(std::move(hit));
    }
    return reply(200, hits);
  });
}

Response count_stages(const Request& request, App& app, KeptAnswers& answers) {
  const auto process = request.id_of<selling::ProcessId>("process");
  const auto told = answers.get(request, app, [&](const Desk& desk) -> KeptAnswers::Kept {
    desk.process(process);  // Throws where there is none.
    return {.body = to_json(BoardHeads{store::count_by_stage(desk.db(), desk.viewer(), process)}),
            .etag = {}};
  });
  Response response;
  response.body = told->body;
  return response;
}

}  // namespace

void add_work_lists(Routes& routes) {
  const auto counts = std::make_shared<KeptAnswers>(KeptAnswers::DependOn::nothing_else);
  routes.add({.path = "/api/promises",
              .access = Access::with(Right::deal_read),
              .summary = "Promises of all deals by due day",
              .query = &shape_of<ListPromises>(),
              .replies = {{200, "The promises", &shape_of<PromiseList>()}},
              .handler = list_promises});
  routes.add({.path = "/api/search",
              .access = Access::with(Right::deal_read),
              .summary = "Search deals, accounts, contacts and notes",
              .query = &shape_of<SearchQuery>(),
              .replies = {{200, "What was found, newest first", &shape_of<SearchHits>()}},
              .handler = search});
  routes.add({.path = "/api/processes/{process}/stage-counts",
              .access = Access::with(Right::deal_read),
              .summary = "Open deals of a process by stage and currency",
              .replies = {{200, "Counts and sums", &shape_of<BoardHeads>()},
                          {404, "There is no such process"}},
              .handler = [counts](const Request& request, App& app) {
                return count_stages(request, app, *counts);
              }});
}

}  // namespace stagecraft::http
