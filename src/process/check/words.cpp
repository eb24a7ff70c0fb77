#include "process/check/words.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <string>

#include "process/embedded_data.h"
#include "process/word_lists.h"

namespace stagecraft::process {
namespace {

/// A list of the file, where its entries go, and whether they are verbs whose forms are derived.
struct ListOf {
  std::string_view name;
  PhraseList Words::*phrases;
  bool verbs = false;
};

constexpr std::array lists{
    ListOf{"customer", &Words::customer},
    ListOf{"seller", &Words::seller},
    ListOf{"act", &Words::act, true},
    ListOf{"act_irregular", &Words::act},
    ListOf{"doer_links", &Words::doer_links},
    ListOf{"mental", &Words::mental},
    ListOf{"opinion", &Words::opinion},
    ListOf{"seller_verb", &Words::seller_verb, true},
    ListOf{"seller_verb", &Words::seller_order},
    ListOf{"seller_done", &Words::seller_done},
    ListOf{"seller_benefit", &Words::seller_benefit},
    ListOf{"articles", &Words::articles},
    ListOf{"joiners", &Words::joiners},
    ListOf{"ours", &Words::ours},
    ListOf{"us", &Words::us},
};

constexpr bool holds_every_list() {
  const auto is_kept = [](std::string_view name) {
    return std::ranges::find(lists, name, &ListOf::name) != lists.end();
  };
  const auto is_known = [](const ListOf& list) {
    return std::ranges::find(word_lists, list.name) != word_lists.end();
  };
  return std::ranges::all_of(word_lists, is_kept) && std::ranges::all_of(lists, is_known);
}
static_assert(holds_every_list(), "a map may add words to the lists that are kept here");

void add_entry(Words& words, std::string_view list, std::string_view entry) {
  for (const auto& [name, phrases, verbs] : lists) {
    if (name != list) continue;
    if (verbs)
      (words.*phrases).add_verb(entry);
    else
      (words.*phrases).add(entry);
  }
}

std::string_view file_of(std::string_view language) {
  const auto named = [](std::string_view tag) {
    return embedded_data("words-" + std::string(tag) + ".yaml");
  };
  const auto text = named(language);
  return text.empty() ? named(language.substr(0, language.find('-'))) : text;
}

void add_file(Words& words, std::string_view text) {
  for (const auto& list : YAML::Load(std::string(text))) {
    const auto name = list.first.as<std::string>();
    for (const auto& entry : list.second) add_entry(words, name, entry.as<std::string>());
  }
}

void add_names(Words& words, const Map& map) {
  for (const auto& role : map.roles) {
    if (role.side == Side::customer) words.customer.add(role.name);
    if (role.side == Side::us) words.our_roles.add(role.name);
  }
  for (const auto& persona : map.personas) words.customer.add(persona.name);
}

}  // namespace

std::optional<Words> words_for(const Map& map) {
  const auto file = file_of(map.language);
  if (file.empty() && map.check.words.empty()) return std::nullopt;
  Words words;
  if (!file.empty()) add_file(words, file);
  for (const auto& [list, entries] : map.check.words)
    for (const auto& entry : entries) add_entry(words, list, entry);
  add_names(words, map);
  return words;
}

}  // namespace stagecraft::process
