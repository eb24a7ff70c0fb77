#include "store/erasure.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <vector>

#include "base/json_text.h"
#include "store/customers.h"
#include "store/deal_copies.h"
#include "store/events.h"
#include "store/search.h"

namespace stagecraft::store {
namespace {

namespace json = boost::json;
using selling::ContactId;
using selling::DealId;
using selling::NoteId;

struct Mention {
  DealId deal;
  NoteId note;
  std::string text;
};

/// Notes of events that name the contact. Details are JSON, so the text narrows and reading
/// decides.
std::vector<Mention> mentions_of(Connection& db, ContactId contact) {
  std::vector<Mention> mentions;
  for (const Row& row : db.query("SELECT e.deal_id, e.note_id, n.text, e.details FROM events e "
                                 "JOIN notes n ON n.id = e.note_id WHERE e.details LIKE "
                                 "'%\"contacts\"%' ORDER BY e.id")) {
    const auto details = selling::read_details(row.get<std::string_view>(3));
    if (std::ranges::find(details.contacts, contact) == details.contacts.end()) continue;
    mentions.push_back({row.get<DealId>(0), row.get<NoteId>(1), row.get<std::string>(2)});
  }
  return mentions;
}

}  // namespace

std::string export_contact(Connection& db, ContactId id) {
  const auto contact = get_contact(db, Viewer::everything(), id);
  json::array notes;
  for (const auto& mention : mentions_of(db, id))
    notes.push_back(json::object{{"deal", mention.deal.value}, {"text", mention.text}});
  return base::to_json_text(json::object{{"contact", id.value},
                                         {"name", contact.name},
                                         {"email", contact.email},
                                         {"phone", contact.phone},
                                         {"position", contact.position},
                                         {"created_at", base::to_iso(contact.created_at)},
                                         {"notes", notes}});
}

void erase_contact(Transaction& transaction, ContactId id, base::Instant at,
                   const selling::MapVersions& maps) {
  auto& db = transaction.db();
  get_contact(db, Viewer::everything(), id);
  db.run(
      "UPDATE contacts SET name = '', name_folded = '', email = '', email_folded = '', phone = '', "
      "position = '', "
      "beside = '{}', erased_at = $1, revision = revision + 1 WHERE id = $2",
      at, id);
  index_words(db, SearchKind::contact, id.value, "");
  std::set<DealId> deals;
  for (const auto& mention : mentions_of(db, id)) {
    db.run("UPDATE notes SET text = '', erased_at = $1 WHERE id = $2", at, mention.note);
    index_words(db, SearchKind::note, mention.note.value, "");
    deals.insert(mention.deal);
  }
  for (const auto deal : deals) write_copies(db, selling::fold(deal, events_of(db, deal), maps));
}

}  // namespace stagecraft::store
