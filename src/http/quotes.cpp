#include "selling/quotes.h"

#include "http/deal_acts.h"
#include "http/deal_shapes.h"
#include "http/resources.h"
#include "http/selling_settings.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(NewQuote, (), (amount, discount_share, attachment, approver, at))

constexpr std::array<std::string_view, 1> required_of(const NewQuote*) { return {"amount"}; }

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct QuoteNote {
  std::string note;
  std::optional<base::Instant> at;
  static constexpr Note notes[] = {
      {.field = "note", .text = "Refusing: the reason", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(QuoteNote, (), (note, at))

struct NewPayment {
  base::Money amount;
  std::optional<base::Instant> at;
};
BOOST_DESCRIBE_STRUCT(NewPayment, (), (amount, at))

namespace {

using selling::Right;

using Decide = selling::Change (*)(const selling::Deal&, const selling::QuoteDecision&,
                                   std::span<const std::string>, const selling::Setting&);

auto on_quote(Decide decide) {
  return [decide](const DealAtHand& at) {
    auto said = at.request.read<QuoteNote>();
    return decide(
        at.deal,
        {.number = number_of(at.request, "quote"), .note = std::move(said.note), .at = said.at},
        roles_of(selling_settings(at.desk.db()), at.desk.actor().person), at.setting);
  };
}

}  // namespace

void add_quotes(Routes& routes) {
  add_act(routes,
          {.path = "/api/deals/{deal}/quotes",
           .summary = "Make a quote; it waits for approval where a price rule asks for it"},
          selling::make_quote);
  add_act(routes, {.path = "/api/deals/{deal}/quotes/{quote}/approvals",
                   .right = Right::quote_approve,
                   .summary = "Approve a quote, in the role that its price rules name",
                   .body = &shape_of<QuoteNote>(),
                   .verb = on_quote(selling::approve_quote)});
  add_act(routes, {.path = "/api/deals/{deal}/quotes/{quote}/refusals",
                   .right = Right::quote_approve,
                   .summary = "Refuse a quote, with the reason",
                   .body = &shape_of<QuoteNote>(),
                   .verb = on_quote(selling::refuse_quote)});
  add_act(routes, {.path = "/api/deals/{deal}/payments",
                   .summary = "Money came in",
                   .body = &shape_of<NewPayment>(),
                   .verb = [](const DealAtHand& at) {
                     const auto paid = at.request.read<NewPayment>();
                     return selling::record_payment(at.deal, paid.amount, paid.at, at.setting);
                   }});
}

}  // namespace stagecraft::http
