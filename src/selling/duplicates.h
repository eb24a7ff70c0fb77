#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "selling/ids.h"

/// Accounts and contacts that are probably the same, and what merging two of them would keep (D1).
namespace stagecraft::selling {

/// An account as duplicates are looked for. Texts may be empty.
struct AccountCard {
  AccountId id;
  std::string name, web, email, phone;
};

struct ContactCard {
  ContactId id;
  std::string name, email, phone;
  std::optional<AccountId> account = {};
};

/// Two that are probably one. `first` has the lower id.
template <class Id>
struct Duplicate {
  Id first, second;
  double score = 0;                  ///< 0 to 1: the chance that one reason at least is right.
  std::vector<std::string> reasons;  ///< "same name without legal form", strongest first.

  bool operator==(const Duplicate&) const = default;
};

/// From this score on a pair is worth a look.
inline constexpr double worth_a_look = 0.5;

/// Pairs with a score of at least `least`, highest first, then by id. Accounts: same name without
/// legal form 0.7, same words in another order 0.6, names a letter or two apart 0.4, same domain of
/// web or e-mail 0.6, same telephone 0.5. Of the reasons of one ground (the name) the strongest
/// counts alone; different grounds join as independent chances: 1 - product(1 - p).
/// In a group of more than 50 that share a reason, each is compared with the first alone. O(n log
/// n).
std::vector<Duplicate<AccountId>> find_duplicates(std::span<const AccountCard> accounts,
                                                  double least = worth_a_look);
/// Contacts: same e-mail 0.95, same name at one account 0.8, same telephone 0.5, same name 0.3.
std::vector<Duplicate<ContactId>> find_duplicates(std::span<const ContactCard> contacts,
                                                  double least = worth_a_look);

/// Fields of a row by name, and what else it holds under that name (former names, further
/// numbers).
struct MergedField {
  std::string value;                ///< That survives.
  bool is_of_kept = true;           ///< False: taken from the row that goes, as the other had none.
  std::vector<std::string> beside;  ///< Differing values, kept beside as former or further ones.

  bool operator==(const MergedField&) const = default;
};
using Fields = std::map<std::string, std::string, std::less<>>;

/// What the row that stays holds after a merge: of each field the value of the row that is kept, or
/// the other's where it has none; a value that differs by more than case and white space stays
/// beside it. Nothing that was stated is lost.
std::map<std::string, MergedField, std::less<>> plan_merge(const Fields& kept, const Fields& going);

}  // namespace stagecraft::selling
