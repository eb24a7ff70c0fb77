#include "history/mapping_proposal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

#include "base/text.h"

namespace stagecraft::history {
namespace {

using Words = std::initializer_list<std::string_view>;

/// A column's name as a scalar of YAML.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// An id out of a column's name: `Date entered Demo` -> `date_entered_demo`.
std::string id_of(std::string_view name) {
  std::string id;
  for (const char c : base::fold(name)) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (fits)
      id += c;
    else if (!id.empty() && id.back() != '_')
      id += '_';
  }
  while (id.ends_with('_')) id.pop_back();
  return id.empty() || (id[0] >= '0' && id[0] <= '9') ? "stage_" + id : id;
}

class Proposer {
 public:
  explicit Proposer(const FileSummary& file) : file_(file) {}

  Proposal run() {
    line("stagecraft_mapping: 1");
    const auto* deal =
        take({"deal_id", "dealid", "opportunity_id", "opportunityid", "case:concept:name",
              "case_id", "case id", "case", "deal", "record id", "id"});
    if (deal == nullptr) deal = take_containing({"deal", "opportun", "case"});
    const auto* field =
        take({"field", "changed_field_key", "changed_field", "field_key", "property", "fieldname"});
    if (field != nullptr)
      propose_changes(*field);
    else if (deal != nullptr && deal->repeated * 2 > deal->distinct)
      propose_events();
    else
      propose_deals();
    if (deal != nullptr)
      line("deal: " + in_quotes(deal->name));
    else
      lack("deal: ''   # which column is the deal's id?");
    propose_formats();
    propose_attributes();
    return {.yaml = std::move(yaml_), .is_complete = is_complete_};
  }

 private:
  void line(const std::string& text) { yaml_ += text + "\n"; }
  void lack(const std::string& text) {
    line(text);
    is_complete_ = false;
  }

  const ColumnSummary* use(const ColumnSummary& column) {
    used_.insert(column.name);
    return &column;
  }
  /// A column with one of these names, and of that kind if it says one.
  const ColumnSummary* take(Words names, std::optional<ColumnKind> kind = {}) {
    for (const auto name : names)
      for (const auto& column : file_.columns)
        if (base::fold(column.name) == name && !used_.contains(column.name) &&
            (!kind || column.kind == *kind))
          return use(column);
    return nullptr;
  }
  const ColumnSummary* take_containing(Words parts, std::optional<ColumnKind> kind = {}) {
    for (const auto part : parts)
      for (const auto& column : file_.columns)
        if (base::fold(column.name).find(part) != std::string::npos &&
            !used_.contains(column.name) && column.filled > 0 && (!kind || column.kind == *kind))
          return use(column);
    return nullptr;
  }
  const ColumnSummary* take_date() {
    if (const auto* named = take_containing({"timestamp", "time", "at", "date"}, ColumnKind::date))
      return named;
    for (const auto& column : file_.columns)
      if (column.kind == ColumnKind::date && !used_.contains(column.name)) return use(column);
    return nullptr;
  }

  void propose_time() {
    const auto* at = take_date();
    if (at != nullptr)
      line("at: " + in_quotes(at->name));
    else
      lack("at: ''   # which column is the time?");
  }

  void propose_events() {
    line("layout: events");
    const auto* activity = take_containing(
        {"activity", "stage", "step", "status", "event", "concept:name", "task"}, ColumnKind::text);
    if (activity != nullptr) {
      line("activity: " + in_quotes(activity->name));
      list_values(*activity, "outcome: {won: [], lost: []}");
    } else {
      lack("activity: ''   # which column says what happened?");
    }
    propose_time();
    if (const auto* actor =
            take_containing({"actor", "user", "resource", "created by", "createdby"}))
      line("actor: " + in_quotes(actor->name));
  }

  void propose_changes(const ColumnSummary& field) {
    line("layout: changes");
    line("field: " + in_quotes(field.name));
    if (const auto* value = take_containing({"new_value", "newvalue", "new value", "value"}))
      line("value: " + in_quotes(value->name));
    else
      lack("value: ''   # which column is the new value?");
    propose_time();
    lack(
        "fields: {}   # what each field is: stage, created, won, lost, no_decision, outcome, "
        "owner, amount ...");
    list_values(field, "");
  }

