#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// Quotes, judged by the price rules of the map; their approval; payments (D10, M9).
namespace stagecraft::selling {

struct NewQuote {
  base::Money amount;         ///< After discount.
  double discount_share = 0;  ///< 0 to 1.
  std::optional<AttachmentId> attachment = {};
  std::optional<PersonId> approver = {};  ///< Whom to ask, where a rule asks for approval.
  std::optional<base::Instant> at = {};
};

struct BrokenRule {
  std::string rule;      ///< Id of the price rule.
  std::string text;      ///< What it says.
  std::string approver;  ///< Role that can approve it; empty: nobody can, the quote stays flagged.
  base::Sentence why;    ///< Empty, or why it could not be judged, which counts as broken.

  bool operator==(const BrokenRule&) const = default;
};

/// Price rules that apply where the deal stands and that the quote breaks, in the map's order. A
/// rule applies at the deal's stage, or at its goal; a lead stands before the first stage, so the
/// rules of that stage apply. In its condition `amount` and `discount_share` are those of the
/// quote; the rest is the deal's. A rule about the amount cannot be judged in another currency than
/// the map's, and then counts as broken. O(rules).
std::vector<BrokenRule> broken_rules(const Deal& deal, const NewQuote& quote,
                                     const Setting& setting);

/// A quote that breaks a rule with an approver waits for approval; one that breaks only rules
/// without is made, and flagged by the rules it holds. Throws Error: `invalid` with every gap
/// (amount not above 0, no currency or not the deal's, discount outside 0 to 1), `conflict` on a
/// deal that is not open.
Change make_quote(const Deal& deal, const NewQuote& quote, const Setting& setting);

struct QuoteDecision {
  int number = 0;
  std::string note = {};  ///< Refusing: the reason, which must be there.
  std::optional<base::Instant> at = {};
};

/// Both throw Error: `not_found` for an unknown number, `conflict` where the quote does not wait
/// for approval or the deal is not open, `forbidden` unless `roles`, those of the map that the
/// actor fills, hold the approver of every broken rule that has one.
Change approve_quote(const Deal& deal, const QuoteDecision& decision,
                     std::span<const std::string> roles, const Setting& setting);
Change refuse_quote(const Deal& deal, const QuoteDecision& decision,
                    std::span<const std::string> roles, const Setting& setting);

/// The rules that a quote broke when it was made, in the words of the deal's version of the map and
/// in its order; one that this version no longer has comes last, by its id alone.
std::vector<BrokenRule> told_rules(const Quote& quote, const process::Map& map);

/// Whether approve_quote and refuse_quote let the actor decide, who fills these roles.
bool may_decide(const Deal& deal, const Quote& quote, std::span<const std::string> roles,
                const process::Map& map);

/// The roles whose approval a quote takes, each once, in the map's order. Rules that the deal's
/// version of the map no longer has ask for nothing.
std::vector<std::string> approvers_of(const Quote& quote, const process::Map& map);

/// Money that came in. Throws Error: `invalid` unless above 0 and in the deal's currency,
/// `conflict` on a deal that is gone.
Change record_payment(const Deal& deal, const base::Money& amount,
                      const std::optional<base::Instant>& at, const Setting& setting);

}  // namespace stagecraft::selling
