#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/statistics/share.h"
#include "selling/deal.h"
#include "selling/setting.h"
#include "selling/today.h"

/// Promises of either side (D6): made, kept, moved, withdrawn; and how well they are kept
/// (measures.md, 18). Late, broken and overdue are computed from days, never stored.
namespace stagecraft::selling {

struct NewPromise {
  std::string side;  ///< `us`, `customer`, `partner`.
  std::string text;  ///< What is promised. A planned touchpoint may go without.
  base::Day due{};
  std::string planned = {};  ///< Ours: a call, meeting ... to be held; empty: none.
  std::optional<PersonId> person = {};
  std::vector<ContactId> contacts = {};
  std::optional<base::Instant> at = {};  ///< When it was made; nullopt: now.
  bool in_plan = false;                  ///< It is a step of the plan with the customer (plan.h).
};

/// A due day may lie in the past only when the promise was made before it and is told late. Throws
/// Error: `invalid` with every gap; `conflict` on a deal that is gone. A closed deal takes
/// promises: those of the after-sale, and the call in a year.
Change make_promise(const Deal& deal, const NewPromise& promise, const Setting& setting);

/// Which promise, when, and what was said about it.
struct PromiseAct {
  int number = 0;
  std::optional<base::Instant> at = {};
  std::string note = {};
};

/// All throw Error: `not_found` for a number that the deal does not have, `conflict` where the
/// promise is kept or withdrawn already, `invalid` for a time before it was made or to come.
Change keep_promise(const Deal& deal, const PromiseAct& act, const Setting& setting);
Change withdraw_promise(const Deal& deal, const PromiseAct& act, const Setting& setting);
/// `act.note` is the reason and must be there; the new day must differ from the one that stands.
Change move_promise(const Deal& deal, const PromiseAct& act, base::Day due, const Setting& setting);

/// The planned touchpoint of this kind that falls due first, which one held now would keep.
std::optional<int> find_planned(const Deal& deal, process::TouchpointKind kind);

enum class Keeping : std::uint8_t { on_time, late, broken, overdue, open, withdrawn };

/// `on_time`.
std::string_view to_word(Keeping keeping);

/// So many days after its due day a promise that was not kept is broken.
inline constexpr int broken_after_days = 14;

/// How a promise stands on `today`. Kept: on time by the end of the day that it is judged by, late
/// after it. Not kept: broken 14 days after that day, or when the deal closed after it; overdue
/// before that; open up to and including the day. A deal that closed on that day or before
/// withdraws it, unless it was made after the closing. Withdrawing what was broken by then leaves
/// it broken. The judging day is the one that stood before the first move on or after a due day,
/// else the newest.
Keeping keeping_of(const Promise& promise, const Deal& deal, const Today& today);
/// The same, judged by the day that was promised first.
Keeping keeping_by_first_day(const Promise& promise, const Deal& deal, const Today& today);
/// The day that keeping_of judges by.
base::Day judging_day(const Promise& promise);
/// Of a promise that is late, overdue or broken: days from the judging day until it was kept or
/// withdrawn, or its deal closed, else until today. At least 1 there; 0 of all others.
int days_late(const Promise& promise, const Deal& deal, const Today& today);

struct KeepingCounts {
  int on_time = 0, late = 0, broken = 0, overdue = 0, open = 0, withdrawn = 0;

  void count(Keeping keeping);
  /// On time / (on time + late + broken + overdue), with Wilson's interval. Nullopt (undefined):
  /// nothing has come due.
  std::optional<base::statistics::Share> share() const;
  bool operator==(const KeepingCounts&) const = default;
};

/// What promise keeping is counted for.
enum class KeptBy : std::uint8_t {
  all,    ///< One row.
  deal,   ///< `deal:7`.
  stage,  ///< `stage:demo`, where the deal stood when it was made.
  /// `person:5`: of ours who has to keep it, the deal's owner where nobody is named; `contact:9`:
  /// each contact that a promise of the other side names. Empty: nobody is known.
  person,
};

struct KeepingQuestion {
  KeptBy by = KeptBy::all;
  std::string side = {};                ///< Empty: every side.
  std::optional<base::Day> from, to{};  ///< Judging day in [from, to); nullopt: no border.
};

struct KeepingRow {
  std::string address;
  KeepingCounts kept;          ///< By the judging day.
  KeepingCounts by_first_day;  ///< Judged, and chosen for the period, by the day first promised.

  bool operator==(const KeepingRow&) const = default;
};

/// Rows sorted by address. Deals that are merged or deleted are left out. O(promises log rows).
std::vector<KeepingRow> promise_keeping(std::span<const Deal> deals,
                                        const KeepingQuestion& question, const Today& today);

}  // namespace stagecraft::selling
