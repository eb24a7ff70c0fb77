#pragma once

#include <string>
#include <string_view>

#include "process/check/words.h"

/// How the check reads texts (docs/check/README.md, 'How texts are read'). Silence is the default:
/// a word that no list knows never counts against a text.
namespace stagecraft::process {

enum class Verdict {
  fine,
  opinion,     ///< A judgement of ours, or a state of mind: two people can differ about it.
  seller_act,  ///< Something that we do, or that serves us.
  unclear,     ///< No telling who does what.
};

struct Judgement {
  Verdict verdict = Verdict::fine;
  std::string word;  ///< The word or phrase that led to it; empty for fine and unclear.

  bool operator==(const Judgement&) const = default;
};

/// An exit criterion by its text alone.
Judgement judge_criterion(std::string_view text, const Words& words);
/// A line of `does`, whose subject is the prospect unless another is named: fine or seller_act.
Judgement judge_does(std::string_view text, const Words& words);
/// The value of a goal: seller_act when it speaks of our gain and of no customer, else fine.
Judgement judge_value(std::string_view text, const Words& words);

}  // namespace stagecraft::process
