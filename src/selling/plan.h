#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "selling/deal.h"
#include "selling/setting.h"
#include "selling/today.h"

/// The plan that is agreed with the customer (D7). Its steps are promises of either side that were
/// chosen for it, so that they are kept, moved and judged as any promise; the plan adds which ones
/// the customer sees, the links by which they see them, and what they say of their own.
namespace stagecraft::selling {

inline constexpr int longest_link_days = 366;
inline constexpr int most_good_links = 20;  ///< Of a deal, at once.

/// What a link may show beside the steps: what the customer gains goal by goal (plan_goals).
inline constexpr std::string_view shows_goals = "goals";

/// All throw Error: `not_found` for a number that the deal does not have, `conflict` on a deal that
/// is gone. Adding what is a step, and removing what is none, changes nothing (an empty Change).
/// Also throws `conflict` for a promise that was withdrawn.
Change add_step(const Deal& deal, int promise, const Setting& setting);
Change remove_step(const Deal& deal, int promise, const Setting& setting);

struct SharePlan {
  std::string title;  ///< What the customer reads above the plan.
  base::Day good_until{};
  PlanMode mode = PlanMode::read_only;
  std::optional<ContactId> contact = {};  ///< For whom; nullopt: whoever has it.
  std::vector<std::string> shows = {};
};

/// Throws Error{invalid} with every gap: a link works today at least and for `longest_link_days` at
/// most; {conflict} when the deal has `most_good_links`. The number of the new link is the highest
/// of the deal after it.
Change share_plan(const Deal& deal, const SharePlan& command, const Setting& setting);
/// Nothing, when it was revoked before. Throws Error: `not_found` for a number that the deal does
/// not have, `conflict` on a deal that is gone, of which no link works.
Change revoke_link(const Deal& deal, int link, const Setting& setting);

/// The same for all that were made for these contacts: who is erased opens nothing any more.
Change revoke_links_for(const Deal& deal, std::span<const ContactId> contacts, PersonId actor,
                        base::Instant now);

/// What is said of a link that never was, has ended or was revoked: it tells nothing.
inline constexpr std::string_view dead_link =
    "This link does not work: it has ended, or was revoked. Ask for a new one.";

enum class LinkState : std::uint8_t { good, expired, revoked };

LinkState state_of(const PlanLink& link, base::Day today);
/// Null: the deal has none of this number.
const PlanLink* find_link(const Deal& deal, int number);
/// Throws Error{not_found}, with one sentence for every reason: there is none, it has ended or was
/// revoked, the deal is gone.
const PlanLink& get_good_link(const Deal& deal, int number, base::Day today);

/// The steps in the order of the plan: by day, then as they were promised. Without those that were
/// withdrawn. The pointers live as long as the deal.
std::vector<const Promise*> plan_steps(const Deal& deal);

/// Whether the customer's word on a step still stands: that it is done, or that they will do it by
/// the day that it has now.
bool is_confirmed(const Promise& step);

/// Whether who opens this link may confirm this step: the link allows it, the step is the
/// customer's and open, and names this contact or nobody. A link for nobody in particular speaks
/// for all of the customer's.
bool may_confirm(const PlanLink& link, const Promise& promise);

/// What the customer says of a step.
enum class StepSaid : std::uint8_t { agreed, done };

struct ConfirmStep {
  int link = 0;
  int step = 0;  ///< Number of the promise.
  StepSaid said = StepSaid::agreed;
  std::string name =
      {};  ///< Who says it; must be there where the link is for nobody in particular.
};

/// `done` keeps the promise. The event has no actor: nobody of ours said it. Empty when it was said
/// before of this day, or the step is done. Throws Error: `not_found` for a link that does not work
/// today and for what is no step of the plan; `forbidden` where the link does not allow it or the
/// step is not theirs; `conflict` for agreeing to a day that has passed; `invalid` for a name that
/// is missing or unfit.
Change confirm_step(const Deal& deal, const ConfirmStep& command, const Setting& setting);

enum class GoalState : std::uint8_t { behind, here, ahead };

/// What the customer gains by a goal of the map, in the customer's words alone.
struct PlanGoal {
  std::string value;
  GoalState state = GoalState::ahead;

  bool operator==(const PlanGoal&) const = default;
};

/// Goals that say what the customer gains, in map order; all are ahead of a lead and of a deal
/// outside the map, and behind one that finished.
std::vector<PlanGoal> plan_goals(const Deal& deal, const ProcessVersion& version);

}  // namespace stagecraft::selling
