#pragma once

#include <optional>
#include <string>

#include "selling/deal.h"
#include "selling/setting.h"

/// Two records of one deal become one, and records that should not be there go (measures.md, 1.11).
namespace stagecraft::selling {

/// Events of both deals; they are stored together or not at all.
struct Merger {
  Change gone, into;
};

/// `into` keeps its own stages and outcome. Its history takes over, as events, the contacts with
/// their roles and the open promises of `gone`, with the days that these are judged by; what else
/// comes along is read by `absorb`. Both must be there and differ: Error{conflict}.
Merger merge_deals(const Deal& gone, const Deal& into, const std::string& note,
                   const Setting& setting);

/// What a deal shows of another one that was merged into it, beside its own events: the earlier
/// `created_at`, the touchpoints and literature of both, and the promises of both that have ended,
/// numbered on. Nothing unless `gone` was merged into it. O(what both hold * log).
void absorb(Deal& into, const Deal& gone);

/// A correction: the deal leaves all figures and is never a loss. `note` says why and must be
/// there. Throws Error{invalid} without it, `conflict` when it is gone already.
Change delete_deal(const Deal& deal, const std::string& note, const Setting& setting);

}  // namespace stagecraft::selling
