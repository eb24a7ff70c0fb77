#include "process/decode.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "process/grammar.h"
#include "process/scalar_value.h"
#include "process/yaml_write.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

/// What people write for a key, from other tools.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> synonyms{
    {{"probability", "expected_conversion"},
     {"win_rate", "expected_conversion"},
     {"owner", "lead"},
     {"criteria", "exit"}}};

std::string_view suggestion(const Shape& shape, std::string_view key) {
  for (const auto& [word, meant] : synonyms)
    if (word == key && shape.find(meant)) return meant;
  std::vector<std::string_view> keys;
  for (const FieldRule& rule : shape.fields) keys.push_back(rule.key);
  return base::nearest(key, keys);
}

Sentence kind_of(const Node& node) {
  if (node.is_sequence()) return "a list";
  return node.is_mapping() ? Sentence("a mapping") : Sentence("a single value");
}

/// `text`, but without the line breaks at its ends, which the style of a block leaves there.
std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of('\n');
  if (first == std::string::npos) return {};
  text.erase(text.find_last_not_of('\n') + 1);
  return text.substr(first);
}

class Decoder {
 public:
  Decoder(Reading& reading, Completeness completeness)
      : reading_(reading), is_partial_(completeness == Completeness::variant_alone) {}

  template <Described Struct>
  void read(const Node& node, Struct& object) {
    const Shape& shape = shape_of<Struct>();
    std::size_t known = 0;
    for_each_field(object, [&](const FieldRule& rule, auto& member) {
      const Entry* entry = node.find_entry(rule.key);
      known += entry ? 1 : 0;
      if (entry && !belongs(rule, node)) {
        report_stray(rule, shape, *entry);
      } else if (entry && !entry->value.is_null()) {
        key_mark_ = entry->mark;
        if (entry->value.kind != Node::Kind::refused) value(rule, entry->value, member);
      } else if (rule.required && belongs(rule, node) && !node.cut && !is_partial_) {
        reading_.report("missing-key", node.mark, needs(rule, shape));
      }
    });
    if (known < node.entries.size()) read_rest(node, shape, object.x);
  }

 private:
  static Sentence needs(const FieldRule& rule, const Shape& shape) {
    const Sentence noun = Sentence::of(shape.noun);
    if (rule.about.empty()) return say("{} needs '{}'", noun, rule.key);
    const auto about =
        rule.about.substr(0, rule.about.size() - (rule.about.ends_with('.') ? 1 : 0));
    return say("{} needs '{}': {}", noun, rule.key, Sentence::of(about));
  }

  /// Whether the key goes with the `kind` that the mapping states. Without one, all keys do: what
  /// is missing is the kind.
  static bool belongs(const FieldRule& rule, const Node& node) {
    if (rule.only_for.empty()) return true;
    const Node* kind = node.find("kind");
    if (!kind || !kind->is_scalar()) return !rule.required;
    return rule.only_for.starts_with('!') ? kind->text != rule.only_for.substr(1)
                                          : kind->text == rule.only_for;
  }

  void report_stray(const FieldRule& rule, const Shape& shape, const Entry& entry) {
    const Sentence noun = Sentence::of(shape.noun);
    reading_.report(
        "unknown-key", entry.mark,
        rule.only_for.starts_with('!')
            ? say("the key '{}' stands only in {} of another kind than {}", rule.key, noun,
                  rule.only_for.substr(1))
            : say("the key '{}' stands only in {} of kind {}", rule.key, noun, rule.only_for));
  }

  void read_rest(const Node& node, const Shape& shape, Extensions& extensions) {
    for (const Entry& entry : node.entries) {
      if (shape.find(entry.key)) continue;
      if (is_extension(entry.key))
        read_extension(entry, extensions);
      else if (shape.has_id() && (entry.key == "remove" || entry.key == "place"))
        report_edit(entry);
      else
        report_unknown(entry, Sentence::of(shape.noun), suggestion(shape, entry.key));
    }
  }

  void report_edit(const Entry& entry) {
    if (!is_partial_)
      reading_.report("bad-place", entry.mark,
                      say("'{}' stands only in a map that extends another", entry.key));
  }

  void report_unknown(const Entry& entry, const Sentence& where, std::string_view near) {
    reading_.report("unknown-key", entry.mark,
                    say("unknown key '{}' in {}{}", shown(entry.key), where, hint_at(near)));
  }

  void read_extension(const Entry& entry, Extensions& extensions) {
    std::string text = write_flow(entry.value);
    if (text.size() > limits::extension_bytes)
      reading_.report("too-large", entry.mark,
                      say("'{}' has {} bytes; at most {} are allowed", shown(entry.key),
                          text.size(), limits::extension_bytes));
    else
      extensions.emplace(entry.key, std::move(text));
  }

  // --- values by the type of the member ---

