#include "process/restate_order.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "process/elements.h"
#include "process/subsequence.h"

namespace stagecraft::process {
namespace {

using Ids = std::vector<std::string>;

/// The order that the rules of `extends` give: what is inherited, stages that come from another
/// goal, additions, then placements, each in the order of the file.
Ids resolved_order(const ListOrder& list, const std::vector<Node>& stated) {
  auto order = list.inherited;
  const std::set<std::string, std::less<>> inherited(order.begin(), order.end());
  Ids added;
  for (const auto& item : stated) {
    const auto id = id_of(item);
    if (item.states("remove") || inherited.contains(id)) continue;
    (list.brought.contains(id) ? order : added).emplace_back(id);
  }
  order.insert(order.end(), added.begin(), added.end());
  for (const auto& item : stated) {
    const auto* place = item.find("place");
    if (place == nullptr || place->entries.size() != 1) continue;
    const auto& [key, mark, anchor] = place->entries.front();
    const auto at = std::ranges::find(order, id_of(item));
    if (at == order.end() || anchor.text == id_of(item) ||
        std::ranges::find(order, anchor.text) == order.end())
      continue;
    order.erase(at);
    const auto beside = std::ranges::find(order, anchor.text);
    order.insert(key == "before" ? beside : beside + 1, std::string(id_of(item)));
  }
  return order;
}

/// Those that may stay where `order` has them.
std::set<std::string, std::less<>> fixed_in(const Ids& order, const Ids& target) {
  std::map<std::string_view, std::size_t> rank;
  for (std::size_t i = 0; i < target.size(); ++i) rank.emplace(target[i], i);
  std::vector<std::size_t> ranks;
  for (const auto& id : order) ranks.push_back(rank[id]);
  std::set<std::string, std::less<>> fixed;
  for (const auto i : longest_increasing(ranks)) fixed.insert(order[i]);
  return fixed;
}

Node place_at(const Ids& target, std::size_t i, const std::set<std::string, std::less<>>& fixed) {
  auto place = Node::mapping();
  if (i > 0) {
    place.set("after", Node::scalar(target[i - 1], false));
  } else {
    const auto first =
        std::ranges::find_if(target, [&](const std::string& id) { return fixed.contains(id); });
    place.set("before", Node::scalar(*first, false));
  }
  return place;
}

/// Takes the item of an id out of a list.
std::optional<Node> take(std::vector<Node>& items, std::string_view id) {
  const auto at = std::ranges::find_if(items, [id](const Node& one) { return id_of(one) == id; });
  if (at == items.end()) return {};
  auto item = std::move(*at);
  items.erase(at);
  return item;
}

/// Places all but the fixed ones, one after the other as the target has them, behind the rest.
std::vector<Node> placed(const ListOrder& list, std::vector<Node> stated,
                         const std::set<std::string, std::less<>>& fixed) {
  auto spare = list.spare;
  for (std::size_t i = 0; i < list.target.size(); ++i) {
    const auto& id = list.target[i];
    if (fixed.contains(id)) continue;
    auto item = take(stated, id);
    if (!item) item = take(spare, id);
    if (!item) continue;
    item->erase("place");
    auto place = Entry{"place", {}, place_at(list.target, i, fixed)};
    item->entries.insert(item->entries.begin() + 1, std::move(place));
    stated.push_back(*std::move(item));
  }
  return stated;
}

/// Nothing of what was placed: those that need not be stated are left out, additions stand in the
/// order of the target.
std::vector<Node> without_places(const ListOrder& list) {
  auto rest = list.stated;
  std::vector<Node> sorted;
  for (const auto& id : list.target) {
    auto item = take(rest, id);
    if (!item) continue;
    item->erase("place");
    sorted.push_back(*std::move(item));
  }
  rest.insert(rest.end(), std::make_move_iterator(sorted.begin()),
              std::make_move_iterator(sorted.end()));
  return rest;
}

/// An item of the base that was stated for its place alone need not be stated without it.
bool is_bare(const Node& item, const Ids& inherited) {
  return item.entries.size() == 1 && item.comment < 0 &&
         std::ranges::find(inherited, id_of(item)) != inherited.end();
}

void drop_places_beside_nothing(ListOrder& list) {
  for (auto& item : list.stated) {
    const auto* place = item.find("place");
    if (place == nullptr || place->entries.size() != 1) continue;
    const auto& anchor = place->entries.front().value.text;
    if (std::ranges::find(list.target, anchor) == list.target.end()) item.erase("place");
  }
  const auto bare = std::ranges::stable_partition(
      list.stated, [&](const Node& item) { return !is_bare(item, list.inherited); });
  std::ranges::move(bare, std::back_inserter(list.spare));
  list.stated.erase(bare.begin(), bare.end());
}

}  // namespace

std::vector<Node> in_order(ListOrder list) {
  drop_places_beside_nothing(list);
  const auto now = resolved_order(list, list.stated);
  if (now == list.target) return std::move(list.stated);
  auto anew = without_places(list);
  const auto natural = resolved_order(list, anew);
  if (natural != list.target) {
    auto moved = placed(list, list.stated, fixed_in(now, list.target));
    if (resolved_order(list, moved) == list.target) return moved;
    anew = placed(list, std::move(anew), fixed_in(natural, list.target));
  }
  std::erase_if(anew, [&](const Node& item) { return is_bare(item, list.inherited); });
  return anew;
}

}  // namespace stagecraft::process
