#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"

/// What the server keeps beside the deals: answers to repeated requests, saved views, settings.
namespace stagecraft::store {

/// The answer that a creation gave, so that repeating the request gives it again.
struct KeptAnswer {
  std::string
      request_sha256;  ///< Of method, path and body: another request under the key is an error.
  int status = 0;
  std::string body;  ///< A line that says where what was made is, possibly empty; then the answer.
};

std::optional<KeptAnswer> find_answer(Connection& db, selling::PersonId person,
                                      std::string_view key);
/// In the transaction of the creation itself, so that both are there or neither.
void keep_answer(Transaction& transaction, selling::PersonId person, std::string_view key,
                 const KeptAnswer& answer, base::Instant at);
void forget_answers(Transaction& transaction, base::Instant before);
/// Leaves of every kept answer its status and where what it made is; its body becomes `{}`.
void empty_answers(Transaction& transaction);

using SavedViewId = base::Id<struct SavedViewTag>;

/// Filters and order of a list under a name.
struct SavedView {
  SavedViewId id;
  selling::PersonId person;
  std::string noun;   ///< `deals`, `accounts`, `contacts`.
  std::string name;   ///< Unique for person and noun.
  std::string query;  ///< JSON object.
  bool is_shared = false;
  base::Instant created_at{};
};

SavedViewId save_view(Transaction& transaction, const SavedView& view);
/// One's own, then those that others share; by name.
std::vector<SavedView> list_views(Connection& db, selling::PersonId person, std::string_view noun);
/// Throws Error{not_found} when it is not the person's own.
void update_view(Transaction& transaction, const SavedView& view);
void delete_view(Transaction& transaction, selling::PersonId person, SavedViewId id);

/// Settings by name: commission, follow-up rhythm, limits. JSON texts.
std::optional<std::string> find_setting(Connection& db, std::string_view name);
struct SettingChange {
  std::string_view name, value;
  base::Instant at{};
  std::optional<selling::PersonId> by;
};
void set_setting(Transaction& transaction, const SettingChange& change);

}  // namespace stagecraft::store
