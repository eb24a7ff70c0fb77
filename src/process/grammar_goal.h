#pragma once

// Part of grammar.h: the tables of goals, stages and outcomes, and what they hold. Children stand
// before what holds them.
#include "process/grammar.h"

namespace stagecraft::process {

namespace detail {

using enum ValueRule;

constexpr FieldRule id_rule(std::string_view about) {
  return {.key = "id", .rule = id, .about = about, .required = true};
}
constexpr FieldRule name_rule(std::string_view about = "What it is called.") {
  return {.key = "name", .rule = name, .about = about, .required = true};
}
constexpr FieldRule text_rule(std::string_view about = "More about it.") {
  return {.key = "text", .about = about};
}
constexpr std::string_view stable_id = "Stable; history and references name it.";

}  // namespace detail

template <>
struct Grammar<Target> {
  static constexpr std::string_view noun = "a target", kind = "";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Target::measure, {.key = "measure",
                                   .rule = ValueRule::reference,
                                   .about = "A measure of the map or a built-in one.",
                                   .required = true,
                                   .refers = "measure"}),
      member_as(&Target::target,
                {.key = "target",
                 .rule = ValueRule::number,
                 .about = "What is aimed at, in the measure's unit; money in major units."}),
      member_as(&Target::per,
                {.key = "per", .about = "The period that the target is for; needed for flows."}),
  };
};

template <>
struct Grammar<Evidence> {
  static constexpr std::string_view noun = "evidence", kind = "";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Evidence::kind, {.key = "kind",
                                  .about = "In what way the criterion is shown to be met.",
                                  .required = true}),
      member_as(&Evidence::of, {.key = "of",
                                .about = "Kinds of touchpoint that will do; empty: any.",
                                .only_for = "touchpoint"}),
      member_as(&Evidence::from, {.key = "from",
                                  .rule = ValueRule::reference,
                                  .about = "With whom: `customer` or a buying role.",
                                  .refers = "role",
                                  .only_for = "touchpoint"}),
      member_as(&Evidence::output, {.key = "output",
                                    .rule = ValueRule::reference,
                                    .about = "The document that has to be attached.",
                                    .required = true,
                                    .refers = "output",
                                    .only_for = "document"}),
      member_as(&Evidence::field, {.key = "field",
                                   .rule = ValueRule::reference,
                                   .about = "The field of the deal that is looked at.",
                                   .required = true,
                                   .refers = "field",
                                   .only_for = "field"}),
      member_as(&Evidence::require, {.key = "require",
                                     .rule = ValueRule::condition,
                                     .about = "What has to hold; left out: the field is filled.",
                                     .only_for = "field"}),
      member_as(&Evidence::record, {.key = "record",
                                    .about = "The kind of record that has to be there.",
                                    .required = true,
                                    .only_for = "record"}),
      member_as(&Evidence::where, {.key = "where",
                                   .rule = ValueRule::condition,
                                   .about = "Which of these records count.",
                                   .only_for = "record"}),
      member_as(&Evidence::at_least, {.key = "at_least",
                                      .rule = ValueRule::whole,
                                      .about = "How many of them.",
                                      .fallback = "1",
                                      .only_for = "record",
                                      .low = 1,
                                      .high = 1'000}),
      member_as(&Evidence::question, {.key = "question",
                                      .about = "What a person is asked.",
                                      .required = true,
                                      .only_for = "answer"}),
      member_as(&Evidence::choices, {.key = "choices",
                                     .rule = ValueRule::name,
                                     .about = "Answers to choose from.",
                                     .only_for = "answer"}),
      member_as(&Evidence::accept, {.key = "accept",
                                    .rule = ValueRule::name,
                                    .about = "Answers that meet the criterion; empty: any.",
                                    .only_for = "answer"}),
  };
};

