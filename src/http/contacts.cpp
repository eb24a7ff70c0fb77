#include <fmt/format.h>

#include "http/audit.h"
#include "http/contact_shapes.h"
#include "http/customers.h"
#include "http/list_query.h"
#include "http/lists.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/write_once.h"
#include "selling/gaps.h"
#include "store/customers.h"

namespace stagecraft::http {

struct ContactText {
  std::optional<selling::AccountId> account;
  std::string name, email, phone, position;
  static constexpr Note notes[] = {{.field = "name", .least = 1, .most = 200},
                                   {.field = "email", .most = 254, .may_be_left_out = true},
                                   {.field = "phone", .most = 60, .may_be_left_out = true},
                                   {.field = "position", .most = 200, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ContactText, (), (account, name, email, phone, position))

struct ContactChange {
  Change<selling::AccountId> account;
  Change<std::string> name, email, phone, position;
  static constexpr const auto& notes = ContactText::notes;
};
BOOST_DESCRIBE_STRUCT(ContactChange, (), (account, name, email, phone, position))

struct ListContacts {
  std::vector<selling::ContactId> ids;
  std::optional<std::string> name;
  std::vector<std::string> email;
  std::optional<selling::AccountId> account;
  std::string order = "id";
  bool descending = false;
  int limit = 50;
  std::string cursor;
  static constexpr Note notes[] = {
      {.field = "ids", .text = "These contacts alone"},
      {.field = "name", .text = "What the name begins with"},
      {.field = "order", .text = "id, name or created_at", .may_be_left_out = true},
      {.field = "descending", .may_be_left_out = true},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true},
      {.field = "cursor", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListContacts, (),
                      (ids, name, email, account, order, descending, limit, cursor))

struct ContactPage {
  std::vector<store::Contact> contacts;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(ContactPage, (), (contacts, next))

struct ContactMerger {
  selling::ContactId into;
};
BOOST_DESCRIBE_STRUCT(ContactMerger, (), (into))

namespace {

using selling::ContactId;
using selling::Right;

/// A contact is changed by whoever reaches its account, also where a buying group shows them no
/// more than the contact; without one by whoever sees it.
store::Contact contact_for(const Desk& desk, Right right, ContactId id) {
  auto contact = store::get_contact(desk.db(), desk.viewer(), id);
  if (contact.account) {
    const auto account =
        store::get_account(desk.db(), store::Viewer::everything(), *contact.account);
    selling::require(desk.actor(), right, {.owner = account.owner, .team = account.team});
  }
  return contact;
}

void check_account(const Desk& desk, const std::optional<selling::AccountId>& account) {
  selling::Gaps gaps;
  if (account)
    gaps.unless(store::find_account(desk.db(), desk.viewer(), *account).has_value(), "/account",
                "there is no such account, or you may not see it");
  gaps.refuse("The contact cannot be written");
}

store::ListQuery to_query(const ListContacts& asked) {
  ListFilters filters;
  filters.is("id", asked.ids)
      .compare("name", store::Compare::begins, asked.name)
      .is("email", asked.email);
  filters.is("account", asked.account);
  return filters.query(asked);
}

Response list_contacts(const Request& request, App& app) {
  const auto query = to_query(request.query<ListContacts>());
  return look(request, app, [&](const Desk& desk) {
    auto page = store::list_contacts(desk.db(), desk.viewer(), query);
    return reply(200, ContactPage{std::move(page.rows), std::move(page.next)});
  });
}

Response create_contact(const Request& request, App& app) {
  const auto wanted = request.read<ContactText>();
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    require_name(wanted.name);
    check_account(desk, wanted.account);
    const auto id = store::create_contact(transaction, {.account = wanted.account,
                                                        .name = wanted.name,
                                                        .email = wanted.email,
                                                        .phone = wanted.phone,
                                                        .position = wanted.position,
                                                        .created_at = desk.now()});
    const auto contact = store::get_contact(desk.db(), store::Viewer::everything(), id);
    note_change(desk, transaction, {store::AuditKind::contact_added, id_text(id), contact.name},
                "{}", to_json(contact));
    auto response = reply_with(201, contact);
    response.with("Location", fmt::format("/api/contacts/{}", id.value));
    return response;
  });
}

Response get_contact(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto contact =
        store::get_contact(desk.db(), desk.viewer(), request.id_of<ContactId>("contact"));
    return with_etag(reply(200, contact), to_etag(contact.revision), request);
  });
}

Response change_contact(const Request& request, App& app) {
  const auto wanted = request.read<ContactChange>();
  const auto id = request.id_of<ContactId>("contact");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto contact = contact_for(desk, Right::account_change, id);
    const auto before = to_json(contact);
    respect_match(request, to_etag(contact.revision));
    if (wanted.account.is_given) contact.account = wanted.account.value;
    set_text(contact.name, wanted.name);
    set_text(contact.email, wanted.email);
    set_text(contact.phone, wanted.phone);
    set_text(contact.position, wanted.position);
    require_name(contact.name);
    check_account(desk, wanted.account.value);
    store::update_contact(transaction, contact);
    note_change(desk, transaction, {store::AuditKind::contact_changed, id_text(id), contact.name},
                before, to_json(contact));
    ++contact.revision;
    return reply_with(200, contact);
  });
}

