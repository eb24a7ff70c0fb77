#include "history/mapping_shape.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace stagecraft::history {
namespace {

using Kind = Shape::Kind;

const Shape text{.kind = Kind::text, .noun = "a text"};
const Shape texts{.kind = Kind::list, .noun = "a list of texts", .item = &text};
const Shape text_map{.kind = Kind::map, .noun = "a mapping of texts", .item = &text};
const Shape text_list_map{.kind = Kind::map, .noun = "a mapping of lists", .item = &texts};
const Shape correction_map{
    .kind = Kind::map, .noun = "a mapping of corrections", .item = &text_map};
const Shape column{.kind = Kind::either,
                   .noun = "a column, or a list of names it may have",
                   .of = {&text, &texts}};
const Shape version{.kind = Kind::number, .noun = "a number"};
const Shape layout{
    .kind = Kind::choice, .noun = "a layout", .words = {"events", "deals", "changes"}};
const Shape decimal{.kind = Kind::choice, .noun = "a decimal sign", .words = {".", ","}};
const Shape value_kind{
    .kind = Kind::choice, .noun = "a kind", .words = {"text", "money", "number", "date"}};
const Shape columns{.kind = Kind::list, .noun = "a list of columns", .item = &column};

const Shape column_of{
    .kind = Kind::object,
    .noun = "a currency's column",
    .keys = {
        {"column", &column, "The column that holds the three-letter code of each deal.", true}}};
const Shape currency{.kind = Kind::either, .noun = "a currency", .of = {&text, &column_of}};

const Shape state{
    .kind = Kind::object,
    .noun = "a state",
    .keys = {{"column", &column, "The column that says where the deal is.", true},
             {"at", &column, "The column that says since when. Left out: the date is not known."},
             {"is", &texts, "The values of the column that mean this stage."}}};
const Shape state_or_column{
    .kind = Kind::either, .noun = "a column or a state", .of = {&text, &texts, &state}};

const Shape stage{
    .kind = Kind::object,
    .noun = "a stage",
    .keys = {{"entered", &column, "The column of the date on which the deal entered the stage."},
             {"state", &state, "Which values of which column say that the deal is in the stage."}}};
const Shape stages{.kind = Kind::map, .noun = "stages", .item = &stage};

const Shape outcome{
    .kind = Kind::object,
    .noun = "an outcome",
    .keys = {{"column", &column,
              "The column that tells the outcome. Left out: that of the activity or state."},
             {"at", &column, "The column of the closing date (layout deals)."},
             {"reason", &column, "The column of the reason."},
             {"won", &texts, "Values that mean won."},
             {"lost", &texts, "Values that mean lost."},
             {"no_decision", &texts, "Values that mean that the customer decided nothing."},
             {"open", &texts, "Values that take a closing back (layout changes)."}}};

const Shape attribute_object{
    .kind = Kind::object,
    .noun = "an attribute",
    .keys = {
        {"column", &column, "The column of its value.", true},
        {"kind", &value_kind,
         "What its values are. Left out: amount is money, expected_close a date, others text."}}};
const Shape attribute{.kind = Kind::either,
                      .noun = "a column or an attribute",
                      .of = {&text, &texts, &attribute_object}};
const Shape attributes{.kind = Kind::map, .noun = "attributes", .item = &attribute};

const Shape lookup{
    .kind = Kind::object,
    .noun = "a lookup",
    .keys = {
        {"file", &text, "The other file, relative to the mapping or to the file that is read.",
         true},
        {"key", &column, "The column that is looked up.", true},
        {"their_key", &text, "The column of the other file. Left out: it is named as the key."},
        {"take", &text_map, "Attribute of the deal: column of the other file.", true}}};
const Shape lookups{.kind = Kind::list, .noun = "a list of lookups", .item = &lookup};

const Shape mapping{
    .kind = Kind::object,
    .noun = "a mapping",
    .keys = {
        {"stagecraft_mapping", &version, "The version of the format: 1.", true},
        {"preset", &text, "The name of the preset that this mapping is."},
        {"recognised_by", &columns, "Columns by which a file is known to be of this kind."},
        {"not_with", &columns, "Columns that a file of this kind does not have."},
        {"layout", &layout, "What a row is: an event, a deal, or a change of one field.", true},
        {"deal", &column, "The column of the deal's id."},
        {"zone", &text, "The time zone of times without offset, by its IANA name. Left out: UTC."},
        {"date_format", &text,
         "iso, dmy, mdy, epoch_s, epoch_ms or a strptime pattern. Left out: inferred over the "
         "whole column."},
        {"decimal", &decimal, "The decimal sign. Left out: the point."},
        {"currency", &currency, "The currency of all amounts, or the column that holds it."},
        {"exported_at", &text, "When the file was exported: what is read is the state of then."},
        {"activity", &column, "The column of what happened (layout events)."},
        {"at", &column, "The column of when it happened (layouts events and changes)."},
        {"actor", &column, "The column of who did it."},
        {"order", &column, "The column of a number that orders events of one instant."},
        {"created", &column, "The column of when the deal was made."},
        {"field", &column, "The column of the changed field's name (layout changes)."},
        {"value", &column, "The column of the new value (layout changes)."},
        {"old_value", &column, "The column of the value before (layout changes)."},
        {"fields", &text_map,
         "Field of the source: stage, created, won, lost, no_decision, outcome or an attribute's "
         "name (layout changes)."},
        {"stages", &stages, "Stage: how a row tells of it (layout deals)."},
        {"state", &state_or_column,
         "The column of the stage that the deal is in now (layout deals)."},
        {"outcome", &outcome, "Which values are outcomes."},
        {"touchpoints", &text_map,
         "Activity: call, email, meeting, demo, visit or form (layout events); all others are "
         "stages."},
        {"attributes", &attributes, "Attribute of the deal: its column."},
        {"values", &correction_map,
         "Attribute or column: value as it stands: value as it should be."},
        {"lookups", &lookups, "Other files from which attributes are taken."},
        {"stage_values", &text_map, "Value of the source: id of a stage or outcome of the map."},
        {"leave_out", &text_list_map, "Column: values whose rows are left out, and counted."}}};

struct Checker {
  const std::string& file;
  std::vector<process::ReadingError>& errors;