  template <class T>
  void value(const FieldRule& rule, const Node& node, std::optional<T>& member) {
    T read{};
    const std::size_t errors = reading_.errors.size();
    value(rule, node, read);
    if (errors == reading_.errors.size() || Described<T>) member = std::move(read);
  }

  template <Described Struct>
  void value(const FieldRule& rule, const Node& node, Struct& member) {
    if (node.is_mapping())
      read(node, member);
    else
      wrong_type(rule, node, "a mapping, written 'key: value'");
  }

  template <Described Struct>
  void value(const FieldRule& rule, const Node& node, std::vector<Struct>& member) {
    if (!is_list(rule, node)) return;
    for (const Node& item : node.items) {
      if (item.is_mapping())
        read(item, member.emplace_back());
      else if (item.kind != Node::Kind::refused)
        reading_.report("wrong-type", item.mark, how_written(*rule.shape));
    }
  }

  template <class T>
    requires(!Described<T>)
  void value(const FieldRule& rule, const Node& node, std::vector<T>& member) {
    if (!is_list(rule, node)) return;
    for (const Node& item : node.items)
      if (is_good(rule, item)) member.push_back(convert<T>(item));
  }

  template <class T>
  void value(const FieldRule& rule, const Node& node, std::map<std::string, T>& member) {
    if (!node.is_mapping()) return wrong_type(rule, node, "a mapping, written 'id: value'");
    if (!is_short(rule, node, node.entries.size())) return;
    for (const Entry& entry : node.entries) {
      if (!is_id(entry.key)) {
        const auto fault = find_fault({.key = rule.key, .rule = ValueRule::id}, entry.key);
        reading_.report(fault->id, entry.mark, fault->message);
      } else if (!rule.keys.empty() && std::ranges::find(rule.keys, entry.key) == rule.keys.end()) {
        report_unknown(entry, say("'{}'", rule.key),
                       base::nearest(entry.key, {rule.keys.begin(), rule.keys.end()}));
      } else if (!entry.value.is_null()) {
        free_value(rule, entry, member[entry.key]);
      }
    }
  }

  template <class T>
    requires(!Described<T>)
  void value(const FieldRule& rule, const Node& node, T& member) {
    if (is_good(rule, node)) member = convert<T>(node);
  }

  template <class T>
  void free_value(const FieldRule& rule, const Entry& entry, T& member) {
    FieldRule one = rule;
    one.key = entry.key;
    key_mark_ = entry.mark;
    value(one, entry.value, member);
  }

  template <class T>
  static T convert(const Node& node) {
    if constexpr (std::is_enum_v<T>) {
      const auto found = std::ranges::find(words_of<T>, node.text);
      return static_cast<T>(found - words_of<T>.begin());
    } else if constexpr (std::same_as<T, bool>) {
      return node.text == "true";
    } else if constexpr (std::same_as<T, base::Day>) {
      return *parse_day(node.text);
    } else if constexpr (std::is_arithmetic_v<T>) {
      return static_cast<T>(*parse_number(node.text));
    } else {
      return trimmed(node.text);
    }
  }

  // --- rules ---

  bool is_good(const FieldRule& rule, const Node& node) {
    if (node.kind == Node::Kind::refused) return false;
    if (!node.is_scalar()) {
      wrong_type(rule, node, "a single value");
      return false;
    }
    const auto fault = find_fault(rule, node.text);
    if (fault) reading_.report(fault->id, node.mark, fault->message);
    return !fault;
  }

  bool is_list(const FieldRule& rule, const Node& node) {
    if (!node.is_sequence()) {
      if (rule.shape)
        reading_.report(
            "wrong-type", node.mark,
            say("'{}' is a list, not {}: {}", rule.key, kind_of(node), how_written(*rule.shape)));
      else
        wrong_type(rule, node, "a list, written '- ...' a line or [..., ...]");
      return false;
    }
    return is_short(rule, node, node.items.size());
  }

  bool is_short(const FieldRule& rule, const Node& node, std::size_t count) {
    if (count <= rule.limit) return true;
    reading_.report(
        "too-large", node.mark,
        say("'{}' has {} entries; at most {} are allowed", rule.key, count, rule.limit));
    return false;
  }

  static Sentence how_written(const Shape& shape) {
    return say("{} is written as '- {}: ...'", Sentence::of(shape.noun), shape.fields.front().key);
  }

  void wrong_type(const FieldRule& rule, const Node& node, Sentence wanted) {
    const Mark at = node.mark.line > 0 ? node.mark : key_mark_;
    reading_.report("wrong-type", at,
                    say("'{}' is {}, not {}", rule.key, std::move(wanted), kind_of(node)));
  }

  Reading& reading_;
  bool is_partial_;
  Mark key_mark_;
};

}  // namespace

Map decode_map(const Node& tree, Reading& reading, Completeness completeness) {
  Map map;
  map.flat = tree.states("stages") && !tree.states("goals");
  if (map.flat) map.goals.emplace_back();
  Decoder(reading, completeness).read(tree, map);
  return map;
}

}  // namespace stagecraft::process
