#include "http/deal_query.h"

#include <string>

#include "base/error.h"
#include "http/json_reader.h"
#include "http/list_query.h"
#include "http/url.h"
#include "store/attention.h"

namespace stagecraft::http {

store::ListQuery to_query(const ListDeals& asked) {
  using enum store::Compare;
  ListFilters filters;
  filters.is("id", asked.ids);
  filters.is("status", asked.status).is("stage", asked.stage).is("outcome", asked.outcome);
  filters.is("channel", asked.channel).is("offering", asked.offering);
  filters.is("campaign", asked.campaign).is("persona", asked.persona);
  filters.is("currency", asked.currency).is("process", asked.process).is("owner", asked.owner);
  filters.is("team", asked.team).is("account", asked.account).compare("name", begins, asked.name);
  filters.compare("amount_minor", at_least, asked.amount_from);
  filters.compare("amount_minor", before, asked.amount_before);
  filters.compare("expected_close", at_least, asked.expected_close_from);
  filters.compare("expected_close", before, asked.expected_close_before);
  filters.compare("created_at", at_least, asked.created_from);
  filters.compare("created_at", before, asked.created_before);
  filters.compare("closed_at", at_least, asked.closed_from);
  filters.compare("closed_at", before, asked.closed_before);
  filters.compare("next_due", before, asked.next_due_before);
  if (asked.without_next_step)
    filters.is("waits_for", {std::to_string(static_cast<int>(store::WaitsFor::next_step))});
  return filters.query(asked);
}

store::ListQuery read_deal_filter(std::string_view text) {
  const auto target = parse_target("/?" + std::string(text));
  if (!target)
    throw base::Error(base::ErrorKind::invalid, "The filter is no query string.",
                      {{.at = "/filter",
                        .message = "is no query string",
                        .mend = "Write it as behind /api/deals?, as in status=open&stage=needs."}});
  return to_query(from_query<ListDeals>(target->query));
}

}  // namespace stagecraft::http