  void propose_deals() {
    line("layout: deals");
    if (const auto* created = take_containing({"creat", "add_time", "opened"}, ColumnKind::date))
      line("created: " + in_quotes(created->name));
    const auto* closed = take_containing({"closed", "close_date", "close date", "won_time", "end"},
                                         ColumnKind::date);
    const auto* stage = take_containing({"stage", "status", "state", "phase"});
    propose_stage_dates();
    if (stage == nullptr) return lack("# which column says where a deal is, or how it ended?");
    line("state: " + in_quotes(stage->name));
    const auto at =
        closed == nullptr ? std::string() : fmt::format(", at: {}", in_quotes(closed->name));
    list_values(*stage, fmt::format("outcome: {{column: {}{}, won: [], lost: []}}",
                                    in_quotes(stage->name), at));
  }

  void propose_stage_dates() {
    std::string stages;
    for (const auto& column : file_.columns) {
      if (column.kind != ColumnKind::date || used_.contains(column.name)) continue;
      const auto folded = base::fold(column.name);
      const bool is_other = folded.find("modif") != std::string::npos ||
                            folded.find("expected") != std::string::npos ||
                            folded.find("activity") != std::string::npos ||
                            folded.find("update") != std::string::npos;
      if (is_other) continue;
      stages += fmt::format("  {}: {{entered: {}}}\n", id_of(column.name), in_quotes(column.name));
      use(column);
    }
    if (!stages.empty())
      yaml_ += "stages:   # is each of these the day on which a stage was entered?\n" + stages;
  }

  /// The values of a column as a comment, and the key into which a person sorts them.
  void list_values(const ColumnSummary& column, const std::string& key) {
    if (column.commonest.empty()) return;
    line("# values of " + column.name + ":");
    for (const auto& [value, count] : column.commonest)
      line(fmt::format("#   {} ({})", base::printable(value), count));
    if (!key.empty()) line("# " + key + "   # sort the values that end a deal");
  }

  void propose_formats() {
    std::set<std::string> formats;
    bool is_ambiguous = false;
    for (const auto& column : file_.columns) {
      if (column.kind != ColumnKind::date || !used_.contains(column.name)) continue;
      is_ambiguous |= column.date_format.empty();
      if (!column.date_format.empty()) formats.insert(column.date_format);
    }
    if (formats.size() == 1) line("date_format: " + *formats.begin());
    if (formats.empty() && is_ambiguous)
      lack("# date_format: dmy   # or mdy: the file does not tell");
    line("zone: UTC   # of times without offset");
  }

  void propose_attributes() {
    std::string attributes;
    char decimal = '.';
    const auto add = [&](std::string_view name, const ColumnSummary* column) {
      if (column == nullptr) return;
      attributes += fmt::format("  {}: {}\n", name, in_quotes(column->name));
      if (name == "amount") decimal = column->decimal;
    };
    add("owner", take_containing({"owner", "sales_agent", "agent", "sales rep", "assigned"}));
    auto* amount = take_containing({"amount", "value", "price", "revenue"}, ColumnKind::number);
    if (amount == nullptr)
      amount = take_containing({"amount", "value", "price", "revenue"}, ColumnKind::whole_number);
    add("amount", amount);
    add("expected_close", take_containing({"expected"}, ColumnKind::date));
    add("currency", take_containing({"currency"}, ColumnKind::text));
    add("account", take_containing({"account", "company", "organi", "customer"}));
    add("channel", take_containing({"channel", "source"}, ColumnKind::text));
    add("product", take_containing({"product", "offering"}, ColumnKind::text));
    add("team", take_containing({"team", "region"}, ColumnKind::text));
    if (attributes.empty()) return;
    yaml_ += "attributes:\n" + attributes;
    if (amount != nullptr && decimal == ',') line("decimal: ','");
    if (amount != nullptr) line("# currency: EUR   # of all amounts");
  }

  const FileSummary& file_;
  std::set<std::string> used_;
  std::string yaml_;
  bool is_complete_ = true;
};

}  // namespace

Proposal propose_mapping(const FileSummary& file) { return Proposer(file).run(); }

}  // namespace stagecraft::history
