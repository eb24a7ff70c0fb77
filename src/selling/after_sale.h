#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "selling/deal.h"
#include "selling/setting.h"
#include "selling/today.h"

/// After the sale (D11): hand-over with what was learned, onboarding, the rhythm of follow-ups, and
/// new deals that know where they come from.
namespace stagecraft::selling {

/// What whoever takes over has to know, gathered from the deal.
struct Learned {
  std::vector<BuyingRole> buying_group;
  std::vector<std::string> motivations, pain_points;  ///< Words of the customer at closing.
  std::vector<Objection> objections;                  ///< All, with how they ended.
  std::vector<Promise> open_promises;   ///< Of either side, not kept and not withdrawn, by due day.
  std::vector<std::string> literature;  ///< That the customer has, in order of giving, each once.
  std::vector<Quote> quotes;            ///< All but those refused.
  std::vector<Exception> exceptions;
  int touchpoints = 0;
  double days_to_win = 0;  ///< Elapsed from creation to closing; 0 while open.
};

Learned learned_of(const Deal& deal);

struct HandOver {
  PersonId to;
  std::string note = {};
  std::optional<base::Instant> at = {};
};

/// Throws Error: `conflict` unless the deal is won, `invalid` for nobody, for whom has it already,
/// or a time before the win. A deal can be handed on again to somebody else.
Change hand_over(const Deal& deal, const HandOver& hand_over, const Setting& setting);

struct Onboarding {
  std::vector<ContactId> confirmed_by;  ///< Somebody of the customer; at least one.
  std::string note = {};
  std::optional<base::Instant> at = {};
};

/// Throws Error: `conflict` unless the deal is won, or when it is confirmed already; `invalid`
/// without a contact or for a time before the win.
Change confirm_onboarding(const Deal& deal, const Onboarding& onboarding, const Setting& setting);

/// How a customer is kept in touch with.
struct FollowUp {
  base::Day last{};           ///< Last touchpoint since the win; none: hand-over, else the win.
  base::Day due{};            ///< last + every_days.
  int overdue_days = 0;       ///< Days since `due`; 0 up to it.
  std::vector<int> gap_days;  ///< Between touchpoints since the win, from the win on.

  bool operator==(const FollowUp&) const = default;
};

/// Nullopt: the deal is not won. REQUIRES every_days > 0.
std::optional<FollowUp> follow_up_of(const Deal& deal, int every_days, const Today& today);

/// A deal that comes from another.
struct NewFollowOn {
  std::string origin;  ///< `upsell`, `cross_sell`, `referral`.
  std::string name;
  /// Of the new deal, beside those that are carried over and before them; canonical text.
  std::map<std::string, std::string, std::less<>> attributes = {};
  std::optional<base::Instant> at = {};
};

/// The events of a new deal on `setting.process`: created, its attributes, origin_set. Upsell and
/// cross-sell carry over account, owner, team, channel, persona and currency; a referral is another
/// customer's, so owner, team and currency alone. Throws Error: `conflict` for an upsell or
/// cross-sell of a deal that is not won, or any of one that is gone; `invalid` with every gap.
Change begin_follow_on(const Deal& source, const NewFollowOn& follow_on, const Setting& setting);

}  // namespace stagecraft::selling
