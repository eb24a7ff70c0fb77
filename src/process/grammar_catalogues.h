#pragma once

// Part of grammar.h: the tables of the catalogues. Children stand before what holds them.
#include "process/grammar.h"
#include "process/grammar_goal.h"

namespace stagecraft::process {

template <>
struct Grammar<Role> {
  static constexpr std::string_view noun = "a role", kind = "role";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Role::id, detail::id_rule(detail::stable_id)),
      member_as(&Role::name, detail::name_rule()),
      member_as(&Role::side,
                {.key = "side", .about = "On whose side it stands.", .required = true}),
  };
};

template <>
struct Grammar<JourneyStep> {
  static constexpr std::string_view noun = "a step of a journey", kind = "step";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&JourneyStep::id, detail::id_rule("Unique in the persona.")),
      member_as(&JourneyStep::name, detail::name_rule("What the person goes through.")),
      member_as(&JourneyStep::served_by, {.key = "served_by",
                                          .rule = ValueRule::reference,
                                          .about = "Stages that serve it.",
                                          .refers = "stage"}),
  };
};

template <>
struct Grammar<Persona> {
  static constexpr std::string_view noun = "a persona", kind = "persona";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Persona::id, detail::id_rule(detail::stable_id)),
      member_as(&Persona::name, detail::name_rule()),
      member_as(&Persona::text, detail::text_rule()),
      member_as(&Persona::journey, {.key = "journey",
                                    .about = "Steps from the first sign of the problem on.",
                                    .limit = limits::steps}),
  };
};

template <>
struct Grammar<Channel> {
  static constexpr std::string_view noun = "a channel", kind = "channel";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Channel::id, detail::id_rule(detail::stable_id)),
      member_as(&Channel::name, detail::name_rule()),
  };
};

template <>
struct Grammar<Offering> {
  static constexpr std::string_view noun = "an offering", kind = "offering";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Offering::id, detail::id_rule(detail::stable_id)),
      member_as(&Offering::name, detail::name_rule()),
      member_as(&Offering::phase, {.key = "phase", .about = "Where it stands in its life."}),
      member_as(&Offering::phase_since, {.key = "phase_since", .about = "Since when."}),
  };
};

template <>
struct Grammar<Competency> {
  static constexpr std::string_view noun = "a competency", kind = "competency";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Competency::id, detail::id_rule(detail::stable_id)),
      member_as(&Competency::name, detail::name_rule()),
      member_as(&Competency::text, detail::text_rule()),
      member_as(&Competency::levels,
                {.key = "levels",
                 .about = "What level 1, 2, ... means; left out: knows it, does it "
                          "with help, does it alone, teaches it."}),
  };
};

template <>
struct Grammar<Tool> {
  static constexpr std::string_view noun = "a tool", kind = "tool";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Tool::id, detail::id_rule(detail::stable_id)),
      member_as(&Tool::name, detail::name_rule()),
      member_as(&Tool::text, detail::text_rule()),
      member_as(&Tool::url, {.key = "url", .rule = ValueRule::url, .about = "Where it is found."}),
  };
};

template <>
struct Grammar<Literature> {
  static constexpr std::string_view noun = "literature", kind = "literature";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Literature::id, detail::id_rule(detail::stable_id)),
      member_as(&Literature::name, detail::name_rule()),
      member_as(&Literature::text, detail::text_rule()),
      member_as(&Literature::url,
                {.key = "url", .rule = ValueRule::url, .about = "Where it is found."}),
      member_as(&Literature::kind,
                {.key = "kind", .rule = ValueRule::name, .about = "Guide, video, case ..."}),
  };
};

template <>
struct Grammar<BrandAttribute> {
  static constexpr std::string_view noun = "a brand attribute", kind = "brand";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&BrandAttribute::id, detail::id_rule(detail::stable_id)),
      member_as(&BrandAttribute::name, detail::name_rule()),
      member_as(&BrandAttribute::text, detail::text_rule()),
  };
};

template <>
struct Grammar<PriceRule> {
  static constexpr std::string_view noun = "a price rule", kind = "price_rule";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&PriceRule::id, detail::id_rule(detail::stable_id)),
      member_as(&PriceRule::text, {.key = "text", .about = "The rule in words.", .required = true}),
      member_as(&PriceRule::where,
                {.key = "where",
                 .rule = ValueRule::address,
                 .about = "Goals and stages where it holds; left out: everywhere.",
                 .refers = "goal|stage"}),
      member_as(&PriceRule::require, {.key = "require",
                                      .rule = ValueRule::condition,
                                      .about = "What has to hold of the quote.",
                                      .required = true}),
      member_as(&PriceRule::approver, {.key = "approver",
                                       .rule = ValueRule::reference,
                                       .about = "The role that can allow an exception.",
                                       .refers = "role"}),
  };
};

template <>
struct Grammar<Field> {
  static constexpr std::string_view noun = "a field", kind = "field";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Field::id, detail::id_rule("Not that of a built-in field.")),
      member_as(&Field::name, detail::name_rule()),
      member_as(&Field::kind, {.key = "kind", .about = "What it holds.", .required = true}),
      member_as(&Field::choices, {.key = "choices",
                                  .rule = ValueRule::name,
                                  .about = "Values to choose from.",
                                  .only_for = "choice"}),
  };
};

template <>
struct Grammar<Measure> {
  static constexpr std::string_view noun = "a measure", kind = "measure";
  static constexpr bool one_line = true;
  static constexpr auto fields = std::tuple{
      member_as(&Measure::id, detail::id_rule("Not that of a built-in measure.")),
      member_as(&Measure::name, detail::name_rule()),
      member_as(&Measure::kind, {.key = "kind", .about = "Its unit.", .required = true}),
      member_as(&Measure::direction,
                {.key = "direction", .about = "Which way is better.", .fallback = "higher"}),
      member_as(&Measure::formula, {.key = "formula",
                                    .rule = ValueRule::formula,
                                    .about = "How it is worked out from history.",
                                    .required = true}),
  };
};

}  // namespace stagecraft::process
