#include "http/audit.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>

#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/shape.h"

namespace stagecraft::store {

BOOST_DESCRIBE_ENUM(AuditKind, person_added, person_changed, person_erased, password_link_made,
                    password_set, competencies_changed, team_added, team_renamed, token_made,
                    token_revoked, webhook_added, webhook_changed, webhook_removed,
                    webhook_secret_replaced, workspace_changed, selling_changed, measures_changed,
                    commission_changed, assignment_changed, objection_topic_changed, brand_changed,
                    process_added, version_published, draft_given_up, account_added,
                    account_changed, accounts_merged, account_erased, contact_added,
                    contact_changed, contacts_merged, contact_erased, bulk_change_asked,
                    import_asked, import_undo_asked, sample_data_asked, sample_data_removal_asked)

}  // namespace stagecraft::store

namespace stagecraft::http {

struct AuditField {
  std::string field;
  RawJson before, after;
  static constexpr Note notes[] = {{.field = "before", .text = "null: it was not stated"},
                                   {.field = "after", .text = "null: it is not stated"}};
};
BOOST_DESCRIBE_STRUCT(AuditField, (), (field, before, after))

struct AuditLine {
  store::AuditId id;
  base::Instant at{};
  std::optional<selling::PersonId> actor;
  std::string actor_name;
  store::AuditKind kind = store::AuditKind::person_added;
  std::string noun, about_id, about;
  std::vector<AuditField> fields;
  static constexpr Note notes[] = {
      {.field = "actor", .text = "null: it happened before this was noted"},
      {.field = "noun", .text = "What it is about: person, team, settings, process, job ..."},
      {.field = "about_id", .text = "Its id; empty where there is but one"},
      {.field = "about", .text = "What it was called then"}};
};
BOOST_DESCRIBE_STRUCT(AuditLine, (),
                      (id, at, actor, actor_name, kind, noun, about_id, about, fields))

struct AuditPage {
  std::vector<AuditLine> changes;
  std::optional<store::AuditId> next;
  static constexpr Note notes[] = {
      {.field = "next", .text = "What `before` is for the next page; null: there is none"}};
};
BOOST_DESCRIBE_STRUCT(AuditPage, (), (changes, next))

struct ListAudit {
  std::optional<store::AuditId> before, after;
  std::vector<store::AuditKind> kind;
  std::optional<selling::PersonId> actor;
  int limit = 50;
  static constexpr Note notes[] = {
      {.field = "before", .text = "Those noted before this one"},
      {.field = "after", .text = "Those noted after this one"},
      {.field = "kind", .text = "Left out: all kinds"},
      {.field = "actor", .text = "Who did it"},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListAudit, (), (before, after, kind, actor, limit))

namespace {

namespace json = boost::json;

/// Numbers that say nothing about what somebody wanted.
constexpr std::array<std::string_view, 6> bookkeeping{"id",          "revision",      "created_at",
                                                      "rests_until", "failing_since", "created_by"};

std::string value_of(const json::object& object, std::string_view field) {
  const auto* value = object.if_contains(field);
  return value == nullptr ? "null" : json::serialize(*value);
}

/// In the order of the fields' names, so that it depends on nothing else.
std::vector<AuditField> differing(std::string_view before, std::string_view after) {
  const auto one = json::parse(before).as_object(), other = json::parse(after).as_object();
  std::set<std::string_view> names;
  for (const auto* object : {&one, &other})
    for (const auto& member : *object) names.insert(member.key());
  std::vector<AuditField> fields;
  for (const auto name : names) {
    if (std::ranges::find(bookkeeping, name) != bookkeeping.end()) continue;
    auto was = value_of(one, name), is = value_of(other, name);
    if (was != is) fields.push_back({std::string(name), {std::move(was)}, {std::move(is)}});
  }
  return fields;
}

store::AuditEntry entry_of(const Desk& desk, const Deed& deed) {
  return {.at = desk.now(),
          .by = desk.actor().person,
          .kind = deed.kind,
          .about_id = deed.id,
          .about = deed.name};
}

AuditLine line_of(const store::AuditEntry& entry) {
  return {.id = entry.id,
          .at = entry.at,
          .actor = entry.by,
          .actor_name = entry.by_name,
          .kind = entry.kind,
          .noun = std::string(store::noun_of(entry.kind)),
          .about_id = entry.about_id,
          .about = entry.about,
          .fields = from_json<std::vector<AuditField>>(entry.details)};
}

Response list_audit(const Request& request, App& app) {
  const auto asked = request.query<ListAudit>();
  return look(request, app, [&](const Desk& desk) {
    // One more than asked for tells whether there is another page.
    auto entries = store::list_audit(desk.db(), {.kinds = asked.kind,
                                                 .by = asked.actor,
                                                 .before = asked.before,
                                                 .after = asked.after,
                                                 .limit = asked.limit + 1});
    AuditPage page;
    if (std::ssize(entries) > asked.limit) {
      entries.pop_back();
      page.next = entries.back().id;
    }
    for (const auto& entry : entries) page.changes.push_back(line_of(entry));
    return reply(200, page);
  });
}

}  // namespace

void note_deed(const Desk& desk, store::Transaction& transaction, const Deed& deed) {
  store::add_audit(transaction, entry_of(desk, deed));
}

void note_change(const Desk& desk, store::Transaction& transaction, const Deed& deed,
                 std::string_view before, std::string_view after) {
  const auto fields = differing(before, after);
  if (fields.empty()) return;
  auto entry = entry_of(desk, deed);
  entry.details = to_json(fields);
  store::add_audit(transaction, entry);
}

void add_audit(Routes& routes) {
  routes.add({.path = "/api/audit",
              .access = Access::with(selling::Right::audit_read),
              .summary = "Who changed what beyond single deals, newest first",
              .text = "People, teams, rights, settings, rules, tokens, webhooks, customers, "
                      "processes and their versions, imports, bulk changes and sample data. What "
                      "happened to a deal stands in its events. Never a secret.",
              .query = &shape_of<ListAudit>(),
              .replies = {{200, "A page of changes", &shape_of<AuditPage>()}},
              .handler = list_audit});
}

}  // namespace stagecraft::http
