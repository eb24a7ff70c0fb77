#include "store/personal_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/json_text.h"
#include "selling/event.h"
#include "store/competencies.h"
#include "store/customers.h"
#include "store/people.h"
#include "store/sign_in.h"

namespace stagecraft::store {
namespace {

namespace json = boost::json;
using selling::AccountId;
using selling::AttachmentId;
using selling::ContactId;
using selling::DealId;
using selling::NoteId;
using selling::PersonId;

bool names_any(const selling::Details& details, const std::vector<ContactId>& contacts) {
  return std::ranges::find_first_of(details.contacts, contacts) != details.contacts.end();
}

WrittenText read_text(const Row& row) {
  return {.deal = row.get<DealId>(0),
          .note = row.get<NoteId>(1),
          .at = row.get<base::Instant>(2),
          .text = row.get<std::string>(3)};
}

void add_paper(std::vector<GivenPaper>& papers, const Row& row) {
  const auto id = row.get<AttachmentId>(1);
  if (std::ranges::find(papers, id, &GivenPaper::id) != papers.end()) return;
  papers.push_back({.deal = row.get<DealId>(0),
                    .id = id,
                    .name = row.get<std::string>(2),
                    .sha256 = row.get<std::string>(3)});
}

void add_named_papers(Connection& db, const std::vector<ContactId>& contacts,
                      std::vector<GivenPaper>& papers) {
  std::set<AttachmentId> named;
  for (const Row& row : db.query("SELECT details FROM events WHERE details LIKE '%\"attachment\"%' "
                                 "AND details LIKE '%\"contacts\"%' ORDER BY id")) {
    const auto details = selling::read_details(row.get<std::string_view>(0));
    if (details.attachment && names_any(details, contacts)) named.insert(*details.attachment);
  }
  for (const auto id : named)
    for (const Row& row : db.query("SELECT deal_id, id, name, sha256 FROM attachments WHERE id = "
                                   "$1 AND erased_at IS NULL AND deal_id IS NOT NULL",
                                   id))
      add_paper(papers, row);
}

json::array to_json(const std::vector<WrittenText>& texts) {
  json::array out;
  for (const auto& text : texts)
    out.push_back(json::object{
        {"deal", text.deal.value}, {"at", base::to_iso(text.at)}, {"text", text.text}});
  return out;
}

json::object to_json(const Contact& contact) {
  return {{"contact", contact.id.value},
          {"name", contact.name},
          {"email", contact.email},
          {"phone", contact.phone},
          {"position", contact.position},
          {"beside", json::parse(contact.beside)},
          {"created_at", base::to_iso(contact.created_at)}};
}

json::array sessions_of(Connection& db, PersonId id) {
  json::array out;
  for (const auto& session : list_sessions(db, id))
    out.push_back(json::object{{"created_at", base::to_iso(session.created_at)},
                               {"used_at", base::to_iso(session.used_at)},
                               {"client", session.client}});
  return out;
}

json::array tokens_of(Connection& db, PersonId id) {
  json::array out;
  for (const auto& token : list_tokens(db, id))
    out.push_back(
        json::object{{"name", token.name}, {"created_at", base::to_iso(token.created_at)}});
  return out;
}

json::array competencies_of(Connection& db, PersonId id) {
  json::array out;
  for (const auto& one : assessments_of(db, id))
    out.push_back(json::object{
        {"competency", one.competency}, {"level", one.level}, {"at", base::to_iso(one.at)}});
  return out;
}

json::array views_of(Connection& db, PersonId id) {
  json::array out;
  for (const Row& row :
       db.query("SELECT noun, name, query FROM saved_views WHERE person_id = $1 ORDER BY id", id))
    out.push_back(json::object{{"list", row.get<std::string>(0)},
                               {"name", row.get<std::string>(1)},
                               {"query", row.get<std::string>(2)}});
  return out;
}

/// Whoever knows one knows those merged into it, and the one that it was merged into.
template <class Id>
std::vector<Id> same_of(Connection& db, std::string_view table, Id id) {
  const auto sql = fmt::format(
      "SELECT id, merged_into FROM {} WHERE merged_into = $1 OR (id = $1 AND merged_into IS NOT "
      "NULL)",
      table);
  std::set<Id> same{id};
  for (std::size_t known = 0; known != same.size();) {
    known = same.size();
    for (const auto one : std::set(same))
      for (const Row& row : db.query(sql, one)) same.insert({row.get<Id>(0), row.get<Id>(1)});
  }
  return {same.begin(), same.end()};
}

json::object to_json(const Account& account) {
  return {{"account", account.id.value},
          {"name", account.name},
          {"domain", account.domain},
          {"email", account.email},
          {"phone", account.phone},
          {"address", account.address},
          {"beside", json::parse(account.beside)},
          {"created_at", base::to_iso(account.created_at)}};
}

/// By number and name: each is a person, and is exported as such.
json::array contacts_of(Connection& db, const std::vector<AccountId>& accounts) {
  json::array out;
  for (const auto account : accounts)
    for (const Row& row : db.query("SELECT id, name FROM contacts WHERE account_id = $1 AND "
                                   "erased_at IS NULL ORDER BY id",
                                   account))
      out.push_back(
          json::object{{"contact", row.get<std::int64_t>(0)}, {"name", row.get<std::string>(1)}});
  return out;
}

}  // namespace

std::vector<ContactId> same_contacts(Connection& db, ContactId id) {
  return same_of(db, "contacts", id);
}

std::vector<DealId> deals_with(Connection& db, const std::vector<ContactId>& contacts) {
  std::set<DealId> deals;
  for (const Row& row : db.query("SELECT deal_id, details FROM events WHERE details LIKE "
                                 "'%\"contacts\"%' ORDER BY id"))
    if (names_any(selling::read_details(row.get<std::string_view>(1)), contacts))
      deals.insert(row.get<DealId>(0));
  return {deals.begin(), deals.end()};
}

std::vector<WrittenText> texts_about(Connection& db, const std::vector<ContactId>& contacts) {
  std::vector<WrittenText> texts;
  // Details are JSON, so the text narrows and reading decides.
  for (const Row& row :
       db.query("SELECT e.deal_id, e.note_id, e.at, n.text, e.details FROM events e JOIN notes n "
                "ON n.id = e.note_id WHERE n.erased_at IS NULL AND e.details LIKE "
                "'%\"contacts\"%' ORDER BY e.id"))
    if (names_any(selling::read_details(row.get<std::string_view>(4)), contacts))
      texts.push_back(read_text(row));
  return texts;
}

std::vector<GivenPaper> papers_of(Connection& db, const std::vector<ContactId>& contacts) {
  std::vector<GivenPaper> papers;
  for (const auto contact : contacts)
    for (const Row& row :
         db.query("SELECT deal_id, id, name, sha256 FROM attachments WHERE from_contact_id = $1 "
                  "AND erased_at IS NULL AND deal_id IS NOT NULL ORDER BY id",
                  contact))
      add_paper(papers, row);
  add_named_papers(db, contacts, papers);
  return papers;
}

std::vector<WrittenText> texts_of(Connection& db, PersonId person) {
  std::vector<WrittenText> texts;
  for (const Row& row : db.query(
           "SELECT e.deal_id, e.note_id, e.at, n.text, e.details, n.by FROM events e JOIN "
           "notes n ON n.id = e.note_id WHERE n.erased_at IS NULL AND e.kind <> 'created' AND NOT "
           "(e.kind = 'attribute_changed' AND e.symbol = 'name') AND (n.by = $1 OR e.details LIKE "
           "'%\"person\"%') ORDER BY e.id",
           person)) {
    const bool is_named = selling::read_details(row.get<std::string_view>(4)).person == person;
    if (is_named || row.get<std::optional<PersonId>>(5) == person) texts.push_back(read_text(row));
  }
  return texts;
}

std::vector<AccountId> same_accounts(Connection& db, AccountId id) {
  return same_of(db, "accounts", id);
}

std::vector<DealId> deals_at(Connection& db, const std::vector<AccountId>& accounts) {
  std::set<DealId> deals;
  for (const auto account : accounts)
    for (const Row& row : db.query("SELECT id FROM deals WHERE account_id = $1", account))
      deals.insert(row.get<DealId>(0));
  return {deals.begin(), deals.end()};
}

std::vector<DealId> deals_ever_at(Connection& db, const std::vector<AccountId>& accounts) {
  const auto now = deals_at(db, accounts);
  std::set<DealId> deals(now.begin(), now.end());
  for (const auto account : accounts)
    for (const Row& row :
         db.query("SELECT deal_id FROM events WHERE kind = 'attribute_changed' AND symbol = "
                  "'account' AND (\"from\" = $1 OR \"to\" = $1)",
                  std::to_string(account.value)))
      deals.insert(row.get<DealId>(0));
  return {deals.begin(), deals.end()};
}

std::vector<WrittenText> texts_at(Connection& db, const std::vector<AccountId>& accounts) {
  std::vector<WrittenText> texts;
  for (const auto deal : deals_at(db, accounts))
    for (const Row& row :
         db.query("SELECT e.deal_id, e.note_id, e.at, n.text FROM events e JOIN notes n ON n.id = "
                  "e.note_id WHERE e.deal_id = $1 AND n.erased_at IS NULL AND e.kind <> 'created' "
                  "AND NOT (e.kind = 'attribute_changed' AND e.symbol = 'name') ORDER BY e.id",
                  deal))
      texts.push_back(read_text(row));
  return texts;
}

std::string export_account(Connection& db, AccountId id) {
  get_account(db, Viewer::everything(), id);
  const auto same = same_accounts(db, id);
  json::array accounts, deals;
  for (const auto account : same)
    accounts.push_back(to_json(get_account(db, Viewer::everything(), account)));
  for (const auto deal : deals_at(db, same))
    deals.push_back(json::object{
        {"deal", deal.value},
        {"name", db.get_value<std::string>("SELECT name FROM deals WHERE id = $1", deal)}});
  return base::to_json_text(json::object{{"accounts", accounts},
                                         {"contacts", contacts_of(db, same)},
                                         {"deals", deals},
                                         {"notes", to_json(texts_at(db, same))}});
}

std::string export_contact(Connection& db, ContactId id) {
  get_contact(db, Viewer::everything(), id);
  const auto same = same_contacts(db, id);
  json::array contacts, papers;
  for (const auto contact : same)
    contacts.push_back(to_json(get_contact(db, Viewer::everything(), contact)));
  for (const auto& paper : papers_of(db, same))
    papers.push_back(json::object{
        {"deal", paper.deal.value}, {"attachment", paper.id.value}, {"name", paper.name}});
  return base::to_json_text(json::object{
      {"contacts", contacts}, {"notes", to_json(texts_about(db, same))}, {"files", papers}});
}

std::string export_person(Connection& db, PersonId id) {
  const auto person = get_person(db, id);
  return base::to_json_text(json::object{{"person", id.value},
                                         {"name", person.name},
                                         {"email", person.email},
                                         {"role", person.role},
                                         {"created_at", base::to_iso(person.created_at)},
                                         {"sessions", sessions_of(db, id)},
                                         {"tokens", tokens_of(db, id)},
                                         {"competencies", competencies_of(db, id)},
                                         {"saved_views", views_of(db, id)},
                                         {"notes", to_json(texts_of(db, id))}});
}

}  // namespace stagecraft::store
