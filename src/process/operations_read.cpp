#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

#include "base/text.h"
#include "process/map_tree.h"
#include "process/operation_values.h"
#include "process/operations_json.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

namespace json = boost::json;

constexpr std::size_t longest_address = 200;
constexpr std::size_t longest_name = 120;

constexpr std::array kinds{OperationKind::add,    OperationKind::remove,  OperationKind::set,
                           OperationKind::insert, OperationKind::delete_, OperationKind::move,
                           OperationKind::group};

std::span<const std::string_view> members_of(OperationKind kind) {
  static constexpr std::array<std::string_view, 5> of_item{"op", "at", "list", "item", "after"};
  static constexpr std::array<std::string_view, 5> of_set{"op", "at", "field", "from", "to"};
  static constexpr std::array<std::string_view, 5> of_line{"op", "at", "field", "value", "after"};
  static constexpr std::array<std::string_view, 4> of_move{"op", "at", "from", "to"};
  static constexpr std::array<std::string_view, 3> of_group{"op", "name", "ops"};
  switch (kind) {
    case OperationKind::add:
    case OperationKind::remove:
      return of_item;
    case OperationKind::set:
      return of_set;
    case OperationKind::insert:
    case OperationKind::delete_:
      return of_line;
    case OperationKind::move:
      return of_move;
    case OperationKind::group:
      break;
  }
  return of_group;
}

/// The field that a path names: its rule, and what of it; no rule for an `x_` key.
struct NamedField {
  const FieldRule* rule = nullptr;
  FieldPart part = FieldPart::whole;
};

class OperationReader {
 public:
  explicit OperationReader(std::string_view at) : trail_(at), values_(trail_) {}

  SentOperations run(const json::array& list) {
    auto operations = read_list(list, 0);
    if (const auto& faults = trail_.faults(); !faults.empty())
      throw base::Error(base::ErrorKind::invalid,
                        say("{}: {}.", faults.front().at, faults.front().message), faults);
    return {std::move(operations), values_.take_pointers()};
  }

 private:
  std::vector<Operation> read_list(const json::array& list, int depth) {
    std::vector<Operation> operations;
    for (std::size_t i = 0; i < list.size(); ++i)
      trail_.below(std::to_string(i), [&] { operations.push_back(read_one(list[i], depth)); });
    return operations;
  }

  Operation read_one(const json::value& from, int depth) {
    if (++count_ > limits::operations)
      throw base::Error(base::ErrorKind::too_large,
                        say("More than {} operations. Send them in parts.", limits::operations));
    Operation op;
    const auto kind = kind_of(from);
    if (!kind) return op;
    op.kind = *kind;
    const auto& object = from.get_object();
    if (!has_its_members(object, *kind)) return op;
    if (*kind == OperationKind::group)
      read_group(object, depth, op);
    else
      read_change(object, op);
    return op;
  }

  std::optional<OperationKind> kind_of(const json::value& from) {
    const auto* object = from.if_object();
    const auto* word = object == nullptr ? nullptr : object->if_contains("op");
    if (object == nullptr) {
      trail_.fault("expected an operation, an object");
    } else {
      const auto* text = word == nullptr ? nullptr : word->if_string();
      const auto kind = std::ranges::find_if(kinds, [&](OperationKind one) {
        return text != nullptr && to_word(one) == std::string_view(*text);
      });
      if (kind != kinds.end()) return *kind;
      trail_.below("op", [&] {
        trail_.fault("expected one of add, remove, set, insert, delete, move, group");
      });
    }
    return {};
  }

  bool has_its_members(const json::object& object, OperationKind kind) {
    const auto members = members_of(kind);
    const auto before = trail_.faults().size();
    for (const auto name : members)
      if (!object.contains(name)) trail_.below(name, [&] { trail_.fault("missing"); });
    for (const auto& [key, value] : object)
      if (std::ranges::find(members, std::string_view(key)) == members.end())
        trail_.below(key, [&] {
          trail_.fault("unknown member",
                       say("'{}' has: {}.", to_word(kind), fmt::join(members, ", ")));
        });
    return trail_.faults().size() == before;
  }

  void read_group(const json::object& object, int depth, Operation& op) {
    op.name = text(object, "name", longest_name);
    trail_.below("ops", [&] {
      const auto& ops = object.at("ops");
      if (!ops.is_array()) return trail_.fault("expected a list of operations");
      if (depth == limits::group_depth)
        return trail_.fault(say("groups stand in groups deeper than {}", depth));
      op.ops = read_list(ops.get_array(), depth + 1);
    });
  }

  void read_change(const json::object& object, Operation& op) {
    op.at = text(object, "at", longest_address);
    const auto* shape = op.at.empty() || op.at.front() == ':' ? nullptr : shape_at(op.at);
    if (shape == nullptr)
      return trail_.below("at", [&] {
        trail_.fault("no address of an element", "Write it as stage:demo; the map itself is map.");
      });
    switch (op.kind) {
      case OperationKind::add:
      case OperationKind::remove:
        return read_item(object, *shape, op);
      case OperationKind::move:
        op.from_spot = list_place(object, "from");
        op.to_spot = list_place(object, "to");
        return;
      default:
        return read_field(object, *shape, op);
    }
  }

