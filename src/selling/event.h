#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "history/event_kind.h"
#include "selling/ids.h"

/// What happened to a deal, as a verb gives it and the store keeps it (history.md, 1). State is
/// nothing but the fold of these events (deal.h).
namespace stagecraft::selling {

using history::EventKind;
using history::Precision;

/// What an event says beside its symbol: the small JSON object `details`. Which members are filled
/// depends on the kind (the list stands below, before Event). No names, addresses or texts that
/// people typed: those are in `Event::note`, so that they can be erased without touching history.
struct Details {
  std::optional<NoteId> note;  ///< Set by the store, of the text in Event::note.

  std::optional<int> promise, objection, quote;  ///< Number within the deal, from 1.
  std::optional<int> link;                       ///< The same of a link to the plan.
  std::string side;                              ///< promise: `us`, `customer`, `partner`.
  std::optional<base::Day> due;                  ///< promise

  std::vector<ContactId>
      contacts;           ///< touchpoint, literature_given, contact_role_set ...: with whom.
  std::string role;       ///< contact_role_set: buying role.
  std::string view;       ///< agreement_set: `agrees`, `neutral`, `against`.
  std::string direction;  ///< touchpoint: `in` or `out`.
  std::string result;     ///< touchpoint, objection_closed: a word.
  std::string topic;      ///< objection: of the library of objections.
  std::string campaign;   ///< touchpoint
  std::vector<std::string> confirms;  ///< touchpoint: criteria that a person says it confirmed.

  std::string evidence;                    ///< criterion_met: kind of evidence, or `person`.
  std::string choice;                      ///< criterion_met: answer.
  std::optional<AttachmentId> attachment;  ///< criterion_met (document), quote_made.
  std::string output;                      ///< criterion_met: output of the map.

  std::string reason;  ///< Closings: one of the outcome's reasons; changes of dates: a word.
  std::vector<std::string> motivations, pain_points;  ///< Closings: words of the customer.
  std::vector<std::string> unmet;  ///< exception_made: criteria that were not met.
  bool not_allowed = false;        ///< exception_made: the map does not know the move.

  std::optional<base::Money> amount;      ///< quote_made, payment
  std::optional<double> discount_share;   ///< quote_made: 0 to 1.
  std::vector<std::string> broken_rules;  ///< quote_made: price rules that it breaks.

  std::optional<DealId> deal;  ///< origin_set, merged_into
  /// handed_over: to whom; promise_made: who keeps it; touchpoint: who held it; quote_made: who
  /// must approve.
  std::optional<PersonId> person;
  std::string stage;               ///< migrated: where the deal stands in the new version.
  std::vector<std::string> shows;  ///< plan_changed: what a link shows beside the steps.

  /// Members of an imported JSON object that are none of these, as the text of a JSON object; kept,
  /// not understood. Any other text is kept as member `other`.
  std::string other;

  bool operator==(const Details&) const = default;
};

/// `{"promise": 2, "side": "us", "due": "2026-03-01"}`, keys in the order above, what is empty left
/// out. Empty details give an empty text.
std::string to_json(const Details& details);
/// The inverse. What is no JSON object, or has a member of the wrong type, is kept in `other`.
Details read_details(std::string_view json);

/// What the kinds of events say (the fold reads this; verbs write it):
///
///     created               to: map version `3@2`; note: name of the deal
///     stage_entered         symbol: stage; `reopened` the same
///     won, lost, no_decision  symbol: outcome; reason, motivations, pain_points; note
///     exception_made        from, to: stages or outcomes; unmet, not_allowed; note: reason
///     criterion_met         symbol: criterion; evidence, choice, output, attachment; note
///     criterion_withdrawn   symbol: criterion; note: why
///     attribute_changed     symbol, from, to; reason (a word); note. `name`: the name is the note
///     touchpoint            symbol: kind; contacts, direction, result, campaign, confirms; person
///     literature_given      symbol: literature; contacts
///     promise_made          promise, side, due, contacts, person; note: text; symbol: the kind of
///                           touchpoint that is planned, or empty
///     promise_moved         promise, due (the new day); promise_kept, promise_withdrawn: promise
///     plan_changed          symbol: step_added, step_removed: promise. shared: link, contacts (for
///                           whom), to: mode, due (the last day), shows; note: title. unshared:
///                           link
///     step_confirmed        promise, due (the day that was agreed to), link, contacts; note: the
///                           name typed, where the link is for nobody in particular. By the
///                           customer; promise_kept says link, contacts and note alike when the
///                           customer told it
///     contact_role_set      contacts; role: that they get; from: role that they lose; note: need.
///                           symbol `left`: they no longer belong to the buying group
///     agreement_set         contacts, view
///     objection_raised      objection, topic, contacts; note: text. _answered: note: answer.
///                           _closed: result
///     quote_made            quote, amount, discount_share, broken_rules, attachment;
///                           to: `waits_for_approval`, or empty
///     quote_approved, quote_refused  quote
///     payment               amount
///     handed_over           person: to whom; onboarding_confirmed, deleted, recalled: nothing
///     origin_set            symbol: upsell, cross_sell, referral; deal
///     migrated              from, to: map versions; stage: where the deal now stands
///     merged_into           to: id of the deal; deal
struct Event {
  EventKind kind = EventKind::created;
  std::string symbol;    ///< Stage, outcome, criterion, attribute, kind of touchpoint, literature.
  std::string from, to;  ///< Values before and after: canonical text (history/value_text.h).
  std::optional<PersonId> actor;
  base::Instant at{};  ///< When it happened. Date-only: UTC midnight of the day.
  Precision precision = Precision::time;
  base::Instant recorded_at{};   ///< When the system learnt it.
  std::int64_t source_seq = -1;  ///< Imports: order in the source.
  Details details;
  std::string note;  ///< What a person typed; stored apart, erasable.

  bool operator==(const Event&) const = default;
};

}  // namespace stagecraft::selling
