#include "store/board.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "http/deal_cards.h"
#include "http/deal_query.h"
#include "http/desk.h"
#include "http/kept_answers.h"
#include "http/language.h"
#include "http/listed_deal.h"
#include "http/resources.h"
#include "http/response.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(StageCount, (), (status, stage, currency, deals, amount_minor))
BOOST_DESCRIBE_STRUCT(StageAge, (), (status, stage, deals, median_days))

}  // namespace stagecraft::store

namespace stagecraft::http {

/// The query string of a list of deals, as a parameter.
constexpr std::string_view filter_text =
    "The query string of a list of deals, as `owner=3&status=open&status=won`; without a status, "
    "leads and open deals";

struct CountStages {
  std::optional<std::string> filter;
  bool ages = false;
  static constexpr Note notes[] = {
      {.field = "filter", .text = filter_text},
      {.field = "ages", .text = "Tell `ages` too", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(CountStages, (), (filter, ages))

struct BoardHeads {
  std::vector<store::StageCount> stages;
  std::vector<store::StageAge> ages;
  static constexpr Note notes[] = {
      {.field = "ages", .text = "How long deals have been where they are; where it was asked for"}};
};
BOOST_DESCRIBE_STRUCT(BoardHeads, (), (stages, ages))

struct AskBoard {
  std::optional<std::string> filter;
  std::string order = "id";
  bool descending = false;
  int limit = 12;
  int cards = 0;
  std::vector<std::string> card_stages;
  static constexpr Note notes[] = {
      {.field = "filter", .text = filter_text},
      {.field = "order", .text = "As of a list of deals", .may_be_left_out = true},
      {.field = "descending", .may_be_left_out = true},
      {.field = "limit",
       .text = "Deals of each column",
       .least = 1,
       .most = 50,
       .may_be_left_out = true},
      {.field = "cards",
       .text = "So many deals of each column come with their card; 200 of all at most",
       .least = 0,
       .most = 12,
       .may_be_left_out = true},
      {.field = "card_stages",
       .text = "Of these stages alone, an empty one for leads and what is closed; left out: all"}};
};
BOOST_DESCRIBE_STRUCT(AskBoard, (), (filter, order, descending, limit, cards, card_stages))

struct BoardDeal : ListedDeal {
  std::optional<selling::Card> card;
  static constexpr Note notes[] = {
      {.field = "card", .text = "As of `/api/deal-cards`; null: it was not asked for"}};
};
BOOST_DESCRIBE_STRUCT(BoardDeal, (ListedDeal), (card))

/// Deals of one status in one stage.
struct BoardColumn {
  selling::DealStatus status = selling::DealStatus::lead;
  std::string stage;
  std::vector<BoardDeal> deals;
  std::string next;
  static constexpr Note notes[] = {
      {.field = "stage", .text = "Empty: leads, and what is closed"},
      {.field = "next",
       .text = "Cursor of the next page: of `/api/deals` with the same filters and order, and "
               "`process`, `status` and `stage` of the column"}};
};
BOOST_DESCRIBE_STRUCT(BoardColumn, (), (status, stage, deals, next))

struct BoardView : BoardHeads {
  std::vector<BoardColumn> columns;
  static constexpr Note notes[] = {
      {.field = "columns", .text = "Those with a deal, by status and stage"}};
};
BOOST_DESCRIBE_STRUCT(BoardView, (BoardHeads), (columns))

namespace {

using selling::Right;

std::vector<store::Filter> filters_of(const std::optional<std::string>& filter) {
  return filter ? read_deal_filter(*filter).filters : std::vector<store::Filter>();
}

/// Ages grow while nothing changes; counts do not.
struct KeptHeads {
  KeptAnswers counts{KeptAnswers::DependOn::nothing_else};
  KeptAnswers ages{KeptAnswers::DependOn::time};
};

BoardHeads heads_of(const Desk& desk, selling::ProcessId process,
                    std::span<const store::Filter> filters, bool with_ages) {
  BoardHeads heads;
  heads.stages = store::count_by_stage(desk.db(), desk.viewer(), process, filters);
  if (with_ages)
    heads.ages = store::age_by_stage(desk.db(), desk.viewer(), process, filters, desk.now());
  return heads;
}

Response count_stages(const Request& request, App& app, KeptHeads& kept) {
  const auto process = request.id_of<selling::ProcessId>("process");
  const auto asked = request.query<CountStages>();
  auto& answers = asked.ages ? kept.ages : kept.counts;
  const auto filters = filters_of(asked.filter);
  const auto told = answers.get(request, app, [&](const Desk& desk) -> KeptAnswers::Kept {
    desk.process(process);  // Throws where there is none.
    return {.body = to_json(heads_of(desk, process, filters, asked.ages)), .etag = {}};
  });
  Response response;
  response.body = told->body;
  return response;
}

BoardColumn to_column(store::BoardColumn found, const selling::Actor& actor) {
  BoardColumn column{.status = found.status,
                     .stage = std::move(found.stage),
                     .deals = {},
                     .next = std::move(found.next)};
  column.deals.reserve(found.deals.size());
  for (auto& row : found.deals) column.deals.push_back({listed(std::move(row), actor), {}});
  return column;
}

/// More are asked for by themselves: a map may have hundreds of stages.
constexpr std::size_t most_cards_of_a_board = 200;

/// To the deals of a board that were asked for with them.
void add_cards(const Desk& desk, std::span<BoardColumn> columns, const AskBoard& asked) {
  const auto& stages = asked.card_stages;
  std::map<selling::DealId, BoardDeal*> rows;
  std::vector<selling::DealId> deals;
  for (auto& column : columns) {
    if (!stages.empty() && std::ranges::find(stages, column.stage) == stages.end()) continue;
    for (auto& row : column.deals | std::views::take(asked.cards)) {
      if (deals.size() == most_cards_of_a_board) break;
      rows.emplace(row.id, &row);
      deals.push_back(row.id);
    }
  }
  for (auto& card : cards_of(desk, deals)) rows.at(card.deal)->card = std::move(card);
}

Response get_board(const Request& request, App& app) {
  const auto process = request.id_of<selling::ProcessId>("process");
  const auto asked = request.query<AskBoard>();
  const store::ListQuery query{.filters = filters_of(asked.filter),
                               .order = asked.order,
                               .is_descending = asked.descending,
                               .limit = asked.limit,
                               .cursor = {}};
  return look(request, app, [&](const Desk& desk) {
    desk.process(process);  // Throws where there is none.
    BoardView board{heads_of(desk, process, query.filters, true), {}};
    for (auto& column : store::list_board(desk.db(), desk.viewer(), process, query,
                                          {.today = desk.today(), .now = desk.now()}))
      board.columns.push_back(to_column(std::move(column), desk.actor()));
    add_cards(desk, board.columns, asked);
    return in_language(reply(200, board), desk.language());
  });
}

}  // namespace

void add_boards(Routes& routes) {
  const auto heads = std::make_shared<KeptHeads>();
  routes.add(
      {.path = "/api/processes/{process}/board",
       .access = Access::with(Right::deal_read),
       .summary = "Deals of a process by where they stand: a board",
       .text = "Counts, sums, median ages, and the first deals of each status and stage; with "
               "`cards`, what the first of them tell at a glance.",
       .query = &shape_of<AskBoard>(),
       .replies = {{200, "The board", &shape_of<BoardView>()}, {404, "There is no such process"}},
       .handler = get_board});
  routes.add({.path = "/api/processes/{process}/stage-counts",
              .access = Access::with(Right::deal_read),
              .summary = "Deals of a process by stage and currency: heads of a board",
              .query = &shape_of<CountStages>(),
              .replies = {{200, "Counts and sums", &shape_of<BoardHeads>()},
                          {404, "There is no such process"}},
              .handler = [heads](const Request& request, App& app) {
                return count_stages(request, app, *heads);
              }});
}

}  // namespace stagecraft::http
