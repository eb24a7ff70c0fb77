#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "process/automaton.h"
#include "process/gate.h"
#include "selling/event.h"
#include "selling/ids.h"

/// A deal as its events tell it. Nothing of it is kept that an event does not say: the rows of the
/// database are a copy for lists and searches, and `workspace check` folds again and compares.
namespace stagecraft::selling {

/// A lead is a deal that has not entered its first stage. `finished`: it left the last stage of a
/// map that has no winning there, so it is neither open nor closed by an outcome.
enum class DealStatus : std::uint8_t {
  lead,
  open,
  won,
  lost,
  no_decision,
  finished,
  merged,
  deleted
};

/// `no_decision`.
std::string_view to_word(DealStatus status);
std::optional<DealStatus> find_deal_status(std::string_view word);

/// Which version of which process a deal runs on; ids of stages are those of that map.
struct MapVersion {
  ProcessId process;
  int number = 0;

  auto operator<=>(const MapVersion&) const = default;
};

/// `3@2`: version 2 of process 3, as `created` and `migrated` events say it.
std::string to_text(MapVersion version);
std::optional<MapVersion> find_map_version(std::string_view text);

/// An id in an event, as a number; nullopt: it is none.
std::optional<DealId> find_deal_id(std::string_view text);

/// A stay in one stage. Those of internal stages (`entry` is background) run beside the others.
struct Visit {
  std::string stage;
  base::Instant entered{};
  std::optional<base::Instant> left;
  process::EntryClass entry = process::EntryClass::begin;

  bool operator==(const Visit&) const = default;
};

enum class PromiseState : std::uint8_t { open, kept, withdrawn };

/// What the customer said of a step of the plan, through a link to it.
struct StepConfirmation {
  base::Day due{};  ///< The day that it was said for; the promise may have moved since.
  base::Instant at{};
  int link = 0;
  std::optional<ContactId> contact;  ///< For whom the link was made.
  std::string name;                  ///< Typed, where it was made for nobody in particular.
  bool is_done = false;              ///< That it is done; else: that they will do it.

  bool operator==(const StepConfirmation&) const = default;
};

/// A dated commitment of either side. Late, broken and overdue are computed (promises.h).
struct Promise {
  int number = 0;
  std::string side;  ///< `us`, `customer`, `partner`.
  /// The kind of touchpoint that is planned for the due day: `call`, `meeting` ...; empty: none.
  std::string planned = {};
  std::string text;
  std::optional<PersonId> person;  ///< Of us, who has to keep it; none: the owner.
  std::vector<ContactId> contacts;
  std::string stage;  ///< Where the deal stood when it was made.
  base::Instant made_at{};
  base::Day first_due{}, due{};
  int moves = 0;
  /// It was moved on or after its due day, so it is judged by the day before that move.
  std::optional<base::Day> judged_by;
  PromiseState state = PromiseState::open;
  std::optional<base::Instant> ended_at;  ///< Kept or withdrawn.
  bool in_plan = false;                   ///< A step of the plan with the customer (plan.h).
  std::optional<StepConfirmation> confirmed = {};

  bool operator==(const Promise&) const = default;
};

/// `read_only`: who opens the link reads. `confirm`: they may also confirm steps of their side.
enum class PlanMode : std::uint8_t { read_only, confirm };

/// A secret address by which the customer sees the plan. The secret is the store's matter.
struct PlanLink {
  int number = 0;
  PlanMode mode = PlanMode::read_only;
  std::string title;                 ///< Of the page that the customer sees.
  std::optional<ContactId> contact;  ///< For whom; none: whoever has it.
  base::Day good_until{};            ///< The last day on which it works.
  std::vector<std::string> shows;    ///< Beside the steps: `goals`.
  base::Instant made_at{};
  std::optional<PersonId> made_by;
  std::optional<base::Instant> revoked_at;

  bool operator==(const PlanLink&) const = default;
};

/// A contact's place in the buying group.
struct BuyingRole {
  ContactId contact;
  std::vector<std::string> roles;  ///< decision_maker, influencer, coach, gatekeeper, user ...
  base::Instant since{};
  std::optional<base::Instant> reached_at;  ///< First touchpoint with this contact.
  std::string view;                         ///< agrees, neutral, against; empty: not known.
  std::string need;                         ///< What they said they need.

  bool operator==(const BuyingRole&) const = default;
};

enum class ObjectionState : std::uint8_t { raised, answered, closed };

struct Objection {
  int number = 0;
  std::string topic;  ///< Of the library of objections; empty: none fits.
  std::string text, answer;
  std::string stage;
  std::vector<ContactId> contacts;
  ObjectionState state = ObjectionState::raised;
  std::string result;  ///< Closed: `resolved`, `stands`.
  base::Instant raised_at{};
  std::optional<base::Instant> answered_at, closed_at;

  bool operator==(const Objection&) const = default;
};

enum class QuoteState : std::uint8_t { made, waits_for_approval, approved, refused };

struct Quote {
  int number = 0;
  base::Money amount;         ///< After discount.
  double discount_share = 0;  ///< 0 to 1.
  std::vector<std::string> broken_rules;
  QuoteState state = QuoteState::made;
  std::optional<AttachmentId> attachment;
  base::Instant made_at{};
  std::optional<base::Instant> decided_at;
  std::optional<PersonId> decided_by;

