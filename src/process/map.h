#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

/// The process map as a value (process-map.md, 1): a tree of goals -> stages -> (tasks, exit
/// criteria), with outcomes and catalogues beside it. Plain structs, copied freely; no clock, no
/// store, no file. Members are named as the keys of the file (with `_` after a C++ keyword), in
/// canonical order.
///
/// `std::optional` tells 'left out' from a value where the two differ; an empty std::string is a
/// text that was left out. An id is `[a-z][a-z0-9_]{0,63}`; ids are unique for each kind of
/// element, and goals, stages and outcomes share one space, because they are the symbols of a
/// history.
namespace stagecraft::process {

enum class OriginKind : std::uint8_t { own, template_, import, discovered };
enum class Side : std::uint8_t { customer, us, partner };
enum class Party : std::uint8_t { us, customer, partner };
enum class Audience : std::uint8_t { us, customer };
enum class OutcomeKind : std::uint8_t { won, lost, no_decision };
enum class EvidenceKind : std::uint8_t { touchpoint, document, field, record, answer };
enum class TouchpointKind : std::uint8_t { call, email, meeting, demo, visit, form };
enum class RecordKind : std::uint8_t {
  contact,
  quote,
  payment,
  referral,
  promise,
  objection,
  touchpoint
};
enum class Period : std::uint8_t { week, month, quarter, year };
enum class FieldKind : std::uint8_t { number, money, days, date, text, flag, choice };
enum class MeasureKind : std::uint8_t { count, share, days, money };
enum class Direction : std::uint8_t { higher, lower };
enum class OfferingPhase : std::uint8_t { introduction, growth, maturity, decline };

/// `x_...` keys by name, as canonical flow YAML: kept, compared, never interpreted.
using Extensions = std::map<std::string, std::string>;

/// What a goal (or, discouraged, a stage or task) aims at. `target` is in the measure's unit, money
/// in major units of the map's currency.
struct Target {
  std::string measure;  ///< Built-in or own measure.
  std::optional<double> target;
  std::optional<Period> per;
  Extensions x;

  bool operator==(const Target&) const = default;
};

/// One way to show that a criterion is met; which members matter depends on `kind`.
struct Evidence {
  EvidenceKind kind = EvidenceKind::touchpoint;
  std::vector<TouchpointKind> of;    ///< touchpoint; empty: any.
  std::string from;                  ///< touchpoint: `customer` or a buying role.
  std::string output;                ///< document.
  std::string field;                 ///< field.
  std::string require;               ///< field: condition; empty: is filled.
  std::optional<RecordKind> record;  ///< record.
  std::string where;                 ///< record: condition.
  int at_least = 1;                  ///< record.
  std::string question;              ///< answer.
  std::vector<std::string> choices;  ///< answer.
  std::vector<std::string> accept;   ///< answer; empty: any.
  Extensions x;

  bool operator==(const Evidence&) const = default;
};

/// What must have happened for a prospect to leave a stage: an act of the prospect.
struct Criterion {
  std::string id, text;
  bool required = true;
  bool fresh = false;  ///< Evidence from before the last entry does not count.
  std::vector<Evidence> evidence;
  Extensions x;

  bool operator==(const Criterion&) const = default;
};

struct Output {
  std::string id, name;
  Party by = Party::us;
  Audience for_ = Audience::customer;
  Extensions x;

  /// A paper by us and for us.
  bool is_internal() const { return by == Party::us && for_ == Audience::us; }
  bool operator==(const Output&) const = default;
};

struct Task {
  std::string id, name, text;
  std::string role;  ///< Empty: the stage's lead.
  bool internal = false;
  std::optional<double> work_hours;  ///< A visit.
  std::vector<Target> measures;      ///< Always a finding; kept so that mistake 3 can be seen.
  Extensions x;

  bool operator==(const Task&) const = default;
};

struct Stage {
  std::string id, name;
  std::vector<std::string> aliases;   ///< Former names, and names in a CRM.
  std::vector<std::string> replaces;  ///< Stages that this one was split from or merged of.
  std::string text, value;
  std::vector<std::string> learns;  ///< What the prospect needs to learn.
  std::vector<std::string> does;    ///< What the prospect does.
  std::vector<Criterion> exit;
  std::vector<Task> tasks;
  std::vector<Output> outputs;
  std::string lead;
  std::vector<std::string> with;
  std::vector<std::string> tools, literature;
  std::map<std::string, int> skills;         ///< Competency -> level 1..n.
  std::map<std::string, std::string> brand;  ///< Brand attribute -> how it shows here.
  std::optional<double> expected_days;       ///< Elapsed, median meant.
  std::optional<double> late_after_days;     ///< Left out: twice `expected_days`.
  std::optional<double> expected_conversion;
  bool optional = false;  ///< May be skipped.
  bool internal = false;  ///< Administration, in the background; never a state of a deal.
  std::optional<std::vector<std::string>> next;  ///< Stages or outcomes; left out: the node after.
  std::optional<std::vector<std::string>> back;  ///< Left out: any earlier on the same side of won.
  std::vector<Target> measures;
  std::optional<double> work_hours;  ///< Of the lead, a visit.
  Extensions x;

  bool operator==(const Stage&) const = default;
};

struct Goal {
  std::string id, name;  ///< Both empty for the one nameless goal of a flat map.
  std::string value;     ///< What the customer gains.
  std::vector<Target> measures;
  std::vector<Stage> stages;
  std::string text;
  std::vector<std::string> aliases, replaces;
  Extensions x;