Response list_duplicates_of_contact(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto contact =
        store::get_contact(desk.db(), desk.viewer(), request.id_of<ContactId>("contact"));
    auto others = store::similar_contacts(desk.db(), contact);
    std::erase_if(others, [&](const auto& other) {
      return !store::find_contact(desk.db(), desk.viewer(), other.id);
    });
    return reply(200, likely_duplicates<selling::ContactCard>(
                          {contact.id, contact.name, contact.email, contact.phone, contact.account},
                          others));
  });
}

Response merge_contact(const Request& request, App& app) {
  const auto into = request.read<ContactMerger>().into;
  const auto from = request.id_of<ContactId>("contact");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto merged = contact_for(desk, Right::account_merge, from);
    contact_for(desk, Right::account_merge, into);
    store::merge_contacts(transaction, from, into);
    note_change(desk, transaction, {store::AuditKind::contacts_merged, id_text(from), merged.name},
                "{}", to_json(ContactMerger{into}));
    return reply_with(201, store::get_contact(desk.db(), desk.viewer(), into));
  });
}

}  // namespace

void try_contact_list(const Desk& desk, std::span<const QueryItem> items) {
  store::list_contacts(desk.db(), desk.viewer(),
                       first_of(to_query(from_query<ListContacts>(items))));
}

void add_contacts(Routes& routes) {
  routes.add({.path = "/api/contacts",
              .access = Access::with(Right::account_read),
              .summary = "List contacts",
              .query = &shape_of<ListContacts>(),
              .replies = {{200, "A page of contacts", &shape_of<ContactPage>()}},
              .handler = list_contacts});
  routes.add({.method = Method::post,
              .path = "/api/contacts",
              .access = Access::with(Right::account_change),
              .summary = "Create a contact",
              .body = &shape_of<ContactText>(),
              .replies = {{201, "The contact", &shape_of<store::Contact>()}},
              .handler = create_contact,
              .takes_idempotency_key = true});
  routes.add({.path = "/api/contacts/{contact}",
              .access = Access::with(Right::account_read),
              .summary = "A contact",
              .replies = {{200, "The contact", &shape_of<store::Contact>()},
                          {304, "It is what the client has"},
                          {404, "There is no such contact, or not for you"}},
              .handler = get_contact});
  routes.add({.method = Method::patch,
              .path = "/api/contacts/{contact}",
              .access = Access::with(Right::account_change),
              .summary = "Change a contact",
              .body = &shape_of<ContactChange>(),
              .replies = {{200, "The contact", &shape_of<store::Contact>()},
                          {404, "There is no such contact, or not for you"},
                          {409, "It was erased"},
                          {412, "It is no longer as If-Match says"}},
              .handler = change_contact});
  routes.add({.path = "/api/contacts/{contact}/duplicates",
              .access = Access::with(Right::account_read),
              .summary = "Contacts that are probably the same",
              .replies = {{200, "Their ids and names, with score and reasons",
                           &shape_of<LikelyDuplicates>()},
                          {404, "There is no such contact, or not for you"}},
              .handler = list_duplicates_of_contact});
  routes.add({.method = Method::post,
              .path = "/api/contacts/{contact}/mergers",
              .access = Access::with(Right::account_merge),
              .summary = "Merge a contact into another; history goes on naming it",
              .body = &shape_of<ContactMerger>(),
              .replies = {{201, "The contact that stays", &shape_of<store::Contact>()},
                          {404, "There is no such contact, or not for you"},
                          {409, "One of them is merged or erased already"}},
              .handler = merge_contact});
}

}  // namespace stagecraft::http
