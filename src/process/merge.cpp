#include "process/merge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "process/elements.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;
using Nodes = std::vector<Node>;

Nodes::iterator find_item(Nodes& items, std::string_view id) {
  return std::ranges::find_if(items, [&](const Node& item) { return id_of(item) == id; });
}

/// Where each id stands in a list, so that merging long catalogues stays fast.
class Positions {
 public:
  explicit Positions(const Nodes& items) {
    for (std::size_t i = 0; i < items.size(); ++i)
      if (const auto id = id_of(items[i]); !id.empty()) at_.emplace(id, i);
  }

  std::optional<std::size_t> find(std::string_view id) const {
    const auto found = at_.find(id);
    return found == at_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, std::size_t, std::less<>> at_;
};

struct Placement {
  std::string id;
  bool before = false;
  std::string anchor;
  Mark mark;
};

class VariantMerger {
 public:
  VariantMerger(Reading& reading, Resolved& result) : reading_(reading), result_(result) {}

  void merge_map(Node& base, Node variant) {
    drop_what_is_not_inherited(base, map_shape());
    lift_moved_stages(base, variant);
    merge_mapping(base, std::move(variant), map_shape(), "map");
  }

 private:
  static void drop_what_is_not_inherited(Node& base, const Shape& shape) {
    for (const FieldRule& rule : shape.fields) {
      if (!rule.inherited)
        base.erase(rule.key);
      else if (Node* value = base.find(rule.key); value && value->is_mapping() && rule.shape)
        drop_what_is_not_inherited(*value, *rule.shape);
    }
  }

  /// Takes out of the base the stages that the variant writes under another goal, so that they
  /// outlive a goal that is removed and are merged where they now stand.
  void lift_moved_stages(Node& base, const Node& variant) {
    Node* goals = base.find("goals");
    const Node* changed = variant.find("goals");
    if (!goals || !changed) return;
    std::map<std::string, std::string, std::less<>> new_goal;
    for (const Node& goal : changed->items) {
      const Node* stages = goal.find("stages");
      if (!stages) continue;
      for (const Node& stage : stages->items)
        if (!id_of(stage).empty() && !asks_removal(stage))
          new_goal.emplace(id_of(stage), id_of(goal));
    }
    for (Node& goal : goals->items) {
      Node* stages = goal.find("stages");
      if (!stages) continue;
      for (Node& stage : stages->items) {
        const auto moved = new_goal.find(id_of(stage));
        if (moved == new_goal.end() || moved->second == id_of(goal)) continue;
        lifted_.push_back(std::exchange(stage, Node()));
      }
      std::erase_if(stages->items, [](const Node& stage) { return stage.is_null(); });
    }
  }

  void merge_mapping(Node& base, Node variant, const Shape& shape, const std::string& address) {
    for (Entry& entry : variant.entries) {
      const FieldRule* rule = shape.find(entry.key);
      Node* inherited = base.find(entry.key);
      if (entry.value.is_null() && (inherited || (rule && !rule->required))) {
        base.erase(entry.key);
      } else if (inherited && rule && merges(*rule, *inherited, entry.value)) {
        merge_value(*inherited, std::move(entry.value), *rule, address);
      } else if (rule && rule->shape && rule->is_list() && rule->shape->has_id()) {
        Node list = Node::sequence();
        list.mark = entry.value.mark;
        if (!entry.value.is_sequence())
          list = std::move(entry.value);
        else
          merge_list(list, std::move(entry.value), *rule->shape, address);
        base.set(entry.key, std::move(list), entry.mark);
      } else {
        base.set(entry.key, std::move(entry.value), entry.mark);
      }
    }
  }

  /// Mappings go by key and lists of things with ids by id; everything else is replaced as a whole.
  static bool merges(const FieldRule& rule, const Node& base, const Node& variant) {
    if (rule.form == Form::one && !rule.shape) return false;
    if (rule.form == Form::list)
      return rule.shape && rule.shape->has_id() && base.is_sequence() && variant.is_sequence();
    return base.is_mapping() && variant.is_mapping();
  }

  void merge_value(Node& base, Node variant, const FieldRule& rule, const std::string& address) {
    if (rule.is_list()) {
      merge_list(base, std::move(variant), *rule.shape, address);
    } else if (rule.shape) {
      merge_mapping(base, std::move(variant), *rule.shape, address);
    } else {
      for (Entry& entry : variant.entries) {
        if (entry.value.is_null())
          base.erase(entry.key);
        else
          base.set(entry.key, std::move(entry.value), entry.mark);
      }
    }
  }

  void merge_list(Node& base, Node variant, const Shape& shape, const std::string& parent) {
    Nodes items = remove_items(base.items, std::move(variant.items), shape, parent);
    const Positions positions(base.items);
    std::vector<Placement> placements;
    Nodes additions;
    for (Node& item : items) {
      if (!item.is_mapping()) {
        additions.push_back(std::move(item));
        continue;
      }
      take_placement(item, placements);
      item.erase("remove");
      const std::string id(id_of(item));
      const std::string address = address_of(shape, id, parent);
      auto known = positions.find(id);
      if (!known && shape.kind == "stage") known = bring_back(base.items, id);
      if (known)
        merge_mapping(base.items[*known], std::move(item), shape, address);
      else
        additions.push_back(new_item(std::move(item), shape, address));
    }
    std::ranges::move(additions, std::back_inserter(base.items));
    for (const Placement& placement : placements) place(base.items, placement, shape, parent);
  }

