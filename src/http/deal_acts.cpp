#include "http/deal_acts.h"

#include <limits>
#include <utility>

#include "http/deal_shapes.h"
#include "http/precondition.h"
#include "http/references.h"
#include "http/write_once.h"
#include "store/deals.h"

namespace stagecraft::http {
namespace {

selling::Deal run(const DealAct& act, const Desk& desk, const Request& request,
                  store::Transaction& transaction) {
  const auto deal = desk.deal_for(act.right);
  respect_match(request, to_etag(deal.event_count));
  const auto change = act.verb({request, desk, deal, desk.setting(deal)});
  check_references(desk, deal, change);
  // What changes nothing is no event: the deal stays as it is.
  return change.empty() ? deal : store::append(transaction, deal, change, desk.maps());
}

}  // namespace

int number_of(const Request& request, std::string_view name) {
  struct Number {
    std::int64_t value;
  };
  const auto number = request.id_of<Number>(name).value;
  return number > std::numeric_limits<int>::max() ? 0 : static_cast<int>(number);
}

Response reply_with(int status, const selling::Deal& deal) {
  auto response = reply(status, deal);
  response.with("ETag", to_etag(deal.event_count));
  return response;
}

void add_act(Routes& routes, DealAct act) {
  const int status = act.method == Method::post ? 201 : 200;
  Route route{.method = act.method,
              .path = act.path,
              .access = Access::with(act.right),
              .summary = act.summary,
              .text = act.text,
              .body = act.body,
              .replies = {{status, "The deal after it", &shape_of<selling::Deal>()},
                          {404, "There is no such deal, or not for you"},
                          {409, "The deal's state does not allow it; every gap is in `faults`"},
                          {412, "The deal is no longer as If-Match says"}},
              .handler = {}};
  route.takes_idempotency_key = act.method == Method::post;
  route.handler = [act = std::move(act), status](const Request& request, App& app) {
    const auto change = [&](const Desk& desk, store::Transaction& transaction) {
      return run(act, desk, request, transaction);
    };
    return write_once(request, app, change,
                      [&](const selling::Deal& deal) { return reply_with(status, deal); });
  };
  routes.add(std::move(route));
}

}  // namespace stagecraft::http
