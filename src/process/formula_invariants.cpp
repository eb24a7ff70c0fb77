#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "process/decode.h"
#include "process/elements.h"
#include "process/formula.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

const Entry* text_entry(const Node& mapping, std::string_view key) {
  const Entry* entry = mapping.find_entry(key);
  return entry && entry->value.is_scalar() ? entry : nullptr;
}

std::string text_under(const Node& mapping, std::string_view key) {
  const Entry* entry = text_entry(mapping, key);
  return entry ? entry->value.text : std::string();
}

class FormulaCheck {
 public:
  FormulaCheck(const Map& map, Reading& reading) : map_(map), reading_(reading) {}

  void check(const Node& tree) {
    visit_elements(tree, [&](const Shape& shape, const Node& item, const std::string&) {
      if (shape.kind == "exit") check_evidence(item);
      if (shape.kind == "price_rule") check_condition(text_entry(item, "require"), Subject::quote);
      if (shape.kind == "measure") check_measure(item);
      if (shape.kind == "field" && is_built_in_field(id_of(item)))
        report_built_in(item,
                        say("'{}' is a built-in field; give your own another id", id_of(item)));
    });
    check_circle(tree);
  }

 private:
  void check_evidence(const Node& criterion) {
    const Node* evidence = criterion.find("evidence");
    if (!evidence) return;
    for (const Node& item : evidence->items) {
      check_condition(text_entry(item, "require"), Subject::deal);
      const auto record = std::ranges::find(words_of_record(), text_under(item, "record"));
      if (record != words_of_record().end())
        check_condition(text_entry(item, "where"),
                        subject_of(static_cast<RecordKind>(record - words_of_record().begin())));
    }
  }

  static std::span<const std::string_view> words_of_record() {
    static const auto words = [] {
      const Shape* stage = map_shape().find("stages")->shape;
      const Shape* exit = stage->find("exit")->shape;
      return exit->find("evidence")->shape->find("record")->words;
    }();
    return words;
  }

  void check_condition(const Entry* entry, Subject subject) {
    if (!entry) return;
    FormulaFault fault;
    if (!parse_condition(entry->value.text, FieldTable::of(subject, &map_), fault))
      report(*entry, fault);
  }

  void check_measure(const Node& item) {
    if (find_built_in_measure(id_of(item)))
      report_built_in(item,
                      say("'{}' is a built-in measure; give your own another id", id_of(item)));
    const Entry* entry = text_entry(item, "formula");
    const auto measure = std::ranges::find(map_.measures, id_of(item), &Measure::id);
    if (!entry || measure == map_.measures.end()) return;
    FormulaFault fault;
    if (!parse_formula(entry->value.text, measure->kind, map_, fault)) report(*entry, fault);
  }

  void check_circle(const Node& tree) {
    const auto circle = find_circle(map_);
    const Node* measures = tree.find("measures");
    if (circle.empty() || !measures) return;
    for (const Node& item : measures->items)
      if (id_of(item) == circle.front())
        if (const Entry* entry = text_entry(item, "formula"))
          reading_.report("bad-formula", entry->value.mark,
                          say("measures refer to one another in a circle: {}",
                              fmt::format("{}", fmt::join(circle, " -> "))));
  }

  void report(const Entry& entry, const FormulaFault& fault) {
    reading_.report("bad-formula", entry.value.mark,
                    say("'{}', character {}: {}", entry.key, fault.column, fault.message));
  }

  void report_built_in(const Node& item, Sentence message) {
    reading_.report("bad-id", item.find("id")->mark, std::move(message));
  }

  const Map& map_;
  Reading& reading_;
};

}  // namespace

void check_formulas(const Map& map, const Node& tree, Reading& reading) {
  FormulaCheck(map, reading).check(tree);
}

}  // namespace stagecraft::process
