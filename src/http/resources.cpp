#include "http/resources.h"

#include "http/operations.h"
#include "http/sign_in.h"

namespace stagecraft::http {

void add_resources(Routes& routes) {
  add_operations(routes);
  add_sign_in(routes);
  add_tokens(routes);
  add_processes(routes);
  add_process_drafts(routes);
  add_draft_operations(routes);
  add_draft_events(routes);
  add_map_checks(routes);
  add_measures(routes);
  add_deals(routes);
  add_deal_moves(routes);
  add_deal_records(routes);
  add_plans(routes);
  add_shared_plans(routes);
  add_attachments(routes);
  add_buying_groups(routes);
  add_objections(routes);
  add_quotes(routes);
  add_after_sale(routes);
  add_commissions(routes);
  add_assignment_rules(routes);
  add_accounts(routes);
  add_contacts(routes);
  add_deal_versions(routes);
  add_work_lists(routes);
  add_boards(routes);
  add_slipping_deals(routes);
  add_promise_keeping(routes);
  add_saved_views(routes);
  add_duplicates(routes);
  add_silent_deals(routes);
  add_deal_cards(routes);
  add_whole_deals(routes);
  add_recent_events(routes);
  add_jobs(routes);
  add_bulk_changes(routes);
  add_imports(routes);
  add_sample_data(routes);
  add_events(routes);
  add_webhooks(routes);
  add_calendars(routes);
  add_people(routes);
  add_personal_data(routes);
  add_measure_settings(routes);
  add_workspaces(routes);
  add_audit(routes);
  add_notifications(routes);
  add_brand(routes);
  add_competencies(routes);
  add_documentation(routes);
}

}  // namespace stagecraft::http
