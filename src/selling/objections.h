#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/statistics/share.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// Objections of a deal, how they were answered and how they ended; and the library that this makes
/// (D9).
namespace stagecraft::selling {

struct NewObjection {
  std::string text;                      ///< What the customer said.
  std::string topic = {};                ///< Of the library; empty: none fits.
  std::vector<ContactId> contacts = {};  ///< Who raised it.
  std::optional<base::Instant> at = {};
};

/// `topics` are those of the library. Throws Error: `invalid` with every gap, `conflict` on a
/// closed deal (a lost deal's reasons say why; a won one's worries are promises).
Change raise_objection(const Deal& deal, const NewObjection& objection,
                       std::span<const std::string> topics, const Setting& setting);

struct ObjectionAct {
  int number = 0;
  std::string text = {};  ///< Answering: the answer. Closing: `resolved` or `stands`.
  std::optional<base::Instant> at = {};
};

/// Both throw Error: `not_found` for an unknown number, `conflict` for a closed objection or a deal
/// that is gone, `invalid` for a missing answer or another result. A second answer takes the place
/// of the first in the deal; history keeps both. One may close without an answer.
Change answer_objection(const Deal& deal, const ObjectionAct& act, const Setting& setting);
Change close_objection(const Deal& deal, const ObjectionAct& act, const Setting& setting);

/// How objections ended. Open ones are in `raised` only.
struct ObjectionRecord {
  int raised = 0, resolved = 0, stands = 0;

  int closed() const { return resolved + stands; }
  /// Resolved / closed, with Wilson's interval; nullopt (undefined): none is closed.
  std::optional<base::statistics::Share> share() const;
  bool operator==(const ObjectionRecord&) const = default;
};

struct AnswerRecord {
  std::string text;  ///< As last written; compared without regard to case and white space.
  ObjectionRecord record;
  DealId last_used_in;

  bool operator==(const AnswerRecord&) const = default;
};

struct TopicRecord {
  std::string topic;  ///< Empty: objections without a topic.
  ObjectionRecord record;
  std::vector<AnswerRecord> answers;  ///< Those surest to work first, by the low end of the share.

  bool operator==(const TopicRecord&) const = default;
};

/// What the deals say of each topic, most raised first. Deals that are gone are left out. O(n log
/// n) in objections.
std::vector<TopicRecord> objection_library(std::span<const Deal> deals);

}  // namespace stagecraft::selling
