#include "selling/duplicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "selling/duplicate_keys.h"

namespace stagecraft::selling {
namespace {

/// Beyond this, members of a group are compared with its first alone, so that a shared switchboard
/// of thousands stays cheap.
constexpr std::size_t largest_group = 50;
/// Sorted names that are compared with so many behind them.
constexpr std::size_t neighbours = 4;
constexpr std::size_t shortest_near_name = 7;

/// What a reason rests on; of two that rest on the same, the stronger counts alone.
enum class Ground : std::uint8_t { name, domain, email, phone };

struct Reason {
  double chance;
  Ground ground;
  std::string_view words;
};

/// Pairs of rows, by position, with the reasons found for them.
class Pairs {
 public:
  void add(std::size_t a, std::size_t b, const Reason& reason) {
    auto& reasons = reasons_[std::minmax(a, b)];
    const auto same = std::ranges::find(reasons, reason.ground, &Reason::ground);
    if (same == reasons.end())
      reasons.push_back(reason);
    else if (same->chance < reason.chance)
      *same = reason;
  }

  /// Adds the reason to all pairs of rows that share a key; empty keys share nothing.
  void add_sharing(std::vector<std::pair<std::string, std::size_t>> keys, const Reason& reason) {
    std::erase_if(keys, [](const auto& key) { return key.first.empty(); });
    std::ranges::sort(keys);
    for (auto begin = keys.begin(); begin != keys.end();) {
      const auto end = std::find_if(begin, keys.end(),
                                    [&](const auto& key) { return key.first != begin->first; });
      add_group({begin, end}, reason);
      begin = end;
    }
  }

  template <class Card>
  auto finish(std::span<const Card> cards, double least) const {
    using Id = decltype(Card::id);
    std::vector<Duplicate<Id>> found;
    for (auto [pair, reasons] : reasons_) {
      std::ranges::sort(reasons, std::greater(), &Reason::chance);
      double no_chance = 1;
      Duplicate<Id> duplicate;
      std::tie(duplicate.first, duplicate.second) =
          std::minmax(cards[pair.first].id, cards[pair.second].id);
      for (const auto& reason : reasons) {
        no_chance *= 1 - reason.chance;
        duplicate.reasons.emplace_back(reason.words);
      }
      duplicate.score = 1 - no_chance;
      if (duplicate.score >= least) found.push_back(std::move(duplicate));
    }
    std::ranges::sort(found, {}, [](const Duplicate<Id>& duplicate) {
      return std::tuple(-duplicate.score, duplicate.first, duplicate.second);
    });
    return found;
  }

 private:
  using Group = std::span<const std::pair<std::string, std::size_t>>;

  void add_group(Group group, const Reason& reason) {
    const std::size_t heads = group.size() > largest_group ? 1 : group.size();
    for (std::size_t i = 0; i < heads; ++i)
      for (std::size_t j = i + 1; j < group.size(); ++j)
        if (group[i].second != group[j].second) add(group[i].second, group[j].second, reason);
  }

  std::map<std::pair<std::size_t, std::size_t>, std::vector<Reason>> reasons_;
};

/// A key of every row, made by `key_of`.
template <class Card, class KeyOf>
std::vector<std::pair<std::string, std::size_t>> keys_of(std::span<const Card> cards,
                                                         KeyOf&& key_of) {
  std::vector<std::pair<std::string, std::size_t>> keys;
  for (std::size_t i = 0; i < cards.size(); ++i) keys.emplace_back(key_of(cards[i]), i);
  return keys;
}

/// Names that differ by a letter or two stand near each other when sorted, unless they differ at
/// the beginning.
void add_near_names(Pairs& pairs, std::vector<std::pair<std::string, std::size_t>> names) {
  std::ranges::sort(names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].first.size() < shortest_near_name) continue;
    for (std::size_t j = i + 1; j < std::min(names.size(), i + 1 + neighbours); ++j) {
      const bool is_same = names[i].first == names[j].first;
      if (!is_same && base::edit_distance(names[i].first, names[j].first, 2) <= 2)
        pairs.add(names[i].second, names[j].second,
                  {0.4, Ground::name, "names a letter or two apart"});
    }
  }
}

}  // namespace

std::vector<Duplicate<AccountId>> find_duplicates(std::span<const AccountCard> accounts,
                                                  double least) {
  Pairs pairs;
  const auto name_of = [](const AccountCard& card) { return name_key(card.name); };
  pairs.add_sharing(keys_of(accounts, name_of),
                    {0.7, Ground::name, "same name without its legal form"});
  pairs.add_sharing(
      keys_of(accounts, [](const AccountCard& card) { return sorted_name_key(card.name); }),
      {0.6, Ground::name, "same words in another order"});
  add_near_names(pairs, keys_of(accounts, name_of));
  auto domains = keys_of(accounts, [](const AccountCard& card) { return domain_key(card.web); });
  std::ranges::copy(
      keys_of(accounts, [](const AccountCard& card) { return domain_key(card.email); }),
      std::back_inserter(domains));
  pairs.add_sharing(std::move(domains), {0.6, Ground::domain, "same domain"});
  pairs.add_sharing(
      keys_of(accounts, [](const AccountCard& card) { return phone_key(card.phone); }),
      {0.5, Ground::phone, "same telephone"});
  return pairs.finish(accounts, least);
}

std::vector<Duplicate<ContactId>> find_duplicates(std::span<const ContactCard> contacts,
                                                  double least) {
  Pairs pairs;
  pairs.add_sharing(
      keys_of(contacts, [](const ContactCard& card) { return email_key(card.email); }),
      {0.95, Ground::email, "same e-mail"});
  pairs.add_sharing(keys_of(contacts,
                            [](const ContactCard& card) {
                              const auto name = sorted_name_key(card.name);
                              if (!card.account || name.empty()) return std::string();
                              return fmt::format("{}|{}", card.account->value, name);
                            }),
                    {0.8, Ground::name, "same name at one account"});
  pairs.add_sharing(
      keys_of(contacts, [](const ContactCard& card) { return phone_key(card.phone); }),
      {0.5, Ground::phone, "same telephone"});
  pairs.add_sharing(
      keys_of(contacts, [](const ContactCard& card) { return sorted_name_key(card.name); }),
      {0.3, Ground::name, "same name"});
  return pairs.finish(contacts, least);
}

std::map<std::string, MergedField, std::less<>> plan_merge(const Fields& kept,
                                                           const Fields& going) {
  std::map<std::string, MergedField, std::less<>> merged;
  for (const auto& [name, value] : kept)
    if (!value.empty()) merged[name].value = value;
  for (const auto& [name, value] : going) {
    if (value.empty()) continue;
    const auto [field, is_new] = merged.try_emplace(name);
    if (is_new)
      field->second = {.value = value, .is_of_kept = false};
    else if (base::fold(field->second.value) != base::fold(value))
      field->second.beside.push_back(value);
  }
  return merged;
}

}  // namespace stagecraft::selling
