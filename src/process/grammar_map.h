#pragma once

// Part of grammar.h: the tables of the map itself. Children stand before what holds them.
#include "process/grammar.h"
#include "process/grammar_catalogues.h"
#include "process/word_lists.h"

namespace stagecraft::process {

template <>
struct Grammar<Contributor> {
  static constexpr std::string_view noun = "a contributor", kind = "";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&Contributor::name, detail::name_rule("Who it is.")),
      member_as(&Contributor::role, {.key = "role",
                                     .rule = ValueRule::reference,
                                     .about = "In which role.",
                                     .refers = "role"}),
      member_as(&Contributor::heard_on,
                {.key = "heard_on", .about = "The day on which they were asked."}),
      member_as(&Contributor::agreed_on,
                {.key = "agreed_on", .about = "The day on which they agreed."}),
  };
};

template <>
struct Grammar<Origin> {
  static constexpr std::string_view noun = "an origin", kind = "";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&Origin::kind,
                {.key = "kind", .about = "Where the map comes from.", .required = true}),
      member_as(&Origin::source, {.key = "source", .about = "A template, a file, a history."}),
      member_as(&Origin::since, {.key = "since", .about = "Since when it is used."}),
      member_as(&Origin::adapted, {.key = "adapted", .about = "What the team changed, and why."}),
  };
};

template <>
struct Grammar<Serves> {
  static constexpr std::string_view noun = "`serves`", kind = "";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&Serves::channels, {.key = "channels",
                                    .rule = ValueRule::reference,
                                    .about = "Empty: any.",
                                    .refers = "channel"}),
      member_as(&Serves::offerings, {.key = "offerings",
                                     .rule = ValueRule::reference,
                                     .about = "Empty: any.",
                                     .refers = "offering"}),
      member_as(&Serves::personas, {.key = "personas",
                                    .rule = ValueRule::reference,
                                    .about = "Empty: any.",
                                    .refers = "persona"}),
  };
};

template <>
struct Grammar<Waiver> {
  static constexpr std::string_view noun = "a waiver", kind = "";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&Waiver::rule, {.key = "rule",
                                .rule = ValueRule::name,
                                .about = "The rule whose finding the team keeps.",
                                .required = true}),
      member_as(&Waiver::case_, {.key = "case",
                                 .rule = ValueRule::name,
                                 .about = "One case of the rule; left out: all."}),
      member_as(&Waiver::at,
                {.key = "at", .rule = ValueRule::address, .about = "Where; left out: everywhere."}),
      member_as(&Waiver::reason, {.key = "reason", .about = "Why.", .required = true}),
      member_as(&Waiver::by, {.key = "by", .rule = ValueRule::name, .about = "Who decided."}),
      member_as(&Waiver::until,
                {.key = "until", .about = "The day after which the finding is back."}),
  };
};

template <>
struct Grammar<CheckSettings> {
  static constexpr std::string_view noun = "`check`", kind = "";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&CheckSettings::steps_per_level, {.key = "steps_per_level",
                                                  .rule = ValueRule::whole,
                                                  .about = "More steps on one level are a finding.",
                                                  .fallback = "7",
                                                  .low = 3,
                                                  .high = 12}),
      member_as(&CheckSettings::words, {.key = "words",
                                        .rule = ValueRule::name,
                                        .about = "Word list: entries that the map adds.",
                                        .limit = limits::catalogue,
                                        .keys = word_lists}),
      member_as(&CheckSettings::waived, {.key = "waived",
                                         .about = "Findings that the team has looked at and keeps.",
                                         .inherited = false,
                                         .limit = limits::waivers}),
  };
};

namespace detail {

/// A flat map holds its stages in one nameless goal; the file shows them as `stages` of the map.
/// Null: the map has no such key.
struct GoalsOfMap {
  template <class AnyMap>
  auto* get(AnyMap& map) const {
    return map.flat ? nullptr : &map.goals;
  }
};
struct StagesOfMap {
  template <class AnyMap>
  auto* get(AnyMap& map) const {
    return map.flat && !map.goals.empty() ? &map.goals.front().stages : nullptr;
  }
};

template <class Access, class Member>
constexpr auto bind_access(FieldRule rule) {
  return Bound<Access, Member>{{}, complete<Map, Member>(rule)};
}

}  // namespace detail

