#include "selling/quotes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "selling/deal_condition.h"
#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using base::say;
using base::Sentence;
using process::FieldValue;

/// The stage whose rules a deal answers to.
const process::MapNode* find_place(const Deal& deal, const process::Automaton& automaton) {
  if (!deal.stage.empty()) {
    const auto node = automaton.find(deal.stage);
    return node == process::no_node ? nullptr : &automaton.node(node);
  }
  const auto starts = automaton.starts();
  return starts.empty() ? nullptr : &automaton.node(starts.front());
}

bool applies(const process::PriceRule& rule, const process::MapNode* place,
             const process::Map& map) {
  if (rule.where.empty()) return true;
  if (place == nullptr) return false;
  const auto stage = "stage:" + place->id;
  const auto goal =
      place->goal < 0 ? "" : "goal:" + map.goals[static_cast<std::size_t>(place->goal)].id;
  return std::ranges::any_of(rule.where,
                             [&](const std::string& at) { return at == stage || at == goal; });
}

FieldValue quote_field(const NewQuote& quote, std::string_view name, base::Day today) {
  if (name == "amount") return condition_money(quote.amount);
  if (name == "discount_share") return quote.discount_share;
  if (name == "at") return condition_days(today);
  return false;  // A quote to be made is neither approved nor refused.
}

bool is_of_quote(std::string_view name) {
  const auto fields = process::built_in_fields(process::Subject::quote);
  return std::ranges::find(fields, name, &process::FieldInfo::name) != fields.end();
}

/// Why a rule cannot be judged, which breaks it; empty: it is broken; nullopt: it is not.
std::optional<Sentence> find_breach(const process::PriceRule& rule, const Deal& deal,
                                    const NewQuote& quote, const Setting& setting) {
  const auto& map = setting.process.map;
  process::FormulaFault fault;
  const auto condition = process::parse_condition(
      rule.require, process::FieldTable::of(process::Subject::quote, &map), fault);
  if (!condition) return say("its condition cannot be used: {}", fault.message);
  const bool asks_money =
      std::ranges::find(condition->kinds, process::ValueKind::money) != condition->kinds.end();
  if (asks_money && !map.currency.empty() && quote.amount.currency.code() != map.currency)
    return say("the map counts in {}, the quote in {}", map.currency, quote.amount.currency.code());
  const Today today{setting.today(), setting.zone};
  const bool is_kept = process::holds(*condition, [&](std::size_t i) {
    const auto& name = condition->fields[i];
    return is_of_quote(name) ? quote_field(quote, name, today.day)
                             : deal_field(deal, name, condition->kinds[i], today);
  });
  if (is_kept) return std::nullopt;
  return Sentence();
}

/// The deal's currency; not stated: any will do.
base::Currency currency_of(const Deal& deal) {
  return base::Currency::find(deal.attribute("currency")).value_or(base::Currency());
}

void ask_money(Gaps& gaps, const base::Money& money, const Deal& deal) {
  const auto currency = currency_of(deal);
  gaps.unless(money.minor > 0, "/amount", "the amount is not above 0");
  gaps.unless(money.currency.is_stated(), "/currency", "the currency is missing");
  gaps.unless(!money.currency.is_stated() || !currency.is_stated() || money.currency == currency,
              "/currency",
              say("the currency is {}, the deal's is {}", money.currency.code(), currency.code()),
              "Change the deal's currency first, or write the amount in it.");
}

Event decide(EventKind kind, const Deal& deal, const QuoteDecision& decision,
             const Setting& setting) {
  const auto quote = std::ranges::find(deal.quotes, decision.number, &Quote::number);
  auto event = new_event(kind, told_at(decision.at, setting, quote->made_at), setting);
  event.details.quote = decision.number;
  event.note = decision.note;
  return event;
}

/// Roles that decide on the quote, and that the actor does not fill.
std::vector<std::string> lacking_roles(const Quote& quote, std::span<const std::string> roles,
                                       const process::Map& map) {
  auto lacking = approvers_of(quote, map);
  std::erase_if(lacking, [&](const std::string& role) {
    return std::ranges::find(roles, role) != roles.end();
  });
  return lacking;
}

/// Throws unless the quote waits and the actor may decide.
void refuse_undecidable(const Deal& deal, const QuoteDecision& decision,
                        std::span<const std::string> roles, const Setting& setting) {
  refuse_closed(deal, "decisions on quotes");
  const auto quote = std::ranges::find(deal.quotes, decision.number, &Quote::number);
  if (quote == deal.quotes.end())
    throw base::Error(base::ErrorKind::not_found,
                      say("This deal has no quote {}.", decision.number));
  if (quote->state != QuoteState::waits_for_approval)
    throw base::Error(base::ErrorKind::conflict,
                      say("Quote {} does not wait for approval.", decision.number));
  const auto lacking = lacking_roles(*quote, roles, setting.process.map);
  if (!lacking.empty())
    throw base::Error(base::ErrorKind::forbidden,
                      say("Quote {} is decided by who fills the role {}.", decision.number,
                          Sentence::joined({lacking.begin(), lacking.end()}, " and ")));
}

}  // namespace