  void fail(const char* id, process::Mark mark, std::string message) const {
    errors.push_back({.id = id,
                      .place = {file, mark.line, mark.column},
                      .message = std::move(message),
                      .mend = {}});
  }
  void wrong_type(const process::Node& node, const Shape& shape) const {
    fail("wrong-type", node.mark, fmt::format("this has to be {}", shape.noun));
  }
  void check(const process::Node& node, const Shape& shape) const;
  void check_scalar(const process::Node& node, const Shape& shape) const;
  void check_object(const process::Node& node, const Shape& shape) const;
  void check_either(const process::Node& node, const Shape& shape) const;
};

bool may_be(const process::Node& node, const Shape& shape) {
  switch (shape.kind) {
    case Kind::text:
    case Kind::number:
    case Kind::choice:
      return node.is_scalar();
    case Kind::list:
      return node.is_sequence();
    case Kind::map:
    case Kind::object:
      return node.is_mapping();
    case Kind::either:
      return std::ranges::any_of(shape.of, [&](auto* s) { return may_be(node, *s); });
  }
  return false;
}

void Checker::check_scalar(const process::Node& node, const Shape& shape) const {
  if (shape.kind == Kind::choice && std::ranges::find(shape.words, node.text) == shape.words.end())
    fail("wrong-type", node.mark,
         fmt::format("'{}' is not {}; expected one of {}", process::shown(node.text), shape.noun,
                     fmt::join(shape.words, " ")));
  const bool is_digits = !node.text.empty() && std::ranges::all_of(node.text, [](char c) {
    return c >= '0' && c <= '9';
  });
  if (shape.kind == Kind::number && !is_digits) wrong_type(node, shape);
}

void Checker::check_object(const process::Node& node, const Shape& shape) const {
  std::vector<std::string_view> names;
  for (const auto& key : shape.keys) names.push_back(key.name);
  for (const auto& entry : node.entries) {
    const auto known = std::ranges::find(shape.keys, entry.key, &ShapeKey::name);
    if (known != shape.keys.end()) {
      check(entry.value, *known->shape);
    } else if (!entry.key.starts_with("x_")) {
      const auto near = base::nearest(entry.key, names);
      const auto hint = near.empty() ? fmt::format("; known are {}", fmt::join(names, " "))
                                     : fmt::format("; did you mean '{}'?", near);
      fail("unknown-key", entry.mark,
           fmt::format("unknown key '{}' in {}{}", process::shown(entry.key), shape.noun, hint));
    }
  }
  for (const auto& key : shape.keys)
    if (key.required && node.find(key.name) == nullptr && !node.cut)
      fail("missing-key", node.mark, fmt::format("{} needs the key '{}'", shape.noun, key.name));
}

void Checker::check_either(const process::Node& node, const Shape& shape) const {
  for (const auto* alternative : shape.of)
    if (may_be(node, *alternative)) return check(node, *alternative);
  wrong_type(node, shape);
}

void Checker::check(const process::Node& node, const Shape& shape) const {
  if (node.kind == process::Node::Kind::refused) return;
  if (!may_be(node, shape)) return wrong_type(node, shape);
  switch (shape.kind) {
    case Kind::text:
    case Kind::number:
    case Kind::choice:
      return check_scalar(node, shape);
    case Kind::list:
      for (const auto& item : node.items) check(item, *shape.item);
      return;
    case Kind::map:
      for (const auto& entry : node.entries) check(entry.value, *shape.item);
      return;
    case Kind::object:
      return check_object(node, shape);
    case Kind::either:
      return check_either(node, shape);
  }
}

}  // namespace

const Shape& mapping_shape() { return mapping; }

void check_shape(const process::Node& node, const Shape& shape, const std::string& file,
                 std::vector<process::ReadingError>& errors) {
  Checker{file, errors}.check(node, shape);
}

}  // namespace stagecraft::history