template <>
struct Grammar<Map> {
  static constexpr std::string_view noun = "a map", kind = "map";
  static constexpr bool one_line = false;
  static constexpr auto fields = std::tuple{
      member_as(&Map::stagecraft, {.key = "stagecraft",
                                   .rule = ValueRule::whole,
                                   .about = "Version of the format: 1.",
                                   .required = true,
                                   .low = 1,
                                   .high = 1}),
      member_as(&Map::id, {.key = "id",
                           .rule = ValueRule::id,
                           .about = detail::stable_id,
                           .required = true,
                           .inherited = false}),
      member_as(&Map::name, {.key = "name",
                             .rule = ValueRule::name,
                             .about = "What the process is called.",
                             .required = true,
                             .inherited = false}),
      member_as(
          &Map::summary,
          {.key = "summary", .about = "The process in a sentence or two.", .inherited = false}),
      member_as(&Map::language, {.key = "language",
                                 .rule = ValueRule::language,
                                 .about = "The language of its texts.",
                                 .fallback = "en"}),
      member_as(&Map::currency, {.key = "currency",
                                 .rule = ValueRule::currency,
                                 .about = "ISO 4217; needed once money occurs."}),
      member_as(&Map::extends, {.key = "extends",
                                .rule = ValueRule::path,
                                .about = "The map of which this one is a variant.",
                                .inherited = false}),
      member_as(&Map::serves,
                {.key = "serves", .about = "The deals that run on it.", .inherited = false}),
      member_as(&Map::owner, {.key = "owner",
                              .rule = ValueRule::name,
                              .about = "Who answers for it.",
                              .inherited = false}),
      member_as(&Map::origin,
                {.key = "origin", .about = "Where it comes from.", .inherited = false}),
      member_as(&Map::contributors, {.key = "contributors",
                                     .about = "Who was asked, and who agreed.",
                                     .inherited = false,
                                     .section = true,
                                     .limit = limits::catalogue}),
      member_as(&Map::roles, {.key = "roles",
                              .about = "Who takes part; lanes are drawn from them.",
                              .section = true,
                              .limit = limits::catalogue}),
      member_as(&Map::personas, {.key = "personas",
                                 .about = "Who buys, and what they go through.",
                                 .section = true,
                                 .limit = limits::personas}),
      member_as(&Map::channels, {.key = "channels",
                                 .about = "Ways to the market.",
                                 .section = true,
                                 .limit = limits::catalogue}),
      member_as(&Map::offerings, {.key = "offerings",
                                  .about = "What is sold.",
                                  .section = true,
                                  .limit = limits::catalogue}),
      member_as(&Map::competencies, {.key = "competencies",
                                     .about = "Skills that are needed, and assessed.",
                                     .section = true,
                                     .limit = limits::catalogue}),
      member_as(
          &Map::tools,
          {.key = "tools", .about = "What helps us.", .section = true, .limit = limits::catalogue}),
      member_as(&Map::literature, {.key = "literature",
                                   .about = "What prospects learn from.",
                                   .section = true,
                                   .limit = limits::catalogue}),
      member_as(&Map::brand, {.key = "brand",
                              .about = "What the brand stands for.",
                              .section = true,
                              .limit = limits::catalogue}),
      member_as(&Map::price_rules, {.key = "price_rules",
                                    .about = "What holds for prices and discounts.",
                                    .section = true,
                                    .limit = limits::catalogue}),
      member_as(&Map::fields, {.key = "fields",
                               .about = "Fields of a deal that are the map's own.",
                               .section = true,
                               .limit = limits::catalogue}),
      member_as(&Map::measures, {.key = "measures",
                                 .about = "Measures that are the map's own.",
                                 .section = true,
                                 .limit = limits::catalogue}),
      detail::bind_access<detail::GoalsOfMap, std::vector<Goal>>(
          {.key = "goals",
           .about = "The goals, in order, with their stages.",
           .section = true,
           .limit = limits::goals}),
      detail::bind_access<detail::StagesOfMap, std::vector<Stage>>(
          {.key = "stages",
           .about = "A flat map: stages without goals.",
           .section = true,
           .limit = limits::stages}),
      member_as(&Map::outcomes, {.key = "outcomes", .about = "How it can end.", .section = true}),
      member_as(&Map::start, {.key = "start",
                              .rule = ValueRule::reference,
                              .about = "Where deals begin; left out: the first customer stage.",
                              .refers = "stage",
                              .empty_differs = true,
                              .section = true}),
      member_as(&Map::check, {.key = "check", .about = "Settings of the check.", .section = true}),
  };
};

}  // namespace stagecraft::process
