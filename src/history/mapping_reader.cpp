#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "base/text.h"
#include "history/mapping.h"
#include "history/mapping_rules.h"
#include "history/mapping_shape.h"

namespace stagecraft::history {
namespace {

using process::Node;
using process::ReadingError;

constexpr std::string_view flags_file = "command line";

std::vector<std::string> read_texts(const Node* node) {
  std::vector<std::string> texts;
  if (node == nullptr) return texts;
  if (node->is_scalar()) texts.push_back(node->text);
  for (const auto& item : node->items)
    if (item.is_scalar()) texts.push_back(item.text);
  return texts;
}

ColumnRef read_column(const Node* node) { return {read_texts(node)}; }

std::string read_text(const Node* node) {
  return node != nullptr && node->is_scalar() ? node->text : std::string();
}

std::map<std::string, std::string> read_text_map(const Node* node) {
  std::map<std::string, std::string> map;
  if (node == nullptr) return map;
  for (const auto& entry : node->entries)
    if (entry.value.is_scalar()) map[entry.key] = entry.value.text;
  return map;
}

StateRule read_state(const Node& node) {
  if (!node.is_mapping()) return {.column = read_column(&node), .at = {}, .is = {}};
  return {.column = read_column(node.find("column")),
          .at = read_column(node.find("at")),
          .is = read_texts(node.find("is"))};
}

std::vector<StageRule> read_stages(const Node* node) {
  std::vector<StageRule> stages;
  if (node == nullptr) return stages;
  for (const auto& entry : node->entries) {
    StageRule stage{
        .stage = entry.key, .entered = read_column(entry.value.find("entered")), .state = {}};
    if (const auto* state = entry.value.find("state")) stage.state = read_state(*state);
    stages.push_back(std::move(stage));
  }
  return stages;
}

OutcomeRule read_outcome(const Node& node) {
  return {.column = read_column(node.find("column")),
          .at = read_column(node.find("at")),
          .reason = read_column(node.find("reason")),
          .won = read_texts(node.find("won")),
          .lost = read_texts(node.find("lost")),
          .no_decision = read_texts(node.find("no_decision")),
          .open = read_texts(node.find("open"))};
}

std::optional<ValueKind> find_value_kind(std::string_view word) {
  if (word == "text") return ValueKind::text;
  if (word == "money") return ValueKind::money;
  if (word == "number") return ValueKind::number;
  if (word == "date") return ValueKind::date;
  return std::nullopt;
}

std::vector<AttributeRule> read_attributes(const Node* node) {
  std::vector<AttributeRule> attributes;
  if (node == nullptr) return attributes;
  for (const auto& entry : node->entries) {
    const bool is_object = entry.value.is_mapping();
    attributes.push_back(
        {.name = entry.key,
         .column = read_column(is_object ? entry.value.find("column") : &entry.value),
         .kind = is_object ? find_value_kind(read_text(entry.value.find("kind"))) : std::nullopt});
  }
  return attributes;
}

std::vector<Lookup> read_lookups(const Node* node) {
  std::vector<Lookup> lookups;
  if (node == nullptr) return lookups;
  for (const auto& item : node->items)
    lookups.push_back({.file = read_text(item.find("file")),
                       .key = read_column(item.find("key")),
                       .their_key = read_text(item.find("their_key")),
                       .take = read_text_map(item.find("take"))});
  return lookups;
}

Layout read_layout(const Node* node) {
  const auto word = read_text(node);
  if (word == "deals") return Layout::deals;
  return word == "changes" ? Layout::changes : Layout::events;
}

std::vector<ColumnRef> read_columns(const Node* node) {
  std::vector<ColumnRef> columns;
  if (node == nullptr) return columns;
  for (const auto& item : node->items) columns.push_back(read_column(&item));
  return columns;
}

void read_currency(const Node* node, Mapping& mapping) {
  if (node == nullptr) return;
  if (node->is_mapping()) mapping.currency_column = read_column(node->find("column"));
  if (const auto code = base::Currency::find(read_text(node))) mapping.currency = *code;
}

Mapping read_root(const Node& root) {
  Mapping mapping;
  mapping.preset = read_text(root.find("preset"));
  mapping.recognised_by = read_columns(root.find("recognised_by"));
  mapping.not_with = read_columns(root.find("not_with"));
  mapping.layout = read_layout(root.find("layout"));
  mapping.deal = read_column(root.find("deal"));
  mapping.zone_stated = root.find("zone") != nullptr;
  if (mapping.zone_stated) mapping.zone = read_text(root.find("zone"));
  mapping.date_format = find_date_format(read_text(root.find("date_format")));
  if (read_text(root.find("decimal")) == ",") mapping.decimal = ',';
  read_currency(root.find("currency"), mapping);
  const auto exported = parse_date(read_text(root.find("exported_at")), {});
  if (exported.is_date()) mapping.exported_at = exported.value;
  mapping.activity = read_column(root.find("activity"));
  mapping.at = read_column(root.find("at"));
  mapping.actor = read_column(root.find("actor"));
  mapping.order = read_column(root.find("order"));
  mapping.created = read_column(root.find("created"));
  mapping.field = read_column(root.find("field"));
  mapping.value = read_column(root.find("value"));
  mapping.old_value = read_column(root.find("old_value"));
  mapping.fields = read_text_map(root.find("fields"));
  mapping.stages = read_stages(root.find("stages"));
  if (const auto* state = root.find("state")) mapping.state = read_state(*state);
  if (const auto* outcome = root.find("outcome")) mapping.outcome = read_outcome(*outcome);
  mapping.touchpoints = read_text_map(root.find("touchpoints"));
  mapping.attributes = read_attributes(root.find("attributes"));
  if (const auto* values = root.find("values"))
    for (const auto& entry : values->entries)
      mapping.values[entry.key] = read_text_map(&entry.value);
  mapping.lookups = read_lookups(root.find("lookups"));
  mapping.stage_values = read_text_map(root.find("stage_values"));
  if (const auto* rows = root.find("leave_out"))
    for (const auto& entry : rows->entries) mapping.leave_out[entry.key] = read_texts(&entry.value);
  return mapping;
}

/// `attributes.owner` -> the value under `owner` of the mapping under `attributes`.
void set_flag(Node& root, const MappingFlag& flag) {
  Node* at = &root;
  std::string_view key = flag.key;
  for (auto dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
    const auto outer = key.substr(0, dot);
    key.remove_prefix(dot + 1);
    const auto* inner = at->find(outer);
    if (inner == nullptr || !inner->is_mapping()) at->set(outer, Node::mapping());
    at = at->find(outer);
  }
  at->set(key, Node::scalar(flag.value));
}

[[noreturn]] void fail(std::vector<ReadingError> errors) {
  process::sort_errors(errors);
  std::string lines;
  for (const auto& error : errors) {
    if (!lines.empty()) lines += '\n';
    lines += process::to_line(error);
    if (!error.mend.empty()) lines += "\n  mend: " + error.mend.text();
  }
  throw base::Error(base::ErrorKind::invalid, lines);
}

Mapping read_checked(const Node& root, const std::string& file, std::vector<ReadingError> errors) {
  check_shape(root, mapping_shape(), file, errors);
  check_rules(root, file, errors);
  if (!errors.empty()) fail(std::move(errors));
  return read_root(root);
}

}  // namespace

Mapping read_mapping(std::string_view text, const std::string& file_name,
                     const std::vector<MappingFlag>& flags) {
  auto parsed = process::parse_yaml(text, file_name);
  if (!parsed.document.has_content && parsed.errors.empty())
    throw base::Error(base::ErrorKind::invalid,
                      base::say("{}: this mapping is empty; 'stagecraft history inspect FILE' "
                                "proposes one. [missing-key]",
                                file_name));
  if (!parsed.document.root.is_mapping()) parsed.document.root = Node::mapping();
  for (const auto& flag : flags) set_flag(parsed.document.root, flag);
  return read_checked(parsed.document.root, file_name, std::move(parsed.errors));
}

Mapping read_mapping_file(const std::string& path, const std::vector<MappingFlag>& flags) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf()))
    throw base::Error(base::ErrorKind::not_found,
                      base::say("The mapping file {} cannot be read.", path));
  auto mapping = read_mapping(text.str(), path, flags);
  mapping.folder = std::filesystem::path(path).parent_path().string();
  return mapping;
}

Mapping mapping_of_flags(const std::vector<MappingFlag>& flags) {
  Node root = Node::mapping();
  root.set("stagecraft_mapping", Node::scalar("1"));
  for (const auto& flag : flags) set_flag(root, flag);
  return read_checked(root, std::string(flags_file), {});
}

std::string ColumnRef::to_text() const { return fmt::format("{}", fmt::join(names, " or ")); }

}  // namespace stagecraft::history
