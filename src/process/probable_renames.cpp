#include "process/probable_renames.h"

#include <algorithm>
#include <array>

namespace stagecraft::process {
namespace {

constexpr double alike = 0.6;

struct Leftover {
  std::string address, name;
  const ElementSpot* spot;
  std::set<std::string> words;
  bool is_derived;
  bool is_taken = false;
};

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c & 0x80) != 0;
}

void add_words(std::set<std::string>& words, std::string_view text) {
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.insert(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    if (is_of_word(c))
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    else
      end_word();
  }
  end_word();
}

std::set<std::string> words_of_element(const Node& node) {
  std::set<std::string> words;
  for (const auto* key : {"name", "does", "learns"}) {
    const auto* value = node.find(key);
    if (value == nullptr) continue;
    add_words(words, value->text);
    for (const auto& line : value->items) add_words(words, line.text);
  }
  return words;
}

double jaccard(const std::set<std::string>& a, const std::set<std::string>& b) {
  const auto common = std::ranges::count_if(a, [&b](const auto& word) { return b.contains(word); });
  const auto all = static_cast<std::ptrdiff_t>(a.size() + b.size()) - common;
  return all == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(all);
}

std::vector<Leftover> leftovers(const MapTree& tree, const MapTree& other,
                                const std::set<std::string>& derived) {
  std::vector<Leftover> found;
  for (const auto& address : tree.inside("map")) {
    if (other.knows(address)) continue;
    const auto& node = *tree.find(address);
    const auto* name = node.find("name");
    found.push_back({.address = address,
                     .name = name == nullptr ? std::string() : name->text,
                     .spot = tree.spot(address),
                     .words = words_of_element(node),
                     .is_derived = derived.contains(address)});
  }
  return found;
}

double likeness(const Leftover& a, const Leftover& b) {
  if (a.is_taken || a.spot->shape != b.spot->shape || !(a.is_derived || b.is_derived)) return 0;
  if (a.spot->shape->kind == "step" && a.spot->parent != b.spot->parent) return 0;
  if (!a.name.empty() && a.name == b.name) return 1;
  return jaccard(a.words, b.words);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> find_probable_renames(
    const MapTree& a, const MapTree& b, const std::set<std::string>& derived_a,
    const std::set<std::string>& derived_b) {
  std::vector<std::pair<std::string, std::string>> found;
  if (derived_a.empty() && derived_b.empty()) return found;
  auto old = leftovers(a, b, derived_a);
  for (const auto& item : leftovers(b, a, derived_b)) {
    const auto best = std::ranges::max_element(
        old, {}, [&](const Leftover& candidate) { return likeness(candidate, item); });
    if (best == old.end() || likeness(*best, item) < alike) continue;
    best->is_taken = true;
    found.emplace_back(best->address, item.address);
  }
  return found;
}

}  // namespace stagecraft::process
