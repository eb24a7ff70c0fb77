#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "store/customers.h"
#include "store/search.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;
using base::say;
using selling::AccountId;
using selling::ContactId;

constexpr std::string_view select_contacts =
    "SELECT c.id, c.account_id, c.name, c.email, c.phone, c.position, c.beside, c.created_at, "
    "c.merged_into, "
    "c.erased_at, "
    "c.revision FROM contacts c";

constexpr std::array<Field, 5> contact_fields{
    {{"name", "c.name_folded", FieldKind::folded, true},
     {"email", "c.email_folded", FieldKind::folded},
     {"account", "c.account_id", FieldKind::number},
     {"created_at", "c.created_at", FieldKind::instant, true},
     {"id", "c.id", FieldKind::number}}};

Contact read_contact(const Row& row) {
  return {.id = row.get<ContactId>(0),
          .account = row.get<std::optional<AccountId>>(1),
          .name = row.get<std::string>(2),
          .email = row.get<std::string>(3),
          .phone = row.get<std::string>(4),
          .position = row.get<std::string>(5),
          .beside = row.get<std::string>(6),
          .created_at = row.get<Instant>(7),
          .merged_into = row.get<std::optional<ContactId>>(8),
          .erased_at = row.get<std::optional<Instant>>(9),
          .revision = row.get<int>(10)};
}

void index(Connection& db, const Contact& contact) {
  index_words(
      db, SearchKind::contact, contact.id.value,
      fmt::format("{} {} {} {}", contact.name, contact.email, contact.phone, contact.position));
}

selling::ContactCard read_contact_card(const Row& row) {
  return {.id = row.get<ContactId>(0),
          .name = row.get<std::string>(1),
          .email = row.get<std::string>(2),
          .phone = row.get<std::string>(3),
          .account = row.get<std::optional<AccountId>>(4)};
}

}  // namespace

ContactId create_contact(Transaction& transaction, const Contact& contact) {
  auto& db = transaction.db();
  auto made = contact;
  made.id = db.get_value<ContactId>(
      "INSERT INTO contacts (account_id, name, name_folded, email, email_folded, phone, position, "
      "beside, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
      contact.account, contact.name, base::fold(contact.name), contact.email,
      base::fold(contact.email), contact.phone, contact.position, contact.beside,
      contact.created_at);
  index(db, made);
  return made.id;
}

std::optional<Contact> find_contact(Connection& db, const Viewer& viewer, ContactId id) {
  Sql sql(select_contacts);
  sql.add(" WHERE c.id = " + sql.parameter(id)).add(sees_contacts(sql, viewer, "c"));
  for (const Row& row : sql.query(db)) return read_contact(row);
  return std::nullopt;
}

Contact get_contact(Connection& db, const Viewer& viewer, ContactId id) {
  if (auto contact = find_contact(db, viewer, id)) return *std::move(contact);
  throw Error(ErrorKind::not_found,
              say("There is no contact {}, or you may not see it.", id.value));
}

void update_contact(Transaction& transaction, const Contact& contact) {
  auto& db = transaction.db();
  if (contact.erased_at)
    throw Error(ErrorKind::conflict,
                say("Contact {} was erased. Create a new one.", contact.id.value));
  const auto changed = db.run(
      "UPDATE contacts SET account_id = $1, name = $2, name_folded = $3, email = $4, email_folded "
      "= $5, phone = $6, "
      "position = $7, beside = $8, revision = revision + 1 WHERE id = $9 AND revision = $10 AND "
      "erased_at IS NULL",
      contact.account, contact.name, base::fold(contact.name), contact.email,
      base::fold(contact.email), contact.phone, contact.position, contact.beside, contact.id,
      contact.revision);
  if (changed == 0)
    throw Error(
        ErrorKind::conflict,
        say("Contact '{}' has just been changed by somebody else. Load it again.", contact.name));
  index(db, contact);
}

Page<Contact> list_contacts(Connection& db, const Viewer& viewer, const ListQuery& query) {
  const ListSource source{.noun = "contacts",
                          .select = select_contacts,
                          .from = " FROM contacts c",
                          .id = "c.id",
                          .where = "c.merged_into IS NULL AND c.erased_at IS NULL",
                          .fields = contact_fields};
  Page<Contact> page;
  page.next = read_page(
      db, source, query, [&](Sql& sql) { return sees_contacts(sql, viewer, "c"); },
      [&](const Row& row) { page.rows.push_back(read_contact(row)); });
  return page;
}

std::vector<selling::ContactCard> contact_cards(Connection& db, const Viewer& viewer) {
  Sql sql(
      "SELECT c.id, c.name, c.email, c.phone, c.account_id FROM contacts c WHERE c.merged_into IS "
      "NULL AND c.erased_at IS NULL");
  sql.add(sees_contacts(sql, viewer, "c")).add(" ORDER BY c.id");
  std::vector<selling::ContactCard> cards;
  for (const Row& row : sql.query(db)) cards.push_back(read_contact_card(row));
  return cards;
}

std::vector<selling::ContactCard> similar_contacts(Connection& db, const Contact& contact) {
  std::vector<selling::ContactCard> similar;
  for (const Row& row :
       db.query("SELECT id, name, email, phone, account_id FROM contacts WHERE merged_into IS NULL "
                "AND erased_at IS NULL AND "
                "id <> $1 "
                "AND ((email_folded <> '' AND email_folded = $2) OR (name_folded = $3 AND "
                "account_id = $4)) ORDER BY id",
                contact.id, base::fold(contact.email), base::fold(contact.name), contact.account))
    similar.push_back(read_contact_card(row));
  return similar;
}

void merge_contacts(Transaction& transaction, ContactId from, ContactId into) {
  auto& db = transaction.db();
  const auto standing = db.get_value<int>(
      "SELECT count(*) FROM contacts WHERE id IN ($1, $2) AND merged_into IS NULL AND erased_at IS "
      "NULL",
      from, into);
  if (standing != 2)
    throw Error(ErrorKind::conflict,
                "Only two different contacts, neither of them merged or erased, can become one.");
  db.run("UPDATE contacts SET merged_into = $1, revision = revision + 1 WHERE id = $2", into, from);
}

}  // namespace stagecraft::store