  /// An added item goes through the same rules, as if it were merged onto nothing.
  Node new_item(Node item, const Shape& shape, const std::string& address) {
    Node added = Node::mapping();
    added.mark = item.mark;
    added.cut = item.cut;
    merge_mapping(added, std::move(item), shape, address);
    return added;
  }

  /// A stage that came from another goal joins the end of this list.
  std::optional<std::size_t> bring_back(Nodes& items, std::string_view id) {
    const auto lifted = id.empty() ? lifted_.end() : find_item(lifted_, id);
    if (lifted == lifted_.end()) return std::nullopt;
    items.push_back(std::move(*lifted));
    lifted_.erase(lifted);
    return items.size() - 1;
  }

  /// Carries out `remove: true`; returns the other items.
  Nodes remove_items(Nodes& base, Nodes variant, const Shape& shape, const std::string& parent) {
    const Positions positions(base);
    std::vector<bool> removed(base.size());
    Nodes rest;
    for (Node& item : variant) {
      const Node* remove = item.find("remove");
      if (remove && !(remove->is_scalar() && (remove->text == "true" || remove->text == "false")))
        reading_.report("wrong-type", item.find_entry("remove")->mark,
                        "'remove' is true or left out");
      if (!asks_removal(item)) {
        rest.push_back(std::move(item));
        continue;
      }
      const std::string id(id_of(item));
      const Mark mark = item.find_entry("remove")->mark;
      check_removal(item, shape);
      const auto known = positions.find(id);
      if (!known) {
        result_.unknown_edits.push_back(
            {"remove", address_of(shape, id, parent), reading_.place(mark)});
      } else {
        note_removal(shape, base[*known], parent, mark);
        removed[*known] = true;
      }
    }
    Nodes kept;
    for (std::size_t i = 0; i < base.size(); ++i)
      if (!removed[i]) kept.push_back(std::move(base[i]));
    base = std::move(kept);
    return rest;
  }

  void check_removal(const Node& item, const Shape& shape) {
    for (const Entry& entry : item.entries)
      if (entry.key != "id" && entry.key != "remove" && entry.key != "name")
        reading_.report(
            "bad-place", entry.mark,
            say("'{}' stands in {} that is removed", shown(entry.key), Sentence::of(shape.noun)));
  }

  /// Remembers where an element and all that stood in it were written, and by which line it went.
  void note_removal(const Shape& shape, const Node& item, const std::string& parent,
                    Mark removed_at) {
    if (id_of(item).empty()) return;
    const std::string address = address_of(shape, id_of(item), parent);
    result_.removed[address] = {reading_.place(removed_at), reading_.place(item.mark)};
    for (const FieldRule& rule : shape.fields) {
      if (!rule.shape || !rule.shape->has_id()) continue;
      if (const Node* inner = item.find(rule.key))
        for (const Node& child : inner->items)
          note_removal(*rule.shape, child, address, removed_at);
    }
  }

  void take_placement(Node& item, std::vector<Placement>& placements) {
    const Entry* entry = item.find_entry("place");
    if (!entry) return;
    const Node& where = entry->value;
    const bool has_one =
        where.is_mapping() && where.entries.size() == 1 &&
        where.entries.front().value.is_scalar() &&
        (where.entries.front().key == "before" || where.entries.front().key == "after");
    if (!has_one) {
      reading_.report("bad-place", entry->mark, "'place' is written {before: ID} or {after: ID}");
    } else {
      const Entry& anchor = where.entries.front();
      placements.push_back(
          {std::string(id_of(item)), anchor.key == "before", anchor.value.text, anchor.value.mark});
    }
    item.erase("place");
  }

  void place(Nodes& items, const Placement& placement, const Shape& shape,
             const std::string& parent) {
    const auto item = find_item(items, placement.id);
    if (item == items.end()) return;
    if (placement.anchor == placement.id || find_item(items, placement.anchor) == items.end()) {
      result_.unknown_edits.push_back(
          {"place", address_of(shape, placement.anchor, parent), reading_.place(placement.mark)});
      return;
    }
    Node moved = std::move(*item);
    items.erase(item);
    auto anchor = find_item(items, placement.anchor);
    items.insert(placement.before ? anchor : anchor + 1, std::move(moved));
  }

  Reading& reading_;
  Resolved& result_;
  Nodes lifted_;  ///< Stages on their way to another goal.
};

}  // namespace

void merge_variant(Node base, Node variant, Reading& reading, Resolved& result) {
  base.mark = variant.mark;
  base.cut = base.cut || variant.cut;
  VariantMerger(reading, result).merge_map(base, std::move(variant));
  result.tree = std::move(base);
}

}  // namespace stagecraft::process