template <>
struct Grammar<Criterion> {
  static constexpr std::string_view noun = "an exit criterion", kind = "exit";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&Criterion::id, detail::id_rule(detail::stable_id)),
      member_as(&Criterion::text,
                {.key = "text", .about = "An act of the prospect.", .required = true}),
      member_as(&Criterion::required,
                {.key = "required", .about = "False: shown, not asked for.", .fallback = "true"}),
      member_as(&Criterion::fresh,
                {.key = "fresh",
                 .about = "True: evidence from before the last entry does not count.",
                 .fallback = "false"}),
      member_as(
          &Criterion::evidence,
          {.key = "evidence", .about = "Any one suffices; none: a person confirms with a note."}),
  };
};

template <>
struct Grammar<Task> {
  static constexpr std::string_view noun = "a task", kind = "task";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Task::id, detail::id_rule(detail::stable_id)),
      member_as(&Task::name, detail::name_rule("What is done.")),
      member_as(&Task::text, detail::text_rule()),
      member_as(&Task::role, {.key = "role",
                              .rule = ValueRule::reference,
                              .about = "Who does it; left out: the stage's lead.",
                              .refers = "role"}),
      member_as(
          &Task::internal,
          {.key = "internal", .about = "The customer has nothing of it.", .fallback = "false"}),
      member_as(&Task::work_hours,
                {.key = "work_hours", .rule = ValueRule::hours, .about = "Hours of work a visit."}),
      member_as(&Task::measures, {.key = "measures", .about = "Discouraged: measure goals."}),
  };
};

template <>
struct Grammar<Output> {
  static constexpr std::string_view noun = "an output", kind = "output";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Output::id, detail::id_rule(detail::stable_id)),
      member_as(&Output::name, detail::name_rule()),
      member_as(&Output::by, {.key = "by", .about = "Who makes it.", .fallback = "us"}),
      member_as(&Output::for_, {.key = "for", .about = "For whom it is.", .fallback = "customer"}),
  };
};

template <>
struct Grammar<Stage> {
  static constexpr std::string_view noun = "a stage", kind = "stage";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&Stage::id, detail::id_rule("Stable; history refers to it, never to the name.")),
      member_as(&Stage::name, detail::name_rule()),
      member_as(&Stage::aliases, {.key = "aliases",
                                  .rule = ValueRule::name,
                                  .about = "Former names, and names in a CRM."}),
      member_as(&Stage::replaces, {.key = "replaces",
                                   .rule = ValueRule::id,
                                   .about = "Stages that it was split from or merged of."}),
      member_as(&Stage::text, detail::text_rule()),
      member_as(&Stage::value, {.key = "value", .about = "What the customer gains."}),
      member_as(&Stage::learns, {.key = "learns", .about = "What the prospect needs to learn."}),
      member_as(&Stage::does, {.key = "does", .about = "What the prospect does."}),
      member_as(&Stage::exit, {.key = "exit",
                               .about = "What has happened when a prospect leaves.",
                               .limit = limits::criteria}),
      member_as(&Stage::tasks, {.key = "tasks",
                                .about = "What is done, in any order; advice, never a gate.",
                                .limit = limits::tasks}),
      member_as(&Stage::outputs, {.key = "outputs", .about = "Papers and things that come of it."}),
      member_as(&Stage::lead, {.key = "lead",
                               .rule = ValueRule::reference,
                               .about = "The role that leads.",
                               .refers = "role"}),
      member_as(&Stage::with, {.key = "with",
                               .rule = ValueRule::reference,
                               .about = "Roles that take part.",
                               .refers = "role"}),
      member_as(&Stage::tools, {.key = "tools",
                                .rule = ValueRule::reference,
                                .about = "Tools that help.",
                                .refers = "tool"}),
      member_as(&Stage::literature, {.key = "literature",
                                     .rule = ValueRule::reference,
                                     .about = "What is given to the prospect to learn from.",
                                     .refers = "literature"}),
      member_as(&Stage::skills, {.key = "skills",
                                 .rule = ValueRule::whole,
                                 .about = "Competency: level that is needed.",
                                 .refers = "competency",
                                 .low = 1,
                                 .high = 50}),
      member_as(
          &Stage::brand,
          {.key = "brand", .about = "Brand attribute: how it shows here.", .refers = "brand"}),
      member_as(&Stage::expected_days, {.key = "expected_days",
                                        .rule = ValueRule::days,
                                        .about = "Elapsed days, the median meant."}),
      member_as(&Stage::late_after_days,
                {.key = "late_after_days",
                 .rule = ValueRule::days,
                 .about = "After this many days a deal is late; left out: twice the expected."}),
      member_as(&Stage::expected_conversion, {.key = "expected_conversion",
                                              .rule = ValueRule::share,
                                              .about = "Share of deals that go forward, 0 to 1."}),
      member_as(&Stage::optional,
                {.key = "optional", .about = "May be skipped.", .fallback = "false"}),
      member_as(&Stage::internal,
                {.key = "internal",
                 .about = "Administration in the background; no deal waits in it.",
                 .fallback = "false"}),
      member_as(&Stage::next,
                {.key = "next",
                 .rule = ValueRule::reference,
                 .about = "Stages or outcomes that may follow; left out: the next one.",
                 .refers = "stage|outcome",
                 .empty_differs = true}),
      member_as(&Stage::back, {.key = "back",
                               .rule = ValueRule::reference,
                               .about = "Stages to return to; left out: any earlier one; []: none.",
                               .refers = "stage",
                               .empty_differs = true}),
      member_as(&Stage::measures,
                {.key = "measures", .about = "Targets; better stated on the goal."}),
      member_as(&Stage::work_hours, {.key = "work_hours",
                                     .rule = ValueRule::hours,
                                     .about = "Hours of work of the lead a visit."}),
  };
};

