#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "http/lists.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/write_once.h"
#include "selling/gaps.h"
#include "store/services.h"

namespace stagecraft::http {

enum class ViewedList : std::uint8_t { deals, accounts, contacts };
BOOST_DESCRIBE_ENUM(ViewedList, deals, accounts, contacts)

/// Names and values of a query string.
using ViewQuery = std::map<std::string, std::vector<std::string>>;

struct NewView {
  ViewedList list = ViewedList::deals;
  std::string name;
  ViewQuery query;
  bool is_shared = false;
  static constexpr Note notes[] = {
      {.field = "name", .least = 1, .most = 120},
      {.field = "query", .text = "The list's query string: names with their values, no cursor"},
      {.field = "is_shared",
       .text = "Everybody can use it; takes the right `view.share`",
       .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(NewView, (), (list, name, query, is_shared))

struct ViewText {
  std::string name;
  ViewQuery query;
  bool is_shared = false;
  static constexpr const auto& notes = NewView::notes;
};
BOOST_DESCRIBE_STRUCT(ViewText, (), (name, query, is_shared))

struct ListViews {
  std::optional<ViewedList> list;
};
BOOST_DESCRIBE_STRUCT(ListViews, (), (list))

struct ViewOfList {
  store::SavedViewId id;
  selling::PersonId person;
  std::string list, name;
  ViewQuery query;
  bool is_shared = false;
  base::Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(ViewOfList, (), (id, person, list, name, query, is_shared, created_at))

struct ViewList {
  std::vector<ViewOfList> views;
};
BOOST_DESCRIBE_STRUCT(ViewList, (), (views))

namespace {

using selling::Right;

struct List {
  std::string_view noun;
  void (*attempt)(const Desk&, std::span<const QueryItem>);
};
/// In the order of ViewedList.
constexpr std::array lists{List{"deals", try_deal_list}, List{"accounts", try_account_list},
                           List{"contacts", try_contact_list}};

const List& list_of(ViewedList list) { return lists[static_cast<std::size_t>(list)]; }

ViewOfList to_view(store::SavedView view) {
  return {.id = view.id,
          .person = view.person,
          .list = std::move(view.noun),
          .name = std::move(view.name),
          .query = from_json<ViewQuery>(view.query),
          .is_shared = view.is_shared,
          .created_at = view.created_at};
}

/// A view that its list would refuse is not kept.
void check(const Desk& desk, const List& list, const ViewText& view) {
  selling::Gaps gaps;
  gaps.unless(!view.query.contains("cursor"), "/query/cursor", "a view begins at the first page");
  gaps.refuse("The view cannot be kept");
  std::vector<QueryItem> items;
  for (const auto& [name, values] : view.query)
    for (const auto& value : values) items.emplace_back(name, value);
  list.attempt(desk, items);
  if (view.is_shared) selling::require(desk.actor(), Right::view_share);
}

Response list_views(const Request& request, App& app) {
  const auto asked = request.query<ListViews>().list;
  return look(request, app, [&](const Desk& desk) {
    ViewList found;
    for (const auto& list : lists)
      if (!asked || list_of(*asked).noun == list.noun)
        for (auto& view : store::list_views(desk.db(), desk.actor().person, list.noun))
          found.views.push_back(to_view(std::move(view)));
    return reply(200, found);
  });
}

Response create_saved_view(const Request& request, App& app) {
  const auto wanted = request.read<NewView>();
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto& list = list_of(wanted.list);
    check(desk, list, {wanted.name, wanted.query, wanted.is_shared});
    store::SavedView view{.id = {},
                          .person = desk.actor().person,
                          .noun = std::string(list.noun),
                          .name = wanted.name,
                          .query = to_json(wanted.query),
                          .is_shared = wanted.is_shared,
                          .created_at = desk.now()};
    view.id = store::save_view(transaction, view);
    const auto path = fmt::format("/api/saved-views/{}", view.id.value);
    return created(path, to_view(std::move(view)));
  });
}

/// One's own, in the path.
store::SavedView own_view(const Desk& desk, const Request& request) {
  const auto id = request.id_of<store::SavedViewId>("view");
  for (const auto& list : lists)
    for (auto& view : store::list_views(desk.db(), desk.actor().person, list.noun))
      if (view.id == id && view.person == desk.actor().person) return std::move(view);
  throw base::Error(base::ErrorKind::not_found, "There is no such saved view of yours.");
}

Response change_saved_view(const Request& request, App& app) {
  const auto wanted = request.read<ViewText>();
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto view = own_view(desk, request);
    const auto list = *std::ranges::find(lists, view.noun, &List::noun);
    check(desk, list, wanted);
    view.name = wanted.name;
    view.query = to_json(wanted.query);
    view.is_shared = wanted.is_shared;
    store::update_view(transaction, view);
    return reply(200, to_view(std::move(view)));
  });
}

Response remove_saved_view(const Request& request, App& app) {
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    store::delete_view(transaction, desk.actor().person, request.id_of<store::SavedViewId>("view"));
    return no_content();
  });
}

}  // namespace

void add_saved_views(Routes& routes) {
  const auto access = Access::with(Right::deal_read);
  routes.add({.path = "/api/saved-views",
              .access = access,
              .summary = "List one's own views of lists, and those that others share",
              .query = &shape_of<ListViews>(),
              .replies = {{200, "The views", &shape_of<ViewList>()}},
              .handler = list_views});
  routes.add(
      {.method = Method::post,
       .path = "/api/saved-views",
       .access = access,
       .summary = "Keep filters and order of a list under a name",
       .body = &shape_of<NewView>(),
       .replies = {{201, "The view", &shape_of<ViewOfList>()}, {409, "One of yours has this name"}},
       .handler = create_saved_view,
       .takes_idempotency_key = true});
  routes.add({.method = Method::put,
              .path = "/api/saved-views/{view}",
              .access = access,
              .summary = "Change a view of one's own",
              .body = &shape_of<ViewText>(),
              .replies = {{200, "The view", &shape_of<ViewOfList>()},
                          {404, "There is no such view of yours"},
                          {409, "Another one of yours has this name"}},
              .handler = change_saved_view});
  routes.add({.method = Method::delete_,
              .path = "/api/saved-views/{view}",
              .access = access,
              .summary = "Remove a view of one's own",
              .replies = {{204, "It is gone"}, {404, "There is no such view of yours"}},
              .handler = remove_saved_view});
}

}  // namespace stagecraft::http
