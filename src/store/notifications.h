#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/transaction.h"
#include "store/viewer.h"

/// What concerns a person, told from events, promises and jobs as they are: nothing of it
/// is stored but up to when the person has seen it.
namespace stagecraft::store {

enum class NotificationKind : std::uint8_t {
  assigned,         ///< Somebody made them the owner of a deal.
  handed_over,      ///< Somebody handed a won deal over to them.
  promise_kept,     ///< A promise on their deal, as somebody else noted.
  promise_overdue,  ///< A promise that is theirs to keep or to follow up.
  approval_asked,   ///< A quote was made that waits; whether for them, its price rules say.
  quote_approved,   ///< On their deal, by somebody else.
  quote_refused,
  job_done,
  job_failed,
};

struct Notification {
  NotificationKind kind = NotificationKind::assigned;
  base::Instant at{};       ///< When the system learnt it; overdue: when the day began.
  std::int64_t source = 0;  ///< Id of the event or job; else 0.
  std::optional<selling::DealId> deal;
  std::string deal_name, account_name;
  int number = 0;    ///< Of the promise or quote within the deal; else 0.
  std::string side;  ///< Of the promise.
  std::string text;  ///< Of the promise; kind of the job.
  std::optional<selling::PersonId> actor;
  std::string actor_name;
  std::optional<selling::PersonId> asked = {};  ///< Whose approval was asked by name.
};

struct NotificationQuestion {
  selling::PersonId person;
  base::Instant since{};
  base::Day today{};
  base::Zone zone;
  int limit = 50;         ///< Of each kind of source: events, approvals asked, promises, jobs.
  bool approves = false;  ///< Whether they are asked for approvals at all.
};

/// Newest first, since an instant and of the last events alone (events_looked_back), on deals that
/// the viewer sees. What one did oneself is left out, and so is what an import brought.
std::vector<Notification> list_notifications(Connection& db, const Viewer& viewer,
                                             const NotificationQuestion& question);

/// Up to when a person has seen them; nullopt: they never looked.
std::optional<base::Instant> seen_up_to(Connection& db, selling::PersonId person);
/// Never goes back.
void note_seen(Transaction& transaction, selling::PersonId person, base::Instant up_to);

}  // namespace stagecraft::store