  bool operator==(const Goal&) const = default;
};

struct Outcome {
  std::string id, name;
  std::vector<std::string> aliases;
  OutcomeKind kind = OutcomeKind::won;
  std::string on_leaving;                        ///< Kind won only; empty: last customer stage.
  std::optional<std::vector<std::string>> from;  ///< Left out: every customer stage before the win.
  std::vector<std::string> reasons;
  Extensions x;

  bool operator==(const Outcome&) const = default;
};

struct Role {
  std::string id, name;
  Side side = Side::us;
  Extensions x;

  bool operator==(const Role&) const = default;
};

struct JourneyStep {
  std::string id, name;
  std::vector<std::string> served_by;
  Extensions x;

  bool operator==(const JourneyStep&) const = default;
};

struct Persona {
  std::string id, name, text;
  std::vector<JourneyStep> journey;
  Extensions x;

  bool operator==(const Persona&) const = default;
};

struct Channel {
  std::string id, name;
  Extensions x;

  bool operator==(const Channel&) const = default;
};

struct Offering {
  std::string id, name;
  std::optional<OfferingPhase> phase;
  std::optional<base::Day> phase_since;
  Extensions x;

  bool operator==(const Offering&) const = default;
};

struct Competency {
  std::string id, name, text;
  std::vector<std::string>
      levels;  ///< Empty: knows it, does it with help, does it alone, teaches it.
  Extensions x;

  bool operator==(const Competency&) const = default;
};

struct Tool {
  std::string id, name, text, url;
  Extensions x;

  bool operator==(const Tool&) const = default;
};

struct Literature {
  std::string id, name, text, url, kind;
  Extensions x;

  bool operator==(const Literature&) const = default;
};

struct BrandAttribute {
  std::string id, name, text;
  Extensions x;

  bool operator==(const BrandAttribute&) const = default;
};

struct PriceRule {
  std::string id, text;
  std::vector<std::string> where;  ///< Addresses of goals or stages; empty: everywhere.
  std::string require;             ///< Condition on the quote.
  std::string approver;            ///< Role; empty: cannot be approved.
  Extensions x;

  bool operator==(const PriceRule&) const = default;
};

/// A field of a deal that is the map's own.
struct Field {
  std::string id, name;
  FieldKind kind = FieldKind::text;
  std::vector<std::string> choices;
  Extensions x;

  bool operator==(const Field&) const = default;
};

/// A measure that is the map's own: a formula over counts, sums and durations of history.
struct Measure {
  std::string id, name;
  MeasureKind kind = MeasureKind::count;
  Direction direction = Direction::higher;
  std::string formula;
  Extensions x;

  bool operator==(const Measure&) const = default;
};

struct Contributor {
  std::string name, role;
  std::optional<base::Day> heard_on, agreed_on;
  Extensions x;

  bool operator==(const Contributor&) const = default;
};

struct Origin {
  OriginKind kind = OriginKind::own;
  std::string source;
  std::optional<base::Day> since;
  std::string adapted;  ///< What the team changed, and why.
  Extensions x;

  bool operator==(const Origin&) const = default;
};

/// Which deals run on the map; an empty list means any.
struct Serves {
  std::vector<std::string> channels, offerings, personas;
  Extensions x;

  bool operator==(const Serves&) const = default;
};

struct Waiver {
  std::string rule, case_, at, reason, by;
  std::optional<base::Day> until;
  Extensions x;

  bool operator==(const Waiver&) const = default;
};

struct CheckSettings {
  int steps_per_level = 7;
  std::map<std::string, std::vector<std::string>>
      words;  ///< List of words-LANGUAGE.yaml -> more entries.
  std::vector<Waiver> waived;
  Extensions x;

  bool operator==(const CheckSettings&) const = default;
};

/// A whole map, resolved: what `extends` brings in has been merged, and `extends` tells only from
/// where.
struct Map {
  int stagecraft = 1;
  std::string id, name, summary, language = "en";
  std::string currency;  ///< ISO 4217; empty: none stated.
  std::string extends;
  std::optional<Serves> serves;
  std::string owner;
  std::optional<Origin> origin;
  std::vector<Contributor> contributors;
  std::vector<Role> roles;
  std::vector<Persona> personas;
  std::vector<Channel> channels;
  std::vector<Offering> offerings;
  std::vector<Competency> competencies;
  std::vector<Tool> tools;
  std::vector<Literature> literature;
  std::vector<BrandAttribute> brand;
  std::vector<PriceRule> price_rules;
  std::vector<Field> fields;
  std::vector<Measure> measures;
  std::vector<Goal> goals;  ///< A flat map has one goal, without id and name.
  bool flat = false;        ///< Written as `stages` at the top; not a key.
  std::vector<Outcome> outcomes;
  std::optional<std::vector<std::string>> start;  ///< Left out: the first customer stage.
  CheckSettings check;
  Extensions x;

  bool operator==(const Map&) const = default;
};

/// The stage with this id, or null. O(stages).
const Stage* find_stage(const Map& map, std::string_view id);

/// Days in a stage after which a deal is late there: as stated, else twice those expected; nullopt
/// where neither is stated.
std::optional<double> late_limit(const Stage& stage);
/// The goal with this id, or null. O(goals).
const Goal* find_goal(const Map& map, std::string_view id);
/// The outcome with this id, or null. O(outcomes).
const Outcome* find_outcome(const Map& map, std::string_view id);

}  // namespace stagecraft::process
