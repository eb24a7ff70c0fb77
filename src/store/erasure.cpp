#include "store/erasure.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "selling/plan.h"
#include "store/attachments.h"
#include "store/audit.h"
#include "store/customers.h"
#include "store/deal_copies.h"
#include "store/deals.h"
#include "store/events.h"
#include "store/people.h"
#include "store/personal_data.h"
#include "store/search.h"
#include "store/services.h"
#include "store/sign_in.h"
#include "store/telling_words.h"

namespace stagecraft::store {
namespace {

using selling::AccountId;
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

/// Names of files as they were sent; the files stay.
void take_out_of_file_names(Connection& db, DealId deal, const std::vector<TellingWord>& words) {
  std::vector<std::pair<selling::AttachmentId, std::string>> files;
  for (const Row& row :
       db.query("SELECT id, name FROM attachments WHERE deal_id = $1 AND erased_at IS NULL", deal))
    files.emplace_back(row.get<selling::AttachmentId>(0), row.get<std::string>(1));
  for (const auto& [id, name] : files)
    if (const auto left = without(name, words); left != name)
      db.run("UPDATE attachments SET name = $1 WHERE id = $2", left, id);
}

/// Texts of the deal that say the words though their events do not name the person, its name among
/// them, and names of its files.
void take_out(Connection& db, DealId deal, const std::vector<TellingWord>& words,
              const selling::MapVersions& maps) {
  struct Said {
    selling::NoteId note;
    std::string text;
    bool is_found;
  };
  std::vector<Said> said;
  // The first note of a deal is its name, which is found as such.
  for (const Row& row : db.query("SELECT n.id, n.text, e.kind FROM notes n JOIN events e ON "
                                 "e.note_id = n.id WHERE e.deal_id = $1 ORDER BY n.id",
                                 deal))
    said.push_back({row.get<selling::NoteId>(0), row.get<std::string>(1),
                    row.get<std::string_view>(2) != "created"});
  bool has_changed = false;
  for (const auto& [note, text, is_found] : said) {
    const auto left = without(text, words);
    if (left == text) continue;
    db.run("UPDATE notes SET text = $1 WHERE id = $2", left, note);
    if (is_found) index_words(db, SearchKind::note, note.value, left);
    has_changed = true;
  }
  if (has_changed) write_copies(db, selling::fold(deal, events_of(db, deal), maps));
  take_out_of_file_names(db, deal, words);
}

/// Who was given a link to a plan as this contact opens nothing any more.
void revoke_links(Transaction& transaction, DealId id, const std::vector<ContactId>& contacts,
                  const Erasure& erasure, const selling::MapVersions& maps) {
  const auto deal = find_deal(transaction.db(), Viewer::everything(), id, maps);
  if (!deal) return;
  const auto change = selling::revoke_links_for(*deal, contacts, erasure.by, erasure.at);
  if (!change.empty()) append(transaction, *deal, change, maps);
}

void overwrite(Connection& db, ContactId contact, const Erasure& erasure) {
  db.run(
      "UPDATE contacts SET name = '', name_folded = '', email = '', email_folded = '', phone = '', "
      "position = '', beside = '{}', erased_at = $1, erased_by = $2, revision = revision + 1 WHERE "
      "id = $3",
      erasure.at, erasure.by, contact);
  index_words(db, SearchKind::contact, contact.value, "");
}

void overwrite(Connection& db, AccountId account, const Erasure& erasure) {
  db.run(
      "UPDATE accounts SET name = '', name_folded = '', domain = '', email = '', phone = '', "
      "address = '', beside = '{}', erased_at = $1, erased_by = $2, revision = revision + 1 WHERE "
      "id = $3",
      erasure.at, erasure.by, account);
  index_words(db, SearchKind::account, account.value, "");
}

}  // namespace

void erase_account(Transaction& transaction, AccountId id, const Erasure& erasure,
                   const selling::MapVersions& maps) {
  auto& db = transaction.db();
  get_account(db, Viewer::everything(), id);
  const auto same = same_accounts(db, id);
  overwrite(db, texts_at(db, same), erasure, maps);
  std::vector<TellingWord> all;
  for (const auto account : same)
    for (auto& word : telling_words(get_account(db, Viewer::everything(), account)))
      all.push_back(std::move(word));
  const auto words = in_order(std::move(all));
  for (const auto deal : deals_ever_at(db, same)) take_out(db, deal, words, maps);
  take_out_of_jobs(db, words);
  for (const auto account : same) {
    overwrite(db, account, erasure);
    blank_audit(transaction, "account", account.value);
  }
  empty_answers(transaction);
}

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
  std::vector<TellingWord> all;
  for (const auto contact : same)
    for (auto& word : telling_words(get_contact(db, Viewer::everything(), contact)))
      all.push_back(std::move(word));
  const auto words = in_order(std::move(all));
  for (const auto deal : deals_with(db, same)) {
    take_out(db, deal, words, maps);
    revoke_links(transaction, deal, same, erasure, maps);
  }
  take_out_of_jobs(db, words);
  for (const auto contact : same) {
    overwrite(db, contact, erasure);
    blank_audit(transaction, "contact", contact.value);
  }
  empty_answers(transaction);
  return contents;
}

void erase_person(Transaction& transaction, PersonId id, TextsOfPerson texts,
                  const Erasure& erasure, const selling::MapVersions& maps) {
  auto& db = transaction.db();
  get_person(db, id);
  if (texts == TextsOfPerson::erased) overwrite(db, texts_of(db, id), erasure, maps);
  end_sessions_of(transaction, id);
  for (const auto* table : {"tokens", "one_time_links", "calendar_addresses", "person_competencies",
                            "notification_marks"})
    db.run(fmt::format("DELETE FROM {} WHERE person_id = $1", table), id);
  db.run("DELETE FROM saved_views WHERE person_id = $1 AND is_shared = 0", id);
  // No address has a blank, so that this is nobody's and unique all the same.
  db.run(
      "UPDATE people SET name = '', email = '', email_folded = $1, password_hash = NULL, is_active "
      "= 0, erased_at = $2, erased_by = $3, revision = revision + 1 WHERE id = $4",
      fmt::format("erased {}", id.value), erasure.at, erasure.by, id);
  blank_audit(transaction, "person", id.value);
  empty_answers(transaction);
}

}  // namespace stagecraft::store
