#include "process/sentences.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "process/elements.h"
#include "process/encode.h"
#include "process/yaml_write.h"

namespace stagecraft::process {
namespace {

std::string in_quotes(std::string_view text) { return fmt::format("'{}'", shown(text)); }

std::string words_of_value(const Node& value) {
  if (!value.is_scalar()) return shown(write_flow(value));
  return value.plain ? shown(value.text) : in_quotes(value.text);
}

/// `'A', 'B' and 'C'`.
std::string enumerate(const std::vector<std::string>& items) {
  if (items.empty()) return {};
  const auto but_last = std::span(items).first(items.size() - 1);
  if (but_last.empty()) return items.back();
  return fmt::format("{} and {}", fmt::join(but_last, ", "), items.back());
}

std::string name_in(const Node& item) {
  for (const auto* key : {"name", "text", "id"})
    if (const auto* value = item.find(key)) return value->text;
  return {};
}

/// 'Exit criterion' of 'an exit criterion'.
std::string title_of_kind(const Shape& shape) {
  const auto noun = shape.noun.substr(shape.noun.find(' ') + 1);
  return title_of(noun);
}

/// 'Expected days', 'Skills: listening'.
std::string title_of_field(std::string_view path) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) return title_of(path);
  return fmt::format("{}: {}", title_of(path.substr(0, dot)), path.substr(dot + 1));
}

class Narrator {
 public:
  Narrator(const Map& map, std::span<const Operation> operations)
      : now_(encode_map(map)), end_(now_) {
    apply_operations(end_, operations);
  }

  void tell(std::span<const Operation> operations) {
    for (const auto& operation : operations) {
      tell(operation);
      if (operation.kind != OperationKind::group) apply_operations(now_, operation);
    }
  }

  std::vector<std::string> sentences;

 private:
  void say(std::string sentence) { sentences.push_back(std::move(sentence)); }

  std::string name(const MapTree& tree, std::string_view address) const {
    if (address == "map") return "the map";
    const auto* node = tree.find(address);
    return in_quotes(node == nullptr ? address : name_in(*node));
  }
  std::string name(std::string_view address) const { return name(now_, address); }

  /// `, after 'Y'`; nothing for what comes first.
  std::string behind(const std::string& parent, const Shape& shape,
                     const std::string& after) const {
    return after.empty() ? "" : ", after " + name(address_of(shape, after, parent));
  }

  void tell(const Operation& op) {
    switch (op.kind) {
      case OperationKind::add:
        return tell_add(op);
      case OperationKind::remove:
        return tell_remove(op);
      case OperationKind::set:
        return tell_set(op);
      case OperationKind::insert:
        return say(fmt::format("A line was added to '{}' of {}: {}.", title_of_field(op.field),
                               name(op.at), words_of_value(op.value)));
      case OperationKind::delete_:
        return say(fmt::format("A line was taken out of '{}' of {}: {}.", title_of_field(op.field),
                               name(op.at), words_of_value(op.value)));
      case OperationKind::move:
        return tell_move(op);
      case OperationKind::group:
        return tell_group(op);
    }
  }

  void tell_add(const Operation& op) {
    const auto& shape = *shape_at(address_of_item(op));
    const auto kind = title_of_kind(shape);
    const auto item = in_quotes(name_in(op.item));
    if (op.at == "map")
      say(fmt::format("{} {} was added{}.", kind, item, behind(op.at, shape, op.after)));
    else if (shape.kind == "stage")
      say(fmt::format("{} {} was added to {}{}.", kind, item, name(op.at),
                      behind(op.at, shape, op.after)));
    else
      say(fmt::format("{} added to {}: {}.", kind, name(op.at), item));
  }

  void tell_remove(const Operation& op) {
    const auto& shape = *shape_at(address_of_item(op));
    const auto kind = title_of_kind(shape);
    const auto item = in_quotes(name_in(op.item));
    if (op.at == "map" || shape.kind == "stage")
      say(fmt::format("{} {} was removed.", kind, item));
    else
      say(fmt::format("{} removed from {}: {}.", kind, name(op.at), item));
  }

