#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "http/app.h"
#include "http/request.h"
#include "selling/deal.h"
#include "selling/next_step.h"
#include "selling/rights.h"
#include "selling/setting.h"
#include "store/connection.h"
#include "store/processes.h"
#include "store/viewer.h"
#include "store/workspace.h"

namespace stagecraft::http {

class SilenceHabits;

/// For whom the store reads.
store::Viewer viewer_of(const selling::Actor& actor);

/// What the handler of one request, or a step of a job, works with inside one read or one write:
/// the database as it is in that transaction, seen as who asks may see it.
class Desk {
 public:
  Desk(store::Connection& db, const Request& request, App& app);
  /// Without a request; the actor has to outlive it. `language` is one of
  /// process::message_languages.
  Desk(store::Connection& db, const selling::Actor& actor, App& app,
       std::string_view language = "en");

  store::Connection& db() const { return db_; }
  const selling::Actor& actor() const { return actor_; }
  const store::Viewer& viewer() const { return viewer_; }
  const store::StoredMaps& maps() const { return maps_; }
  base::Instant now() const { return now_; }
  base::Zone zone() const { return maps_.zone(); }
  base::Day today() const { return zone().day_of(now_); }
  /// In which who asks, or asked for the job, is told sentences; English where none does.
  std::string_view language() const { return language_; }
  std::string told(const base::Sentence& sentence) const;

  /// Throws Error{not_found} for what is not there or not to be seen.
  selling::Deal deal(selling::DealId id) const;
  /// Of the deal named `deal` in the path. REQUIRES a request.
  selling::Deal deal() const;
  /// The same to be changed: also throws Error{forbidden} when the right does not reach it.
  selling::Deal deal_for(selling::Right right) const;
  selling::Deal deal_for(selling::Right right, selling::DealId id) const;

  /// Throws Error{not_found}.
  store::ProcessRow process(selling::ProcessId id) const;
  /// Throws Error{not_found}.
  const selling::ProcessVersion& version(selling::MapVersion id) const;
  /// What new deals of a process run on. Throws Error{invalid} where none is published.
  const selling::ProcessVersion& newest_version(selling::ProcessId process) const;
  /// What verbs have to know about a deal.
  selling::Setting setting(const selling::Deal& deal) const;
  /// The same for who has its referrals at hand.
  selling::Setting setting(const selling::Deal& deal,
                           std::vector<selling::Referral> referrals) const;
  selling::Setting setting(const selling::ProcessVersion& version) const;
  /// What is usual in this workspace.
  selling::Habits habits() const;

 private:
  store::Connection& db_;
  const selling::Actor& actor_;
  const Request* request_ = nullptr;  ///< Null: none asks.
  std::string_view language_;
  store::MapCache& cache_;
  const SilenceHabits* silence_;  ///< Null: nothing is known to be usual.
  store::Viewer viewer_;
  base::Instant now_;
  store::StoredMaps maps_;
};

/// Who is responsible for a deal.
selling::Holder holder_of(const selling::Deal& deal);

/// What `look(desk)` gives.
template <class F>
auto look(const Request& request, App& app, F look) {
  return app.workspace->read([&](store::Connection& db) { return look(Desk(db, request, app)); });
}

/// What `change(desk, transaction)` gives, once it is durable. It may be run more than once.
template <class F>
auto write(const Request& request, App& app, F change) {
  return app.workspace->write([&](store::Transaction& transaction) {
    return change(Desk(transaction.db(), request, app), transaction);
  });
}

}  // namespace stagecraft::http
