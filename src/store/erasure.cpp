#include "store/erasure.h"

#include <fmt/format.h>

#include <set>

#include "store/attachments.h"
#include "store/customers.h"
#include "store/deal_copies.h"
#include "store/events.h"
#include "store/people.h"
#include "store/personal_data.h"
#include "store/search.h"
#include "store/services.h"

namespace stagecraft::store {
namespace {

using selling::ContactId;
using selling::DealId;
using selling::PersonId;

void overwrite(Connection& db, const std::vector<WrittenText>& texts, const Erasure& erasure,
               const selling::MapVersions& maps) {
  std::set<DealId> deals;
  for (const auto& text : texts) {
    db.run("UPDATE notes SET text = '', erased_at = $1 WHERE id = $2", erasure.at, text.note);
    index_words(db, SearchKind::note, text.note.value, "");
    deals.insert(text.deal);
  }
  for (const auto deal : deals) write_copies(db, selling::fold(deal, events_of(db, deal), maps));
}

void overwrite(Connection& db, ContactId contact, const Erasure& erasure) {
  db.run(
      "UPDATE contacts SET name = '', name_folded = '', email = '', email_folded = '', phone = '', "
      "position = '', beside = '{}', erased_at = $1, erased_by = $2, revision = revision + 1 WHERE "
      "id = $3",
      erasure.at, erasure.by, contact);
  index_words(db, SearchKind::contact, contact.value, "");
}

}  // namespace

std::vector<std::string> erase_contact(Transaction& transaction, ContactId id,
                                       const Erasure& erasure, const selling::MapVersions& maps) {
  auto& db = transaction.db();
  get_contact(db, Viewer::everything(), id);
  const auto same = same_contacts(db, id);
  overwrite(db, texts_about(db, same), erasure, maps);
  std::vector<std::string> contents;
  for (const auto& paper : papers_of(db, same)) {
    remove_attachment(transaction, paper.id, {.by = erasure.by, .at = erasure.at});
    contents.push_back(paper.sha256);
  }
  for (const auto contact : same) overwrite(db, contact, erasure);
  empty_answers(transaction);
  return contents;
}

void erase_person(Transaction& transaction, PersonId id, TextsOfPerson texts,
                  const Erasure& erasure, const selling::MapVersions& maps) {
  auto& db = transaction.db();
  get_person(db, id);
  if (texts == TextsOfPerson::erased) overwrite(db, texts_of(db, id), erasure, maps);
  for (const auto* table : {"sessions", "tokens", "one_time_links", "calendar_addresses"})
    db.run(fmt::format("DELETE FROM {} WHERE person_id = $1", table), id);
  db.run("DELETE FROM saved_views WHERE person_id = $1 AND is_shared = 0", id);
  // No address has a blank, so that this is nobody's and unique all the same.
  db.run(
      "UPDATE people SET name = '', email = '', email_folded = $1, password_hash = NULL, is_active "
      "= 0, erased_at = $2, erased_by = $3, revision = revision + 1 WHERE id = $4",
      fmt::format("erased {}", id.value), erasure.at, erasure.by, id);
  empty_answers(transaction);
}

}  // namespace stagecraft::store
