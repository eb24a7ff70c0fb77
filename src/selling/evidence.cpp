#include "selling/evidence.h"

#include <algorithm>
#include <utility>

#include "history/value_text.h"
#include "process/condition.h"
#include "selling/deal_condition.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using process::EvidenceSet;
using process::RecordKind;
using process::StatedValue;
using process::StatedValues;
using process::Subject;

/// Between the roles of a contact, where a field has one value.
constexpr char role_separator = ',';

StatedValue text_or_nothing(std::string_view text) {
  if (text.empty()) return {};
  return std::string(text);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += text.empty() ? word : role_separator + word;
  return text;
}

/// Gathers the evidence of one deal.
class Gathering {
 public:
  Gathering(const Deal& deal, const Setting& setting)
      : deal_(deal), map_(setting.process.map), today_{setting.today(), setting.zone} {
    for (const auto& referral : setting.referrals) add_referral(referral);
  }

  EvidenceSet run() {
    add_fields();
    for (const auto& touchpoint : deal_.touchpoints) add_touchpoint(touchpoint);
    for (const auto& given : deal_.evidence) add_given(given);
    for (const auto& member : deal_.buying_group) add_contact(member);
    for (const auto& quote : deal_.quotes) add_quote(quote);
    for (const auto& promise : deal_.promises) add_promise(promise);
    for (const auto& objection : deal_.objections) add_objection(objection);
    for (const auto& payment : deal_.payments)
      add_record(RecordKind::payment, payment.at,
                 {{"amount", condition_money(payment.amount)}, {"at", day_text(payment.at)}});
    for (const auto& visit : deal_.visits) set_.entered_at[visit.stage] = visit.entered;
    return std::move(set_);
  }

 private:
  std::string day_text(base::Instant at) const { return base::to_iso(today_.zone.day_of(at)); }

  void add_record(RecordKind kind, base::Instant at, StatedValues fields) {
    set_.records.push_back({.kind = kind, .fields = std::move(fields), .at = at});
  }

  void add_fields() {
    for (const auto& name : process::field_names(&map_, Subject::deal)) {
      const auto kind = process::find_field(&map_, Subject::deal, name)->kind;
      set_.fields[name] = stated(deal_field(deal_, name, kind, today_), kind);
    }
    set_.set_at = deal_.set_at;
  }

  static StatedValue stated(const process::FieldValue& value, process::ValueKind kind) {
    if (!value) return {};
    if (const auto* text = std::get_if<std::string_view>(&*value)) return std::string(*text);
    if (const auto* flag = std::get_if<bool>(&*value)) return *flag;
    const auto number = std::get<double>(*value);
    if (kind != process::ValueKind::date) return number;
    return base::to_iso(base::Day(std::chrono::days(static_cast<int>(number))));
  }

  bool is_partner(std::string_view role) const {
    const auto found = std::ranges::find(map_.roles, role, &process::Role::id);
    return found != map_.roles.end() && found->side == process::Side::partner;
  }

  /// `customer` and the buying roles of the contacts.
  std::vector<std::string> roles_of(const std::vector<ContactId>& contacts) const {
    std::vector<std::string> roles;
    bool is_customer = false;
    for (const auto contact : contacts) {
      const auto member = std::ranges::find(deal_.buying_group, contact, &BuyingRole::contact);
      const bool has_roles = member != deal_.buying_group.end() && !member->roles.empty();
      if (!has_roles) {
        is_customer = true;
        continue;
      }
      for (const auto& role : member->roles) {
        if (!is_partner(role)) is_customer = true;
        roles.push_back(role);
      }
    }
    if (is_customer) roles.emplace_back("customer");
    return roles;
  }

  void add_touchpoint(const Touchpoint& touchpoint) {
    auto with = roles_of(touchpoint.contacts);
    std::string who;
    for (const auto contact : touchpoint.contacts)
      who += (who.empty() ? "" : ",") + std::to_string(contact.value);
    add_record(RecordKind::touchpoint, touchpoint.at,
               {{"at", day_text(touchpoint.at)},
                {"campaign", text_or_nothing(touchpoint.campaign)},
                {"kind", std::string(to_word(touchpoint.kind))},
                {"result", text_or_nothing(touchpoint.result)},
                {"role", text_or_nothing(joined(with))},
                {"who", text_or_nothing(who)}});
    set_.touchpoints.push_back({.kind = touchpoint.kind,
                                .with = std::move(with),
                                .confirms = touchpoint.confirms,
                                .at = touchpoint.at});
  }

