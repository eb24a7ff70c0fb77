#include "store/personal_data.h"

#include "http/audit.h"
#include "http/desk.h"
#include "http/resources.h"
#include "store/attachments.h"
#include "store/customers.h"
#include "store/erasure.h"

namespace stagecraft::http {

struct ErasePerson {
  bool keep_texts = false;
  static constexpr Note notes[] = {
      {.field = "keep_texts",
       .text = "Leave what they wrote on deals, and texts of events that name them",
       .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ErasePerson, (), (keep_texts))

namespace {

using selling::AccountId;
using selling::ContactId;
using selling::PersonId;
using selling::Right;

Response as_json(std::string text) {
  Response response;
  response.body = std::move(text);
  return response;
}

store::Erasure erasure_by(const Desk& desk) {
  return {.by = desk.actor().person, .at = desk.now()};
}

Response export_account(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto id = request.id_of<AccountId>("account");
    store::get_account(desk.db(), desk.viewer(), id);
    return as_json(store::export_account(desk.db(), id));
  });
}

Response erase_account(const Request& request, App& app) {
  const auto id = request.id_of<AccountId>("account");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    store::get_account(desk.db(), desk.viewer(), id);
    store::erase_account(transaction, id, erasure_by(desk), desk.maps());
    note_deed(desk, transaction, {store::AuditKind::account_erased, id_text(id)});
    return no_content();
  });
}

Response export_contact(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto id = request.id_of<ContactId>("contact");
    store::get_contact(desk.db(), desk.viewer(), id);
    return as_json(store::export_contact(desk.db(), id));
  });
}

Response erase_contact(const Request& request, App& app) {
  const auto id = request.id_of<ContactId>("contact");
  const auto files = write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    store::get_contact(desk.db(), desk.viewer(), id);
    auto unused = store::erase_contact(transaction, id, erasure_by(desk), desk.maps());
    note_deed(desk, transaction, {store::AuditKind::contact_erased, id_text(id)});
    return unused;
  });
  store::remove_unused(*app.workspace, files);
  return no_content();
}

Response export_person(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    return as_json(store::export_person(desk.db(), request.id_of<PersonId>("person")));
  });
}

Response erase_person(const Request& request, App& app) {
  const auto id = request.id_of<PersonId>("person");
  const auto texts = request.query<ErasePerson>().keep_texts ? store::TextsOfPerson::kept
                                                             : store::TextsOfPerson::erased;
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    if (id == desk.actor().person)
      throw base::Error(base::ErrorKind::conflict,
                        "You cannot erase yourself. Ask another administrator.");
    store::erase_person(transaction, id, texts, erasure_by(desk), desk.maps());
    note_deed(desk, transaction, {store::AuditKind::person_erased, id_text(id)});
    return no_content();
  });
}

}  // namespace

void add_personal_data(Routes& routes) {
  const auto access = Access::with(Right::person_erase);
  const Reply everything{.status = 200, .text = "A JSON object", .body = &shape_of<RawJson>()};
  routes.add({.path = "/api/accounts/{account}/personal-data",
              .access = access,
              .summary = "Export all that is held about an account",
              .replies = {everything, {404, "There is no such account, or not for you"}},
              .handler = export_account});
  routes.add({.method = Method::delete_,
              .path = "/api/accounts/{account}/personal-data",
              .access = access,
              .summary = "Erase an account's data for good; history and figures stay",
              .text = "Overwrites name, addresses and web site, also of accounts merged with this "
                      "one, and the texts of all events on its deals; takes name and addresses out "
                      "of names of deals and files. Its contacts are erased one by one.",
              .replies = {{204, "It is erased"}, {404, "There is no such account, or not for you"}},
              .handler = erase_account});
  routes.add({.path = "/api/contacts/{contact}/personal-data",
              .access = access,
              .summary = "Export all that is held about a contact",
              .replies = {everything, {404, "There is no such contact, or not for you"}},
              .handler = export_contact});
  routes.add(
      {.method = Method::delete_,
       .path = "/api/contacts/{contact}/personal-data",
       .access = access,
       .summary = "Erase a contact's data for good; history and figures stay",
       .text = "Overwrites name, addresses and position, also of contacts merged with this "
               "one, the texts of events with them, and the files that they gave; takes full name "
               "and addresses out of other texts on their deals.",
       .replies = {{204, "It is erased"}, {404, "There is no such contact, or not for you"}},
       .handler = erase_contact});
  routes.add({.path = "/api/people/{person}/personal-data",
              .access = access,
              .summary = "Export all that is held about one of us",
              .replies = {everything, {404, "There is no such person"}},
              .handler = export_person});
  routes.add({.method = Method::delete_,
              .path = "/api/people/{person}/personal-data",
              .access = access,
              .summary = "Erase the data of one of us for good; history and figures stay",
              .text = "Overwrites name and address, ends every way to sign in, and overwrites what "
                      "they wrote on deals, but for the names of deals. What they own stays theirs "
                      "by number, until somebody gives it away.",
              .query = &shape_of<ErasePerson>(),
              .replies = {{204, "It is erased"},
                          {404, "There is no such person"},
                          {409, "Nobody erases themselves"}},
              .handler = erase_person});
}

}  // namespace stagecraft::http