  bool operator==(const Quote&) const = default;
};

struct Touchpoint {
  process::TouchpointKind kind = process::TouchpointKind::call;
  base::Instant at{};
  std::vector<ContactId> contacts;
  std::vector<std::string> confirms;
  std::string direction, result, campaign, note;
  std::optional<PersonId> person;

  bool operator==(const Touchpoint&) const = default;
};

struct Literature {
  std::string literature;
  base::Instant at{};
  std::vector<ContactId> contacts;

  bool operator==(const Literature&) const = default;
};

/// Evidence that people gave for a criterion, as it stands: withdrawn ones are gone.
struct CriterionEvidence {
  std::string criterion;
  std::string evidence;  ///< `person`, `answer`, `document`, `touchpoint`.
  std::string choice, output, note;
  std::optional<AttachmentId> attachment;
  base::Instant at{};
  std::optional<PersonId> person;

  bool operator==(const CriterionEvidence&) const = default;
};

struct Exception {
  std::string from, to, reason;
  std::vector<std::string> unmet;
  bool not_allowed = false;
  base::Instant at{};
  std::optional<PersonId> person;

  bool operator==(const Exception&) const = default;
};

/// A change of the expected close date, in the order made.
struct DateMove {
  std::optional<base::Day> from, to;
  base::Instant at{};
  std::optional<PersonId> person;
  std::string reason;

  bool operator==(const DateMove&) const = default;
};

struct Payment {
  base::Money amount;
  base::Instant at{};

  bool operator==(const Payment&) const = default;
};

struct Closing {
  std::string outcome;  ///< Of the map.
  std::string reason, note;
  std::vector<std::string> motivations, pain_points;
  base::Instant at{};

  bool operator==(const Closing&) const = default;
};

/// What replaying needs to go on, beside what pages show. Numbers are indices into Deal::visits; -1
/// is none.
struct Way {
  int current = -1;          ///< Open, of a customer stage or of one outside the map.
  int background = -1;       ///< Open, of an internal stage.
  int closed = -1;           ///< Ended by the closing that stands.
  std::string symbol;        ///< That began the current visit.
  std::string position;      ///< The last customer stage or outcome.
  std::string stage_of_map;  ///< The last customer stage that the map knew.
  std::int64_t closing_seq = -1;
  bool is_born = false, is_created = false;

  bool operator==(const Way&) const = default;
};

struct Deal {
  DealId id;
  std::string name;
  MapVersion map;
  DealStatus status = DealStatus::lead;
  base::Instant created_at{};
  std::string stage;  ///< Customer stage it is in, or was in when it closed; empty: a lead.
  std::optional<base::Instant> stage_entered_at;
  std::vector<Visit> visits;       ///< As they began, background ones too.
  std::optional<Closing> closing;  ///< Standing; none for open deals.
  Way way;

  /// Of now, canonical text (history/value_text.h): owner and team as ids, account, channel,
  /// offering, campaign, persona, amount, currency, expected_close, own fields. No entry: not
  /// stated.
  std::map<std::string, std::string, std::less<>> attributes;
  std::map<std::string, base::Instant, std::less<>> set_at;  ///< When each was last set.

  std::vector<Promise> promises;
  std::vector<PlanLink> plan_links;
  std::vector<BuyingRole> buying_group;
  std::vector<Objection> objections;
  std::vector<Quote> quotes;
  std::vector<Touchpoint> touchpoints;
  std::vector<Literature> literature;
  std::vector<CriterionEvidence> evidence;
  std::vector<Exception> exceptions;
  std::vector<DateMove> date_moves;
  std::vector<Payment> payments;

  std::string origin;  ///< upsell, cross_sell, referral; empty: none.
  std::optional<DealId> origin_deal, merged_into;
  std::optional<PersonId> handed_over_to;
  std::optional<base::Instant> handed_over_at, onboarding_confirmed_at;

  base::Instant last_event_at{};  ///< Of what happened, not of what was planned.
  int event_count = 0;            ///< How many events were folded: the deal's revision.

  bool is_open() const { return status == DealStatus::lead || status == DealStatus::open; }
  bool is_gone() const { return status == DealStatus::merged || status == DealStatus::deleted; }
  /// Empty: not stated.
  std::string_view attribute(std::string_view name) const;
  std::optional<PersonId> owner() const;
  std::optional<TeamId> team() const;
  std::optional<AccountId> account() const;
  /// Nullopt without amount or without currency.
  std::optional<base::Money> amount() const;
  std::optional<base::Day> expected_close() const;
  /// The visit that runs, of a customer stage or outside the map; null: none.
  const Visit* current_visit() const;

  bool operator==(const Deal&) const = default;
};

/// What a fold has to know of the workspace.
class MapVersions {
 public:
  virtual ~MapVersions() = default;
  /// The automaton of a version; null: that version is not known (then its stages are outside the
  /// map).
  virtual const process::Automaton* find_automaton(MapVersion version) const = 0;
  /// Of the workspace: on which day something happened.
  virtual base::Zone zone() const { return {}; }
};

/// The next state. Total: events that make no sense where they stand change nothing but the count.
/// Events come by time, then arrival. O(what the deal holds).
void apply(Deal& deal, const Event& event, const MapVersions& maps);

/// All events of a deal, sorted by time, then arrival; it runs on the version that its creation
/// names, also for what happened before that. Agrees with history::flow about status,
/// stage and visits (a test holds it).
Deal fold(DealId id, std::span<const Event> events, const MapVersions& maps);

}  // namespace stagecraft::selling