  void add_given(const CriterionEvidence& given) {
    if (given.evidence == to_word(process::EvidenceKind::document))
      set_.documents.push_back({given.output, given.at});
    else if (given.evidence == to_word(process::EvidenceKind::answer))
      set_.answers.push_back({given.criterion, given.choice, given.at});
    else if (given.evidence == person_word)
      set_.confirmations.push_back({given.criterion, given.at});
    // What was automatic is looked up again, so that it holds no longer than it is true.
  }

  void add_contact(const BuyingRole& member) {
    add_record(RecordKind::contact, member.since,
               {{"buying_role", text_or_nothing(joined(member.roles))},
                {"name", {}},
                {"view", text_or_nothing(member.view)}});
  }

  void add_quote(const Quote& quote) {
    auto fields = set_.fields;  // A quote is judged together with its deal.
    fields["amount"] = condition_money(quote.amount);
    fields["at"] = day_text(quote.made_at);
    fields["discount_share"] = quote.discount_share;
    fields["approved"] = quote.state == QuoteState::approved;
    fields["refused"] = quote.state == QuoteState::refused;
    add_record(RecordKind::quote, quote.made_at, std::move(fields));
  }

  void add_promise(const Promise& promise) {
    add_record(RecordKind::promise, promise.made_at,
               {{"due", base::to_iso(promise.due)},
                {"kept", promise.state == PromiseState::kept},
                {"moved", promise.moves > 0},
                {"side", text_or_nothing(promise.side)},
                {"withdrawn", promise.state == PromiseState::withdrawn}});
  }

  void add_objection(const Objection& objection) {
    add_record(RecordKind::objection, objection.raised_at,
               {{"answered", objection.answered_at.has_value()},
                {"at", day_text(objection.raised_at)},
                {"closed", objection.state == ObjectionState::closed},
                {"topic", text_or_nothing(objection.topic)}});
  }

  void add_referral(const Referral& referral) {
    add_record(RecordKind::referral, referral.at,
               {{"at", day_text(referral.at)}, {"deal", std::to_string(referral.deal.value)}});
  }

  const Deal& deal_;
  const process::Map& map_;
  Today today_;
  EvidenceSet set_;
};

process::FieldValue to_field_value(const StatedValue& value, process::ValueKind kind) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return std::nullopt;
  if (kind != process::ValueKind::date) return std::string_view(*text);
  const auto days = history::parse_iso_day(*text);
  if (!days) return std::nullopt;
  return static_cast<double>(*days);
}

bool is_role_field(Subject subject, std::string_view name) {
  return (subject == Subject::contact && name == "buying_role") ||
         (subject == Subject::touchpoint && name == "role");
}

/// Whether a test passes for one of the roles that a text names.
bool passes_for_a_role(const process::Test& test, std::string_view roles) {
  while (true) {
    const auto end = std::min(roles.find(role_separator), roles.size());
    if (process::passes(test, roles.substr(0, end))) return true;
    if (end == roles.size()) return false;
    roles.remove_prefix(end + 1);
  }
}

bool holds_for(const process::Condition& condition, Subject subject, const StatedValues& fields) {
  return std::ranges::all_of(condition.tests, [&](const process::Test& test) {
    const auto& name = condition.fields[test.field];
    const auto found = fields.find(name);
    if (found == fields.end()) return process::passes(test, std::nullopt);
    const auto value = to_field_value(found->second, condition.kinds[test.field]);
    if (value && is_role_field(subject, name))
      return passes_for_a_role(test, std::get<std::string_view>(*value));
    return process::passes(test, value);
  });
}

}  // namespace

process::EvidenceSet evidence_of(const Deal& deal, const Setting& setting) {
  return Gathering(deal, setting).run();
}

process::ConditionTest condition_test(const process::Map& map) {
  return [&map](Subject subject, std::string_view text, const StatedValues& fields) {
    process::FormulaFault fault;
    const auto condition =
        process::parse_condition(text, process::FieldTable::of(subject, &map), fault);
    return condition && holds_for(*condition, subject, fields);
  };
}

PlacedCriterion find_criterion(const process::Map& map, std::string_view id) {
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      for (const auto& criterion : stage.exit)
        if (criterion.id == id) return {&stage, &criterion};
  return {};
}

std::optional<process::CriterionState> find_criterion_state(const Deal& deal,
                                                            std::string_view criterion,
                                                            const Setting& setting) {
  const auto& map = setting.process.map;
  const auto placed = find_criterion(map, criterion);
  if (!placed) return std::nullopt;
  return process::judge(*placed.criterion, placed.stage->id, evidence_of(deal, setting),
                        condition_test(map));
}

}  // namespace stagecraft::selling