  void read_item(const json::object& object, const Shape& shape, Operation& op) {
    op.field = text(object, "list", longest_address);
    op.after = id_or_null(object, "after");
    const auto* rule = shape.find(op.field);
    if (rule == nullptr || rule->shape == nullptr || !rule->shape->has_id())
      return trail_.below("list", [&] {
        trail_.fault(say("{} has no such list of elements", Sentence::of(shape.noun)));
      });
    trail_.below("item", [&] {
      op.item = values_.read_object(object.at("item"), *rule->shape);
      const auto* id = op.item.find("id");
      if (op.item.is_mapping() && (id == nullptr || !is_id(id->text)))
        trail_.below("id", [&] { trail_.fault("missing, or no id"); });
    });
  }

  void read_field(const json::object& object, const Shape& shape, Operation& op) {
    op.field = text(object, "field", longest_address);
    const auto named = find_field(shape, op);
    if (!named)
      return trail_.below("field", [&] {
        trail_.fault(op.kind == OperationKind::set
                         ? say("{} has no such field", Sentence::of(shape.noun))
                         : say("{} has no such list of plain values", Sentence::of(shape.noun)));
      });
    const bool is_set = op.kind == OperationKind::set;
    auto& first = is_set ? op.from : op.value;
    auto& second = is_set ? op.to : op.line_before;
    first = value(object, is_set ? "from" : "value", *named);
    second = value(object, is_set ? "to" : "after", *named);
    if (!is_set && object.at("value").is_null())
      trail_.below("value", [&] { trail_.fault("expected the line"); });
  }

  static std::optional<NamedField> find_field(const Shape& shape, const Operation& op) {
    const auto* rule = find_rule(shape, op.field);
    const bool is_set = op.kind == OperationKind::set;
    if (rule == nullptr) {
      if (is_set && is_free_key(shape, op.field)) return NamedField{};
      return {};
    }
    const bool has_keys = rule->form == Form::mapping || rule->form == Form::mapping_lists;
    const bool is_key = has_keys && is_below(shape, op.field, rule);
    if (is_set) return NamedField{rule, is_key ? FieldPart::under_key : FieldPart::whole};
    const bool is_list = rule->form == Form::list || (rule->form == Form::mapping_lists && is_key);
    if (!is_list || rule->shape != nullptr) return {};
    return NamedField{rule, FieldPart::line};
  }

  /// Whether a path goes on behind the field of the rule: `skills.listening` behind `skills`.
  static bool is_below(const Shape& shape, std::string_view path, const FieldRule* rule) {
    const auto dot = path.rfind('.');
    return dot != std::string_view::npos && find_rule(shape, path.substr(0, dot)) == rule;
  }

  Node value(const json::object& object, std::string_view member, const NamedField& named) {
    Node node;
    trail_.below(member, [&] {
      const auto& from = object.at(member);
      node = named.rule == nullptr ? values_.read_free(from)
                                   : values_.read(from, *named.rule, named.part);
    });
    return node;
  }

  ListPlace list_place(const json::object& object, std::string_view member) {
    ListPlace spot;
    trail_.below(member, [&] {
      const auto* place = object.at(member).if_object();
      if (place == nullptr) return trail_.fault("expected {\"parent\": ..., \"after\": ...}");
      for (const std::string_view part : {"parent", "after"})
        if (!place->contains(part)) return trail_.below(part, [&] { trail_.fault("missing"); });
      if (place->size() != 2) return trail_.fault("has other members than parent and after");
      spot.parent = text(*place, "parent", longest_address);
      spot.after = id_or_null(*place, "after");
    });
    return spot;
  }

  std::string text(const json::object& object, std::string_view member, std::size_t most) {
    std::string read;
    trail_.below(member, [&] {
      const auto* text = object.at(member).if_string();
      if (text == nullptr || text->empty()) return trail_.fault("expected a text");
      if (text->size() > most) return trail_.fault(say("longer than {} bytes", most));
      read = base::to_nfc(*text);
    });
    return read;
  }

  std::string id_or_null(const json::object& object, std::string_view member) {
    std::string id;
    trail_.below(member, [&] {
      const auto& value = object.at(member);
      if (value.is_null()) return;
      if (value.is_string() && is_id(value.get_string()))
        id = value.get_string();
      else
        trail_.fault("expected an id, or null for the first place");
    });
    return id;
  }

  JsonTrail trail_;
  OperationValues values_;
  std::size_t count_ = 0;
};

}  // namespace

SentOperations read_operations(const json::array& list, std::string_view at) {
  return OperationReader(at).run(list);
}

}  // namespace stagecraft::process