std::vector<BrokenRule> broken_rules(const Deal& deal, const NewQuote& quote,
                                     const Setting& setting) {
  const auto& map = setting.process.map;
  const auto* place = find_place(deal, setting.process.automaton);
  std::vector<BrokenRule> broken;
  for (const auto& rule : map.price_rules) {
    if (!applies(rule, place, map)) continue;
    if (auto why = find_breach(rule, deal, quote, setting))
      broken.push_back({rule.id, rule.text, rule.approver, std::move(*why)});
  }
  return broken;
}

Change make_quote(const Deal& deal, const NewQuote& quote, const Setting& setting) {
  refuse_closed(deal, "quotes");
  Gaps gaps;
  ask_money(gaps, quote.amount, deal);
  gaps.unless(quote.discount_share >= 0 && quote.discount_share <= 1, "/discount_share",
              "the discount is not from 0 to 1", "Write 5 % as 0.05.");
  gaps.refuse("The quote cannot be made");
  const auto broken = broken_rules(deal, quote, setting);
  auto event =
      new_event(EventKind::quote_made, told_at(quote.at, setting, deal.created_at), setting);
  event.details.quote = next_number(deal.quotes);
  event.details.amount = quote.amount;
  event.details.discount_share = quote.discount_share;
  event.details.attachment = quote.attachment;
  for (const auto& rule : broken) event.details.broken_rules.push_back(rule.rule);
  const bool waits =
      std::ranges::any_of(broken, [](const BrokenRule& rule) { return !rule.approver.empty(); });
  if (waits) {
    event.to = to_word(QuoteState::waits_for_approval);
    event.details.person = quote.approver;
  }
  return {event};
}

Change approve_quote(const Deal& deal, const QuoteDecision& decision,
                     std::span<const std::string> roles, const Setting& setting) {
  refuse_undecidable(deal, decision, roles, setting);
  Gaps gaps;
  check_text(gaps, "/note", decision.note);
  gaps.refuse("The quote cannot be approved");
  return {decide(EventKind::quote_approved, deal, decision, setting)};
}

Change refuse_quote(const Deal& deal, const QuoteDecision& decision,
                    std::span<const std::string> roles, const Setting& setting) {
  refuse_undecidable(deal, decision, roles, setting);
  Gaps gaps;
  gaps.unless(!decision.note.empty(), "/note", "the reason is missing",
              "Say what would make it acceptable.");
  check_text(gaps, "/note", decision.note);
  gaps.refuse("The quote cannot be refused");
  return {decide(EventKind::quote_refused, deal, decision, setting)};
}

std::vector<BrokenRule> told_rules(const Quote& quote, const process::Map& map) {
  std::vector<BrokenRule> told;
  auto unknown = quote.broken_rules;
  for (const auto& rule : map.price_rules)
    if (std::erase(unknown, rule.id) > 0)
      told.push_back({.rule = rule.id, .text = rule.text, .approver = rule.approver, .why = {}});
  for (auto& id : unknown) told.push_back({.rule = id, .text = {}, .approver = {}, .why = {}});
  return told;
}

bool may_decide(const Deal& deal, const Quote& quote, std::span<const std::string> roles,
                const process::Map& map) {
  return deal.is_open() && quote.state == QuoteState::waits_for_approval &&
         lacking_roles(quote, roles, map).empty();
}

std::vector<std::string> approvers_of(const Quote& quote, const process::Map& map) {
  std::vector<std::string> approvers;
  for (const auto& rule : map.price_rules) {
    const bool is_broken =
        std::ranges::find(quote.broken_rules, rule.id) != quote.broken_rules.end();
    const bool is_new = std::ranges::find(approvers, rule.approver) == approvers.end();
    if (is_broken && is_new && !rule.approver.empty()) approvers.push_back(rule.approver);
  }
  return approvers;
}

Change record_payment(const Deal& deal, const base::Money& amount,
                      const std::optional<base::Instant>& at, const Setting& setting) {
  refuse_gone(deal, "payments");
  Gaps gaps;
  ask_money(gaps, amount, deal);
  gaps.refuse("The payment cannot be recorded");
  auto event = new_event(EventKind::payment, told_at(at, setting, deal.created_at), setting);
  event.details.amount = amount;
  return {event};
}

}  // namespace stagecraft::selling