  void tell_set(const Operation& op) {
    const auto kind = op.at == "map" ? "The map" : title_of_kind(now_.shape(op.at));
    if (op.field == "id" && op.at != "map") return tell_probable_rename(op, kind);
    if (op.field == "name") {
      if (renamed_.contains(op.at)) return;
      const auto who = op.at == "map" ? kind : kind + " " + words_of_value(op.from);
      return say(fmt::format("{} was renamed {}.", who, words_of_value(op.to)));
    }
    const auto what = fmt::format("'{}' of {}", title_of_field(op.field), name(op.at));
    if (op.from.is_null())
      return say(fmt::format("{} was set to {}.", what, words_of_value(op.to)));
    if (op.to.is_null())
      return say(fmt::format("{} was taken out; it was {}.", what, words_of_value(op.from)));
    say(fmt::format("{} went from {} to {}.", what, words_of_value(op.from),
                    words_of_value(op.to)));
  }

  void tell_probable_rename(const Operation& op, const std::string& kind) {
    const auto renamed = inverse(op).at;
    renamed_.insert(renamed);
    const auto before = name(op.at), after = name(end_, renamed);
    if (before == after)
      say(fmt::format("{} {} has the new id '{}'; it was '{}'.", kind, before, op.to.text,
                      op.from.text));
    else
      say(fmt::format("{} {} was probably renamed {}.", kind, before, after));
  }

  void tell_move(const Operation& op) {
    const auto& shape = now_.shape(op.at);
    const auto who = fmt::format("{} {}", title_of_kind(shape), name(op.at));
    const auto after = behind(op.to_spot.parent, shape, op.to_spot.after);
    if (op.from_spot.parent != op.to_spot.parent)
      return say(fmt::format("{} moved from {} to {}{}.", who, name(op.from_spot.parent),
                             name(op.to_spot.parent), after));
    say(fmt::format("{} moved{}.", who, after.empty() ? " to the front" : after));
  }

  /// What a group is about: the stages that it takes away or that go on as a part, and the parts.
  struct Family {
    std::vector<std::string> olds, parts;  ///< Names.
    std::set<std::string> implied;         ///< Addresses whose adding or removal needs no sentence.
  };

  void tell_group(const Operation& op) {
    const auto family = find_family(op);
    if (op.name == "split")
      say(fmt::format("Stage {} was split into {}.", enumerate(family.olds),
                      enumerate(family.parts)));
    else if (op.name == "merge")
      say(fmt::format("Stages {} were merged into {}.", enumerate(family.olds),
                      enumerate(family.parts)));
    else if (op.name == "rename")
      say(fmt::format("Stage {} was replaced by {}.", enumerate(family.olds),
                      enumerate(family.parts)));
    for (const auto& inner : op.ops) {
      const bool is_implied =
          inner.field == "replaces" ||
          ((inner.kind == OperationKind::add || inner.kind == OperationKind::remove) &&
           family.implied.contains(address_of_item(inner)));
      if (!is_implied) tell(inner);
      if (inner.kind != OperationKind::group) apply_operations(now_, inner);
    }
  }

  Family find_family(const Operation& group) const {
    Family family;
    std::vector<std::string> owners;
    std::set<std::string> replaced;
    for (const auto& op : group.ops) {
      const bool adds = op.kind == OperationKind::add && op.item.find("replaces") != nullptr;
      if (adds) owners.push_back(address_of_item(op));
      if (adds || op.field == "replaces") collect(op, replaced);
      if (op.field == "replaces" && (owners.empty() || owners.back() != op.at))
        owners.push_back(op.at);
    }
    for (const auto& old : replaced) {
      if (!now_.knows(old)) continue;
      family.olds.push_back(name(old));
      family.implied.insert(old);
      if (group.name == "split" && end_.knows(old)) family.parts.push_back(name(end_, old));
    }
    for (const auto& owner : owners) {
      family.implied.insert(owner);
      family.parts.push_back(name(end_, owner));
      if (group.name == "merge" && now_.knows(owner))
        family.olds.insert(family.olds.begin(), name(owner));
    }
    return family;
  }

  /// The stages that an operation says are replaced.
  static void collect(const Operation& op, std::set<std::string>& replaced) {
    const auto* list = op.kind == OperationKind::add ? op.item.find("replaces") : &op.to;
    for (const auto& id : list->items) replaced.insert("stage:" + id.text);
    if (op.kind == OperationKind::insert) replaced.insert("stage:" + op.value.text);
  }

  MapTree now_, end_;
  std::set<std::string> renamed_;
};

}  // namespace

std::vector<std::string> to_sentences(const Map& map, std::span<const Operation> operations) {
  Narrator narrator(map, operations);
  narrator.tell(operations);
  return std::move(narrator.sentences);
}

}  // namespace stagecraft::process
