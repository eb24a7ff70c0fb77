#pragma once

#include "http/routes.h"

namespace stagecraft::http {

/// Everything that the server offers; one line a resource. REQUIRES that `routes` stays where it
/// is.
void add_resources(Routes& routes);

/// A deal's list, state, guide and history; its attributes.
void add_deals(Routes& routes);
void add_new_deals(Routes& routes);
/// Stage entries, closings, reopenings, and what the gate would say.
void add_deal_moves(Routes& routes);
/// Evidence, touchpoints, literature, promises.
void add_deal_records(Routes& routes);
/// The plan with the customer, and links to it.
void add_plans(Routes& routes);
/// The plan as who has a link to it sees it.
void add_shared_plans(Routes& routes);
/// Files attached to deals.
void add_attachments(Routes& routes);
void add_buying_groups(Routes& routes);
/// Objections of deals, and their library.
void add_objections(Routes& routes);
/// Quotes, their approval, payments.
void add_quotes(Routes& routes);
void add_after_sale(Routes& routes);
void add_commissions(Routes& routes);
/// Who gets a lead.
void add_assignment_rules(Routes& routes);
void add_accounts(Routes& routes);
void add_contacts(Routes& routes);
/// Moving a deal to another version, and merging deals.
void add_deal_versions(Routes& routes);
/// Lists over all deals: promises, search.
void add_work_lists(Routes& routes);
/// Deals by where they stand.
void add_boards(Routes& routes);
void add_slipping_deals(Routes& routes);
void add_promise_keeping(Routes& routes);
void add_saved_views(Routes& routes);
/// Accounts and contacts that are probably the same.
void add_duplicates(Routes& routes);
void add_silent_deals(Routes& routes);
void add_deal_cards(Routes& routes);
void add_whole_deals(Routes& routes);
void add_recent_events(Routes& routes);
/// Long work, and what came of it.
void add_jobs(Routes& routes);
/// One verb on many deals, as a job.
void add_bulk_changes(Routes& routes);
/// Uploads, what is in them, imports and undoing them.
void add_imports(Routes& routes);
/// An invented company to try things out with, and taking it away again.
void add_sample_data(Routes& routes);
/// The stream of what happens.
void add_events(Routes& routes);
/// Promises of a person as a calendar.
void add_calendars(Routes& routes);
/// Addresses that are told of what happens.
void add_webhooks(Routes& routes);
/// People and teams.
void add_people(Routes& routes);
/// Export and erasure of what is held about a person.
void add_personal_data(Routes& routes);
/// What figures rest on beside the history.
void add_measure_settings(Routes& routes);
/// What the workspace says of itself.
void add_workspaces(Routes& routes);
/// Processes, their versions and drafts.
void add_processes(Routes& routes);
void add_draft_events(Routes& routes);
void add_draft_operations(Routes& routes);
void add_process_drafts(Routes& routes);
/// Figures of a process over the live history, the deals behind them, its map as a picture.
void add_measures(Routes& routes);
/// What the check says about a map.
void add_map_checks(Routes& routes);
/// Who changed what beyond single deals.
void add_audit(Routes& routes);
/// What concerns the one who asks, since they last looked.
void add_notifications(Routes& routes);
/// Name, colour and logo that pages show.
void add_brand(Routes& routes);
/// What people are able to do.
void add_competencies(Routes& routes);

}  // namespace stagecraft::http
