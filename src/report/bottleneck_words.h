#pragma once

#include <string>
#include <vector>

#include "base/sentence.h"
#include "report/measured.h"

namespace stagecraft::report {

/// What the bottleneck says, in sentences: the stage that limits, or that it cannot be told yet.
struct BottleneckWords {
  std::string stage;                      ///< Id of the stage that is named; empty: none.
  base::Sentence headline;                ///< `Proof on own data is the limit`
  std::vector<base::Sentence> sentences;  ///< What it rests on, what it would bring, how sure.
};

BottleneckWords bottleneck_words(const Measured& measured);

}  // namespace stagecraft::report