template <>
struct Grammar<Goal> {
  static constexpr std::string_view noun = "a goal", kind = "goal";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&Goal::id, detail::id_rule(detail::stable_id)),
      member_as(&Goal::name, detail::name_rule()),
      member_as(&Goal::value, {.key = "value", .about = "What the customer gains."}),
      member_as(&Goal::measures,
                {.key = "measures", .about = "What is aimed at, for its stages together."}),
      member_as(&Goal::stages,
                {.key = "stages", .about = "Its stages, in order.", .limit = limits::stages}),
      member_as(&Goal::text, detail::text_rule()),
      member_as(&Goal::aliases,
                {.key = "aliases", .rule = ValueRule::name, .about = "Former names."}),
      member_as(&Goal::replaces, {.key = "replaces",
                                  .rule = ValueRule::id,
                                  .about = "Goals that it was split from or merged of."}),
  };
};

template <>
struct Grammar<Outcome> {
  static constexpr std::string_view noun = "an outcome", kind = "outcome";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Outcome::id, detail::id_rule(detail::stable_id)),
      member_as(&Outcome::name, detail::name_rule("In the map's own words.")),
      member_as(&Outcome::aliases,
                {.key = "aliases", .rule = ValueRule::name, .about = "Names in a CRM."}),
      member_as(&Outcome::kind, {.key = "kind", .about = "How it counts.", .required = true}),
      member_as(&Outcome::on_leaving,
                {.key = "on_leaving",
                 .rule = ValueRule::reference,
                 .about = "The stage whose leaving is the win; left out: the last customer stage.",
                 .refers = "stage",
                 .only_for = "won"}),
      member_as(&Outcome::from,
                {.key = "from",
                 .rule = ValueRule::reference,
                 .about = "Stages from which it can happen; left out: every one before the win.",
                 .refers = "stage",
                 .only_for = "!won",
                 .empty_differs = true}),
      member_as(&Outcome::reasons,
                {.key = "reasons", .rule = ValueRule::id, .about = "Reasons to choose from."}),
  };
};

}  // namespace stagecraft::process
