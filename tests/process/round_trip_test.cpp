#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "process/map_json.h"
#include "process/reader.h"
#include "process/yaml_write.h"

namespace stagecraft::process {
namespace {

/// Names that some YAML reads as something else, or that break a plain scalar.
std::string any_name() {
  return *rc::gen::element<std::string>(
      "Demo", "yes", "No", "on", "y", "null", "~", "true", "42", "-3.5", "1e3", "0x1F", "0o7",
      "1_000", "1:30", "2026-01-31", ".inf", ".NaN", "=", "<<", "a: b", "a:", "a #b", "#b",
      "'quoted'", "it's", "\"double\"", "- x", "-x", "? x", "[x]", "{x", "x]", "a, b", "%x", "@x",
      "`x`", "!x", "&x", "*x", "|", ">", "a|b", "back\\slash", "...", "--- x",
      "\xC3\xBC"
      "ber",
      "\xE6\x97\xA5\xE6\x9C\xAC",
      "\xE2\x80\xA8"
      "line separator",
      "a \xE2\x80\xAE b", " led by a space", "ends in one ");
}

std::string any_text() {
  if (*rc::gen::inRange(0, 3) > 0) return any_name();
  return *rc::gen::element<std::string>("a\nb", "a\n\nb", "  indented\nback", "a \nb",
                                        "# no comment\nb", "a: b\n- c", "a\n  deeper\nb", "'\n'",
                                        "x\n\xE2\x80\xA8y");
}

std::vector<std::string> any_texts() {
  std::vector<std::string> texts;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) texts.push_back(any_text());
  return texts;
}

std::string id_of(std::string_view kind, int number) {
  return std::string(kind) + std::to_string(number);
}

bool any_flag() { return *rc::gen::arbitrary<bool>(); }

std::optional<double> any_days() {
  return *rc::gen::element<std::optional<double>>(std::nullopt, 1.0, 0.25, 14.0, 3650.0, 1.0 / 3);
}

Evidence any_evidence() {
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return {.kind = EvidenceKind::touchpoint, .of = {TouchpointKind::call}, .from = "customer"};
    case 1:
      return {.kind = EvidenceKind::document, .output = "out"};
    case 2:
      return {.kind = EvidenceKind::record,
              .record = RecordKind::quote,
              .where = "amount > 10",
              .at_least = *rc::gen::inRange(1, 4)};
    default:
      return {
          .kind = EvidenceKind::answer, .question = any_text(), .choices = {any_name(), "other"}};
  }
}

Stage any_stage(int number) {
  Stage stage{.id = id_of("stage", number), .name = any_name()};
  stage.text = any_flag() ? any_text() : "";
  stage.learns = any_texts();
  stage.does = any_texts();
  if (any_flag())
    stage.exit.push_back({.id = id_of("exit", number),
                          .text = any_text(),
                          .required = any_flag(),
                          .fresh = any_flag(),
                          .evidence = {any_evidence(), any_evidence()}});
  if (any_flag())
    stage.tasks.push_back({.id = id_of("task", number),
                           .name = any_name(),
                           .text = any_text(),
                           .internal = any_flag()});
  if (any_flag()) stage.outputs.push_back({.id = id_of("output", number), .name = any_name()});
  if (any_flag()) stage.skills = {{"listening", 2}, {"asking", 4}};
  if (any_flag()) stage.brand = {{"plain", any_text()}};
  stage.expected_days = any_days();
  stage.optional = any_flag();
  if (any_flag()) stage.next.emplace();
  if (any_flag()) stage.back = std::vector<std::string>{"stage0"};
  if (any_flag()) stage.x = {{"x_note", "{a: [1, two, ~], b: 'yes'}"}};
  return stage;
}

Map any_map() {
  Map map{.id = "made", .name = any_name(), .summary = any_text(), .currency = "EUR"};
  map.flat = any_flag();
  int stages = 0;
  const int goals = map.flat ? 1 : *rc::gen::inRange(0, 4);
  for (int i = 0; i < goals; ++i) {
    Goal& goal = map.goals.emplace_back();
    if (!map.flat) {
      goal.id = id_of("goal", i);
      goal.name = any_name();
      goal.value = any_flag() ? any_text() : "";
      goal.measures = {{.measure = "entered", .target = 60.5, .per = Period::month}};
    }
    for (int s = *rc::gen::inRange(0, 4); s > 0; --s) goal.stages.push_back(any_stage(stages++));
  }
  map.roles = {{.id = "customer", .name = any_name(), .side = Side::customer}};
  map.personas = {
      {.id = "buyer", .name = any_name(), .journey = {{.id = "step", .name = any_name()}}}};
  map.outcomes = {
      {.id = "won", .name = any_name(), .aliases = {any_name()}, .kind = OutcomeKind::won}};
  map.check.words = {{"customer", {any_name(), "planner"}}};
  if (any_flag()) map.serves = Serves{.channels = {"direct"}};
  return map;
}

void expect_reads_back(const Map& map, const std::string& text) {
  const auto loaded = read_map(text, "map.yaml");
  if (!loaded.ok()) RC_FAIL(to_line(loaded.errors.front()) + "\n" + text);
  if (loaded.map != map) RC_FAIL("another map came back from\n" + text);
}

RC_GTEST_PROP(RoundTrip, OfCanonicalTextGivesTheSameMap, ()) {
  const Map map = any_map();
  expect_reads_back(map, write_yaml(map));
}

RC_GTEST_PROP(RoundTrip, OfJsonGivesTheSameMap, ()) {
  const Map map = any_map();
  expect_reads_back(map, write_json(map));
  expect_reads_back(map, write_json(map, Defaults::written));
}

RC_GTEST_PROP(RoundTrip, OfFormattingChangesNothing, ()) {
  const Map map = any_map();
  const auto text = write_yaml(map);
  RC_ASSERT(format_map(text, "map.yaml").text == text);
  expect_reads_back(map, format_map(write_json(map), "map.json").text);
}

}  // namespace
}  // namespace stagecraft::process
